"""What judging a person needs, made once for a count. Invariant: nothing here is worked out anew for each person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aigaq.records.anchoring import Solution
from aigaq.records.decisions import Decision, in_force
from aigaq.records.rules import CountRule
from aigaq.statements.evidence import Evidence
from aigaq.statements.members import members


@dataclass(frozen=True, slots=True)
class Question:
    """One count: its rule, what it looks at, and what was decided.

    Args:
        decided: by person, our last word on whether they count.
        population: the members of the rule's population; None where it has none.
        anchor: the event that the case is about.
    """

    rule: CountRule
    evidence: Evidence
    solution: Solution
    decided: Mapping[str, Decision]
    population: frozenset[str] | None
    anchor: str | None


def question(
    rule: CountRule,
    evidence: Evidence,
    solution: Solution,
    *,
    decisions: Iterable[Decision],
    anchor: str | None,
) -> Question:
    """The question that a rule asks of a case."""
    population = None
    if rule.population is not None:
        population = frozenset(evidence.one(one) for one in members(rule.population, evidence))
    decided = decided_for(decisions, rule.harm, evidence)
    return Question(rule, evidence, solution, decided, population, anchor)


def decided_for(decisions: Iterable[Decision], harm: str, evidence: Evidence) -> dict[str, Decision]:
    """By person, the last decision to accept, include or exclude them for a harm that nobody withdrew."""
    found: dict[str, Decision] = {}
    for decision in in_force(decisions):
        if decision.kind in ("accept", "include", "exclude") and decision.harm == harm:
            found.update((evidence.one(target), decision) for target in decision.targets)
    return found
