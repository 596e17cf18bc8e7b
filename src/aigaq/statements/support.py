"""Ties between the statements of a case: who says the same, what rests on what, and what lost its support.

Invariant: a conclusion that rests on a retracted statement is never removed silently; it is flagged.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from aigaq.records.decisions import Decision
from aigaq.records.statements import Statement
from aigaq.statements.evidence import Evidence
from aigaq.statements.origins import corroboration

_Content = tuple[str, str, object, str]
"""Subject, predicate, value and polarity: what statements that say the same have in common."""


@dataclass
class Relations:
    """Ties between the statements of a case. Each table takes one pass, and is made only when it is asked for."""

    evidence: Evidence
    decisions: Iterable[Decision]
    _origins: dict[_Content, int] = field(default_factory=dict, init=False, repr=False)

    def independent_origins(self, statement: Statement) -> int:
        """Number of independent origins that say the same and still count."""
        subject, predicate = self.evidence.canonical(statement.subject), statement.predicate
        says = statement.value, statement.polarity
        if (subject, predicate, *says) not in self._origins:
            about = self.evidence.statements(subject, predicate)
            same = [one for one in about if (one.value, one.polarity) == says]
            origins = corroboration(same, self.evidence).independent
            self._origins[subject, predicate, *says] = origins
        return self._origins[subject, predicate, *says]

    def resting_on(self, statement: str) -> list[str]:
        """Ids of the statements and readings that name a statement as a premise, sorted."""
        return sorted(self._resting.get(statement, ()))

    def withdrawn_support(self, statement: str) -> list[str]:
        """Ids of the statements that a statement rested on and that were withdrawn since, sorted."""
        return sorted(self._withdrawn.get(statement, ()))

    def prepare(self) -> None:
        """Make the tables now, before work is split between processes: each would make them again."""
        _ = self._resting, self._withdrawn

    @cached_property
    def _resting(self) -> Mapping[str, list[str]]:
        resting: dict[str, list[str]] = {}
        for statement in self.evidence.by_id.values():
            for premise in set(statement.premises):
                resting.setdefault(premise, []).append(statement.id)
        return resting

    @cached_property
    def _withdrawn(self) -> Mapping[str, tuple[str, ...]]:
        return support_withdrawn(self.evidence, self.decisions)


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
