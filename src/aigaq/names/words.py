"""The words of a text as a reader joins them: over a line's end, letter by letter, in one run of capitals.

Invariant: every word keeps its place; what stands within another (a part of `DanaOspanova`) is a word as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

_MARKS = "\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff"
_SIGNS = "\u02b9\u02ba\u02bc'’ʻ"
_WORD = re.compile(rf"[^\W\d_](?:[^\W\d_]|[{_MARKS}]|[{_SIGNS}](?=[^\W\d_]))*")
_BROKEN = re.compile(r"([^\W\d_]{2,})[-\u00ad\u2010]\s*\n\s*([^\W\d_]{2,})")
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[ .\-_·*]{1,2}[^\W\d_]){3,}(?![^\W_])")
_HUMP = re.compile(r"(?<=[^\W\d_])(?=[A-ZА-ЯЁӘҒҚҢӨҰҮҺІ][^\W\d_A-ZА-ЯЁӘҒҚҢӨҰҮҺІ])")
_INITIALS = re.compile(r"(?<![^\W_])([^\W\d_])\.\s?([^\W\d_])\.(?:\s?([^\W\d_])\.)?")
_ONE_INITIAL = re.compile(r"(?<![^\W_])([^\W\d_])\.(?=\s?[^\W\d_]{3,})|(?<=[^\W\d_]{3})\s([^\W\d_])\.")
_BARE = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Word:
    """One word and its place in code points."""

    text: str
    start: int
    end: int


def words_in(text: str) -> Iterator[Word]:
    """The words of a text; broken and spaced-out ones also joined, run-together ones also apart."""
    for found in _WORD.finditer(text):
        yield Word(found[0], found.start(), found.end())
        cuts = [0, *(one.start() for one in _HUMP.finditer(found[0])), len(found[0])]
        if len(cuts) > 2:
            for first, last in pairwise(cuts):
                yield Word(found[0][first:last], found.start() + first, found.start() + last)
    for found in _BROKEN.finditer(text):
        yield Word(found[1] + found[2], found.start(), found.end())
    for found in _SPACED.finditer(text):
        yield Word("".join(_BARE.findall(found[0])), found.start(), found.end())


def initials_in(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Initials with their points, two or three together, or one beside a word: from, to, letters."""
    found = []
    for pattern in (_INITIALS, _ONE_INITIAL):
        for one in pattern.finditer(text):
            found.append((one.start(), one.end(), tuple(letter for letter in one.groups() if letter)))
    return tuple(found)
