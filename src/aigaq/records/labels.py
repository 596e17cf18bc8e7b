"""Labels: which are spelt alike, and whether a label is a name or a description.

Invariant: invisible characters never separate two people and never merge them.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from aigaq.records import yamltext

_LISTS = Path(__file__).parent / "vocab" / "describing.yaml"
# Invisible, and part of no spelling: zero-width breaks, byte order marks, soft hyphens, direction marks.
_UNSEEN = re.compile("[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
# Persian and Indic spelling needs them, but no two labels differ by them alone.
_JOINERS = re.compile("[\u200c\u200d\ufe0e\ufe0f]")
_APOSTROPHES = re.compile("[\u2018\u2019\u201b\u02bc\u02bb\u02bf\u02be\u2032\u00b4`\uff07]")
_HYPHENS = re.compile("[\u2010-\u2015\u2212\u00ad\ufe58\ufe63\uff0d]")
_INITIALS = 2
_WORD = re.compile(r"[^\W\d_]+")
# Cyrillic letters and the Latin ones that look like them: in a word that mixes both alphabets they count as equal.
_TO_LATIN = str.maketrans("авеёікмнорстухһԛԝѕј", "abeëikmhopctyxhqwsj")


def tidy(label: str) -> str:
    """A label as stored: composed letters, single spaces, no invisible characters."""
    return " ".join(_UNSEEN.sub("", unicodedata.normalize("NFC", label)).split())


@lru_cache(maxsize=20_000)
def label_key(label: str) -> str:
    """A key equal for labels that read the same, whatever their spaces, capitals, hyphens, or form of accents."""
    plain = _HYPHENS.sub("-", _APOSTROPHES.sub("'", _UNSEEN.sub("", label)))
    folded = unicodedata.normalize("NFKC", _JOINERS.sub("", plain)).casefold()
    return _WORD.sub(_of_one_alphabet, unicodedata.normalize("NFC", " ".join(folded.split())))


def is_name(label: str) -> bool:
    """Whether a label is a name: it begins with a capital, or is in a script without capitals.

    Not a name: words for "nobody named" ("Unknown", "Неизвестный мужчина", "N.N."), a description ("A neighbour",
    "Body 2", "Женщина в красном"), a number or a single letter ("No. 14", "X").
    """
    words = tidy(label).split()
    if not words or is_nobody(label) or _is_number(words):
        return False
    first, after = words[0], words[1] if len(words) > 1 else ""
    described = _bare(first) in _words("describing") and not (after[:1].isalpha() and after[:1].isupper())
    return not described and first[0].isalpha() and first[0] == first[0].upper()


def _is_number(words: list[str]) -> bool:
    """Whether the words hold a figure or only one letter: two people may share such a label."""
    letters = [letter for word in words for letter in word if letter.isalpha()]
    cased = all(letter.upper() != letter.lower() for letter in letters)
    return any(letter.isdigit() for word in words for letter in word) or (cased and len(letters) < _INITIALS)


def is_nobody(label: str) -> bool:
    """Whether a label says that the person's name is not known."""
    key = label_key(label)
    unknown = _words("unnamed")
    whole = _bare(key) in unknown or re.sub(r"[\W_]+", "", key) in unknown
    # "N." after a name is an initial; alone it means that there is no name.
    named = any(len(word) > _INITIALS and _bare(word) in unknown for word in key.split())
    return whole or named or not any(letter.isalnum() for letter in key)


def _bare(word: str) -> str:
    return label_key(word).strip(" .,;:!?\"'()[]№#-0123456789/")


def _of_one_alphabet(match: re.Match[str]) -> str:
    word = match.group()
    kinds = {unicodedata.name(letter, "").split(" ", 1)[0] for letter in word}
    return word.translate(_TO_LATIN) if {"LATIN", "CYRILLIC"} <= kinds else word


@cache
def _words(key: str) -> frozenset[str]:
    node = yamltext.read(_LISTS).get(key)
    assert node is not None
    return frozenset(yamltext.words(node, key=key))
