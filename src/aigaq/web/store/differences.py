"""What a check of the casebook found. Invariant: ids and names of columns alone, never a word of evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Seen = Callable[[int], None]
"""Told how many rows more were looked at; it may raise to stop."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not what the records, the log or the seals say.

    Args:
        table: the kind of row: `statement`, `point`, `index`, `log`, `text`, `custody` ...
        key: the key or number of the row.
        why: the code of a sentence of ours, without the `deep-` before it.
        column: what of the row differs, where it is one column.
        case: the key of its case.
    """

    table: str
    key: str
    why: str
    column: str = ""
    case: str = ""


def nobody_watches(rows: int) -> None:
    """Hear how far a check is, and do nothing about it."""
