"""Date events relative to each other: all relative dates of a case, solved together in both directions.

Invariant: no bound is tighter than the statements allow. A thing that nothing anchors stays undated. Statements that
no calendar can satisfy together are named and set aside, all sides alike; they are never settled here.

Reading of the words:

- A thing takes one day unless a statement says that it lasts: an interval, `until`, `since`, being the whole of a
  `Within` or the anchor of `during`. The start and the end of a lasting thing are bounded separately.
- `after X` counts from some day of X, anywhere between its start and its end; `before X` from
  its start.
- One date given for a thing beside an interval is a day of it; beside an `until`, the day it began.
- A gap with two bounds (`2 days after X`) dates a thing as a plain date does: where nothing but its parts shows
  that the thing lasts, both its ends.

So more statements mean tighter bounds, with one exception: a statement which shows that a thing lasted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from aigaq.errors import DatesContradict
from aigaq.records.dates import conflicts, solver, when
from aigaq.records.dates.conflicts import Clash
from aigaq.records.dates.constraints import Constraint, Known, Link, Order, Within, names
from aigaq.records.dates.edtf import When

__all__ = [
    "Clash",
    "Constraint",
    "Known",
    "Link",
    "Order",
    "Solution",
    "Solved",
    "Within",
    "as_when",
    "solve",
]
_LAST_DAY = date.max.toordinal()


@dataclass(frozen=True, slots=True)
class Solved:
    """Bounds on when a thing began and ended; None if nothing bounds it.

    Args:
        premises: ids of the statements that the bounds rest on, in alphabetical order.
        computed: the bounds follow from more than one date given for this thing.
        certain: every premise is.
        approximate: a premise says "about", "soon" or `~`.
        lasts: a statement says that it went on from one day to another.
    """

    subject: str
    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None
    premises: tuple[str, ...]
    computed: bool
    certain: bool
    approximate: bool
    lasts: bool


def solve(
    constraints: Iterable[Constraint], *, strict: bool = False, earlier: Solution | None = None
) -> Solution:
    """Date everything that the constraints name.

    Statements that contradict each other are set aside and the rest is solved: one disputed date must not undate a
    case.

    Args:
        constraints: in any order; the result does not depend on it.
        strict: raise at the first contradiction instead.
        earlier: a solution of any constraints; of a group with the same constraints nothing is solved again.
    Raises:
        DatesContradict: only when `strict`; names the statements.
    """
    groups = conflicts.connected(list(constraints))
    solution = Solution(earlier.same_group(one) or _Group(one) if earlier else _Group(one) for one in groups)
    if strict and solution.clashes:
        raise DatesContradict(value=", ".join(solution.clashes[0].by))
    return solution


def as_when(solved: Solved) -> When | None:
    """The approximate date to show; None if nothing anchors the thing or EDTF cannot express the bounds.

    A lasting thing becomes an interval (`2011-12-16/` if its end is unknown); anything else a day or a set.
    """
    starts, ends = (solved.earliest_start, solved.latest_start), (solved.earliest_end, solved.latest_end)
    one_day = starts == ends and starts[0] == starts[1]
    if solved.lasts and not one_day:
        return when.from_spans(*starts, *ends) if None not in starts or None not in ends else None
    return None if starts == (None, None) else when.from_bounds(*starts)


class Solution(Mapping[str, Solved]):
    """The dates of all named things, by id, each computed on demand.

    `clashes` holds the statements set aside, in the order of ids.
    """

    def __init__(self, groups: Iterable[_Group]) -> None:
        self._group_of = {subject: group for group in groups for subject in group.network.nodes}
        clashes = {clash for group in self._group_of.values() for clash in group.clashes}
        self.clashes = tuple(sorted(clashes, key=lambda clash: (clash.by, clash.subjects)))

    def __getitem__(self, subject: str) -> Solved:
        return self._group_of[subject].solved(subject)

    def __iter__(self) -> Iterator[str]:
        return iter(self._group_of)

    def __len__(self) -> int:
        return len(self._group_of)

    def same_group(self, together: list[Constraint]) -> _Group | None:
        """The group that was solved from exactly these constraints; None if there is none.

        A group is a function of its constraints alone, so it serves any other solution that has them too.
        """
        group = self._group_of.get(names(together[0])[0])
        return group if group is not None and group.together == together else None

    def changed_since(self, earlier: Solution) -> set[str]:
        """Things that one of the solutions does not date, or whose group has other constraints in the other."""
        changed = self._group_of.keys() ^ earlier._group_of.keys()
        for subject, group in self._group_of.items():
            before = earlier._group_of.get(subject, group)
            if before is not group and before.together != group.together:
                changed.add(subject)
        return changed

    def order_known(self, a: str, b: str) -> bool | None:
        """Did `a` begin before `b`? True and False are certain; None: cannot be known, or one of them is not named.

        Known from days that cannot be equal, or from words: "b after a" orders two events of one day.
        """
        if a not in self._group_of or b not in self._group_of:
            return None
        if self._group_of[a] is self._group_of[b]:
            return self._group_of[a].order_known(a, b)
        for triple, other, answer in ((self[a], self[b], True), (self[b], self[a], False)):
            if triple.latest_start and other.earliest_start and triple.latest_start < other.earliest_start:
                return answer
        return None


class _Group:
    """Connected things. Paths and dates are computed on first use."""

    def __init__(self, together: list[Constraint]) -> None:
        self.together = together
        self._solved: dict[str, Solved] = {}
        self.network, self.days, self.clashes = conflicts.settle(together)
        self._paths: dict[int, tuple[dict[int, int], dict[int, int]]] = {}

    @cached_property
    def _latest(self) -> solver.Paths:
        return solver.shortest(self.network.edges, 0, self.days)

    @cached_property
    def _earliest(self) -> solver.Paths:
        return solver.shortest(*self._turned(0))

    def _turned(self, target: int) -> tuple[list[solver.Edge], int, dict[int, int]]:
        """The graph with every edge reversed: its paths from a node are the original paths to that node."""
        turned = [(v, u, by, why, weight) for u, v, by, why, weight in self.network.edges]
        return turned, target, {node: -day for node, day in self.days.items()}

    def _around(self, node: int) -> tuple[dict[int, int], dict[int, int]]:
        """Lengths in days of the paths to a node and from it; kept, since many things are ordered against one."""
        if node not in self._paths:
            towards = solver.distances(*self._turned(node))
            onwards = solver.distances(self.network.edges, node, self.days)
            self._paths = {node: (towards, onwards)}
        return self._paths[node]

    def solved(self, subject: str) -> Solved:
        if subject not in self._solved:
            self._solved[subject] = self._solve(subject)
        return self._solved[subject]

    def _solve(self, subject: str) -> Solved:
        start, end = self.network.nodes[subject]
        (earliest_start, a), (latest_start, b) = (
            _bound(self._earliest, start, -1),
            _bound(self._latest, start, 1),
        )
        (earliest_end, c), (latest_end, d) = _bound(self._earliest, end, -1), _bound(self._latest, end, 1)
        premises = [self.network.constraints[why] for why in _places(a | b | c | d)]
        return Solved(
            subject,
            *(earliest_start, latest_start, earliest_end, latest_end),
            premises=tuple(sorted({premise.by for premise in premises})),
            computed=len(premises) > 1
            or any(not isinstance(one, Known) or one.subject != subject for one in premises),
            certain=all(_is_certain(premise) for premise in premises),
            approximate=any(_is_approximate(premise) for premise in premises),
            lasts=start != end,
        )

    def order_known(self, a: str, b: str) -> bool | None:
        (first, _), (then, _) = self.network.nodes[a], self.network.nodes[b]
        towards, onwards = self._around(first)
        for ahead, answer in ((towards.get(then), True), (onwards.get(then), False)):
            if ahead is not None and ahead < 0:
                return answer
        said, unsaid = self.network.told_before(a, b), self.network.told_before(b, a)
        return None if said == unsaid else said


def _is_certain(premise: Constraint) -> bool:
    return premise.certain and not (isinstance(premise, Known) and premise.when.uncertain)


def _is_approximate(premise: Constraint) -> bool:
    said = (
        premise.when
        if isinstance(premise, Known)
        else premise.relative
        if isinstance(premise, Link)
        else None
    )
    return said is not None and said.approximate


def _bound(paths: solver.Paths, node: int, sign: int) -> tuple[date | None, int]:
    """A bound and the bits of its reasons; None if there is no bound, or none within the supported years."""
    ordinal = sign * paths.days.get(node, 0)
    return (date.fromordinal(ordinal), paths.reasons[node]) if 1 <= ordinal <= _LAST_DAY else (None, 0)


def _places(bits: int) -> list[int]:
    """Positions of the set bits. Few are set among many thousands, so the loop jumps from one to the next."""
    written = bin(bits)[:1:-1]
    bounds = []
    place = written.find("1")
    while place >= 0:
        bounds.append(place)
        place = written.find("1", place + 1)
    return bounds
