"""Whether the times of a life come out: age against birth, time served against the sentence, order.

Invariant: only what no reading of the dates allows is called broken.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution, as_when
from aigaq.records.dates.when import When
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.dating import node_of
from aigaq.statements.evidence import Evidence
from aigaq.statements.sizes import Finding
from aigaq.statements.terms import days_of, quantity_of, unit_of
from aigaq.statements.trials import same_trial
from aigaq.statements.verdicts import verdict_dates, verdict_day

_SENTENCES = ("sentence-imposed", "sentence-after-appeal")


def served_and_imposed(evidence: Evidence) -> Iterator[Finding]:
    """Nobody serves more than was imposed on them in the same case, or left of it after the appeal."""
    for served in evidence.by_predicate.get("served", ()):
        longest = days_of(served.value, evidence.vocabulary)
        for imposed in (one for code in _SENTENCES for one in evidence.statements(served.subject, code)):
            most = days_of(imposed.value, evidence.vocabulary)
            same = same_trial(served, imposed, evidence)
            if longest is None or most is None or not same or "denies" in (served.polarity, imposed.polarity):
                continue
            premises = (served.id, imposed.id)
            if most[1] is not None and longest[0] > most[1]:
                yield Finding("served", served.subject, "broken", premises)
            elif longest[1] is not None and longest[1] <= most[0]:
                yield Finding("served", served.subject, "holds", premises)


def served_and_computed(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """What is said to have been served fits the time from the verdict, or the arrest before it, to the release."""
    for served in evidence.by_predicate.get("served", ()):
        told = _served_days(served, evidence) if served.polarity == "affirms" else None
        for verdict, release in _verdict_and_release(served, evidence) if told is not None else ():
            began = verdict_day(verdict, evidence, solution)
            ended = _date(node_of(release, evidence), solution)
            if began is None or ended is None or told is None:
                continue
            shortest = _between(began.latest_start, ended.earliest_start)
            longest = _between(_arrested(served, began, evidence, solution), ended.latest_end)
            too_long = longest is not None and told[0] > longest
            if too_long or (shortest is not None and told[1] is not None and told[1] < shortest):
                days = verdict_dates(verdict, evidence)
                premises = (served.id, verdict.id, *(one.id for one in days), release.id)
                yield Finding("served", served.subject, "broken", tuple(dict.fromkeys(premises)))


def _served_days(served: Statement, evidence: Evidence) -> tuple[float, float | None] | None:
    """The days that words for a time served may mean: "two years" is said of 18 months and of nearly three years."""
    days, length = days_of(served.value, evidence.vocabulary), quantity_of(served.value)
    unit = unit_of(length, evidence.vocabulary) if length is not None else None
    if days is None or unit is None:
        return None
    return max(0.0, days[0] - unit[0] / 2), None if days[1] is None else days[1] + unit[1]


def _verdict_and_release(served: Statement, evidence: Evidence) -> Iterator[tuple[Statement, Statement]]:
    verdicts = [one for one in evidence.statements(served.subject, "verdict") if one.polarity == "affirms"]
    releases = [
        one for one in evidence.statements(served.subject, "released-on") if one.polarity == "affirms"
    ]
    for release in releases:
        custody = "detention" in evidence.acts.get(release.event or "", frozenset())
        for verdict in verdicts:
            apart = same_trial(served, verdict, evidence) and same_trial(release, verdict, evidence)
            if apart and not custody:
                yield verdict, release


def _arrested(served: Statement, began: When, evidence: Evidence, solution: Solution) -> date | None:
    """The first day that may count as served: custody before the verdict often does."""
    first = [began.earliest_start] if began.earliest_start else []
    for statement in evidence.statements(served.subject, "victim-of"):
        event = statement.value.id if isinstance(statement.value, Ref) else ""
        held = statement.polarity == "affirms" and "detention" in evidence.acts.get(event, frozenset())
        when = _date(event, solution) if held else None
        if held and (when is None or when.earliest_start is None):
            return None
        first += [when.earliest_start] if when is not None and when.earliest_start else []
    return min(first, default=None)


def _between(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days


def ages(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """An age told at an event fits the birth and the day of the event."""
    for born in evidence.by_predicate.get("birth", ()):
        if not isinstance(born.value, When) or born.polarity != "affirms":
            continue
        for age in evidence.statements(born.subject, "age-at"):
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
        for late in evidence.by_predicate.get(then, ()):
            for early in evidence.statements(late.subject, first):
                if then == "released-on" and early.event != late.event:
                    continue
                ends = _dated(early, evidence, solution), _dated(late, evidence, solution)
                affirmed = early.polarity == late.polarity == "affirms"
                if affirmed and ends[0] and ends[1] and dates.before(ends[1], ends[0]):
                    yield Finding("order", late.subject, "broken", (early.id, late.id))


def _dated(statement: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """When a statement's fact was: a birth as written, a verdict with its event, the rest as solved."""
    if statement.predicate == "birth":
        return statement.value if isinstance(statement.value, When) else None
    if statement.predicate == "verdict":
        return verdict_day(statement, evidence, solution)
    return _date(node_of(statement, evidence), solution)
