"""Names of charsets. Invariant: a codec that does not decode bytes to text is no charset, even if Python lists it."""

from __future__ import annotations

import codecs

# Python calls these codecs, but no text was ever written in them; punycode also takes quadratic time.
_NO_CHARSETS = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "utf-7"})
OFFERED = (
    *("utf-8", "cp1251", "koi8-r", "kz1048", "cp866", "mac-cyrillic", "iso8859-5", "koi8-u", "ptcp154"),
    *("cp1252", "mac-roman", "cp850", "cp1250", "iso8859-2", "cp1254", "cp1253", "cp1255", "cp1256"),
    *("gb18030", "big5", "shift_jis", "euc_jp", "euc_kr", "utf-16-le", "utf-16-be"),
)
"""Charsets offered for choice."""


def codec(name: str) -> str | None:
    """Python's canonical name of a charset; None if the codec does not decode bytes to text."""
    try:
        info = codecs.lookup(name.strip())
        "".encode(info.name)
    except (LookupError, ValueError):
        return None
    return None if info.name in _NO_CHARSETS else info.name
