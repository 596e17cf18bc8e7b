"""Who is the same person, by decision. Invariant: nobody is merged but by a decision, and taking it back parts them again."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.records.decisions import Decision


class Clusters:
    """Groups of ids that decisions hold to be one.

    A later decision `different` about two of them parts the pair: the decisions `same` that name both no longer hold.
    """

    def __init__(self, decisions: Iterable[Decision]) -> None:
        self._above: dict[str, str] = {}
        ordered = sorted(decisions, key=lambda decision: (decision.at, decision.id))
        for number, decision in enumerate(ordered):
            if decision.kind == "same" and not _undone(decision, ordered[number + 1 :]):
                self._join(decision.targets)

    def one(self, subject: str) -> str:
        """The id that stands for the whole group: the first of its ids in the alphabet."""
        while (above := self._above.get(subject)) is not None:
            subject = above
        return subject

    def _join(self, targets: Iterable[str]) -> None:
        roots = sorted({self.one(target) for target in targets})
        for root in roots[1:]:
            self._above[root] = roots[0]


def _undone(decision: Decision, later: Iterable[Decision]) -> bool:
    """Whether a later decision withdrew this one or found two of its targets to be different people."""
    return any(
        (other.kind == "withdraw" and decision.id in other.targets)
        or (other.kind == "different" and len(set(other.targets) & set(decision.targets)) > 1)
        for other in later
    )
