"""Check of the rows of a log against each other and against its head: which row is broken, and how.

Invariant: an unchanged row is never blamed for its neighbour.
"""

from __future__ import annotations

import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aigaq.custody import log, merkle, rows
from aigaq.records.custody import LogEntry
from aigaq.records.custody_check import Break, Why


@dataclass(frozen=True, slots=True)
class _Place:
    line: int
    entry: LogEntry
    leaf: str


def row_breaks(lines: Sequence[rows.Row], head: log.Head | None) -> list[Break]:
    """The breaks in the acknowledged rows, in the order of the lines.

    Args:
        lines: the file up to the head; the whole of it where there is no head.
        head: None where it is damaged itself; then nothing vouches for the last row.
    """
    unreadable = [row.line for row in lines if row.entry is None]
    places = [_Place(row.line, row.entry, row.leaf) for row in lines if row.entry is not None]
    breaks = [_at(line, Why.ROW_ALTERED) for line in unreadable]
    breaks += _out_of_place(places)
    in_order = sorted(
        {place.entry.seq: place for place in reversed(places)}.values(), key=lambda p: p.entry.seq
    )
    breaks += _missing(in_order, head, unreadable)
    breaks += _disowned(in_order, head)
    return sorted(breaks, key=lambda broken: broken.line or 0)


def tail_breaks(tail: Sequence[rows.Row], head: log.Head, *, first_line: int) -> list[Break]:
    """Readable rows behind the head that do not continue it: no crash leaves these, but a manipulation."""
    last, size = head.last, head.frontier.size
    breaks = []
    for row in tail:
        if row.entry is None:
            continue  # half a row: what a crash leaves
        if (row.entry.seq, row.entry.previous) != (size, last):
            why = Why.ROW_REPEATED if row.entry.seq < size else Why.ROW_MOVED
            breaks.append(_at(first_line + row.line - 1, why))
        else:
            last, size = row.leaf, size + 1
    return breaks


def frontier_at(lines: Sequence[rows.Row], size: int) -> merkle.Frontier:
    """The frontier over the first `size` rows, which must be sound."""
    return merkle.frontier_of(bytes.fromhex(row.leaf) for row in lines[:size])


def _out_of_place(places: Sequence[_Place]) -> Iterator[Break]:
    seen: set[int] = set()
    numbers = [place.entry.seq for place in places]
    all_differ = len(set(numbers)) == len(numbers)
    for place, due in zip(places, sorted(numbers), strict=True):
        if place.entry.seq in seen:
            yield _at(place.line, Why.ROW_REPEATED)
        elif place.entry.seq != due and all_differ:
            yield _at(place.line, Why.ROW_MOVED)
        seen.add(place.entry.seq)


def _missing(in_order: Sequence[_Place], head: log.Head | None, unreadable: Sequence[int]) -> Iterator[Break]:
    """Gaps in the numbering. An unreadable line fills the place of the row that it was."""
    due, line = 0, 0
    for place in in_order:
        filled = _between(unreadable, line, place.line)
        if place.entry.seq - due > filled:
            yield _at(due + filled + 1, Why.ROW_MISSING)
        due, line = place.entry.seq + 1, place.line
    filled = _between(unreadable, line, sys.maxsize)
    if head is not None and head.frontier.size - due > filled:
        yield _at(due + filled + 1, Why.LOG_TRUNCATED)


def _disowned(in_order: Sequence[_Place], head: log.Head | None) -> Iterator[Break]:
    """Rows with a fitting hash of their own for which the next row, itself sound, gives another."""
    vouched, vouched_seq = (head.last, head.frontier.size - 1) if head is not None else ("", -1)
    for place in reversed(in_order):
        sound = place.entry.seq != vouched_seq or place.leaf == vouched
        if not sound:
            yield _at(place.line, Why.ROW_ALTERED)
        vouched, vouched_seq = (place.entry.previous, place.entry.seq - 1) if sound else ("", -1)


def _between(numbers: Sequence[int], low: int, high: int) -> int:
    return max(0, bisect_left(numbers, high) - bisect_right(numbers, low))


def _at(line: int, why: Why) -> Break:
    return Break(file=rows.LOG, why=why, line=line)
