"""Kindred names: derived from a name, stem of a name, or the same but for one vowel.

Invariant: a kindred name is never a sure hit. Children and forebears of a family share it, and many names differ by one
vowel only.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ENDING = (
    r"(?:[оеё]в|[иы]н|[оеё]ва|[иы]на|ск(?:ий|ая)|цк(?:ий|ая)|[ое]вич|[ое]вна|инична|ұлы|улы|уулу|қызы|кызы|оглы|"
    r"заде|дзе|швили|янц?|енко|чук|ovi?ch|evi?ch|[oe]vna|y?ev|ov|o[fv]f|eff|y?eva|ova|in|ina|sk(?:y|iy|ii|aya|aia)|"
    r"uly|uulu|[kq]yzy|o[gğ]lu|o[gʻ]*li|zade|dze|shvili|yan|ian|enko|chuk|son|sson|escu|ovi[cć]|poulos)"
)
_MADE_OF = re.compile(rf"(.{{4,}}?){_ENDING}", re.IGNORECASE)
# Of a key: what is made of a given name, in the cases of Russian and Kazakh.
_MADE = re.compile(
    r"(.{3,}?)(?:(?:[oe]v|i)iC[a-z]{0,4}|[oe]vn[a-z]{1,4}|iniCn[a-z]{1,4}|[ou]gl[iu][a-z]{0,4}|ul[iu][a-z]{0,6}|"
    r"u+lu|[kg]izi[a-z]{0,6}|[oe]v[a-z]{0,3}|zade)"
)
_VOWEL = re.compile("[aeiou]")
_LONG, _CONSONANTS = 6, 4
"""Fewest letters, and fewest consonants, of a key that is also found with another vowel."""


def stem_of(name: str) -> str | None:
    """The stem of a surname or patronymic; None where it has no such ending."""
    match = _MADE_OF.fullmatch(name)
    return match[1] if match else None


def made_of(key: str) -> Iterator[str]:
    """Keys of the given name that a patronymic or surname may be derived from."""
    match = _MADE.fullmatch(key)
    if match is not None:
        yield match[1]
        # A vowel that the ending took away, or one of two letters that are one in a key (Bek-kyzy).
        yield from (f"{match[1]}{letter}" for letter in ("a", "i", "e", key[len(match[1])]))


def consonants(key: str) -> str | None:
    """A key with its vowels left open; None for a key so short that many words would fit."""
    opened = _VOWEL.sub("*", key)
    return opened if len(key) >= _LONG and len(opened) - opened.count("*") >= _CONSONANTS else None


def one_vowel_apart(first: str, second: str) -> bool:
    """Whether two keys with the same consonants in the same places differ in one vowel."""
    return sum(a != b for a, b in zip(first, second, strict=True)) == 1
