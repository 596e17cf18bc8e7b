"""The parts of a name, and every key under which one of them stands in running text.

Invariant: a part is found in each form that the two declensions give it, in each romanisation of that form.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Literal

from aigaq.names import kazakh, russian
from aigaq.names.keys import first_key, keys
from aigaq.names.respelling import cyrillic
from aigaq.names.scripts import script_of

Kind = Literal["surname", "patronymic", "given"]

SHORTEST = 3
"""Letters of the shortest part that is looked for: of two letters everything is found everywhere."""
_PART = re.compile(r"[^\W\d_][^\W\d_\u02b9\u02bc'’]*")
_SURNAME = re.compile(
    r".+(?:[oe]v|[oe]va|[^aeiou]in|[^aeiou]ina|sk(?:i|aia)|ck(?:i|aia)|ko|Zan|ian|dze|Svili|[iy]h|uk|iuk|Cuk)"
)
_PATRONYMIC = re.compile(r".+(?:[oe]viC|[oe]vna|iniCna|uli|kizi)")
_ENGLISH = ("", "s", "es")


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name without initials, as they are written."""
    return tuple(one for one in _PART.findall(name) if len(one) >= SHORTEST)


def kind_of(part: str) -> Kind:
    """What kind of part it looks like, by its ending; a given name where it looks like nothing else."""
    key = first_key(part)
    if _PATRONYMIC.fullmatch(key):
        return "patronymic"
    return "surname" if _SURNAME.fullmatch(key) else "given"


@lru_cache(4096)
def all_keys(part: str) -> frozenset[str]:
    """Every key under which one part of a name may stand in a text: its forms, in each of its spellings."""
    found = {f"{key}{ending}" for key in keys(part) for ending in _ENGLISH}
    for spelling in cyrillic(part):
        written = _also(spelling) if script_of(part) == "Cyrl" else {spelling}
        for one in written:
            found |= {first_key(form) for form in russian.forms(one) | kazakh.forms(one)}
    return frozenset(one for one in found if len(one) >= SHORTEST)


def _also(spelling: str) -> set[str]:
    """A Cyrillic spelling with each of its Kazakh letters as Russian ears write it."""
    found = {spelling}
    for kazakh_letter, russian_letters in (("ө", "оу"), ("ү", "ую"), ("ұ", "у"), ("ә", "ае"), ("ё", "ео")):
        if kazakh_letter in spelling:
            found |= {one.replace(kazakh_letter, other) for one in found for other in russian_letters}
    return found
