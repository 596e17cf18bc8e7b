"""Group connected things, and set aside statements that no calendar can satisfy together.

Invariant: all sides of a clash are treated alike and named; which of them is right is never settled here. If several
dates were given for one thing, the whole span from the earliest to the latest stays; everything else is set aside.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from aigaq.records.dates import solver, when
from aigaq.records.dates.constraints import Constraint, Known, Network, names
from aigaq.records.dates.edtf import When

# After this many clashes in one group of things, leave the group undated instead of keeping the reader waiting.
MAX_RINGS = 40


@dataclass(frozen=True, slots=True)
class Clash:
    """Statements that no calendar can satisfy together, and the things they date."""

    subjects: tuple[str, ...]
    by: tuple[str, ...]


def connected(constraints: list[Constraint]) -> Iterable[list[Constraint]]:
    """The constraints, grouped so that no thing is in two groups; a shared calendar day connects nothing."""
    parent: dict[str, str] = {}

    def root(name: str) -> str:
        above = parent.setdefault(name, name)
        while above != name:
            parent[name] = parent[above]
            name, above = above, parent[above]
        return name

    for constraint in constraints:
        first, last = names(constraint)
        if first != last:
            parent[root(first)] = root(last)
    groups: dict[str, list[Constraint]] = {}
    for constraint in constraints:
        groups.setdefault(root(names(constraint)[0]), []).append(constraint)
    return groups.values()


def settle(together: list[Constraint]) -> tuple[Network, dict[int, int], list[Clash]]:
    """The network without clashes, a set of days that satisfies it, and the clashes.

    If several contradictory cycles share statements, the order of ids decides which is named first, never the input
    order.
    """
    subjects = sorted({name for constraint in together for name in names(constraint)})
    constraints, clashes = _undisputed(together)
    for _ in range(MAX_RINGS):
        network = Network(subjects, constraints)
        days = solver.potentials(network.edges)
        if isinstance(days, dict):
            return network, days, clashes
        network = Network(subjects, sorted(constraints, key=_by_words))
        guilty = {edge[3] for edge in _ring(network) if edge[3] >= 0}
        clashes.append(_clash([network.constraints[why] for why in guilty]))
        constraints = [kept for why, kept in enumerate(network.constraints) if why not in guilty]
    return Network(subjects, []), {}, clashes


def _ring(network: Network) -> list[solver.Edge]:
    ring = solver.potentials(network.edges)
    assert isinstance(ring, list), "the order of edges cannot make days fit"
    return ring


def _undisputed(together: list[Constraint]) -> tuple[list[Constraint], list[Clash]]:
    """Replace disjoint dates given for one thing by the span that covers them all."""
    by_node: dict[str, list[Known]] = {}
    for constraint in together:
        if isinstance(constraint, Known):
            by_node.setdefault(constraint.subject, []).append(constraint)
    disputes = [apart for known in by_node.values() if len(known) > 1 and (apart := _apart(known))]
    if not disputes:
        return together, []
    guilty = {id(known) for apart in disputes for known in apart}
    kept: list[Constraint] = [one for one in together if id(one) not in guilty]
    spans = [bound for apart in disputes for bound in _span(apart)]
    return [*kept, *spans], [_clash(apart) for apart in disputes]


def _span(apart: list[Known]) -> Iterator[Known]:
    """Bounds of the span over all these dates: on each side the statement that reaches farthest."""
    lasts = any(one.when.lasts for one in apart)
    for name, farthest in _BOUNDS.items():
        days = [(day, one) for one in apart if (day := getattr(one.when, name)) is not None]
        if len(days) == len(apart):
            edge = farthest(day for day, _ in days)
            tightest = min((one for day, one in days if day == edge), key=_by_words)
            # Only this bound of the date is used; the slash marks it as a date of something that lasted.
            text = f"{edge}/.." if lasts else str(edge)
            a, b, c, d = (edge if name == other else None for other in _BOUNDS)
            yield replace(
                tightest, when=When(text, a, b, c, d, tightest.when.uncertain, tightest.when.approximate)
            )


_BOUNDS: Mapping[str, Callable[[Iterable[date]], date]] = {
    "earliest_start": min,
    "latest_start": max,
    "earliest_end": min,
    "latest_end": max,
}


def _apart(known: list[Known]) -> list[Known]:
    """The dates that share no day with at least one other."""
    if any(one.when.spans for one in known):
        return [one for one in known if not all(when.overlaps(one.when, other.when) for other in known)]
    first_end = min(one.when.latest_end or date.max for one in known)
    last_start = max(one.when.earliest_start or date.min for one in known)
    return [
        bound
        for bound in known
        if (bound.when.earliest_start or date.min) > first_end
        or (bound.when.latest_end or date.max) < last_start
    ]


def _clash(guilty: Iterable[Constraint]) -> Clash:
    guilty = list(guilty)
    subjects = {name for constraint in guilty for name in names(constraint)}
    return Clash(tuple(sorted(subjects)), tuple(sorted({constraint.by for constraint in guilty})))


def _by_words(constraint: Constraint) -> tuple[str, ...]:
    return constraint.by, type(constraint).__name__, *names(constraint), str(constraint)
