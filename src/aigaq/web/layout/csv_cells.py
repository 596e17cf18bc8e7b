"""CSV cells that no spreadsheet reads as a formula."""

from __future__ import annotations

import unicodedata

_SIGNS = frozenset("=+-−@|%")
"""Signs with which a formula or a command may begin, after NFKC."""


def safe(cell: str) -> str:
    """A cell that a spreadsheet reads as text: a possible formula gets an apostrophe in front."""
    # Spreadsheets skip blanks before a formula, and some skip invisible characters.
    seen = next((letter for letter in cell if not _unseen(letter)), "")
    return f"'{cell}" if unicodedata.normalize("NFKC", seen) in _SIGNS else cell


def _unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf")
