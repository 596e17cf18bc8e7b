"""Context of a count: everything that judging a person needs. Invariant: computed once for a count, not per person."""

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
    """A count rule with the evidence and the decisions that it is applied to.

    Args:
        decided: by person or group, the latest decision on whether they count.
        population: members of the rule's population; None where it has none.
        anchor: the event that the case is about.
        around: days of the anchor and of the rule's scope, by id of the event.
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
    """The context of a rule in a case."""
    population = None
    if rule.population is not None:
        population = frozenset(evidence.canonical(one) for one in members(rule.population, evidence))
    decided = decided_for(decisions, rule.harm, evidence)
    days = Days(evidence, solution)
    around = {event: days.hull(event) for event in (rule.scope, anchor) if event is not None}
    return CountContext(rule, evidence, solution, days, decided, population, anchor, around)


def decided_for(decisions: Iterable[Decision], harm: str, evidence: Evidence) -> dict[str, Decision]:
    """By person or group, the latest decision in force to accept, include or exclude them for a harm.

    To exclude one id of a person as a duplicate says nothing of the other ids of the same person.
    """
    decided: dict[str, Decision] = {}
    for decision in in_force(decisions):
        if decision.kind not in ("accept", "include", "exclude") or decision.harm != harm:
            continue
        for target in decision.targets:
            harmed = _harmed(target, harm, evidence)
            others = set(evidence.clusters.together(harmed)) - set(decision.targets)
            if decision.value != "duplicate" or decision.kind != "exclude" or not others:
                decided[evidence.canonical(harmed)] = decision
    return decided


def _harmed(target: str, harm: str, evidence: Evidence) -> str:
    """The person a decision means: its target, or the one whom the targeted entry or statement says was harmed."""
    if target in evidence.subjects:
        return target
    main = evidence.by_id.get(evidence.entries.get(target, (target.removeprefix("#"),))[0])
    return main.subject if main is not None and says_harm(main, harm) else target


def says_harm(statement: Statement, harm: str) -> bool:
    """Whether the predicate of a statement is one that reports a harm."""
    return statement.predicate == "died" if harm == "died" else statement.predicate == "victim-of"
