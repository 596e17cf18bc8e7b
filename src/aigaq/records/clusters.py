"""Clusters: the ids that decisions hold to be one person.

Invariant: ids are merged only by a decision; withdrawing the decision separates them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from aigaq.records.decisions import Decision, in_force


class Clusters:
    """Groups of ids that decisions hold to be one person.

    A later decision `different` about two ids voids every earlier decision `same` that names both.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._above: dict[str, str] = {}
        for decision in _holding(in_force(decisions)):
            self._join(decision.targets)
        groups: dict[str, list[str]] = {}
        for member in sorted({*self._above, *self._above.values()}):
            groups.setdefault(self.canonical(member), []).append(member)
        self._groups = {top: tuple(ids) for top, ids in groups.items()}

    def __eq__(self, other: object) -> bool:
        """Whether both join the same ids."""
        return self._above == other._above if isinstance(other, Clusters) else NotImplemented

    __hash__ = None  # type: ignore[assignment]

    def canonical(self, subject: str) -> str:
        """The id that represents the whole group: its first id in alphabetical order."""
        while (above := self._above.get(subject)) is not None:
            subject = above
        return subject

    def together(self, subject: str) -> tuple[str, ...]:
        """All ids of the group of `subject`, including itself, in alphabetical order."""
        top = self.canonical(subject)
        return self._groups.get(top, (top,))

    def _join(self, targets: Iterable[str]) -> None:
        roots = sorted({self.canonical(target) for target in targets})
        for root in roots[1:]:
            self._above[root] = roots[0]


def _holding(ordered: tuple[Decision, ...]) -> Iterator[Decision]:
    """Decisions `same` that still hold: no later decision `different` names two of their targets. Newest first."""
    parted: set[tuple[str, str]] = set()
    # From the last decision to the first, so that `parted` holds only separations decided later.
    for decision in reversed(ordered):
        pairs = set(combinations(sorted(set(decision.targets)), 2))
        if decision.kind == "different":
            parted |= pairs
        elif decision.kind == "same" and not pairs & parted:
            yield decision
