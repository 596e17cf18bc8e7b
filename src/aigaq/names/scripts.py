"""Script of a word, and correction of letters borrowed from another script.

Invariant: a word of one script is never changed; a letter is replaced only by one that looks the same.
"""

from __future__ import annotations

import unicodedata
from typing import Literal

Script = Literal["Cyrl", "Latn", "mixed", "other"]

_LATIN = "AaBCcEeHIiKkMmOoPpTXxYyhjs"
_CYRILLIC = "АаВСсЕеНІіКкМмОоРрТХхУуһјѕ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_GREEK = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαορνικυχ", "ABEZHIKMNOPTYXaopvikyx")


def script_of(word: str) -> Script:
    """The script of the letters of a word: Cyrillic, Latin, both, or none of the two."""
    scripts = {_script(one) for one in word if one.isalpha()} - {"other"}
    if len(scripts) == 2:
        return "mixed"
    return "Cyrl" if "Cyrl" in scripts else "Latn" if scripts else "other"


def _script(letter: str) -> Script:
    name = unicodedata.name(letter, "")
    return "Cyrl" if name.startswith("CYRILLIC") else "Latn" if name.startswith("LATIN") else "other"


def unmixed(word: str) -> tuple[str, ...]:
    """A word as it is; of a word in two scripts, its readings in either, by letters that look alike.

    Returns:
        The readings in one script; the word itself where a letter has no twin.
    """
    plain = word.translate(_GREEK)
    if script_of(plain) != "mixed":
        return (plain,)
    read = tuple(plain.translate(table) for table in (_TO_CYRILLIC, _TO_LATIN))
    return tuple(one for one in read if script_of(one) != "mixed") or (plain,)
