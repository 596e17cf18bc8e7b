"""Cells of CSV that no spreadsheet takes for a formula."""

from __future__ import annotations

import unicodedata

_SIGNS = frozenset("=+-−@|%")
"""What a spreadsheet may take for the beginning of a formula or a command, wide forms folded."""


def safe(cell: str) -> str:
    """A cell that a spreadsheet takes for words: what could be a formula gets an apostrophe in front."""
    # Spreadsheets pass over blanks before a formula, and some over signs that nobody sees.
    seen = next((letter for letter in cell if not _unseen(letter)), "")
    return f"'{cell}" if unicodedata.normalize("NFKC", seen) in _SIGNS else cell


def _unseen(letter: str) -> bool:
    return letter.isspace() or unicodedata.category(letter) in ("Cc", "Cf")
