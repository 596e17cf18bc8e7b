"""Days in the form of each manual. Invariant: a day is written whole or not at all."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import Literal

from aigaq.records.vocab.messages import Language, say

Form = Literal[
    "day-first", "day-first-short", "month-first", "month-first-short", "year-first", "nlm", "figures"
]


@lru_cache(256)
def day(when: date, form: Form, language: Language) -> str:
    """Day in a form: `day-first` 2 September 2031, `month-first` September 2, 2031, `year-first` 2031, September 2.

    `-short` has Sept. for September; `nlm` is 2031 Sep 2; `figures` is 02.09.2031.
    """
    if form == "figures":
        return f"{when:%d.%m}.{when.year:04}"
    short = say(f"cite-month-short-{when.month}", language)
    if form == "nlm":
        return f"{when.year} {short[:3].removesuffix('.')} {when.day}"
    month = short if form.endswith("-short") else say(f"cite-month-{when.month}", language)
    order = form.removesuffix("-short")
    return say(f"cite-date-{order}", language, year=when.year, month=month, day=when.day)
