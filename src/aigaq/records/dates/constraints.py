"""Statements about time as bounds on differences between first and last days.

Invariant: each constraint becomes edges that hold in every reading of its words (`records.dates.anchoring` lists
them), and each edge remembers the constraint that it came from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from aigaq.records.dates import edtf
from aigaq.records.dates.edtf import When
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.solver import Edge

# The node of the calendar's day 0; every other node is the first or the last day of a thing.
CALENDAR = 0


@dataclass(frozen=True, slots=True)
class Known:
    """Statement `by` gives the subject a date."""

    subject: str
    when: When
    by: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Link:
    """Statement `by` dates the subject relative to another thing or to a date."""

    subject: str
    relative: Relative
    by: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Within:
    """Statement `by` says that `inner` is a part or example of `outer`, or happened during it."""

    inner: str
    outer: str
    by: str
    certain: bool = True


@dataclass(frozen=True, slots=True)
class Order:
    """Statement `by` says that `first` began no later than `then`."""

    first: str
    then: str
    by: str
    certain: bool = True


Constraint = Known | Link | Within | Order
# From one node to another: at least so many days, at most so many; None is open.
_Gap = tuple[int, int, int | None, int | None]


def names(constraint: Constraint) -> tuple[str, str]:
    """The two things a constraint relates; the same id twice if it concerns only one."""
    if isinstance(constraint, Known):
        return constraint.subject, constraint.subject
    if isinstance(constraint, Link):
        relative = constraint.relative
        return constraint.subject, constraint.subject if relative.anchor_is_date else relative.anchor
    if isinstance(constraint, Within):
        return constraint.inner, constraint.outer
    return constraint.first, constraint.then


class Network:
    """The nodes and edges of connected things.

    `nodes` gives each thing its first and last day: a single node unless a statement says that it lasts. The reason
    of an edge is the index of its constraint in `constraints`.
    """

    def __init__(self, subjects: Iterable[str], constraints: list[Constraint]) -> None:
        self.constraints = constraints
        self._spans = {one.subject for one in constraints if isinstance(one, Known) and one.when.lasts}
        self._ends = {one.subject for one in constraints if isinstance(one, Link) and _is(one, "until")}
        self._lasting = self._spans | self._ends | set(_told_to_last(constraints))
        lasting = self._lasting | {one.outer for one in constraints if isinstance(one, Within)}
        self.nodes: dict[str, tuple[int, int]] = {}
        for place, subject in enumerate(subjects):
            self.nodes[subject] = (2 * place + 1, 2 * place + 1 + (subject in lasting))
        self.edges: list[Edge] = []
        for start, end in self.nodes.values():
            if start != end:
                self.edges.append((end, start, 0, -1, 0))
        for why, constraint in enumerate(constraints):
            self._add(constraint, why)

    def told_before(self, a: str, b: str) -> bool:
        """Do words alone ("after", "before", an order) lead from `a` to `b`, regardless of the days?"""
        reached, ahead = {a}, [a]
        while ahead:
            for then in self._told_after.get(ahead.pop(), ()):
                if then not in reached:
                    reached.add(then)
                    ahead.append(then)
        return b in reached and a != b

    @cached_property
    def _told_after(self) -> dict[str, list[str]]:
        later: dict[str, list[str]] = {}
        for first, then in map(_told, self.constraints):
            if first and then:
                later.setdefault(first, []).append(then)
        return later

    def _add(self, constraint: Constraint, why: int) -> None:
        weight = 0 if constraint.certain else 1
        if isinstance(constraint, Known):
            weight = 1 if constraint.when.uncertain else weight
            gaps = self._known(constraint)
        elif isinstance(constraint, Link):
            gaps = self._link(constraint)
        else:
            gaps = self._placed(constraint)
        for u, v, low, high in gaps:
            if high is not None:
                self.edges.append((u, v, high, why, weight))
            if low is not None:
                self.edges.append((v, u, -low, why, weight))

    def _known(self, known: Known) -> Iterator[_Gap]:
        start, end = self.nodes[known.subject]
        when = known.when
        if when.lasts or known.subject not in self._spans:
            yield CALENDAR, start, _count(when.earliest_start), _count(when.latest_start)
            if start != end and (when.lasts or known.subject not in self._ends):
                yield CALENDAR, end, _count(when.earliest_end), _count(when.latest_end)
        else:
            yield CALENDAR, start, None, _count(when.latest_start)
            yield CALENDAR, end, _count(when.earliest_end), None

    def _link(self, link: Link) -> Iterator[_Gap]:
        start, end = self.nodes[link.subject]
        low, high = link.relative.low_days, link.relative.high_days
        first, first_day, last, last_day = self._anchor(link)
        # With `during`, both ends lie within the anchor. A gap bounded on both sides is a date, so it bounds both
        # ends of a subject, unless the words (not just its parts) say that the subject lasted. All other forms place
        # one end.
        dated = None not in (low, high) and link.subject not in self._lasting
        both = _is(link, "during") or dated
        begins, ends = (start, end) if both else (end, end) if _is(link, "until") else (start, start)
        yield first, begins, _sum(low, first_day), None
        yield last, ends, None, _sum(high, last_day)

    def _anchor(self, link: Link) -> tuple[int, int | None, int, int | None]:
        """The earliest and the latest point to count from: each a node and the days to add to it."""
        relative, before = link.relative, _is(link, "before")
        if not relative.anchor_is_date:
            start, end = self.nodes[relative.anchor]
            return start, 0, start if before else end, 0
        when = edtf.parse(relative.anchor)
        latest = when.latest_start if before else when.latest_end
        return CALENDAR, _count(when.earliest_start), CALENDAR, _count(latest)

    def _placed(self, constraint: Within | Order) -> Iterator[_Gap]:
        first, then = (self.nodes[name] for name in names(constraint))
        if isinstance(constraint, Order):
            yield first[0], then[0], 0, None
        else:
            yield then[0], first[0], 0, None
            yield first[1], then[1], 0, None


def _told_to_last(constraints: Iterable[Constraint]) -> Iterator[str]:
    """Things that lasted: something happened during them, or they went on since something."""
    for constraint in constraints:
        if isinstance(constraint, Link) and _is(constraint, "since"):
            yield constraint.subject
        elif (
            isinstance(constraint, Link)
            and _is(constraint, "during")
            and not constraint.relative.anchor_is_date
        ):
            yield constraint.relative.anchor


def _is(link: Link, relation: str) -> bool:
    return link.relative.relation == relation


def _told(constraint: Constraint) -> tuple[str | None, str | None]:
    """The earlier and the later thing, if the words themselves give an order."""
    if isinstance(constraint, Order):
        return constraint.first, constraint.then
    if isinstance(constraint, Link) and not constraint.relative.anchor_is_date:
        if _is(constraint, "after"):
            return constraint.relative.anchor, constraint.subject
        if _is(constraint, "before"):
            return constraint.subject, constraint.relative.anchor
    return None, None


def _count(day: date | None) -> int | None:
    return day.toordinal() if day else None


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b
