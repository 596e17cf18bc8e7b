"""Who is the same person, by decision.

Invariant: nobody is merged but by a decision, and taking it back parts them again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from aigaq.records.decisions import Decision, in_force


class Clusters:
    """Groups of ids that decisions hold to be one.

    A later decision `different` about two of them parts the pair: decisions `same` that name both no longer
    hold.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._above: dict[str, str] = {}
        for decision in _holding(in_force(decisions)):
            self._join(decision.targets)
        groups: dict[str, list[str]] = {}
        for member in sorted({*self._above, *self._above.values()}):
            groups.setdefault(self.canonical(member), []).append(member)
        self._groups = {top: tuple(ids) for top, ids in groups.items()}

    def canonical(self, subject: str) -> str:
        """The id that stands for the whole group: the first of its ids in the alphabet."""
        while (above := self._above.get(subject)) is not None:
            subject = above
        return subject

    def together(self, subject: str) -> tuple[str, ...]:
        """All ids that are one with this, itself among them, in the order of the alphabet."""
        top = self.canonical(subject)
        return self._groups.get(top, (top,))

    def _join(self, targets: Iterable[str]) -> None:
        roots = sorted({self.canonical(target) for target in targets})
        for root in roots[1:]:
            self._above[root] = roots[0]


def _holding(ordered: tuple[Decision, ...]) -> Iterator[Decision]:
    """The decisions `same` of which no later one found two targets to be different people."""
    parted: set[tuple[str, str]] = set()
    for decision in reversed(ordered):
        pairs = set(combinations(sorted(set(decision.targets)), 2))
        if decision.kind == "different":
            parted |= pairs
        elif decision.kind == "same" and not pairs & parted:
            yield decision
