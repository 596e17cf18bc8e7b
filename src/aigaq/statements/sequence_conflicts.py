"""Two voices that order the same things the other way round.

Invariant: what came first and what then may be one day, so it is a tension; one voice that says both means one day.
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
from aigaq.statements.origins import origin_of

_NO_FACT = frozenset({"opinion", "counterfactual"})
Edges = dict[tuple[str, str], list[Statement]]
"""What came first and what then, with the statements that say so."""


def sequence_conflicts(evidence: Evidence) -> Iterator[Contradiction]:
    """A before B by one voice, B before A by another; or the same through more things."""
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
        told = {edge: statements for edge, statements in edges.items() if set(edge) <= ring}
        voices = {origin_of(one, evidence).key for statements in told.values() for one in statements}
        if len(voices) > 1:
            yield _shown(sorted(ring), told, evidence)


def _told(evidence: Evidence) -> Edges:
    found: Edges = {}
    for one in (*evidence.by_predicate.get("before", ()), *evidence.by_predicate.get("when", ())):
        ends = _ends(one, evidence)
        meant = one.polarity == "affirms" and one.modality not in _NO_FACT and one.source != OURS
        if ends is not None and meant and ends[0] != ends[1]:
            found.setdefault(ends, []).append(one)
    return found


def _ends(statement: Statement, evidence: Evidence) -> tuple[str, str] | None:
    """What came first and then, where the statement says no more than that."""
    value = statement.value
    if statement.predicate == "before":
        return (
            (evidence.canonical(statement.subject), evidence.canonical(value.id))
            if isinstance(value, Ref)
            else None
        )
    if not isinstance(value, Relative) or value.anchor_is_date or 0 not in (value.low_days, value.high_days):
        return None
    own, other = (
        evidence.canonical(node_of(statement, evidence)),
        evidence.canonical(anchored(value, evidence).anchor),
    )
    if value.relation == "after" and value.high_days is None:
        return other, own
    return (own, other) if value.relation == "before" and value.low_days is None else None


def _in_rings(edges: Edges) -> Edges:
    """Without those at whose ends nothing goes on: what is left may lead back to where it began."""
    return _leading_on(_leading_on(edges, 0), 1)


def _leading_on(edges: Edges, side: int) -> Edges:
    """Without what nothing comes before (side 0), or what comes before nothing (side 1), and so on."""
    beside: dict[str, list[str]] = {}
    due: dict[str, int] = {}
    for edge in edges:
        beside.setdefault(edge[side], []).append(edge[1 - side])
        due[edge[1 - side]] = due.get(edge[1 - side], 0) + 1
    ready = [one for one in beside if one not in due]
    gone: set[str] = set()
    while ready:
        one = ready.pop()
        gone.add(one)
        for other in beside.get(one, ()):
            due[other] -= 1
            if not due[other]:
                ready.append(other)
    return {edge: statements for edge, statements in edges.items() if not gone & set(edge)}


def _reached(start: str, then: dict[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [start]
    while waiting:
        for one in then.get(waiting.pop(), set()) - found:
            found.add(one)
            waiting.append(one)
    return found


def _shown(ring: list[str], told: Edges, evidence: Evidence) -> Contradiction:
    sides = tuple(
        Side(f"{evidence.label(first)} < {evidence.label(last)}", _ids(statements))
        for (first, last), statements in sorted(told.items())
    )
    return Contradiction(f"before/{'+'.join(ring)}", ring[0], "before", "dates", TENSION, sides, "before")


def _ids(statements: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(sorted(one.id for one in statements))
