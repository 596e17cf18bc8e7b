"""The days on which an event may have happened, for the scope of a count.

Invariant: where dates clash none is preferred; each of them stays possible.
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
"""First and last possible day; None is open."""


class Days:
    """Possible days of every event and death of a case."""

    def __init__(self, evidence: Evidence, solution: Solution) -> None:
        self._evidence = evidence
        self.solution = solution
        clashing = {subject for clash in solution.clashes for subject in clash.subjects}
        self.told = _told(clashing, evidence)

    def spans(self, node: str) -> tuple[Span, ...]:
        """The span computed from all dates together; where these clash, one for each date given. Empty: undated."""
        if stated := tuple(self._said(node)):
            return stated
        solved = self.solution.get(node)
        span = (solved.earliest_start, solved.latest_end) if solved is not None else (None, None)
        return (span,) if span != (None, None) else ()

    def hull(self, node: str) -> Span:
        """From the first day that any date allows to the last."""
        return hull(self.spans(node))

    def _said(self, node: str, *, relative: bool = True) -> Iterator[Span]:
        """One span for each date given; a relative date takes the days of its anchor."""
        for value in self.told.get(node, ()):
            if isinstance(value, dates.When):
                yield value.earliest_start, value.latest_end
            elif relative and isinstance(value, Relative):
                yield self._by_gap(anchored(value, self._evidence))

    def _by_gap(self, relative: Relative) -> Span:
        if relative.anchor_is_date:
            when = dates.parse(relative.anchor)
            first, last = when.earliest_start, when.latest_end
        else:
            first, last = hull(
                tuple(self._said(relative.anchor, relative=False)) or self.spans(relative.anchor)
            )
        return _shifted(first, relative.low_days), _shifted(last, relative.high_days)


def _told(clashing: Collection[str], evidence: Evidence) -> dict[str, list[Value]]:
    """The dates given for each event whose dates clash."""
    dates_of: dict[str, list[Value]] = {}
    by_predicate = evidence.by_predicate
    for statement in (*by_predicate.get("when", ()), *by_predicate.get("died", ())) if clashing else ():
        factual = (
            statement.polarity == "affirms"
            and statement.modality != "counterfactual"
            and statement.value != UNDATED
        )
        if factual and (node := node_of(statement, evidence)) in clashing:
            dates_of.setdefault(node, []).append(statement.value)
    return dates_of


def hull(spans: Sequence[Span]) -> Span:
    """The span around all spans; open on a side where one of them is, and on both where there is none."""
    first = [one for one, _ in spans if one is not None]
    last = [one for _, one in spans if one is not None]
    return (
        min(first) if first and len(first) == len(spans) else None,
        max(last) if last and len(last) == len(spans) else None,
    )


def overlap(a: Span, b: Span) -> bool:
    """Whether two spans may share a day."""
    return _may_precede(a[0], b[1]) and _may_precede(b[0], a[1])


def _may_precede(a: date | None, b: date | None) -> bool:
    return a is None or b is None or a <= b


def _shifted(day: date | None, gap: int | None) -> date | None:
    if day is None or gap is None:
        return None
    ordinal = day.toordinal() + gap
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None
