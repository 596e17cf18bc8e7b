"""On which days a thing may have been, as far as a count asks.

Invariant: where dates clash none is preferred: every one that was said stays in play.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date

from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.relative import Relative
from aigaq.records.values import UNDATED, Value
from aigaq.statements.dating import anchored, node_of
from aigaq.statements.evidence import Evidence

Span = tuple[date | None, date | None]
"""The first and the last day that are possible; None is open."""


class Days:
    """The days of everything in a case."""

    def __init__(self, evidence: Evidence, solution: Solution) -> None:
        self._evidence = evidence
        self.solution = solution
        clashing = {subject for clash in solution.clashes for subject in clash.subjects}
        self._told = _told(clashing, evidence)

    def spans(self, node: str) -> tuple[Span, ...]:
        """As computed from all dates together; where these clash, each as it was said. Nothing: undated."""
        if said := tuple(self._said(node)):
            return said
        solved = self.solution.get(node)
        span = (solved.earliest_start, solved.latest_end) if solved is not None else (None, None)
        return (span,) if span != (None, None) else ()

    def hull(self, node: str) -> Span:
        """From the first day that anybody's date allows to the last."""
        return hull(self.spans(node))

    def _said(self, node: str, *, relative: bool = True) -> Iterator[Span]:
        """Each date given for a thing; those told by another thing take its days as they are computed or said."""
        for value in self._told.get(node, ()):
            if isinstance(value, dates.When):
                yield value.earliest_start, value.latest_end
            elif relative and isinstance(value, Relative):
                yield self._by_gap(anchored(value, self._evidence))

    def _by_gap(self, told: Relative) -> Span:
        if told.anchor_is_date:
            when = dates.parse(told.anchor)
            first, last = when.earliest_start, when.latest_end
        else:
            first, last = hull(tuple(self._said(told.anchor, relative=False)) or self.spans(told.anchor))
        return _shifted(first, told.low_days), _shifted(last, told.high_days)


def _told(clashing: Collection[str], evidence: Evidence) -> dict[str, list[Value]]:
    """The dates given for each thing whose dates clash."""
    found: dict[str, list[Value]] = {}
    under = evidence.by_predicate
    for one in (*under.get("when", ()), *under.get("died", ())) if clashing else ():
        meant = one.polarity == "affirms" and one.modality != "counterfactual" and one.value != UNDATED
        if meant and (node := node_of(one, evidence)) in clashing:
            found.setdefault(node, []).append(one.value)
    return found


def hull(spans: Sequence[Span]) -> Span:
    """The span around all; open where one of them is, or where there is none."""
    first = [one for one, _ in spans if one is not None]
    last = [one for _, one in spans if one is not None]
    return (
        min(first) if first and len(first) == len(spans) else None,
        max(last) if last and len(last) == len(spans) else None,
    )


def overlap(a: Span, b: Span) -> bool:
    """Whether one day may belong to both."""
    return _may_precede(a[0], b[1]) and _may_precede(b[0], a[1])


def _may_precede(a: date | None, b: date | None) -> bool:
    return a is None or b is None or a <= b


def _shifted(day: date | None, gap: int | None) -> date | None:
    if day is None or gap is None:
        return None
    ordinal = day.toordinal() + gap
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
