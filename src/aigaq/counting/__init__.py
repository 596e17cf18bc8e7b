"""Counting: from statements and a rule to the ladder, with everybody in or out and the reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.counting.captures import Histories
    from aigaq.records.clusters import Clusters


def histories(clusters: Clusters, lists: Mapping[str, Iterable[str]]) -> Histories:
    """Who is on which list, as 0 and 1: what `aigaq.estimation.of_histories` takes.

    Args:
        clusters: of the decisions of the case, so that whoever was joined is one.
        lists: by the name of a list, the ids of the people on it.
    """
    # Whoever only counts does not wait for the arrays to load.
    from aigaq.counting.captures import histories_of  # noqa: PLC0415

    return histories_of(clusters, lists)
