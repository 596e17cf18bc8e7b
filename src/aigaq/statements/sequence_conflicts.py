"""Sequence conflicts: voices that put the same events in opposite orders.

Invariant: "before" allows the same day, so a conflict is a tension. One voice that says both means the same day.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.records.dates.relative import Relative
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import TENSION
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.dating import anchored, node_of
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.modality import NOT_FACTUAL
from aigaq.statements.origins import origin_of

Edges = dict[tuple[str, str], list[Statement]]
"""Pairs of earlier and later event, with the statements that say so."""


def sequence_conflicts(evidence: Evidence) -> Iterator[Contradiction]:
    """Rings of events ordered by several voices: A before B by one, B before A by another, or over more events."""
    edges = _in_rings(_told(evidence))
    then: dict[str, set[str]] = {}
    for first, last in edges:
        then.setdefault(first, set()).add(last)
    reached = {first: _reached(first, then) for first in then}
    seen: set[str] = set()
    for start in sorted(then):
        ring = {one for one in reached[start] if start in reached.get(one, ())}
        if start in seen or not ring:
            continue
        seen |= ring
        ring_edges = {edge: statements for edge, statements in edges.items() if set(edge) <= ring}
        voices = {origin_of(one, evidence).key for statements in ring_edges.values() for one in statements}
        if len(voices) > 1:
            yield _shown(sorted(ring), ring_edges, evidence)


def _told(evidence: Evidence) -> Edges:
    edges: Edges = {}
    for statement in (*evidence.by_predicate.get("before", ()), *evidence.by_predicate.get("when", ())):
        ends = _ends(statement, evidence)
        factual = (
            statement.polarity == "affirms"
            and statement.modality not in NOT_FACTUAL
            and statement.source != OURS
        )
        if ends is not None and factual and ends[0] != ends[1]:
            edges.setdefault(ends, []).append(statement)
    return edges


def _ends(statement: Statement, evidence: Evidence) -> tuple[str, str] | None:
    """Earlier and later event of a statement that orders two events and says no more."""
    value = statement.value
    if statement.predicate == "before":
        return (
            (evidence.canonical(statement.subject), evidence.canonical(value.id))
            if isinstance(value, Ref)
            else None
        )
    if not isinstance(value, Relative) or value.anchor_is_date or 0 not in (value.low_days, value.high_days):
        return None
    node, anchor = (
        evidence.canonical(node_of(statement, evidence)),
        evidence.canonical(anchored(value, evidence).anchor),
    )
    if value.relation == "after" and value.high_days is None:
        return anchor, node
    return (node, anchor) if value.relation == "before" and value.low_days is None else None


def _in_rings(edges: Edges) -> Edges:
    """The edges that may be part of a ring: both ends have an edge that leads on."""
    return _leading_on(_leading_on(edges, 0), 1)


def _leading_on(edges: Edges, side: int) -> Edges:
    """The edges without events that nothing precedes (side 0) or follows (side 1), repeated until none is left."""
    beside: dict[str, list[str]] = {}
    due: dict[str, int] = {}
    for edge in edges:
        beside.setdefault(edge[side], []).append(edge[1 - side])
        due[edge[1 - side]] = due.get(edge[1 - side], 0) + 1
    ready = [thing for thing in beside if thing not in due]
    removed: set[str] = set()
    while ready:
        thing = ready.pop()
        removed.add(thing)
        for next_thing in beside.get(thing, ()):
            due[next_thing] -= 1
            if not due[next_thing]:
                ready.append(next_thing)
    return {edge: statements for edge, statements in edges.items() if not removed & set(edge)}


def _reached(start: str, then: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    queue = [start]
    while queue:
        for thing in then.get(queue.pop(), set()) - reached:
            reached.add(thing)
            queue.append(thing)
    return reached


def _shown(ring: list[str], edges: Edges, evidence: Evidence) -> Contradiction:
    sides = tuple(
        Side(f"{evidence.label(first)} < {evidence.label(last)}", _ids(statements))
        for (first, last), statements in sorted(edges.items())
    )
    return Contradiction(f"before/{'+'.join(ring)}", ring[0], "before", "dates", TENSION, sides, "before")


def _ids(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted(one.id for one in statements))
