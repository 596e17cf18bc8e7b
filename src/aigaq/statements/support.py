"""Conclusions that rest on retracted statements.

Invariant: a conclusion is never removed silently; it is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aigaq.records.decisions import Decision
from aigaq.statements.evidence import Evidence


def support_withdrawn(
    evidence: Evidence, decisions: Iterable[Decision] = ()
) -> Mapping[str, tuple[str, ...]]:
    """By id of a statement, reading (`reading:id`) or decision, the retracted statements that it rests on, however far.

    Args:
        decisions: flagged too where a target lost its support.
    """
    lost: dict[str, set[str]] = {
        supported: {supported}
        for supported, status in evidence.status.items()
        if not status.still_counts and supported in evidence.by_id
    }
    resting = _resting(evidence, decisions)
    queue = list(lost)
    while queue:
        premise = queue.pop()
        for supported in resting.get(premise, ()):
            before = len(lost.setdefault(supported, set()))
            lost[supported] |= lost[premise]
            if len(lost[supported]) > before:
                queue.append(supported)
    withdrawn = {supported: premises - {supported} for supported, premises in lost.items()}
    return {
        supported: tuple(sorted(premises)) for supported, premises in sorted(withdrawn.items()) if premises
    }


def _resting(evidence: Evidence, decisions: Iterable[Decision]) -> dict[str, list[str]]:
    resting: dict[str, list[str]] = {}
    for statement in evidence.by_id.values():
        for premise in statement.premises:
            resting.setdefault(premise, []).append(statement.id)
    for decision in decisions:
        for target in decision.targets:
            resting.setdefault(target.removeprefix("#"), []).append(decision.id)
    return resting
