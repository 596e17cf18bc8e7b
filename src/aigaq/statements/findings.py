"""All contradictions of a case in one list.

Invariant: the list is the same whatever the order of the files, and holds each contradiction once.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.statements.arithmetic import broken_sums
from aigaq.statements.compare import CONTRADICTS, dates_compared
from aigaq.statements.contradictions import Contradiction, Side, same_key_contradictions
from aigaq.statements.dating import solve_dates
from aigaq.statements.death_days import death_days
from aigaq.statements.disputed_retractions import disputed_retractions
from aigaq.statements.evidence import Evidence
from aigaq.statements.patterns import cross_key_contradictions, rival_agents
from aigaq.statements.sequence_conflicts import sequence_conflicts
from aigaq.statements.signs_of_life import alive_after_death
from aigaq.statements.verdicts import verdict_days


def contradictions(evidence: Evidence, *, solution: Solution | None = None) -> tuple[Contradiction, ...]:
    """Every contradiction and tension among the live statements, by id; each only once.

    Args:
        solution: the dates of `evidence`, where they are solved already.
    """
    solution = solution if solution is not None else solve_dates(evidence)
    by_comparing = (
        *same_key_contradictions(evidence),
        *cross_key_contradictions(evidence),
        *sequence_conflicts(evidence),
        *rival_agents(evidence),
    )
    compared = {_statements(one) for one in by_comparing}
    of_statement: dict[str, list[frozenset[str]]] = {}
    for statements in compared:
        for statement in statements:
            of_statement.setdefault(statement, []).append(statements)
    retractions = [
        one
        for one in disputed_retractions(evidence)
        # Who corrects a figure of somebody else gives a figure of their own: comparing finds the two already.
        if not any(
            _is_known(one, near, evidence) for near in of_statement.get(one.sides[0].statements[0], ())
        )
    ]
    by_dates = (
        *death_days(evidence, solution),
        *alive_after_death(evidence, solution),
        *verdict_days(evidence, solution),
        *broken_sums(evidence, solution),
        *(one for one in _date_clashes(evidence, solution) if _statements(one) not in compared),
    )
    by_id = {one.id: one for one in (*by_comparing, *retractions, *by_dates)}
    return tuple(by_id[name] for name in sorted(by_id))


def _statements(contradiction: Contradiction) -> frozenset[str]:
    return frozenset(statement for side in contradiction.sides for statement in side.statements)


def _is_known(retraction: Contradiction, statements: frozenset[str], evidence: Evidence) -> bool:
    """Whether the retracted statement and the one put in its place contradict each other elsewhere already."""
    earlier, retracting = (side.statements for side in retraction.sides)
    instead = {evidence.by_id[one].subject.removeprefix("#") for one in retracting}
    return set(earlier) <= statements and bool(instead & statements)


def _date_clashes(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """Dates that no calendar fits together. Two plain dates of one event are left to the comparison of values."""
    for clash in solution.clashes:
        statements = [evidence.by_id[one] for one in clash.by if one in evidence.by_id]
        if len(statements) > 1 and not _differ_by_about(statements):
            name = f"dates/{'+'.join(one.id for one in statements)}"
            sides = tuple(Side(f"{one.subject}: {one.value.text}", (one.id,)) for one in statements)
            yield Contradiction(name, clash.subjects[0], "when", "dates", CONTRADICTS, sides, "dates")


def _differ_by_about(statements: list[Statement]) -> bool:
    """Whether all are plain dates that differ by no more than "about" may mean."""
    days = [one.value for one in statements if isinstance(one.value, When)]
    near = all(dates_compared(a, b) != CONTRADICTS for a in days for b in days)
    return len(days) == len(statements) and near
