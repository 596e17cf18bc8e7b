"""What judging a person needs, made once for a count. Invariant: nothing here is worked out anew for each person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aigaq.counting.days import Days, Span
from aigaq.records.dates.anchoring import Solution
from aigaq.records.decisions import Decision, in_force
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.statements.evidence import Evidence
from aigaq.statements.members import members


@dataclass(frozen=True, slots=True)
class CountContext:
    """One count: its rule, what it looks at, and what was decided.

    Args:
        decided: by person, our last word on whether they count.
        population: the members of the rule's population; None where it has none.
        anchor: the event that the case is about.
        around: the days of the anchor and of the rule's scope, by id.
    """

    rule: CountRule
    evidence: Evidence
    solution: Solution
    days: Days
    decided: Mapping[str, Decision]
    population: frozenset[str] | None
    anchor: str | None
    around: Mapping[str, Span]


def count_context(
    rule: CountRule,
    evidence: Evidence,
    solution: Solution,
    *,
    decisions: Iterable[Decision],
    anchor: str | None,
) -> CountContext:
    """The question that a rule asks of a case."""
    population = None
    if rule.population is not None:
        population = frozenset(evidence.canonical(one) for one in members(rule.population, evidence))
    decided = decided_for(decisions, rule.harm, evidence)
    days = Days(evidence, solution)
    around = {event: days.hull(event) for event in (rule.scope, anchor) if event is not None}
    return CountContext(rule, evidence, solution, days, decided, population, anchor, around)


def decided_for(decisions: Iterable[Decision], harm: str, evidence: Evidence) -> dict[str, Decision]:
    """By person or group, the last decision to accept, include or exclude them for a harm that nobody withdrew.

    To leave out one id of somebody as a duplicate says nothing of the others that they are decided to be.
    """
    found: dict[str, Decision] = {}
    for decision in in_force(decisions):
        if decision.kind not in ("accept", "include", "exclude") or decision.harm != harm:
            continue
        for target in decision.targets:
            whom = _harmed(target, harm, evidence)
            others = set(evidence.clusters.together(whom)) - set(decision.targets)
            if decision.value != "duplicate" or decision.kind != "exclude" or not others:
                found[evidence.canonical(whom)] = decision
    return found


def _harmed(target: str, harm: str, evidence: Evidence) -> str:
    """Whom a decision means: the target, or whoever an entry or statement says was harmed."""
    if target in evidence.subjects:
        return target
    main = evidence.by_id.get(evidence.entries.get(target, (target.removeprefix("#"),))[0])
    return main.subject if main is not None and says_harm(main, harm) else target


def says_harm(statement: Statement, harm: str) -> bool:
    """Whether a statement is of the kind that tells of a harm."""
    return statement.predicate == "died" if harm == "died" else statement.predicate == "victim-of"
