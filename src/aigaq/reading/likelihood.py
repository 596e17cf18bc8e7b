"""Likelihood that decoded bytes are text: chooses a charset, and tells how certain the choice is.

Invariant: only letters beyond ASCII count, each by its frequency and its neighbours; no word list, so that unknown
names and languages count like any other.

A wrong charset shows in four ways: letters that are rare in their alphabet; a capital behind a small letter (Russian in
capitals, read as KOI8-R instead of Windows-1251, turns into small letters with capitals inside); two alphabets in a
word; a sign within a word. An apostrophe or a dash in its proper place counts for the charset that has it.
"""

from __future__ import annotations

import math
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aigaq.reading.lists import words

_TYPICAL = 30
"""Frequencies of the Russian letters, in a thousand letters."""
_RIGHT, _LEFT = frozenset("’”»›"), frozenset("‘“«„‹‚")
_DASHES, _BLANKS = frozenset("–—"), frozenset("\u00a0\u00ad")
_BEFORE_A_NUMBER = frozenset("№§€£©®™±×·•¿¡")
_BEHIND_A_NUMBER = frozenset("°€£¢%‰²³½¼¾ªº™©®")
_SHORTENED = frozenset({"s", "t", "d", "m", "re", "ve", "ll"})
"""English endings after an apostrophe."""


@dataclass(frozen=True, slots=True)
class Weight:
    """Weight of a text in one charset.

    Args:
        letters: number of letters beyond ASCII.
        each: average weight of one of them: above 0 it reads as text, below 0 as garbage.
    """

    letters: int
    each: float


def weigh(text: str) -> Weight:
    """Weight of a text; ASCII letters do not count."""
    total, count = 0.0, 0
    latin: Counter[str] = Counter()
    for at, letter in enumerate(text):
        if letter < "\x80":
            continue
        count += 1
        total += _one(text, at, letter)
        if letter.isalpha() and alphabet_of(letter) == "latin":
            latin[letter.lower()] += 1
    return Weight(count, (total + _as_one_language(latin)) / count if count else 0.0)


def _as_one_language(letters: Counter[str]) -> float:
    """Weight of Latin letters, in the language that has most of them."""
    if not letters:
        return 0.0
    return max(
        sum(often * (weight if letter in language else -0.6) for letter, often in letters.items())
        for language, weight in _languages()
    )


@cache
def _languages() -> tuple[tuple[frozenset[str], float], ...]:
    """Letters of each language, with the weight of one, which is smaller the more letters the language has."""
    return tuple((frozenset(row), 1.0 - 0.02 * len(row)) for row in words("letters", "latin"))


def of_letter(letter: str) -> float:
    """Weight of a letter by itself."""
    category = unicodedata.category(letter)
    if category in ("Cc", "Cn", "Co", "Cs"):
        return -5.0
    if not category.startswith("L"):
        return 0.0
    small = letter.lower()
    known = _weights().get(small)
    if known is not None:
        return known
    alphabet = alphabet_of(letter)
    if alphabet in ("kana", "hangul", "thai"):
        return 0.3
    # The weight of a Latin letter depends on the other letters: see `_as_one_language`.
    return {"han": 0.1, "cyrillic": -2.5, "greek": -2.0, "half-width": -1.0}.get(alphabet, 0.0)


def alphabet_of(letter: str) -> str:
    """Alphabet of a letter, as far as charsets confuse them."""
    point = ord(letter)
    return next((name for first, last, name in _ALPHABETS if first <= point <= last), "other")


_ALPHABETS = (
    (0x41, 0x24F, "latin"),
    (0x370, 0x3FF, "greek"),
    (0x400, 0x52F, "cyrillic"),
    (0x590, 0x5FF, "hebrew"),
    (0x600, 0x6FF, "arabic"),
    (0xE00, 0xE7F, "thai"),
    (0x1E00, 0x1EFF, "latin"),
    (0x3040, 0x30FF, "kana"),
    (0x3400, 0x9FFF, "han"),
    (0xAC00, 0xD7AF, "hangul"),
    (0xFF61, 0xFF9F, "half-width"),
)
_WRITTEN_TOGETHER = frozenset({"kana", "han"})


