"""Invisible and control characters that a name, an id or a line must not contain.

Invariant: text refused here would display as other words than it contains, or would control the terminal showing it.
Marks that scripts need stay: the joiners of Persian and Indic scripts, the direction marks of Arabic and Hebrew.
"""

from __future__ import annotations

import re
import unicodedata

_COMMANDS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_TURNS = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_OVERRIDES = "\u202d\u202e"
_OPENS = {"\u202a": "\u202c", "\u202b": "\u202c", "\u2066": "\u2069", "\u2067": "\u2069", "\u2068": "\u2069"}
_CLOSES = "\u202c\u2069"
# Nobody could retype an id with one of these in it: they have no width, or no look of their own.
_UNSEEN = re.compile(
    r"[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)


def hides(text: str) -> bool:
    """Whether a text controls a terminal, or changes the direction of the text after it.

    A passage isolated for its direction and closed again (U+2068 ... U+2069) affects only itself. A direction forced
    upon letters (U+202D, U+202E), or an isolate left open, displays other words than are written.
    """
    if _COMMANDS.search(text):
        return True
    return _TURNS.search(text) is not None and any(_left_open(line) for line in text.split("\n"))


def _left_open(line: str) -> bool:
    due: list[str] = []
    for letter in line:
        if letter in _OVERRIDES:
            return True
        if letter in _OPENS:
            due.append(_OPENS[letter])
        elif letter in _CLOSES and (not due or due.pop() != letter):
            return True
    return bool(due)


def first_command(text: str) -> int | None:
    """Position of the first terminal control character, or None. A carriage return counts as a line break."""
    return next((found.start() for found in _COMMANDS.finditer(text) if found[0] != "\r"), None)


def unfit_for_id(text: str) -> str | None:
    """The fault that makes an id hard to read or type: code point of a letter, or "NFC"; None if there is none.

    A good id is one line of composed letters, each of which has a visible form.
    """
    match = (
        _UNSEEN.search(text) or _COMMANDS.search(text) or _TURNS.search(text) or re.search(r"[\n\t]", text)
    )
    if match is not None:
        return f"U+{ord(match[0]):04X}"
    return None if unicodedata.is_normalized("NFC", text) else "NFC"


def shown(text: str) -> str:
    """A text safe for a terminal: control characters and direction overrides are written out as `\\u001b`.

    JSON uses the same escape, so JSON output stays valid. A line break stays; a bare carriage return is escaped,
    since it would let a title overwrite the text before it.
    """
    return _UNFIT.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


_UNFIT = re.compile(r"\r(?!\n)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
