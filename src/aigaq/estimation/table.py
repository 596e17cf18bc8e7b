"""Overlap table: the number of people on exactly these lists and on no others; and draws, several such tables.

Invariant: patterns are unique, never all zeros, and in binary order; each count is at least one. All tables of draws
have the same lists.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from aigaq.errors import BadCell, BadCount, ListTwice, ManyLists, TableEmpty, TableInvalid

Cells = NDArray[np.int8]
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]
# Beyond this many lists a pattern no longer fits the integer by which rows are sorted.
MOST_LISTS = 62
# A larger count is a typing error; and at N near 10^13 the logarithms of `graphs` cannot resolve N any more.
MOST_PEOPLE = 10**9


@dataclass(frozen=True, slots=True, eq=False)
class Unresolved:
    """Rows with unknown cells: 0, 1 and -1 for unknown, shape (U, J), and their people, shape (U,)."""

    patterns: Cells
    counts: Counts

    @property
    def n(self) -> int:
        """The number of people."""
        return int(self.counts.sum())


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """Patterns of lists, with the number of people of each.

    `patterns` is 0/1, shape (M, J), only patterns that occur, in binary order (first list the highest
    bit); `counts` is shape (M,), in people. `strata` are the tables that this one is the sum of, if any.
    """

    lists: tuple[str, ...]
    patterns: Cells
    counts: Counts
    strata: tuple[tuple[str, Table], ...] = ()
    # Rows with an unknown cell; they are not in the counts above.
    unresolved: Unresolved | None = None

    @property
    def n(self) -> int:
        """Number of people on at least one list, without those with an unknown cell."""
        return int(self.counts.sum())

    @property
    def digest(self) -> str:
        """Digest of the table: SHA-256 over the counts, independent of the order of rows and lists.

        Names of lists are left out, so that a table is recognised under other names; lists are sorted by
        their content. If lists are alike in all compared counts, one table can have two digests, but two
        tables never have the same digest.
        """
        return _digest(self)

    def full(self) -> tuple[Cells, Counts]:
        """All 2^J - 1 patterns in binary order with their counts, zeros included. For J up to 20."""
        count = len(self.lists)
        if count > 20:
            raise ValueError("A full table of more than 20 lists does not fit in memory.")
        cells = patterns_of(np.arange(1, 2**count, dtype=np.int64), count)
        counts = np.zeros(2**count - 1, dtype=np.int64)
        counts[numbers_of(self.patterns) - 1] = self.counts
        return cells, counts

    def keep(self, places: Sequence[int]) -> Table:
        """Table of some of the lists, without people on none of them."""
        cells = self.patterns[:, list(places)]
        return of_counts(tuple(self.lists[place] for place in places), cells, self.counts)


def of_counts(lists: Sequence[str], patterns: ArrayLike, counts: ArrayLike) -> Table:
    """Table from patterns and counts: empty patterns and zero counts are dropped, equal patterns added.

    Args:
        lists: J different names.
        patterns: 0/1, shape (M, J).
        counts: whole numbers, shape (M,), in people.
    Raises:
        TableInvalid: names, patterns or counts that no table of people can have.
    """
    cells, people = np.asarray(patterns), np.asarray(counts)
    _demand(cells, people, lists)
    seen = (people > 0) & cells.any(axis=1)
    numbers, place = np.unique(numbers_of(cells[seen]), return_inverse=True)
    sums = np.zeros(len(numbers), dtype=np.int64)
    np.add.at(sums, place, people[seen].astype(np.int64))
    return Table(tuple(lists), patterns_of(numbers, len(lists)), sums)


def of_histories(lists: Sequence[str], histories: ArrayLike) -> Table:
    """Table from capture histories: one row per person, one column per list, 0 or 1."""
    cells = np.asarray(histories)
    return of_counts(lists, cells, np.ones(len(cells), dtype=np.int64))


def numbers_of(patterns: ArrayLike) -> NDArray[np.int64]:
    """Patterns as integers; the first list is the highest bit."""
    cells = np.asarray(patterns)
    weights = np.int64(1) << np.arange(cells.shape[1] - 1, -1, -1, dtype=np.int64)
    numbers: NDArray[np.int64] = cells.astype(np.int64) @ weights
    return numbers


def patterns_of(numbers: ArrayLike, lists: int) -> Cells:
    """Integers as patterns of `lists` columns."""
    shifts = np.arange(lists - 1, -1, -1, dtype=np.int64)
    bits: Cells = ((np.asarray(numbers, dtype=np.int64)[:, None] >> shifts) & 1).astype(np.int8)
    return bits


def _demand(cells: NDArray[np.generic], people: NDArray[np.generic], lists: Sequence[str]) -> None:
    if cells.ndim != 2 or cells.shape != (len(people), len(lists)) or people.ndim != 1:
        raise TableInvalid()
    if len(lists) > MOST_LISTS:
        raise ManyLists(count=len(lists), most=MOST_LISTS)
    if len(set(lists)) != len(lists):
        raise ListTwice(value=next(name for name in lists if list(lists).count(name) > 1))
    if not np.isin(cells, (0, 1)).all():
        raise BadCell(value=str(cells[~np.isin(cells, (0, 1))][0]))
    numbers = people.astype(np.float64)
    wrong = ~((numbers >= 0) & (numbers == np.floor(numbers)) & np.isfinite(numbers))
    if wrong.any():
        raise BadCount(value=str(people[wrong][0]))
    if numbers.sum() > MOST_PEOPLE:
        raise BadCount(value=f"{numbers.sum():.0f}")


def _digest(table: Table) -> str:
    """Digest with lists sorted by content and rows by pattern; strata use the order of the whole."""
    sizes = _sorting_key(table)
    order = sorted(range(len(table.lists)), key=lambda place: (sizes[place], place))
    said = [f"aigaq-table-1 {len(table.lists)}", *_rows(table, order)]
    said += sorted("stratum " + "; ".join(_rows(part, order)) for _, part in table.strata)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _rows(table: Table, order: Sequence[int]) -> list[str]:
    numbers = numbers_of(table.patterns[:, list(order)])
    said = [f"{numbers[row]} {table.counts[row]}" for row in np.argsort(numbers)]
    if table.unresolved is not None:
        cells = table.unresolved.patterns[:, list(order)].tolist()
        said += sorted(
            f"unresolved {row} {count}" for row, count in zip(cells, table.unresolved.counts, strict=True)
        )
    return said


def _sorting_key(table: Table) -> list[tuple[tuple[int, int], ...]]:
    """Sort key of each list: its people by number of their lists and size of the pattern, whatever the order."""
    size = table.patterns.sum(axis=1)
    return [
        tuple(sorted((int(size[row]), int(table.counts[row])) for row in np.flatnonzero(on)))
        for on in table.patterns.T
    ]


@dataclass(frozen=True, slots=True)
class Draws:
    """Draws of a linkage: which records are of the same person is uncertain, so there are several tables.

    The tables have the same lists, one per draw; `thresholds`, if any, holds the threshold of each draw."""

    tables: tuple[Table, ...]
    thresholds: tuple[float, ...] = ()

    def __post_init__(self) -> None:
        if not self.tables:
            raise TableEmpty()
        if len({table.lists for table in self.tables}) > 1 or (
            self.thresholds and len(self.thresholds) != len(self.tables)
        ):
            raise TableInvalid()

    @property
    def lists(self) -> tuple[str, ...]:
        """The names of the lists."""
        return self.tables[0].lists

    @property
    def digest(self) -> str:
        """Digest of the draws, independent of their order."""
        said = "\n".join(sorted(table.digest for table in self.tables))
        return hashlib.sha256(f"aigaq-draws-1\n{said}".encode()).hexdigest()
