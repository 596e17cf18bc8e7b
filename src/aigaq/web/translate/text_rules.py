"""Rules for the text of a translation: one line of words, with no sign that could change the lines beside it.

Invariant: cleaning a cleaned text changes nothing.
"""

from __future__ import annotations

import re
import unicodedata

from aigaq.errors import BadValue, MissingField, TooLarge

LONGEST = 20_000
"""Letters of one paragraph."""
LONGEST_CREDIT = 80
_HEAP = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")
"""Marks heaped on one letter cover the lines around it; none of our three languages needs four."""
_ZERO_WIDTH_NON_JOINER = "\u200c"


def clean(written: str) -> str:
    """The words of a paragraph on one line, in NFC.

    Raises:
        MissingField: no words. TooLarge: over `LONGEST`. BadValue: signs that steer or cover the text around them.
    """
    if len(written) > LONGEST:
        raise TooLarge(limit=LONGEST)
    text = unicodedata.normalize("NFC", " ".join(written.split()))
    if not text:
        raise MissingField(key="text")
    # Controls (Cc), marks of direction (Cf), lone surrogates (Cs) and private letters (Co).
    steering = any(
        unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co") and letter != _ZERO_WIDTH_NON_JOINER
        for letter in text
    )
    if steering or _HEAP.search(text):
        raise BadValue(key="text", value="…", due="text")
    return text


def clean_credit(written: str) -> str:
    """The name of a translator for readers; empty for none.

    Raises:
        TooLarge, BadValue: as `clean`.
    """
    if len(written) > LONGEST_CREDIT:
        raise TooLarge(limit=LONGEST_CREDIT)
    return clean(written) if written.strip() else ""


def printable(unit: str) -> str:
    """The unit of a paragraph from a foreign file, shortened and without signs that a terminal would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in unit[:120])
