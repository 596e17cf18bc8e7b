"""Words that are made of a name, or that a name is made of, and names written with another vowel.

Invariant: what is found here is perhaps somebody's name, never surely: the children and the forebears of one family
share it, and one vowel is all that tells many names apart.
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
"""Letters, and consonants among them, of the shortest key that is found with another vowel."""


def stem_of(name: str) -> str | None:
    """What a surname or patronymic is made of; nothing where it ends in none of their ways."""
    found = _MADE_OF.fullmatch(name)
    return found[1] if found else None


def made_of(key: str) -> Iterator[str]:
    """The keys of the given name of which a patronymic or surname is made, where a key looks like one."""
    found = _MADE.fullmatch(key)
    if found is not None:
        yield found[1]
        # A vowel that the ending took away, or one of two letters that are one in a key (Bek-kyzy).
        yield from (f"{found[1]}{letter}" for letter in ("a", "i", "e", key[len(found[1])]))


def consonants(key: str) -> str | None:
    """A key with its vowels open; nothing for one so short that many words would fit."""
    opened = _VOWEL.sub("*", key)
    return opened if len(key) >= _LONG and len(opened) - opened.count("*") >= _CONSONANTS else None


def one_vowel_apart(one: str, other: str) -> bool:
    """Whether two keys with the same consonants in the same places differ in one vowel."""
    return sum(a != b for a, b in zip(one, other, strict=True)) == 1
