"""Preconditions of any estimate: tables for which no engine may answer.

Invariant: each reason has a message, and so has each requirement.
"""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.estimation.checks import by_lists, check, pairs
from aigaq.estimation.table import Table

FEWEST = 10
"""Fewest recorded people for any estimate: nine say nothing about a tenth."""


def unfit(table: Table, vouched: Iterable[str] = ()) -> tuple[str, str] | None:
    """Reason why no engine may answer for a table, and what would be needed; None if one may.

    Args:
        vouched: assumptions that a person vouches for.
    """
    size = pairs(table).diagonal()
    if table.unresolved is not None:
        return "unresolved", "resolved"
    if table.n == 0:
        return "nobody", "overlap"
    if table.n < FEWEST:
        return "few-people", "more-people"
    if (size == 0).any():
        return "empty-list", "fewer-lists"
    if by_lists(table)[2:].sum() == 0:
        return "no-overlap", "overlap"
    if any(warning.key in ("W09-copy", "W09-nested") for warning in check(table)):
        return "nested", "fewer-lists"
    if len(table.lists) == 2 and "independent" not in set(vouched):
        return "two-lists", "independent"
    return None
