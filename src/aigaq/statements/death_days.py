"""Days that several voices give for one death, told of different events and by other things.

Invariant: a death may follow the wound by any time, and never comes before it; what the dates of one event, or
two plain answers to one question, say against each other is found elsewhere and not repeated here.
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

_NO_FACT = frozenset({"opinion", "counterfactual"})


@dataclass(frozen=True, slots=True)
class _Told:
    """A day that a statement gives, for the act or for the death itself."""

    said: Statement
    node: str
    act: bool
    when: When


def death_days(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """Of each person, the days of the killing and of the death that cannot all be true."""
    for person, told in sorted(_told(evidence, solution).items()):
        found = [(a, b, how) for a, b in combinations(told, 2) if (how := _against(a, b)) is not None]
        clashing = {one.said.id: one.said for a, b, _ in found for one in (a, b)}
        worst = CONTRADICTS if any(how == CONTRADICTS for _, _, how in found) else TENSION
        if not found or (worst == TENSION and len({one.origin for one in clashing.values()}) == 1):
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


def _told(evidence: Evidence, solution: Solution) -> dict[str, list[_Told]]:
    found: dict[str, list[_Told]] = {}
    for one in (*evidence.by_predicate.get("when", ()), *evidence.by_predicate.get("died", ())):
        person = one.subject if one.predicate == "died" else evidence.deaths.get(one.subject)
        meant = one.polarity == "affirms" and one.modality not in _NO_FACT and one.source != OURS
        when = _day(one, evidence, solution) if meant and person is not None else None
        if when is not None and person is not None:
            act = one.predicate == "when" and is_act(one.subject, evidence)
            told = _Told(one, node_of(one, evidence), act, when)
            found.setdefault(evidence.canonical(person), []).append(told)
    return found


def _day(statement: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """The day as told, or as far as the thing it is told by is dated."""
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
    """A day so many days on; None where either is open, or beyond the calendar."""
    if day is None or by is None or not 1 <= day.toordinal() + by <= date.max.toordinal():
        return None
    return day + timedelta(days=by)


def _against(a: _Told, b: _Told) -> str | None:
    """`contradicts`, `tension`, or None where both can be true or another rule compares them."""
    if a.act == b.act:
        alike = a.said.predicate == b.said.predicate and {type(a.said.value), type(b.said.value)} == {When}
        result = None if alike or a.node == b.node else dates_compared(a.when, b.when)
        return result if result in (CONTRADICTS, TENSION) else None
    act, death = (a, b) if a.act else (b, a)
    if death.node == f"{act.node}{DEATH}" or not dates.before(death.when, act.when):
        return None
    return TENSION if dates.near(act.when, death.when) else CONTRADICTS