@cache
def _weights() -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for alphabet in ("cyrillic", "greek", "hebrew", "arabic"):
        row = " ".join(words("letters", alphabet)).split()
        for letter, often in zip(row[::2], row[1::2], strict=True):
            weights[letter] = max(-3.0, math.log(int(often) / _TYPICAL))
    return weights


def _one(text: str, at: int, letter: str) -> float:
    before = text[at - 1] if at else " "
    behind = text[at + 1] if at + 1 < len(text) else " "
    category = unicodedata.category(letter)
    if category.startswith("L"):
        return of_letter(letter) - _out_of_place(text, at, letter, before, behind)
    if category.startswith("M"):
        return 0.0 if before.isalpha() or unicodedata.category(before).startswith("M") else -1.0
    if category in ("Cc", "Cn", "Co", "Cs"):
        return -5.0
    return _mark(letter, before, behind)


def _out_of_place(text: str, at: int, letter: str, before: str, behind: str) -> float:
    """Penalty of a letter for its neighbours."""
    against = 0.0
    alphabet = alphabet_of(letter)
    for beside in (before, behind):
        if beside.isalpha() and (other := alphabet_of(beside)) != alphabet:
            against += 0.0 if {alphabet, other} <= _WRITTEN_TOGETHER else 2.0
    if letter.isupper() and before.islower():
        against += 2.0
    if letter.islower() and before.isupper() and at > 1 and text[at - 2].isupper():
        against += 1.0
    if letter == "ς" and behind.isalpha():
        against += 3.0
    if alphabet == "latin":
        against += _unlike_latin(text, at, before, behind)
    return against


def _unlike_latin(text: str, at: int, before: str, behind: str) -> float:
    """Penalty for accented Latin letters side by side: most letters of a Latin word are ASCII."""
    against = 0.8 * sum(beside.isalpha() and not beside.isascii() for beside in (before, behind))
    if before.isalpha() and before.isascii() and _shortens(text, at):
        against += 0.4
    return against


def _shortens(text: str, at: int) -> bool:
    """Whether the rest of the word is an English ending after an apostrophe."""
    end = at + 1
    while end < len(text) and end - at <= 3 and text[end].isalpha():
        end += 1
    return text[at + 1 : end] in _SHORTENED


def _mark(letter: str, before: str, behind: str) -> float:
    """Weight of a sign: positive in its proper place, negative within a word."""
    within = before.isalpha() and behind.isalpha()
    if letter in _RIGHT:
        return 1.5 if within else 1.0 if not before.isspace() and not behind.isalnum() else -1.0
    if letter in _LEFT:
        return 1.0 if behind.isalnum() and not before.isalnum() else -1.0
    if letter in _DASHES:
        return _dash(letter, before, behind)
    if "\u2580" <= letter <= "\u259f" and (before.isalpha() or behind.isalpha()):
        return -6.0
    if "\u2500" <= letter <= "\u25ff":
        return 0.0 if "\u2500" <= before <= "\u25ff" or "\u2500" <= behind <= "\u25ff" else -3.0
    if letter in _BLANKS:
        return 0.3
    if within:
        return -2.5
    if letter == "…" or (letter in _BEFORE_A_NUMBER and not before.isalpha()):
        return 0.8
    if letter in _BEHIND_A_NUMBER and before.isdigit():
        return 0.5
    return -1.0 if before.isalpha() or behind.isalpha() else -0.3


def _dash(letter: str, before: str, behind: str) -> float:
    spaced, numbers = before.isspace() and behind.isspace(), before.isdigit() and behind.isdigit()
    if spaced or numbers or not (before.isalpha() or behind.isalpha()):
        return 0.8
    if before.isalpha() and behind.isalpha():
        return 0.2 if letter == "—" else -0.8
    return -0.4
