"""Find the only whole date in a piece of text."""

from __future__ import annotations

import re

from aigaq.records.dates.everyday import months

_ISO = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")
_DOTTED = re.compile(r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b")
_SPOKEN = re.compile(r"\b(\d{1,2})\s+([^\W\d_]{3,12})\s+(\d{4})\b")
_YEAR_FIRST = re.compile(r"\b(\d{4})\s+[^\W\d_]+\s+(\d{1,2})\s+([^\W\d_]{3,12})\b")


def day_in(words: str) -> str | None:
    """The only whole date in the words; None if there is none, or more than one."""
    days = {f"{y}-{m}-{d}" for y, m, d in _ISO.findall(words)}
    days |= {f"{y}-{int(m):02}-{int(d):02}" for d, m, y in _DOTTED.findall(words)}
    spoken = [*_SPOKEN.findall(words), *((d, m, y) for y, d, m in _YEAR_FIRST.findall(words))]
    # A short month name may be another word ("қаз", a goose); between a day and a year it is a month.
    for day, month, year in spoken:
        if month.casefold() in months():
            days.add(f"{year}-{months()[month.casefold()]:02}-{int(day):02}")
    return days.pop() if len(days) == 1 else None


def without_dates(words: str) -> str:
    """The words without their dates, so that a year is not taken for a number of people."""
    for pattern in (_ISO, _DOTTED, _SPOKEN, _YEAR_FIRST):
        words = pattern.sub("", words)
    return words
