"""Whether the times of a life come out: age against birth, time served against the sentence, order.

Invariant: only what no reading of the dates allows is called broken.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.errors import AigaqError
from aigaq.records import dates, quantities
from aigaq.records.anchoring import Solution, as_when
from aigaq.records.dates import When
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.statements.dating import node_of
from aigaq.statements.evidence import Evidence
from aigaq.statements.sizes import Finding
from aigaq.statements.trials import same_trial

_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}


def served_and_imposed(evidence: Evidence) -> Iterator[Finding]:
    """Nobody serves more than was imposed on them in the same case."""
    for served in evidence.under.get("served", ()):
        longest = _days(served)
        for imposed in evidence.said(served.subject, "sentence-imposed"):
            most = _days(imposed)
            same = same_trial(served, imposed, evidence)
            if longest is None or most is None or not same or "denies" in (served.polarity, imposed.polarity):
                continue
            premises = (served.id, imposed.id)
            if most[1] is not None and longest[0] > most[1]:
                yield Finding("served", served.subject, "broken", premises)
            elif longest[1] is not None and longest[1] <= most[0]:
                yield Finding("served", served.subject, "holds", premises)


def _days(one: Statement) -> tuple[int, int | None] | None:
    """A length of time in days, the least and the most; None where its words tell no length."""
    value = one.value
    if not isinstance(value, Quantity):
        try:
            value = quantities.parse(value.text)
        except AigaqError:
            return None
    unit = _DAYS.get((value.unit or "").removesuffix("s"))
    if unit is None:
        return None
    low, high = allowed(value)
    return low * unit[0], None if high is None else high * unit[1]


def ages(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """An age told at an event fits the birth and the day of the event."""
    for born in evidence.under.get("birth", ()):
        if not isinstance(born.value, When) or born.polarity != "affirms":
            continue
        for age in evidence.said(born.subject, "age-at"):
            when = _date(age.event, solution)
            years = _years(born.value, when) if when is not None else None
            if years is None or not isinstance(age.value, Quantity) or age.polarity != "affirms":
                continue
            low, high = allowed(age.value)
            fits = low <= years[1] and (high is None or high >= years[0])
            yield Finding("age", born.subject, "holds" if fits else "broken", (born.id, age.id))


def _date(event: str | None, solution: Solution) -> When | None:
    solved = solution.get(event) if event is not None else None
    return as_when(solved) if solved is not None else None


def _years(born: When, when: When) -> tuple[int, int] | None:
    """The least and the greatest age in whole years."""
    if None in (born.earliest_start, born.latest_end, when.earliest_start, when.latest_end):
        return None
    assert born.earliest_start and born.latest_end and when.earliest_start and when.latest_end
    ages = []
    for birth, day in ((born.latest_end, when.earliest_start), (born.earliest_start, when.latest_end)):
        ages.append(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))
    return ages[0], ages[1]


def order(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """Born before dead, sentenced before released: the same for everybody."""
    for first, then in (("birth", "died"), ("verdict", "released-on")):
        for late in evidence.under.get(then, ()):
            for early in evidence.said(late.subject, first):
                if then == "released-on" and early.event != late.event:
                    continue
                ends = _dated(early, evidence, solution), _dated(late, evidence, solution)
                affirmed = early.polarity == late.polarity == "affirms"
                if affirmed and ends[0] and ends[1] and dates.before(ends[1], ends[0]):
                    yield Finding("order", late.subject, "broken", (early.id, late.id))


def _dated(one: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """When a statement's fact was: a birth as written, a verdict with its event, the rest as solved."""
    if one.predicate == "birth":
        return one.value if isinstance(one.value, When) else None
    return _date(one.event if one.predicate == "verdict" else node_of(one, evidence), solution)
