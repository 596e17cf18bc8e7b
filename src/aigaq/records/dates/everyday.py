"""Everyday dates in English, Russian and Kazakh, rewritten as EDTF if only one day can be meant.

Invariant: a form that may mean two days is refused and both are named; it is never guessed.

| Written | Read as |
|---|---|
| `16.12.2031`, `6.1.2031`, `16.12.2031 г.` | the 16th of December; with dots the day comes first |
| `25/12/2031`, `12/25/2031`, `25-12-2031` | the 25th of December: 25 is no month; `03/04/2031` is refused |
| `2031-12-1`, `2031.12.16`, `2031/12/16` | the year first, then the month |
| `16 December 2031`, `16th of December, 2031`, `December 16, 2031`, `16-Dec-2031` | the 16th of December |
| `16 декабря 2031 года`, `16-го декабря 2031`, `2031 жылғы 16 желтоқсан`, `2031 ж. 16 желтоқсанда` | the same |
| `December 2031`, `декабрь 2031`, `2031 жылғы желтоқсан`, `12.2031` | some day of that month |
| `about 16 December 2031`, `около 16 декабря 2031`, `шамамен ...` | `2031-12-16~` |

Not read: two figures of a year ("16.12.31"), a clock time beside a day, days of the week.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from aigaq.errors import TwoDays
from aigaq.records import yamltext

_YEAR_FIRST = re.compile(r"(\d{4})([-./])(\d{1,2})\2(\d{1,2})")
_DAY_FIRST = re.compile(r"(\d{1,2})([-./])(\d{1,2})\2(\d{4})")
_MONTH = re.compile(r"(\d{1,2})\.(\d{4})")
_ABOUT = re.compile(
    r"(?:about|around|circa|ca\.?|approximately|около|примерно|приблизительно|шамамен) (?=.*\d{4})"
)
_WORD = r"([^\W\d_]+)\.?"
_DAY = r"(\d{1,2})(?:st|nd|rd|th|-?го|-?е|-?сы|-?сі|-?ы|-?і)?"
_ERA = r"(?: ?(?:г|г\.|год|года|году|ж|ж\.|жыл|жылы|жылғы|жылдың))?"
_SPOKEN = (
    (re.compile(rf"{_DAY}[ -](?:of )?{_WORD},?[ -](\d{{4}}){_ERA}"), "dmy"),
    (re.compile(rf"{_WORD} {_DAY}(?:, ?| )(\d{{4}})"), "mdy"),
    (re.compile(rf"(\d{{4}}){_ERA},? {_DAY} {_WORD}"), "ydm"),
    (re.compile(rf"(\d{{4}}){_ERA},? {_WORD} {_DAY}"), "ymd"),
    (re.compile(rf"{_WORD},? (\d{{4}}){_ERA}"), "my"),
    (re.compile(rf"(\d{{4}}){_ERA},? {_WORD}"), "ym"),
)


@cache
def months() -> dict[str, int]:
    """Number of each month, by each of its names in small letters."""
    by_name: dict[str, int] = {}
    for number, node in yamltext.read(Path(__file__).parents[1] / "vocab" / "months.yaml"):
        for language, names in yamltext.mapping(node, key=number.text):
            by_name.update(dict.fromkeys(yamltext.words(names, key=language.text), int(number.text)))
    return by_name


def as_edtf(text: str) -> str:
    """EDTF of an everyday date; any other text unchanged.

    Raises:
        TwoDays: the figures may mean two days.
    """
    small = " ".join(text.casefold().split())
    bare = _ABOUT.sub("", small, count=1)
    day = _in_figures(bare.removesuffix(" г.").removesuffix(" г").removesuffix(" ж."), text) or _in_words(
        bare
    )
    if day is None:
        return text
    return f"{day}~" if bare != small else day


def _in_figures(written: str, text: str) -> str | None:
    if match := _YEAR_FIRST.fullmatch(written):
        year, _, month, day = match.groups()
        return _iso(year, month, day)
    if match := _DAY_FIRST.fullmatch(written):
        first, separator, second, year = match.groups()
        if separator == ".":
            return _iso(year, second, first)
        readings = {_iso(year, second, first), _iso(year, first, second)} - {None}
        if len(readings) > 1:
            raise TwoDays(value=text[:60], days=" / ".join(sorted(str(one) for one in readings)))
        return readings.pop() if readings else None
    if match := _MONTH.fullmatch(written):
        month, year = match.groups()
        return _iso(year, month)
    return None


def _in_words(written: str) -> str | None:
    for pattern, order in _SPOKEN:
        if match := pattern.fullmatch(written):
            parts = dict(zip(order, match.groups(), strict=True))
            month = months().get(parts["m"])
            if month is not None:
                return _iso(parts["y"], str(month), parts.get("d"))
    return None


def _iso(year: str, month: str, day: str | None = None) -> str | None:
    """A day or month with leading zeros; None if the figures are not a day or month."""
    if not 1 <= int(month) <= 12 or (day is not None and not 1 <= int(day) <= 31):
        return None
    return "-".join((year, *(f"{int(part):02}" for part in (month, day) if part is not None)))
