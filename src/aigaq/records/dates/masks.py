"""Separate spans of days that a set or masked date allows: the 16th of some month, one of two days.

Invariant: no day that the words allow lies outside the spans. Too many spans are replaced by one hull.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice

Span = tuple[date | None, date | None]
MOST = 64
"""Maximum number of spans, or of months searched; beyond it only the earliest and the latest day are known."""


def apart(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans that do not touch, in order; none if they form a single span or are too many."""
    merged: list[Span] = []
    for first, last in sorted(spans, key=lambda span: (span[0] or date.min, span[1] or date.max)):
        if merged and _touch(merged[-1][1], first):
            merged[-1] = merged[-1][0], _later(merged[-1][1], last)
        else:
            merged.append((first, last))
    return tuple(merged) if 1 < len(merged) <= MOST else ()


def _touch(last: date | None, first: date | None) -> bool:
    return last is None or first is None or last == date.max or first <= last + timedelta(days=1)


def _later(a: date | None, b: date | None) -> date | None:
    return None if a is None or b is None else max(a, b)


def masked(year: str, month: str, day: str | None) -> tuple[Span, ...]:
    """The spans of a date in which X stands for any digit; none if all its days are consecutive."""
    if "X" not in year + month + (day or "") or (month == "XX" and day in (None, "XX")):
        return ()
    pairs = ((y, m) for y in fitting(year, 1, 9999) for m in fitting(month, 1, 12))
    months = list(islice(pairs, MOST + 1))
    return apart(span for y, m in months for span in _within(y, m, day)) if len(months) <= MOST else ()


def _within(year: int, month: int, day: str | None) -> Iterator[Span]:
    """The whole month, or each matching day in it."""
    length = calendar.monthrange(year, month)[1]
    if day is None:
        yield date(year, month, 1), date(year, month, length)
    else:
        yield from ((date(year, month, d), date(year, month, d)) for d in fitting(day, 1, length))


def fitting(pattern: str, low: int, high: int, downwards: bool = False) -> Iterator[int]:
    """The numbers from `low` to `high` that match a pattern such as `1X`, in order."""
    low, high = max(low, int(pattern.replace("X", "0"))), min(high, int(pattern.replace("X", "9")))
    for number in range(high, low - 1, -1) if downwards else range(low, high + 1):
        if all(
            due in ("X", digit) for due, digit in zip(pattern, str(number).zfill(len(pattern)), strict=True)
        ):
            yield number
