"""Build approximate dates from bounds, and compare two of them.

Invariant: "certainly" is said only if no day that the words allow contradicts it. Writing and reading of dates:
`records.dates.edtf`.
"""

from __future__ import annotations

from datetime import date, timedelta

from aigaq.errors import ReversedRange
from aigaq.records.dates.edtf import When, parse
from aigaq.records.dates.masks import Span

__all__ = [
    "When",
    "before",
    "contains",
    "from_bounds",
    "from_spans",
    "more_specific",
    "near",
    "overlaps",
    "parse",
]


def from_bounds(earliest: date | None, latest: date | None) -> When:
    """The EDTF date of something that happened on some day from `earliest` to `latest`, both included.

    Raises:
        ReversedRange: latest before earliest.
        ValueError: neither is known; that is no date.
    """
    if earliest is None and latest is None:
        raise ValueError("A date needs a bound on one side at least.")
    if earliest is None or latest is None:
        return parse(f"[{earliest or ''}..{latest or ''}]")
    if latest < earliest:
        raise ReversedRange(value=f"{earliest}..{latest}")
    short = parse(_covering(earliest, latest))
    if (short.earliest_start, short.latest_end) == (earliest, latest):
        return short
    return parse(f"[{earliest}{',' if latest - earliest == timedelta(days=1) else '..'}{latest}]")


def from_spans(
    earliest_start: date | None, latest_start: date | None, earliest_end: date | None, latest_end: date | None
) -> When:
    """The EDTF interval of something that lasted, from the bounds of its start and of its end.

    EDTF cannot write "from the 17th or 18th". The text names the smallest month, year or decade around each
    end and so says less than the bounds do; it never says more.

    Raises:
        ValueError: neither the start nor the end is known from both sides; that is no date.
    """
    start, end = (
        _covering(low, high) if low is not None and high is not None else ""
        for low, high in ((earliest_start, latest_start), (earliest_end, latest_end))
    )
    if not start and not end:
        raise ValueError("An interval needs a start or an end that is known from both sides.")
    return When(f"{start}/{end}", earliest_start, latest_start, earliest_end, latest_end, False, False)


def overlaps(a: When, b: When) -> bool:
    """Could both be about the same day? Symmetric; an open side extends for ever."""
    return any(
        _may_precede(first, end) and _may_precede(start, last)
        for first, last in _spans(a)
        for start, end in _spans(b)
    )


def near(a: When, b: When) -> bool:
    """Are two dates without a common day as near to each other as the "about" of one of them allows?

    An approximate day may be 3 days off; an approximate month, year or span of days, its own length.
    """
    margin = _margin(a) + _margin(b)
    return any(
        last is not None and start is not None and 0 < (start - last).days <= margin
        for last, start in ((_last(a), _first(b)), (_last(b), _first(a)))
    )


_ABOUT_A_DAY = 3


def _margin(when: When) -> int:
    first, last = _first(when), _last(when)
    if not when.approximate or first is None or last is None:
        return 0
    return (last - first).days or _ABOUT_A_DAY


def contains(a: When, b: When) -> bool:
    """Does every day that `b` allows lie within `a`?"""
    return all(any(_holds(outer, inner) for outer in _spans(a)) for inner in _spans(b))


def _holds(outer: Span, inner: Span) -> bool:
    starts_within = outer[0] is None or (inner[0] is not None and outer[0] <= inner[0])
    ends_within = outer[1] is None or (inner[1] is not None and inner[1] <= outer[1])
    return starts_within and ends_within


def more_specific(wide: When, narrow: When) -> bool:
    """Does `narrow` lie within `wide` and exclude some of its days?"""
    return contains(wide, narrow) and not contains(narrow, wide)


def before(a: When, b: When) -> bool | None:
    """Did `a` end on an earlier day than `b` began? True and False are certain; None: cannot be known.

    Two things on one and the same day give None: either may have come first within the day.
    """
    if a.latest_end is not None and _first(b) is not None and not _may_precede(_first(b), a.latest_end):
        return True
    ended = a.earliest_end or a.earliest_start
    began = b.latest_start or b.latest_end
    return False if ended is not None and began is not None and ended > began else None


def _covering(low: date, high: date) -> str:
    """The smallest unit (day, month, year, decade ...) that contains both days."""
    a, b = low.isoformat(), high.isoformat()
    for length in (10, 7, 4):
        if a[:length] == b[:length]:
            return a[:length]
    same = next(at for at in range(4) if a[at] != b[at])
    return a[:same].ljust(4, "X")


def _spans(when: When) -> tuple[Span, ...]:
    return when.spans or ((_first(when), _last(when)),)


def _first(when: When) -> date | None:
    return when.earliest_start


def _last(when: When) -> date | None:
    return when.latest_end


def _may_precede(a: date | None, b: date | None) -> bool:
    return a is None or b is None or a <= b
