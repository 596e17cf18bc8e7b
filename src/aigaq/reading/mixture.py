"""Mixed charsets: lines in another charset than the rest, and letters that were damaged earlier.

Invariant: nothing is repaired or cut here; a suspicious line is reported by its number.
"""

from __future__ import annotations

import re
from functools import cache

from aigaq.reading.likelihood import alphabet_of, of_letter

# Letters of UTF-8 in a row: in a charset of one byte a letter they would be `Р”РѕРї`, which nobody writes.
UTF8 = re.compile(
    rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|\xf0[\x90-\xbf][\x80-\xbf]{2}){3}"
    rb"|\xe2\x80[\x90-\xaf]|\xc3[\xa0-\xbf](?=[a-z\s.,])"
)
# UTF-8 that was read as Windows-1252 or Windows-1251 and saved as UTF-8 again.
_DOUBLED = re.compile(
    "(?:[\u00c2-\u00df][\u0080-\u00bf\u20ac\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u017d"
    "\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u017e\u0178]){3}"
    "|\u00e2\u20ac[\u2122\u0153\u201d\u0098\u201c\u00a6\u02dc\u009d]"
    "|(?:[\u0420\u0421][\u0080-\u00bf\u0402\u0403\u201a\u0453\u201e\u2026\u2020\u2021\u20ac\u2030\u0409\u2039\u040a\u040c"
    "\u040b\u040f\u0452\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u2122\u0459\u203a\u045a\u045c\u045b\u045f\u0430-\u043f"
    "\u0451\u2116\u0454\u0458\u0405\u0455\u0457\u0406\u0456\u0491\u040e\u045e\u0408\u0490\u0401\u0404\u0407]){5}"
    "|\u0432\u0402[\u2122\u045a\u045c\u201c\u201d\u0409\u00a6\u02dc\u045e\u0405\u2019]"
)
_HIGH = re.compile(rb"[\x80-\xff]")
_CYRILLIC = ("cp1251", "koi8-r", "cp866")
_ENOUGH, _BETTER = 12, 0.45
"""Letters of a line, and gain in weight for each, that are needed to call it another charset's."""
_MOST = 20


def odd_lines(data: bytes, name: str) -> tuple[int, ...]:
    """Numbers (from 1) of the first lines that read much better in another charset than the file's."""
    if not _one_byte_a_letter(name):
        return ()
    odd: list[int] = []
    for number, line in enumerate(data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n"), 1):
        if _HIGH.search(line) and (UTF8.search(line) or _reads_better(line, name)):
            odd.append(number)
            if len(odd) == _MOST:
                break
    return tuple(odd)


def doubled_letters(text: str) -> bool:
    """Whether letters were damaged earlier: UTF-8 that was read in another charset and saved."""
    return _DOUBLED.search(text) is not None


@cache
def _one_byte_a_letter(name: str) -> bool:
    return sum(_is_letter_of(bytes([byte]), name) for byte in range(0x80, 0x100)) > 0x40


def _is_letter_of(byte: bytes, name: str) -> bool:
    try:
        byte.decode(name)
    except UnicodeError:
        return False
    return True


def _reads_better(line: bytes, name: str) -> bool:
    """Whether a Cyrillic line reads much better in another Cyrillic charset."""
    if name not in _CYRILLIC:
        return False
    letters = line.translate(None, bytes(range(0x80)))
    if len(letters) < _ENOUGH:
        return False
    own_weight = _each(letters, name)
    return any(_each(letters, other) - own_weight > _BETTER for other in _CYRILLIC if other != name)


def _each(letters: bytes, name: str) -> float:
    table = _table(name)
    return sum(map(table.__getitem__, letters)) / len(letters)


@cache
def _table(name: str) -> tuple[float, ...]:
    return tuple(_of_byte(bytes([byte]), name) for byte in range(0x100))


def _of_byte(byte: bytes, name: str) -> float:
    letter = byte.decode(name, "replace")
    if letter.isalpha():
        return of_letter(letter) if alphabet_of(letter) == "cyrillic" else -2.0
    return 0.0 if letter in "«»–—…“”„’№\u00a0" else -2.0
