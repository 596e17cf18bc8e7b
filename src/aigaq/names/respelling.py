"""How a name in Latin letters may be written in Cyrillic, so that it can be declined, and the other way round.

Invariant: what a guess is romanised to again shares a key with the word it came from.
"""

from __future__ import annotations

import re

from aigaq.names.keys import keys
from aigaq.names.scripts import script_of

MOST = 6
"""So many guesses of one word are followed, the shortest keys first: those with fewest letters read apart."""
_GROUPS = {"iu": "ю", "ia": "я"}
_LETTERS = dict(zip("abvgdeziklmnoprstufhcCSZ", "абвгдезиклмнопрстуфхцчшж", strict=True))
_AFTER_VOWEL = re.compile(r"(?<=[аеёоуэюя])и(?![аеоу])")
_SYSTEMS: dict[str, dict[str, str]] = {
    "passport": {
        **dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True)),
        **{"ё": "e", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "ie", "ь": ""},
        **{
            "ю": "iu",
            "я": "ia",
            "ә": "a",
            "ғ": "g",
            "қ": "k",
            "ң": "n",
            "ө": "o",
            "ұ": "u",
            "ү": "u",
            "һ": "h",
        },
        "і": "i",
    },
}
_SYSTEMS["english"] = {**_SYSTEMS["passport"], "й": "y", "ю": "yu", "я": "ya", "ё": "yo", "ъ": ""}
_SYSTEMS["scholars"] = {
    **{**_SYSTEMS["english"], "ж": "ž", "х": "h", "ц": "c", "ч": "č", "ш": "š", "щ": "šč", "й": "j"},
    **{"ю": "û", "я": "â", "ё": "ë", "ә": "ä", "ғ": "ğ", "ң": "ñ", "ө": "ö", "ү": "ü", "ь": "ʹ"},
}
_SYSTEMS["kazakh"] = {
    **{**_SYSTEMS["scholars"], "ж": "j", "ш": "ş", "ч": "ç", "щ": "şş", "х": "h", "қ": "q", "ң": "ñ"},
    **{"й": "i", "ы": "y", "ұ": "ū", "ю": "iu", "я": "ia", "ё": "io", "ь": "", "ц": "ts"},
}
_SYSTEMS["german"] = {
    **{**_SYSTEMS["passport"], "ж": "sch", "х": "ch", "ц": "z", "ч": "tsch", "ш": "sch", "щ": "schtsch"},
    **{"й": "i", "ю": "ju", "я": "ja", "в": "w", "з": "s"},
}
SYSTEMS = tuple(_SYSTEMS)
"""The romanisations that `romanised` writes."""


def romanised(word: str, system: str = "passport") -> str:
    """A word of Cyrillic letters in Latin ones, small; letters that a system has no word for stay.

    Args:
        system: one of `SYSTEMS`.
    """
    table = _SYSTEMS[system]
    return "".join(table.get(letter, letter) for letter in word.casefold())


def cyrillic(word: str) -> frozenset[str]:
    """A word as it may stand in Cyrillic: itself where it does, else guesses from its keys."""
    if script_of(word) == "Cyrl":
        return frozenset({word.casefold()})
    found: set[str] = set()
    for key in sorted(keys(word), key=lambda one: (len(one), one))[:MOST]:
        found |= _guesses(key)
    return frozenset(found)


def _guesses(key: str) -> set[str]:
    """The spellings of one key: with й after a vowel, with what keys do not tell at the end of a name."""
    said = key
    for group, letter in _GROUPS.items():
        said = said.replace(group, letter)
    plain = _AFTER_VOWEL.sub("й", "".join(_LETTERS.get(letter, letter) for letter in said))
    return {plain, *_endings(plain)}


def _endings(plain: str) -> set[str]:
    """What a key does not tell at the end of a name: -ий, -ый, a soft sign."""
    if plain.endswith("и"):
        return {plain[:-1] + one for one in ("ий", "ый")}
    return {f"{plain}ь"} if plain[-1:] in ("л", "р", "н", "т") else set()
