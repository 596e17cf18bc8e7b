"""Read approximate dates (EDTF, ISO 8601-2, levels 0 to 2) as bounds on when something began and ended.

Invariant: bounds are civil dates that never exclude a day the words allow; None means no bound or not known.

| Written | Read as |
|---|---|
| `2011-12-16`, `2012-04`, `2012` | something on some day of it |
| `2012-04?`, `2012-04~`, `2012-04%`, `2012-?04-~16` | uncertain, approximate, both: no wider bounds |
| `201X`, `2012-XX-16`, `1X12-02` | any date that fits the pattern |
| `1950S2` | some year of 1900 to 1999, estimated at 1950 |
| `2011-21` ... `2011-24` | spring to winter, read as in the northern half (March to May, and so on) |
| `2011-25` ... `-28`, `-29` ... `-32` | the same said to be northern; southern (spring: September) |
| `2011-33` ... `-36`, `-37` ... `-39`, `-40`, `-41` | quarters; spans of four months; halves of the year |
| `a/b`, `a/..`, `../b`, `a/`, `/b` | lasted from a to b; open; end or start not known |
| `[a,b]`, `[a..b]`, `[..b]`, `[a..]` | one of these days |
| `{a,b}`, `{a..b}` | all of these: begins with the earliest, ends with the latest |

A winter in either half runs from December into February of the next year, as summer does in the south; write
months where a source means January. Not held: clock times and years outside 0001 to 9999.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from aigaq.errors import BadDate, DateNotHeld, ReversedRange
from aigaq.records.dates.masks import Span, apart, fitting, masked

MAX_LETTERS = 500
_DATE = re.compile(
    r"(?P<q1>[?~%]?)(?P<year>[0-9X]{4})(?:S(?P<digits>[1-4]))?(?P<q2>[?~%]?)"
    r"(?:-(?P<q3>[?~%]?)(?P<month>[0-9X]{2})(?P<q4>[?~%]?)"
    r"(?:-(?P<q5>[?~%]?)(?P<day>[0-9X]{2})(?P<q6>[?~%]?))?)?"
)
_NOT_HELD = re.compile(r"0000.*|-[0-9X]{4,}.*|[0-9]{5,7}(?:-.*)?|Y-?[0-9].*|[0-9X-]{10}T[0-9].*")
# First and last month of each; 14 is February of the next year.
_SEASONS = {
    **{21: (3, 5), 22: (6, 8), 23: (9, 11), 24: (12, 14), 25: (3, 5), 26: (6, 8), 27: (9, 11), 28: (12, 14)},
    **{29: (9, 11), 30: (12, 14), 31: (3, 5), 32: (6, 8), 33: (1, 3), 34: (4, 6), 35: (7, 9), 36: (10, 12)},
    **{37: (1, 4), 38: (5, 8), 39: (9, 12), 40: (1, 6), 41: (7, 12)},
}


@dataclass(frozen=True, slots=True)
class When:
    """An approximate date: its words, and the civil dates between which it lies.

    A day, month or year means something that happened on some day of it: start and end have the same bounds.
    `spans`: for a set or masked date, the separate spans of days; empty if every day between is meant.
    `uncertain` (?) and `approximate` (~) do not widen the bounds: the source does not say how far off the date may be.
    """

    text: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    uncertain: bool
    approximate: bool
    spans: tuple[Span, ...] = ()

    @property
    def lasts(self) -> bool:
        """Does it describe a period from one date to another, rather than one of some days?"""
        return "/" in self.text or self.text.startswith("{")


@lru_cache(maxsize=8192)
def parse(text: str) -> When:
    """The approximate date that an EDTF text writes.

    Raises:
        BadDate: not EDTF, a day that no calendar has, or more than `MAX_LETTERS` letters.
        DateNotHeld: a clock time, or a year outside 0001 to 9999 (a subclass of BadDate).
        ReversedRange: the end lies wholly before the start.
    Source: ISO 8601-2:2019; loc.gov/standards/datetime.
    """
    if len(text) > MAX_LETTERS:
        raise BadDate(value=_shown(text))
    if text[:1] in ("[", "{"):
        return _set(text)
    return _interval(text) if "/" in text else _single(text)


def _interval(text: str) -> When:
    sides = text.split("/")
    if len(sides) != 2 or all(side in ("", "..") for side in sides):
        raise BadDate(value=_shown(text))
    a, b = (None if side in ("", "..") else _single(side) for side in sides)
    _refuse_reversed(a, b, text)
    latest_start, earliest_end = _last(a), _first(b)
    if a and b:
        # It did not end before it began: 2004-06/2004-06-10 began on the 10th at the latest.
        latest_start, earliest_end = _least([_last(a), _last(b)]), _greatest([_first(a), _first(b)])
    return When(text, _first(a), latest_start, earliest_end, _last(b), *_flags(a, b))


def _set(text: str) -> When:
    if text[-1] != {"[": "]", "{": "}"}[text[0]]:
        raise BadDate(value=_shown(text))
    members = [_member(piece, text) for piece in text[1:-1].split(",")]
    starts, ends = [a for a, _ in members], [b for _, b in members]
    first, last = _least(map(_first, starts)), _greatest(map(_last, ends))
    flags = _flags(*starts, *ends)
    if text[0] == "[":
        spans = apart(span for a, b in members for span in _spans(a, b))
        return When(text, first, last, first, last, *flags, spans)
    return When(text, first, _least(map(_last, starts)), _greatest(map(_first, ends)), last, *flags)


def _spans(a: When | None, b: When | None) -> tuple[Span, ...]:
    """The spans of one member of a set: those of its single date, or everything between for `a..b`."""
    return a.spans if a is not None and a == b and a.spans else ((_first(a), _last(b)),)


def _member(piece: str, text: str) -> tuple[When | None, When | None]:
    """The first and last date of one member of a set; None on an open side."""
    sides = piece.split("..")
    if len(sides) > 2 or not any(sides):
        raise BadDate(value=_shown(text))
    a, b = (_single(side) if side else None for side in (sides[0], sides[-1]))
    _refuse_reversed(a, b, text)
    return a, b


def _refuse_reversed(a: When | None, b: When | None, text: str) -> None:
    first, last = _first(a), _last(b)
    if first and last and last < first:
        raise ReversedRange(value=_shown(text))


def _single(text: str) -> When:
    match = _DATE.fullmatch(text)
    if match is None or match["year"] == "0000":
        raise (DateNotHeld if _NOT_HELD.fullmatch(text) else BadDate)(value=_shown(text))
    year, month, day, digits = match["year"], match["month"], match["day"], match["digits"]
    if digits:
        if month or "X" in year:
            raise BadDate(value=_shown(text))
        year = year[: int(digits)].ljust(4, "X")
    first, last = (_edge(year, month or "XX", day, last=side) for side in (False, True))
    if first is None or last is None:
        raise BadDate(value=_shown(text))
    marks = "".join(match[f"q{at}"] or "" for at in range(1, 7))
    uncertain, approximate = ("%" in marks or mark in marks for mark in "?~")
    spans = () if digits else masked(year, month or "XX", day)
    return When(text, first, last, first, last, uncertain, approximate or digits in ("1", "2", "3"), spans)


def _edge(year: str, month: str, day: str | None, *, last: bool) -> date | None:
    """The first or last day that matches the patterns; None if no calendar has one."""
    if month.isdigit() and int(month) in _SEASONS:
        return None if day else _season_edge(year, _SEASONS[int(month)], last=last)
    # Among the first 400 years that match a pattern there is a leap year, or no matching year is one.
    for y in islice(fitting(year, 1, 9999, last), 400):
        for m in fitting(month, 1, 12, last):
            for d in fitting(day or "XX", 1, calendar.monthrange(y, m)[1], last):
                return date(y, m, d)
    return None


def _season_edge(year: str, months: tuple[int, int], *, last: bool) -> date:
    """The first or last day of a season, in the first or last year that matches."""
    y = next(fitting(year, 1, 9999, last))
    after, m = divmod(months[last] - 1, 12)
    if y + after > 9999:
        raise DateNotHeld(value=year)
    return date(y + after, m + 1, calendar.monthrange(y + after, m + 1)[1] if last else 1)


def _first(when: When | None) -> date | None:
    return when.earliest_start if when else None


def _last(when: When | None) -> date | None:
    return when.latest_end if when else None


def _least(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else min(day for day in known if day)


def _greatest(days: Iterable[date | None]) -> date | None:
    known = list(days)
    return None if None in known else max(day for day in known if day)


def _flags(*parts: When | None) -> tuple[bool, bool]:
    return any(part.uncertain for part in parts if part), any(part.approximate for part in parts if part)


def _shown(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:60]}…"
