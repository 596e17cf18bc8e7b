"""Findings of an integrity check. Invariant: they hold ids and names of columns, never a word of evidence."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

Seen = Callable[[int], None]
"""Progress callback, called with the number of further rows checked; it may raise to stop the check."""


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that does not match the records, the log or the seals.

    Args:
        table: the kind of row: `statement`, `point`, `index`, `log`, `text`, `custody` ...
        key: key or number of the row.
        why: code of a message, without its prefix `deep-`.
        column: the column that differs, if it is a single one.
        case: key of its case.
    """

    table: str
    key: str
    why: str
    column: str = ""
    case: str = ""


def nobody_watches(rows: int) -> None:
    """Progress callback that does nothing."""
