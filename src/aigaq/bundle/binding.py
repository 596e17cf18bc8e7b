"""Bind the places of a coding to the text they were coded from.

Invariant: a place is bound only where the digest of its whole sentences matches, and never to another place with the
same words. Unbound places are reported. A small edit unbinds what it touches and nothing else.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from aigaq.bundle.pins import digest
from aigaq.errors import AigaqError, PassageUnbound, PlaceNotInSource, QuoteAmbiguous
from aigaq.records.cases import CaseRecords, Pin, Pins
from aigaq.records.decisions import Question, Reading
from aigaq.records.documents import Document, Span, insertions_of, line_of, sentences_of
from aigaq.records.statements import Passage, Place, Statement, parse_locator

_Standing = Statement | Reading | Question
_One = TypeVar("_One", Statement, Reading, Question)


@dataclass(frozen=True, slots=True)
class Binding:
    """The result of binding the places of one source.

    Args:
        bound: by locator, the position in the file.
        unbound: an error for each place not found, with the statements that rest on it.
    """

    source: str
    item: str
    bound: dict[str, Pin]
    unbound: tuple[AigaqError, ...]
    lines: dict[str, int]


def places_of(records: CaseRecords, sources: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """Places that records rest on: by source, by locator, the ids of the statements, readings and questions there."""
    places: dict[str, dict[str, list[str]]] = {key: {} for key in sources}
    resting: Iterable[_Standing] = chain(records.statements, records.readings, records.questions)
    for record in resting:
        for passage in record.passages:
            if passage.source in places:
                places[passage.source].setdefault(passage.place.written, []).append(record.id)
    return places


def bindings(
    records: CaseRecords, documents: Mapping[str, Document], *, salt: str = "00"
) -> dict[str, Binding]:
    """By source, the binding to its text: places are found by their pins, or pinned for the first time.

    Passes over the case once for all sources.
    """
    resting = places_of(records, documents.keys())
    return {
        source: _pinned(resting[source], source, document, salt)
        if (pins := records.pins.get(source)) is None
        else _found(resting[source], pins, source, document)
        for source, document in documents.items()
    }


def _pinned(resting: Mapping[str, list[str]], source: str, document: Document, salt: str) -> Binding:
    """Pin every place of a source in the file it was coded from, by line and sentence."""
    bound: dict[str, Pin] = {}
    unbound: list[AigaqError] = []
    lines: dict[str, int] = {}
    finder = Finder(document, salt)
    for written, ids in resting.items():
        _, place = parse_locator(written)
        try:
            bound[written] = finder.pinned(*spans_of(place, document))
            lines[written] = line_of(document, bound[written].start)
        except AigaqError as error:
            error.parameters.setdefault("id", ids[0])
            error.parameters.setdefault("value", written)
            unbound.append(error)
    return Binding(source, document.item, bound, tuple(unbound), lines)


def spans_of(place: Place, document: Document) -> tuple[Span, Span]:
    """The words of a place in a document, and the whole sentences that hold them.

    Raises:
        PlaceNotInSource: no such line, sentence or bracket.
        QuoteAmbiguous: there are several brackets and the locator names none.
    """

    def within(number: int) -> bool:
        return place.first is None or place.first <= number <= (place.last or place.first)

    sentences = [sentence for sentence in sentences_of(document, place.line) if within(sentence.number)]
    if not sentences or (place.last is not None and sentences[-1].number != place.last):
        raise PlaceNotInSource(value=place.written)
    whole = Span(sentences[0].span.start, sentences[-1].span.end)
    if not place.editor:
        return whole, whole
    brackets = [bracket for bracket in insertions_of(document, place.line) if within(bracket.sentence)]
    if place.bracket is not None:
        brackets = brackets[place.bracket - 1 : place.bracket]
    if not brackets:
        raise PlaceNotInSource(value=place.written)
    if len(brackets) > 1:
        raise QuoteAmbiguous(count=len(brackets), value=place.written)
    return brackets[0].span, whole


def _found(resting: Mapping[str, list[str]], pins: Pins, source: str, document: Document) -> Binding:
    """Find pinned places again in a file that may differ slightly (see the comment above `WINDOW`).

    A place coded after the pins were made stands, in the very file of the pins, where its locator says.
    """
    bound = Finder(document, pins.salt).found(pins)
    if pins.item == document.item:
        later = {written: ids for written, ids in resting.items() if written not in pins.places}
        bound |= _pinned(later, source, document, pins.salt).bound
    gone = sorted((set(pins.places) | set(resting)) - set(bound), key=lambda written: _order(written, pins))
    unbound = tuple(
        PassageUnbound(id=", ".join(resting.get(written, [written])), value=f"{source} {written}")
        for written in gone
    )
    lines = {written: line_of(document, found.start) for written, found in bound.items()}
    return Binding(source, document.item, bound, unbound, lines)


def _order(written: str, pins: Pins) -> tuple[int, str]:
    """Sort key: position in the file; places without a pin come last."""
    known = pins.places.get(written)
    return (sys.maxsize if known is None else known.sentence_start, written)


def with_bindings(records: CaseRecords, bindings: Mapping[str, Binding]) -> CaseRecords:
    """The case with its passages bound to the files, by source; unbound passages have no position."""
    return replace(
        records,
        statements=tuple(_bound_anew(one, bindings) for one in records.statements),
        readings=tuple(_bound_anew(one, bindings) for one in records.readings),
        questions=tuple(_bound_anew(one, bindings) for one in records.questions),
    )


def _bound_anew(record: _One, bindings: Mapping[str, Binding]) -> _One:
    """A record with its places bound. Without places in these sources it is returned as it is: most records are."""
    if all(passage.source not in bindings for passage in record.passages):
        return record
    return replace(record, passages=tuple(_rebound(passage, bindings) for passage in record.passages))


def _rebound(passage: Passage, bindings: Mapping[str, Binding]) -> Passage:
    binding = bindings.get(passage.source)
    if binding is None:
        return passage
    written = passage.place.written
    at = binding.bound.get(written)
    if at is None:
        return replace(passage, item=None, start=None, end=None, pin=None)
    return replace(passage, item=binding.item, start=at.start, end=at.end, pin=written)


# Finding the sentences of a pin again in a file that may differ slightly. Words that occur more than once are bound
# only if something distinguishes the places: the "Yes." that answered one question is never bound to the answer to
# another. A pin holds no words, so only a digest can be searched for: at the start of each sentence, then, in case
# sentences are cut differently, at each letter near the old place. If the words occurred once and occur once, that is
# the place. Otherwise a place is accepted if the sentence before or after it is the old neighbour; if several are,
# the one with the same number, provided that there are as many as before.

WINDOW = 4_000
"""Distance from the old position, in code points, within which every letter is tried as a start."""
_TELLING = 25
"""Length from which sentences hardly recur by chance; used for pins without a count of occurrences."""


class Finder:
    """Finds pinned sentences in one file, by digests with one salt."""

    def __init__(self, document: Document, salt: str) -> None:
        self.document = document
        self.salt = salt
        self._starts = [one.span.start for one in document.sentences]
        self._ends = [one.span.end for one in document.sentences]
        self._by_length: dict[int, dict[str, list[int]]] = {}

    def pinned(self, span: Span, whole: Span) -> Pin:
        """The pin of a span inside the whole sentences `whole`."""
        digest = self._digest(whole.start, whole.end)
        places = self._places(digest, whole.end - whole.start)
        before, behind = self._beside(whole.start, whole.end)
        nth = places.index(whole.start) + 1
        return Pin(span.start, span.end, whole.start, whole.end, digest, nth, len(places), before, behind)

    def found(self, pins: Pins) -> dict[str, Pin]:
        """By locator, the pins that were found, in the order of the original file."""
        ordered = sorted(pins.places.items(), key=lambda row: (row[1].sentence_start, row[0]))
        if pins.item == self.document.item:
            return dict(self._same_file(ordered))
        places: dict[str, Pin] = {}
        shift = 0
        for written, old in ordered:
            start = self._place(old, shift)
            if start is None:
                continue
            shift = start - old.sentence_start
            places[written] = self._moved(old, shift)
        return places

    def _same_file(self, ordered: Iterable[tuple[str, Pin]]) -> Iterator[tuple[str, Pin]]:
        """The pins of an unchanged file, which keep their positions; a pin whose digest differs is dropped."""
        for written, old in ordered:
            if self._digest(old.sentence_start, old.sentence_end) == old.digest:
                yield written, self._moved(old, 0)

    def _place(self, old: Pin, shift: int) -> int | None:
        """Start of the sentences of a pin, if it can be determined."""
        length = old.sentence_end - old.sentence_start
        expected = old.sentence_start + shift
        places = self._places(old.digest, length)
        if not places:
            near = self._near(old, expected)
            return near if near is not None and self._is_single(old, near, expected) else None
        if len(places) == 1 and self._is_single(old, places[0], expected):
            return places[0]
        return self._told_apart(old, places, expected)

    def _is_single(self, old: Pin, place: int, expected: int) -> bool:
        """Whether words that occur once here are surely the pinned ones: they occurred once, or are too many for
        chance.
        """
        if old.times:
            return old.times == 1 or self._is_beside(old, place)
        return place == expected or old.sentence_end - old.sentence_start >= _TELLING

    def _told_apart(self, old: Pin, places: list[int], expected: int) -> int | None:
        beside = [place for place in places if self._is_beside(old, place)]
        if len(beside) == 1:
            return beside[0]
        if old.times != len(places):
            return None
        nth = places[old.nth - 1]
        # Without its neighbours (in a published copy) only a place that has not moved is certain.
        sure = nth in beside if old.before or old.behind else nth == expected
        return nth if sure else None

    def _is_beside(self, old: Pin, place: int) -> bool:
        before, behind = self._beside(place, place + old.sentence_end - old.sentence_start)
        return (old.before != "" and old.before == before) or (old.behind != "" and old.behind == behind)

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        """Digests of the sentences before and after a range; empty if there is none."""
        sentences = self.document.sentences
        before, behind = bisect_right(self._ends, start) - 1, bisect_left(self._starts, end)
        return (
            self._digest(sentences[before].span.start, sentences[before].span.end) if before >= 0 else "",
            self._digest(sentences[behind].span.start, sentences[behind].span.end)
            if behind < len(sentences)
            else "",
        )

    def _places(self, wanted: str, length: int) -> list[int]:
        """Starts of sentences at which text of this digest begins, in order."""
        if length not in self._by_length:
            by_digest: dict[str, list[int]] = {}
            for start in self._starts:
                if start + length <= len(self.document.text):
                    by_digest.setdefault(self._digest(start, start + length), []).append(start)
            self._by_length[length] = by_digest
        return self._by_length[length].get(wanted, [])

    def _near(self, old: Pin, expected: int) -> int | None:
        length = old.sentence_end - old.sentence_start
        for step in range(WINDOW):
            for start in {expected + step, expected - step}:
                fits = start >= 0 and start + length <= len(self.document.text)
                if fits and self._digest(start, start + length) == old.digest:
                    return start
        return None

    def _digest(self, start: int, end: int) -> str:
        return digest(self.salt, self.document.text[start:end])

    def _moved(self, old: Pin, by: int) -> Pin:
        """A pin moved by an offset, with its new neighbours."""
        start, end = old.sentence_start + by, old.sentence_end + by
        places = self._places(old.digest, end - start)
        before, behind = self._beside(start, end)
        nth = places.index(start) + 1 if start in places else 0
        return replace(
            old,
            start=old.start + by,
            end=old.end + by,
            sentence_start=start,
            sentence_end=end,
            nth=nth,
            times=len(places) if nth else 0,
            before=before,
            behind=behind,
        )
