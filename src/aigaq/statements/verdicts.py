"""Contradicting days of a verdict: a trial ends with one verdict, given on one day.

Invariant: neither what later undid a verdict nor another trial (an appeal, if told as one) contradicts it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from aigaq.records.dates.anchoring import Solution, as_when
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code
from aigaq.statements.compare import CONTRADICTS, TENSION, dates_compared
from aigaq.statements.contradictions import Contradiction, Side, kind_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import affirms_fact
from aigaq.statements.origins import origin_of
from aigaq.statements.trials import by_trial


def verdict_dates(verdict: Statement, evidence: Evidence) -> list[Statement]:
    """Statements that date the event of a verdict."""
    statements = evidence.statements(verdict.event, "when") if verdict.event is not None else []
    return [one for one in statements if one.polarity == "affirms" and one.subject == verdict.event]


def verdict_day(verdict: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """The day of a verdict: its own qualifier, or the solved day of its event."""
    stated = verdict.qualifier("when")
    if isinstance(stated, When):
        return stated
    solved = solution.get(verdict.event) if verdict.event is not None else None
    return as_when(solved) if solved is not None else None


def verdict_days(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """For each person and trial, days of the verdict that cannot all be true."""
    predicate = evidence.vocabulary.predicates["verdict"]
    verdicts = [one for one in evidence.by_predicate.get("verdict", ()) if _is_given(one, evidence)]
    for person, trial, statements in by_trial(verdicts, predicate, evidence):
        dated = [
            (statement, day)
            for statement in statements
            if (day := verdict_day(statement, evidence, solution)) not in (None, UNDATED)
        ]
        clashing: dict[str, tuple[Statement, When]] = {}
        worst = TENSION
        for (a, day_a), (b, day_b) in combinations(dated, 2):
            assert day_a is not None and day_b is not None
            # Two dates of one event are found by comparing values already.
            same_event = (
                a.event is not None
                and a.event == b.event
                and not (a.qualifier("when") or b.qualifier("when"))
            )
            result = dates_compared(day_a, day_b)
            voices = {origin_of(one, evidence).key for one in (a, b)}
            if same_event or result not in (CONTRADICTS, TENSION) or (result == TENSION and len(voices) == 1):
                continue
            clashing |= {a.id: (a, day_a), b.id: (b, day_b)}
            worst = CONTRADICTS if result == CONTRADICTS else worst
        if clashing:
            yield _shown(person, trial, list(clashing.values()), worst, evidence)


def _is_given(statement: Statement, evidence: Evidence) -> bool:
    later = (
        isinstance(statement.value, Code)
        and evidence.vocabulary.fact("verdict", statement.value.code, "later") == "yes"
    )
    fact = affirms_fact(statement) and statement.source != OURS
    return fact and not later and statement.aspect == "single"


def _shown(
    person: str, trial: str | None, said: list[tuple[Statement, When]], result: str, evidence: Evidence
) -> Contradiction:
    grouped: dict[str, list[Statement]] = {}
    for statement, day in sorted(said, key=lambda pair: pair[0].id):
        grouped.setdefault(f"verdict: {day.text}", []).append(statement)
    kind = kind_of(
        [(statements[0].value, "affirms", statements) for statements in grouped.values()], evidence
    )
    sides = tuple(
        Side(
            words,
            tuple(
                id_ for one in statements for id_ in (one.id, *(by.id for by in verdict_dates(one, evidence)))
            ),
        )
        for words, statements in sorted(grouped.items())
    )
    name = f"verdict-days/{person}" + (f"/{trial}" if trial else "")
    return Contradiction(name, person, "verdict", kind, result, sides, "verdict-days")
