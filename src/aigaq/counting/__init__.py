"""Counting: from statements and a rule to the ladder, with a reason for everybody who is in or out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from aigaq.counting.captures import Histories
    from aigaq.records.clusters import Clusters


def histories(clusters: Clusters, lists: Mapping[str, Iterable[str]]) -> Histories:
    """Capture histories as 0 and 1, for `aigaq.estimation.of_histories`.

    Args:
        clusters: of the decisions of the case; ids that are joined are one person.
        lists: by the name of a list, the ids of the people on it.
    """
    # Counting alone need not wait until NumPy is loaded.
    from aigaq.counting.captures import histories_of  # noqa: PLC0415

    return histories_of(clusters, lists)
