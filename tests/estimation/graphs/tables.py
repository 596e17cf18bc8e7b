"""Tables that the tests of `graphs` share: published ones, and small ones built by hand.

Invariant: a published table is read where it lies beside the repository; where it is absent the test skips.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tests.notshipped import held

from aigaq.estimation.table import Table, of_counts

HERE = Path(__file__).resolve().parents[3]
# Spina bifida as Madigan & York print it, the first list fastest; nobody knows the first number.
SPINA = (0, 60, 49, 4, 247, 112, 142, 12)


def published(name: str) -> Table:
    """A published overlap table."""
    rows = read(f"{name}.csv")
    numbers = np.array([list(row.values()) for row in rows], dtype=np.int64)
    return of_counts(list(rows[0])[:-1], numbers[:, :-1], numbers[:, -1])


def read(name: str) -> list[dict[str, str]]:
    """The rows of a file of published tables and answers."""
    with held(f"estimation/{name}").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def first_fastest(counts: Sequence[int]) -> Table:
    """A table from the counts of all patterns, the first list the fastest; the first count is dropped."""
    lists = len(counts).bit_length() - 1
    numbers = np.arange(1, len(counts))
    return of_counts("ABCDEF"[:lists], numbers[:, None] >> np.arange(lists) & 1, counts[1:])
