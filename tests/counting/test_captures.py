"""Capture histories: one row a person, whatever her entries are called.

Invariant: whom a decision joined is one row, and whom it parted two.
"""

from __future__ import annotations

from datetime import date

from aigaq import counting
from aigaq.records.clusters import Clusters
from aigaq.records.decisions import Decision

LISTS = {"hospital": ("h1", "h2", "h2"), "lawyers": ("l1", "h2"), "nobody": ()}


def test_each_person_is_a_row_and_each_list_a_column() -> None:
    held = counting.histories(Clusters(()), LISTS)
    assert held.lists == ("hospital", "lawyers", "nobody")
    assert dict(zip(held.people, held.cells.tolist(), strict=True)) == {
        "h1": [1, 0, 0],
        "h2": [1, 1, 0],
        "l1": [0, 1, 0],
    }


def test_two_entries_that_a_decision_joined_are_one_row() -> None:
    joined = Decision("d1", "same", ("h1", "l1"), "aigerim", date(2031, 7, 1), "one scar")
    held = counting.histories(Clusters([joined]), LISTS)
    assert dict(zip(held.people, held.cells.tolist(), strict=True)) == {"h1": [1, 1, 0], "h2": [1, 1, 0]}
