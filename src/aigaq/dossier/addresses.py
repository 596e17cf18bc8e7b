"""Page addresses, relative to the folder of a language.

Invariant: two ids never share an address, even on systems that ignore letter case; an address holds the id and no
other word.
"""

from __future__ import annotations

import re

_OTHER = re.compile(r"[^a-z0-9-]")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?=-|$)")
"""Names that some file systems reserve for devices, with any extension."""
PER_PAGE = 250
"""Rows of a list in one file."""


def name(id: str) -> str:
    """An id in letters that every file system accepts; any other letter becomes its code."""
    safe = _OTHER.sub(lambda match: f"_{ord(match[0]):x}_", id)
    return f"_{ord(safe[0]):x}_{safe[1:]}" if _RESERVED.match(safe) else safe or "_"


def subject(kind: str, id: str) -> str:
    """Address of the page of a subject."""
    return f"{kind}/{name(id)}.html"


def feed(id: str) -> str:
    """Address of the feed of changes about one person."""
    return f"person/{name(id)}.atom"


def statement(id: str) -> str:
    """Address of the page of a statement."""
    return f"statement/{name(id)}.html"


def contradiction(id: str) -> str:
    """Address of the page of a contradiction."""
    return f"contradiction/{name(id)}.html"


def source(key: str) -> str:
    """Address of the page of a source."""
    return f"source/{name(key)}.html"


def line(key: str, number: int) -> str:
    """Address of a line of a source."""
    return f"{source(key)}#L{number}"


def part(path: str, number: int) -> str:
    """Address of part `number` of a long page, counted from 1."""
    return path if number == 1 else f"{path.removesuffix('.html')}~{number}.html"


def up(path: str) -> str:
    """Relative path from a page to the folder of its language."""
    return "../" * path.count("/")
