"""The days of verdicts: of one trial there is one verdict, given on one day.

Invariant: what later undid a verdict, and another trial (an appeal told as one), are never held against it.
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
from aigaq.statements.origins import origin_of
from aigaq.statements.trials import by_trial

_NO_FACT = frozenset({"opinion", "counterfactual"})


def verdict_dates(verdict: Statement, evidence: Evidence) -> list[Statement]:
    """The statements that date the event of a verdict."""
    statements = evidence.statements(verdict.event, "when") if verdict.event is not None else []
    return [one for one in statements if one.polarity == "affirms" and one.subject == verdict.event]


def verdict_day(verdict: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """The day of a verdict: said with it, or that of its event."""
    own = verdict.qualifier("when")
    if isinstance(own, When):
        return own
    solved = solution.get(verdict.event) if verdict.event is not None else None
    return as_when(solved) if solved is not None else None


def verdict_days(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """Of each person and trial, the days of the verdict that cannot all be true."""
    predicate = evidence.vocabulary.predicates["verdict"]
    told = [one for one in evidence.by_predicate.get("verdict", ()) if _is_given(one, evidence)]
    for person, trial, statements in by_trial(told, predicate, evidence):
        dated = [
            (statement, day)
            for statement in statements
            if (day := verdict_day(statement, evidence, solution)) not in (None, UNDATED)
        ]
        clashing: dict[str, tuple[Statement, When]] = {}
        worst = TENSION
        for (a, day_a), (b, day_b) in combinations(dated, 2):
            assert day_a is not None and day_b is not None
            # Two dates of one event are found by comparing them.
            one_event = (
                a.event is not None
                and a.event == b.event
                and not (a.qualifier("when") or b.qualifier("when"))
            )
            result = dates_compared(day_a, day_b)
            voices = {origin_of(one, evidence).key for one in (a, b)}
            if one_event or result not in (CONTRADICTS, TENSION) or (result == TENSION and len(voices) == 1):
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
    fact = statement.polarity == "affirms" and statement.modality not in _NO_FACT and statement.source != OURS
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
