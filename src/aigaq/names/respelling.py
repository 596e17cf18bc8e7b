"""Respelling of names from Latin into Cyrillic letters, so that they can be declined, and back.

Invariant: a guess, romanised again, shares a key with the word it was made of.
"""

from __future__ import annotations

import re

from aigaq.names.keys import keys, script_of

MOST = 6
"""Most keys of one word that are respelled, shortest first: those with the fewest letters read separately."""
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
    """A Cyrillic word in small Latin letters; letters that the system does not know stay.

    Args:
        system: one of `SYSTEMS`.
    """
    table = _SYSTEMS[system]
    return "".join(table.get(letter, letter) for letter in word.casefold())


def cyrillic(word: str) -> frozenset[str]:
    """A word in Cyrillic: itself if it is Cyrillic, else guesses from its keys."""
    if script_of(word) == "Cyrl":
        return frozenset({word.casefold()})
    spellings: set[str] = set()
    for key in sorted(keys(word), key=lambda one: (len(one), one))[:MOST]:
        spellings |= _guesses(key)
    return frozenset(spellings)


def _guesses(key: str) -> set[str]:
    """The Cyrillic spellings of one key, with й after a vowel and with endings that keys do not distinguish."""
    said = key
    for group, letter in _GROUPS.items():
        said = said.replace(group, letter)
    plain = _AFTER_VOWEL.sub("й", "".join(_LETTERS.get(letter, letter) for letter in said))
    return {plain, *_endings(plain)}


def _endings(plain: str) -> set[str]:
    """Spellings with endings that a key does not distinguish: -ий, -ый, a soft sign."""
    if plain.endswith("и"):
        return {plain[:-1] + one for one in ("ий", "ый")}
    return {f"{plain}ь"} if plain[-1:] in ("л", "р", "н", "т") else set()
