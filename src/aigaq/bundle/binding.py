"""Bind the places of a coding to the text they were coded from.

Invariant: a place is bound only where its whole sentences are found by their digest, and never to another place with
the same words; what is not bound is named. A small edit unbinds what it touches and nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from typing import TypeVar

from aigaq.bundle import locators
from aigaq.bundle.finding import Finder
from aigaq.errors import AigaqError, PassageUnbound, PlaceNotInSource, QuoteAmbiguous
from aigaq.records.cases import CaseRecords, Pin, Pins
from aigaq.records.decisions import Question, Reading
from aigaq.records.documents import Document, Insertion, Span, insertions_of, line_of, sentences_of
from aigaq.records.statements import Passage, Place, Statement

_Standing = Statement | Reading | Question
_One = TypeVar("_One", Statement, Reading, Question)


@dataclass(frozen=True, slots=True)
class Binding:
    """What became of the places of one source.

    Args:
        bound: by locator, where it stands in the file.
        unbound: an error for each place that stands there no more, with the statements that rest on it.
    """

    source: str
    item: str
    bound: dict[str, Pin]
    unbound: tuple[AigaqError, ...]
    lines: dict[str, int]


def places_of(records: CaseRecords, sources: Collection[str]) -> dict[str, dict[str, list[str]]]:
    """Every place of some sources that something rests on: by source, by locator, the ids of what rests on it."""
    places: dict[str, dict[str, list[str]]] = {key: {} for key in sources}
    resting: Iterable[_Standing] = chain(records.statements, records.readings, records.questions)
    for record in resting:
        for passage in record.passages:
            if passage.source in places:
                places[passage.source].setdefault(locators.write(passage.place), []).append(record.id)
    return places


def bindings(
    records: CaseRecords, documents: Mapping[str, Document], *, salt: str = "00"
) -> dict[str, Binding]:
    """What becomes of the places of some sources in their texts: sought by their pins, or pinned for the first time.

    One pass over the case for all of them.
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
        _, place = locators.parse(written)
        try:
            bound[written] = _pin_of(place, finder)
            lines[written] = line_of(document, bound[written].start)
        except AigaqError as error:
            error.parameters.setdefault("id", ids[0])
            error.parameters.setdefault("value", written)
            unbound.append(error)
    return Binding(source, document.item, bound, tuple(unbound), lines)


def pin(place: Place, document: Document, salt: str) -> Pin:
    """Where one place stands in a document.

    Raises:
        PlaceNotInSource: no such line, sentence or bracket.
        QuoteAmbiguous: several brackets, and none is named.
    """
    return _pin_of(place, Finder(document, salt))


def _pin_of(place: Place, finder: Finder) -> Pin:
    document = finder.document
    sentences = [one for one in sentences_of(document, place.line) if _within(one.number, place)]
    if not sentences or (place.last is not None and sentences[-1].number != place.last):
        raise PlaceNotInSource(value=locators.write(place))
    whole = Span(sentences[0].span.start, sentences[-1].span.end)
    return finder.pinned(_bracket(place, document).span if place.editor else whole, whole)


def _within(number: int, place: Place) -> bool:
    if place.first is None:
        return True
    return place.first <= number <= (place.last or place.first)


def _bracket(place: Place, document: Document) -> Insertion:
    brackets = [one for one in insertions_of(document, place.line) if _within(one.sentence, place)]
    if place.bracket is not None:
        brackets = brackets[place.bracket - 1 : place.bracket]
    if not brackets:
        raise PlaceNotInSource(value=locators.write(place))
    if len(brackets) > 1:
        raise QuoteAmbiguous(count=len(brackets), value=locators.write(place))
    return brackets[0]


def _found(resting: Mapping[str, list[str]], pins: Pins, source: str, document: Document) -> Binding:
    """Find pinned places again in a file that may differ a little: see `finding`."""
    bound = Finder(document, pins.salt).found(pins)
    gone = sorted((set(pins.places) | set(resting)) - set(bound), key=lambda written: _order(written, pins))
    unbound = tuple(
        PassageUnbound(id=", ".join(resting.get(written, [written])), value=f"{source} {written}")
        for written in gone
    )
    lines = {written: line_of(document, found.start) for written, found in bound.items()}
    return Binding(source, document.item, bound, unbound, lines)


def _order(written: str, pins: Pins) -> tuple[int, str]:
    """As they stand in the file; what never had a pin last."""
    known = pins.places.get(written)
    return (sys.maxsize if known is None else known.sentence_start, written)


def with_bindings(records: CaseRecords, bindings: Mapping[str, Binding]) -> CaseRecords:
    """The case with its passages bound to the files, by source; those that did not bind have no position."""
    return replace(
        records,
        statements=tuple(_bound_anew(one, bindings) for one in records.statements),
        readings=tuple(_bound_anew(one, bindings) for one in records.readings),
        questions=tuple(_bound_anew(one, bindings) for one in records.questions),
    )


def _bound_anew(record: _One, bindings: Mapping[str, Binding]) -> _One:
    """A record with its places bound; one that stands in other sources as it is, for most of a large case does."""
    if all(passage.source not in bindings for passage in record.passages):
        return record
    return replace(record, passages=tuple(_rebound(passage, bindings) for passage in record.passages))


def _rebound(passage: Passage, bindings: Mapping[str, Binding]) -> Passage:
    binding = bindings.get(passage.source)
    if binding is None:
        return passage
    written = locators.write(passage.place)
    at = binding.bound.get(written)
    if at is None:
        return replace(passage, item=None, start=None, end=None, pin=None)
    return replace(passage, item=binding.item, start=at.start, end=at.end, pin=written)
