"""Find the sentences of a pin again in a file that may differ a little.

Invariant: words that stand more than once are bound only where something tells the places apart. "Yes." that answered
one question is never bound to the answer to another.

A pin holds no words, so nothing can be sought but a digest: at each sentence of the file, then, for what is cut
otherwise there, at each letter near the old place. Where the words stood once and stand once, that is the place. Else a
place counts where a sentence beside it is the one that stood beside it before; and where several do, that of the same
number among as many.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace

from aigaq.bundle.pins import digest
from aigaq.records.cases import Pin, Pins
from aigaq.records.documents import Document, Span

WINDOW = 4_000
"""How far from its old position a sentence is sought where no sentence begins, in code points."""
_TELLING = 25
"""Letters of sentences that hardly stand in a file by chance a second time: for pins made before anybody counted."""


class Finder:
    """Looks for the sentences of one salt in one file."""

    def __init__(self, document: Document, salt: str) -> None:
        self.document = document
        self.salt = salt
        self._starts = [one.span.start for one in document.sentences]
        self._ends = [one.span.end for one in document.sentences]
        self._by_length: dict[int, dict[str, list[int]]] = {}

    def pinned(self, span: Span, whole: Span) -> Pin:
        """The pin of a place and the whole sentences it lies in."""
        digest = self._digest(whole.start, whole.end)
        places = self._places(digest, whole.end - whole.start)
        before, behind = self._beside(whole.start, whole.end)
        nth = places.index(whole.start) + 1
        return Pin(span.start, span.end, whole.start, whole.end, digest, nth, len(places), before, behind)

    def found(self, pins: Pins) -> dict[str, Pin]:
        """By place, the pins that are found, in the order of the file they were made in."""
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
        """In the very file they were made from, pins stand where they say; a digest that differs is no such pin."""
        for written, old in ordered:
            if self._digest(old.sentence_start, old.sentence_end) == old.digest:
                yield written, self._moved(old, 0)

    def _place(self, old: Pin, shift: int) -> int | None:
        """Where the sentences of a pin stand, if it can be told."""
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
        """Whether words that stand once here are surely those: they stood once, or are too many to stand twice."""
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
        # Without the sentences beside it (a copy that left the house) only a place that has not moved is sure.
        sure = nth in beside if old.before or old.behind else nth == expected
        return nth if sure else None

    def _is_beside(self, old: Pin, place: int) -> bool:
        before, behind = self._beside(place, place + old.sentence_end - old.sentence_start)
        return (old.before != "" and old.before == before) or (old.behind != "" and old.behind == behind)

    def _beside(self, start: int, end: int) -> tuple[str, str]:
        """Digests of the sentences on either side of a place; empty where there is none."""
        sentences = self.document.sentences
        before, behind = bisect_right(self._ends, start) - 1, bisect_left(self._starts, end)
        return (
            self._digest(sentences[before].span.start, sentences[before].span.end) if before >= 0 else "",
            self._digest(sentences[behind].span.start, sentences[behind].span.end)
            if behind < len(sentences)
            else "",
        )

    def _places(self, wanted: str, length: int) -> list[int]:
        """Where a sentence begins and words of this digest stand, in order."""
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
        """A pin at its new place, with what stands beside it there."""
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
