"""Contradicting days of one death, given for different events or relative to others.

Invariant: a death may follow the wound by any time and never comes before it. Clashes between dates of one event, and
between two plain answers to one question, are found elsewhere and not repeated.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution, as_when
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED
from aigaq.statements.compare import CONTRADICTS, TENSION, dates_compared
from aigaq.statements.contradictions import Contradiction, Side, kind_of
from aigaq.statements.dating import DEATH, anchored, is_act, node_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import NOT_FACTUAL


@dataclass(frozen=True, slots=True)
class _DeathDay:
    """The day that a statement gives for the act or for the death itself."""

    statement: Statement
    node: str
    act: bool
    when: When


def death_days(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """For each person, days of the killing and of the death that cannot all be true."""
    for person, days in sorted(_days_told(evidence, solution).items()):
        conflicts = [(a, b, how) for a, b in combinations(days, 2) if (how := _against(a, b)) is not None]
        clashing = {one.statement.id: one.statement for a, b, _ in conflicts for one in (a, b)}
        worst = CONTRADICTS if any(how == CONTRADICTS for _, _, how in conflicts) else TENSION
        if not conflicts or (worst == TENSION and len({one.origin for one in clashing.values()}) == 1):
            continue
        yield _shown(person, [one for _, one in sorted(clashing.items())], worst, evidence)


def _shown(person: str, statements: list[Statement], result: str, evidence: Evidence) -> Contradiction:
    grouped: dict[str, list[Statement]] = {}
    for statement in statements:
        grouped.setdefault(f"{statement.predicate}: {statement.value.text}", []).append(statement)
    kind = kind_of(
        [(statements[0].value, "affirms", statements) for statements in grouped.values()], evidence
    )
    sides = tuple(
        Side(words, tuple(one.id for one in statements)) for words, statements in sorted(grouped.items())
    )
    return Contradiction(f"death-days/{person}", person, "died", kind, result, sides, "death-days")


def _days_told(evidence: Evidence, solution: Solution) -> dict[str, list[_DeathDay]]:
    days_of: dict[str, list[_DeathDay]] = {}
    for statement in (*evidence.by_predicate.get("when", ()), *evidence.by_predicate.get("died", ())):
        person = (
            statement.subject if statement.predicate == "died" else evidence.deaths.get(statement.subject)
        )
        factual = (
            statement.polarity == "affirms"
            and statement.modality not in NOT_FACTUAL
            and statement.source != OURS
        )
        when = _day(statement, evidence, solution) if factual and person is not None else None
        if when is not None and person is not None:
            act = statement.predicate == "when" and is_act(statement.subject, evidence)
            day = _DeathDay(statement, node_of(statement, evidence), act, when)
            days_of.setdefault(evidence.canonical(person), []).append(day)
    return days_of


def _day(statement: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """The day as stated, or computed from the anchor of a relative date; None where that has no date."""
    value = statement.value
    if isinstance(value, When):
        return None if value == UNDATED else value
    if not isinstance(value, Relative):
        return None
    relative = anchored(value, evidence)
    if relative.anchor_is_date:
        around: When | None = dates.parse(relative.anchor)
    else:
        solved = solution.get(relative.anchor)
        around = as_when(solved) if solved is not None else None
    if around is None:
        return None
    latest = around.latest_start if relative.relation == "before" else around.latest_end
    first, last = _moved(around.earliest_start, relative.low_days), _moved(latest, relative.high_days)
    return None if first is None and last is None else dates.from_bounds(first, last)


def _moved(day: date | None, by: int | None) -> date | None:
    """A day moved by a number of days; None where either is open or the result is beyond the calendar."""
    if day is None or by is None or not 1 <= day.toordinal() + by <= date.max.toordinal():
        return None
    return day + timedelta(days=by)


def _against(a: _DeathDay, b: _DeathDay) -> str | None:
    """`contradicts`, `tension`, or None where both can be true or another rule compares them already."""
    if a.act == b.act:
        alike = a.statement.predicate == b.statement.predicate and {
            type(a.statement.value),
            type(b.statement.value),
        } == {When}
        result = None if alike or a.node == b.node else dates_compared(a.when, b.when)
        return result if result in (CONTRADICTS, TENSION) else None
    act, death = (a, b) if a.act else (b, a)
    if death.node == f"{act.node}{DEATH}" or not dates.before(death.when, act.when):
        return None
    return TENSION if dates.near(act.when, death.when) else CONTRADICTS
