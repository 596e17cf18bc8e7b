"""What may stand in a translation: words in one run, and nothing that turns round or steers what stands beside them.

Invariant: what is taken is the same however often it is cleaned.
"""

from __future__ import annotations

import re
import unicodedata

from aigaq.errors import BadValue, MissingField, TooLarge

LONGEST = 20_000
"""Letters of one paragraph: no line of a source is longer than a page reads well."""
LONGEST_CREDIT = 80
_HEAP = re.compile("[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{4}")
"""Marks heaped on one letter reach over the lines around it; no script of ours has four."""


def clean(written: str) -> str:
    """The words of a paragraph in one run: NFC, without controls.

    Raises:
        MissingField, TooLarge, BadValue.
    """
    if len(written) > LONGEST:
        raise TooLarge(limit=LONGEST)
    text = unicodedata.normalize("NFC", " ".join(written.split()))
    if not text:
        raise MissingField(key="text")
    # Marks of direction could turn round how a line reads, and controls are no words.
    if any(unicodedata.category(one) in ("Cc", "Cf", "Cs", "Co") and one != "\u200c" for one in text):
        raise BadValue(key="text", value="…", due="text")
    if _HEAP.search(text):
        raise BadValue(key="text", value="…", due="text")
    return text


def clean_credit(written: str) -> str:
    """The name that readers are told; empty for none.

    Raises:
        TooLarge, BadValue: it is none.
    """
    if len(written) > LONGEST_CREDIT:
        raise TooLarge(limit=LONGEST_CREDIT)
    return clean(written) if written.strip() else ""


def tellable(unit: str) -> str:
    """The name of a paragraph as somebody wrote it, so that no terminal obeys it and none chokes on it."""
    return "".join(one if one.isprintable() else "\ufffd" for one in unit[:120])
