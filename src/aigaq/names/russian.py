"""Declension of names in Russian.

Invariant: the given form is always included. Rules go by the ending alone, so a name that may be declined in two ways
(Константин, Оспанова) is declined in both: a form too many costs a look, a form too few may cost a life.
Source: Zaliznyak, Grammatical Dictionary of the Russian Language, declensions of proper names; not copied.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_SURNAME = "- а у ым ом е ы ых ыми ой ою"
_HARD = "- а у ом ем е ы и ов ев ей ам ами ах"
_ADJECTIVE = "ий ый ой ого ему ому им ым ем ом ая яя ой ей ую ою ие ые их ых ими ыми"
_RULES: tuple[tuple[str, int, str], ...] = (
    # ending, letters cut off, endings put in their place ("-" is none)
    (r"(?:[оеё]в|[иы]н)", 0, _SURNAME),
    (r"(?:[оеё]в|[иы]н)а", 1, _SURNAME),
    (r"(?:[ыио]й|[ая]я)", 2, _ADJECTIVE),
    (r"[бвгджзклмнпрстфхцчшщқғңһ]", 0, _HARD),
    (r"ь", 1, "ь я ю ем ём е и ью ей ям ями ях"),
    (r"й", 1, "й я ю ем ём е и ев ям ями ях"),
    (r"а", 1, "а ы и е у ой ою ей ею - ам ами ах"),
    (r"я", 1, "я и е ю ей ею ёй й ям ями ях"),
)
_FLEETING = re.compile(r"(?P<before>.*[^аеёиоуыэюя])(?:[её](?P<last>[лкц])|о(?P<other>к))")


def forms(word: str) -> frozenset[str]:
    """A name in every case, both numbers and, for a surname, both genders.

    Args:
        word: one part of a name in Cyrillic, in the nominative; -ко, -ых, -о, -и and -ұлы are not declined.
    Returns:
        Forms in small letters; some of them nobody uses.
    """
    small = word.casefold()
    return frozenset({small, *_declined(small)})


def _declined(word: str) -> Iterator[str]:
    for ending, cut, endings in _RULES:
        if re.fullmatch(f".+{ending}", word):
            yield from _with(word[: len(word) - cut], endings)
    if fleeting := _FLEETING.fullmatch(word):
        yield from _with(
            fleeting["before"] + (fleeting["last"] or fleeting["other"]), _HARD.removeprefix("- ")
        )
    if word == "лев":
        yield from ("льва", "льву", "львом", "льве")


def _with(stem: str, endings: str) -> Iterator[str]:
    for ending in endings.split():
        yield stem + ending.replace("-", "")
