"""Possible slips in a valid case: dates that lie far from all others. They are reported, never changed or refused.

Invariant: a doubt names the entry and keeps the written words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from statistics import median_low

from aigaq.errors import AigaqError, DateFarOff
from aigaq.records.cases import CaseRecords
from aigaq.records.dates.when import When, parse
from aigaq.records.entries import Entry
from aigaq.records.statements import Statement

FIRST_YEAR = 1800
"""An earlier year is more likely one of another calendar: 2011 is 1390 in Iran, and 1432 or 1433 of the Hijra."""
FAR = 100
"""Years from the middle of the case. Finds a Buddhist year (543 ahead), but not an Ethiopian one (7 or 8 behind)."""
_LIVES = frozenset({"birth"})


def far_off(records: CaseRecords, new: Sequence[Statement] | None = None) -> Iterator[DateFarOff]:
    """Statements whose year lies far from those of the rest of the case; if `new` is given, only those among them."""
    dated = [(one, year) for one in (*records.statements, *(new or ())) if (year := _year(one)) is not None]
    said = [parse(source.said) for source in records.sources.values() if source.said]
    usual_years = (year for one, year in dated if one.predicate not in _LIVES)
    years = [*usual_years, *(day.year for when in said if (day := _day(when)) is not None)] or [
        y for _, y in dated
    ]
    if not years:
        return
    middle = median_low([year for year in years if year >= FIRST_YEAR] or years)
    near = [year for year in years if abs(year - middle) <= FAR]
    entries = {one.id: one for one in records.entries}
    for statement, year in dated if new is None else [each for each in dated if each[0] in new]:
        far = FAR * 2 if statement.predicate in _LIVES else FAR
        if year < FIRST_YEAR or abs(year - middle) > far:
            yield DateFarOff(
                **_place(entries.get(statement.entry or "")),
                id=statement.entry or statement.id,
                value=statement.value.text,
                around=f"{min(near)}–{max(near)}",
            )


def doubts(records: CaseRecords) -> tuple[AigaqError, ...]:
    """All doubts about a case; each entry appears once for one date."""
    return tuple({(one.parameters["id"], one.parameters["value"]): one for one in far_off(records)}.values())


def _place(entry: Entry | None) -> dict[str, str | int]:
    return {"file": entry.file, "line": entry.line} if entry is not None and entry.file else {}


def _year(statement: Statement) -> int | None:
    day = _day(statement.value) if isinstance(statement.value, When) else None
    return None if day is None else day.year


def _day(when: When) -> date | None:
    return when.earliest_start or when.latest_end
