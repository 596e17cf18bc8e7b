"""What rested on words that no longer stand.

Invariant: a conclusion is never cleaned up in silence; it is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from aigaq.records.decisions import Decision
from aigaq.statements.evidence import Evidence


def support_withdrawn(
    evidence: Evidence, decisions: Iterable[Decision] = ()
) -> Mapping[str, tuple[str, ...]]:
    """By id of a statement, reading (`reading:id`) or decision: the withdrawn words it rests on, near or far.

    Args:
        decisions: ours; one whose target lost its support is flagged too.
    """
    lost: dict[str, set[str]] = {
        one: {one}
        for one, status in evidence.status.items()
        if not status.still_counts and one in evidence.by_id
    }
    resting = _resting(evidence, decisions)
    waiting = list(lost)
    while waiting:
        premise = waiting.pop()
        for one in resting.get(premise, ()):
            before = len(lost.setdefault(one, set()))
            lost[one] |= lost[premise]
            if len(lost[one]) > before:
                waiting.append(one)
    standing = {one: found - {one} for one, found in lost.items()}
    return {one: tuple(sorted(found)) for one, found in sorted(standing.items()) if found}


def _resting(evidence: Evidence, decisions: Iterable[Decision]) -> dict[str, list[str]]:
    resting: dict[str, list[str]] = {}
    for statement in evidence.by_id.values():
        for premise in statement.premises:
            resting.setdefault(premise, []).append(statement.id)
    for decision in decisions:
        for target in decision.targets:
            resting.setdefault(target.removeprefix("#"), []).append(decision.id)
    return resting
