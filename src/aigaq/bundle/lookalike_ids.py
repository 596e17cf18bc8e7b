"""Find ids that look alike but differ: `mаrat` with a Cyrillic letter beside `marat`.

Invariant: nothing is changed or refused. `check` names both ids, since a person who types one may mean the other.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from aigaq.errors import LookAlike
from aigaq.records.cases import CaseRecords

_CYRILLIC = "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0458\u0455\u04bb\u0501\u051b\u051d\u04cf"
_GREEK = "\u03bf\u03b1\u03c1\u03bd\u03b9\u03c5\u03c7\u03f3\u03ba"
_LOOKS = str.maketrans(_CYRILLIC + _GREEK, "aeopcyxijshdqwl" + "oapviuxjk")
"""Small Cyrillic and Greek letters, with the Latin letters that look the same."""
_CAPITALS = str.maketrans(
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0406\u0408\u0405\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7",
    "ABEKMHOPCTYXIJSABEZHIKMNOPTYX",
)
_WORD = re.compile(r"[^\W\d_]+")


def look_alikes(records: CaseRecords) -> Iterator[LookAlike]:
    """A problem for each id that looks like an earlier one, or mixes letters of two alphabets in a word."""
    ids = {*records.subjects, *records.sources, *records.rules, *(one.id for one in records.entries)}
    ids |= {one.id for one in records.decisions} | {one.id for one in records.readings}
    ids |= {one.id for one in records.questions} | {one.id for one in records.safeguards}
    # Ids of statements need no check: they are made from the ids of entries.
    seen: dict[str, str] = {}
    for id in sorted(ids):
        look = skeleton(id)
        other = seen.setdefault(look, id)
        strange = " ".join(sorted({f"U+{ord(letter):04X}" for letter in _strange(id)}))
        if other != id or (strange and look != id):
            yield LookAlike(id=id, value=other if other != id else look, why=strange or "–")


def skeleton(text: str) -> str:
    """The look of an id, spelt in Latin letters where they look the same."""
    folded = unicodedata.normalize("NFKC", text).translate(_CAPITALS).translate(_LOOKS)
    return unicodedata.normalize("NFC", folded)


def _strange(text: str) -> Iterator[str]:
    """Cyrillic and Greek letters that look Latin and stand in a word with Latin letters."""
    for word in _WORD.findall(text):
        alphabets = {unicodedata.name(letter, "?").split()[0] for letter in word}
        if "LATIN" in alphabets and alphabets & {"CYRILLIC", "GREEK"}:
            yield from (letter for letter in word if letter != skeleton(letter))
