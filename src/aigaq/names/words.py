"""Words of a text as a reader sees them: broken over a line's end, letter-spaced, or run together in capitals.

Invariant: every word keeps its place. A word within another (a part of `DanaOspanova`) is a word as well.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from aigaq.names.letters import IGNORED, one_script_each, unspaced, word_pattern

_LETTER = r"[^\W\d_]"
_SPACED = re.compile(rf"(?<![^\W_]){_LETTER}(?:[ .\-_·*]{{1,2}}{_LETTER}){{3,}}(?![^\W_])")
_INITIAL = rf"({_LETTER}{{1,3}}+)[.\u2024\u0589\u06d4]"
_INITIALS = re.compile(rf"(?<![^\W_]){_INITIAL}[\s-]{{0,2}}{_INITIAL}(?:[\s-]{{0,2}}{_INITIAL})?")
_ONE_INITIAL = re.compile(
    rf"(?<![^\W_])({_LETTER})\.(?=\s?{_LETTER}{{3,}})|(?<={_LETTER}{{3}})\s({_LETTER})\."
)
_BARE = re.compile(_LETTER)
_TIGHT = re.compile(r"[^\w\s]{0,4}|[^\w\s]{0,2}[-\u00ad\u058a\u05be\u2010\u2011][^\S\n]*\r?\n\s*")
"""Text between two pieces of one word: signs without a blank, or a hyphen at a line's end."""
_LINE_END = re.compile(r"[^\S\n]*\r?\n\s*")
_FIRST_OTHER = "\u0530"
TOGETHER = 4
"""Most pieces that are joined to a word. A name cut into more is found as a whole name."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its place in code points; `first` and `last` are the numbers of its pieces in the text."""

    text: str
    start: int
    end: int
    first: int = 0
    last: int = 0


def pieces_in(text: str) -> list[Word]:
    """Runs of letters or digits of a text, cut at every sign and wherever another script begins."""
    pieces: list[Word] = []
    for run in word_pattern().finditer(text):
        word, start = run[0], run.start()
        if word[0] < _FIRST_OTHER:
            pieces.append(Word(word, start, run.end(), len(pieces), len(pieces)))
            continue
        for length in one_script_each(word):
            pieces.append(Word(text[start : start + length], start, start + length, len(pieces), len(pieces)))
            start += length
    return pieces


def words_in(text: str, pieces: Sequence[Word]) -> Iterator[Word]:
    """The words of a text; broken and letter-spaced ones also joined, run-together ones also apart.

    Args:
        pieces: from `pieces_in`.
    """
    for at, piece in enumerate(pieces):
        yield piece
        yield from _apart(piece)
        yield from _together(text, pieces, at)
    starts = [one.start for one in pieces]
    for spaced in _SPACED.finditer(text):
        first = max(0, bisect_right(starts, spaced.start()) - 1)
        last = max(0, bisect_right(starts, spaced.end() - 1) - 1)
        yield Word("".join(_BARE.findall(spaced[0])), spaced.start(), spaced.end(), first, last)


def tight(text: str, before: Word, after: Word) -> bool:
    """Whether two neighbouring pieces may be pieces of one word."""
    between = text[before.end : after.start]
    if between == " ":
        return False
    if _TIGHT.fullmatch(between):
        return True
    return bool(_LINE_END.fullmatch(between)) and unspaced(before.text[-1]) and unspaced(after.text[0])


def _together(text: str, pieces: Sequence[Word], at: int) -> Iterator[Word]:
    joined = pieces[at].text
    for before, after in pairwise(pieces[at : at + TOGETHER]):
        if not tight(text, before, after):
            return
        joined += after.text
        yield Word(joined, pieces[at].start, after.end, at, after.last)


def _apart(piece: Word) -> Iterator[Word]:
    """The words of a run-together piece: `DanaOspanova`, or words joined by an invisible character."""
    word = piece.text
    cuts = [] if word.isalpha() else [one.end() for one in IGNORED.finditer(word)]
    if not word[1:].islower():
        cuts += [at for at in range(1, len(word)) if _hump(word, at)]
    for first, last in pairwise([0, *sorted(set(cuts)), len(word)] if cuts else []):
        yield Word(word[first:last], piece.start + first, piece.start + last, piece.first, piece.last)


def _hump(word: str, at: int) -> bool:
    return word[at].isupper() and (word[at - 1].islower() or word[at + 1 : at + 2].islower())


def initials_in(text: str) -> tuple[tuple[int, int, tuple[str, ...]], ...]:
    """Initials with their points, two or three together or one beside a word: start, end, letters."""
    initials = []
    for pattern in (_INITIALS, _ONE_INITIAL):
        for match in pattern.finditer(text):
            initials.append(
                (match.start(), match.end(), tuple(letter for letter in match.groups() if letter))
            )
    return tuple(initials)
