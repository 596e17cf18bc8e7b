"""Dates of events, from all dates and relative dates of a case together.

Invariant: a computed date names the statements it rests on and is never surer than the weakest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.records.dates.anchoring import Constraint, Known, Link, Order, Solution, Within, as_when, solve
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Ref
from aigaq.statements.evidence import Evidence

RELEASE = "~release"
"""Suffix of an event's id for the release from it, where the release is no event of its own."""
DEATH = "~death"
"""Suffix of an act's id for the death itself, which may be later than the wound."""
_HEDGED = frozenset({"probable", "possible", "doubtful"})
_WHOLES = frozenset({"part-of", "example-of"})


def solve_dates(evidence: Evidence, *, earlier: Solution | None = None) -> Solution:
    """The dates of all events that live statements date, directly or relative to each other.

    Args:
        earlier: of fewer statements of the case; what no later statement is tied to is not solved again.
    """
    return solve(constraints(evidence), earlier=earlier)


def constraints(evidence: Evidence) -> Iterator[Constraint]:
    """The temporal constraints of the live statements; a hypothetical dates nothing."""
    dated = _dated_deaths(evidence)
    for statement in _dated(evidence):
        yield from _constraints(statement, evidence, dated)


def _dated(evidence: Evidence) -> Iterable[Statement]:
    for predicate in ("when", "died", "released-on", "before", "part-of", "example-of", "recorded-when"):
        for statement in evidence.by_predicate.get(predicate, ()):
            if statement.polarity == "affirms" and statement.modality != "counterfactual":
                yield statement


def _dated_deaths(evidence: Evidence) -> frozenset[str]:
    """Deaths with a date of their own. Such a death may be part of an event and yet follow it on a later day."""
    died = [
        one for one in evidence.by_predicate.get("died", ()) if one.event is not None and _tells_when(one)
    ]
    deaths = {one.event for one in evidence.by_predicate.get("died", ()) if one.event is not None}
    dated = {one.subject for one in evidence.by_predicate.get("when", ()) if one.subject in deaths}
    nodes = {death_node(one, evidence) for one in died}
    return frozenset(nodes | {one for one in dated if not is_act(one, evidence)})


def _tells_when(statement: Statement) -> bool:
    dated = isinstance(statement.value, When | Relative) and statement.value != UNDATED
    return dated and statement.polarity == "affirms" and statement.modality != "counterfactual"


def _constraints(
    statement: Statement, evidence: Evidence, dated_deaths: frozenset[str]
) -> Iterator[Constraint]:
    certain = statement.modality not in _HEDGED
    node = node_of(statement, evidence)
    value = statement.value
    if statement.predicate == "died" and node.endswith(DEATH):
        yield Order(node.removesuffix(DEATH), node, statement.id, certain)
    if isinstance(value, When) and value != UNDATED:
        yield Known(node, value, statement.id, certain)
    elif isinstance(value, Relative):
        yield Link(node, anchored(value, evidence), statement.id, certain)
    elif isinstance(value, Ref) and statement.predicate == "before":
        yield Order(node, value.id, statement.id, certain)
    elif isinstance(value, Ref) and statement.predicate in _WHOLES and _is_event(statement, value, evidence):
        if node in dated_deaths and statement.predicate == "part-of":
            yield Order(value.id, node, statement.id, certain)
            return
        yield Within(node, value.id, statement.id, certain)


def node_of(statement: Statement, evidence: Evidence) -> str:
    """The node that a statement dates: the event, the death that followed an act, or a person's release."""
    if statement.predicate == "died":
        return death_node(statement, evidence)
    if statement.predicate == "released-on":
        return _release_node(statement, evidence)
    return statement.subject


def _release_node(statement: Statement, evidence: Evidence) -> str:
    """The release that a form made after a detention, or a node of its own where there is none."""
    held = statement.event or statement.subject
    made = {
        one.value.id
        for one in evidence.by_predicate.get("before", ())
        if one.subject == held and isinstance(one.value, Ref) and one.polarity == "affirms"
    }
    releases = sorted(one for one in made if "release" in evidence.kinds(one))
    return releases[0] if releases else f"{held}{RELEASE}"


def death_node(statement: Statement, evidence: Evidence) -> str:
    """The node of the death that a `died` statement tells of: its event, or the death that followed the act."""
    if statement.event is None:
        return f"{evidence.canonical(statement.subject)}{DEATH}"
    return f"{statement.event}{DEATH}" if is_act(statement.event, evidence) else statement.event


def is_act(event: str, evidence: Evidence) -> bool:
    """Whether an event is the act and not the death."""
    return "act" in evidence.act_facts(event, "death")


def _is_event(statement: Statement, value: Ref, evidence: Evidence) -> bool:
    ends = (evidence.subjects.get(statement.subject), evidence.subjects.get(value.id))
    return all(end is not None and end.kind == "event" for end in ends)


def anchored(relative: Relative, evidence: Evidence) -> Relative:
    """A relative date with its anchor resolved: an entry or a person's id stands for the event that it tells of."""
    subject = evidence.subjects.get(relative.anchor)
    if relative.anchor_is_date or (subject is not None and subject.kind in ("event", "thing")):
        return relative
    event = f"{relative.anchor}.event"
    if event in evidence.subjects:
        return _with_anchor(relative, event)
    main = evidence.by_id.get((evidence.entries.get(relative.anchor) or (relative.anchor,))[0])
    return relative if main is None else _with_anchor(relative, node_of(main, evidence))


def _with_anchor(relative: Relative, anchor: str) -> Relative:
    return Relative(
        text=relative.text,
        anchor=anchor,
        anchor_is_date=False,
        **{name: getattr(relative, name) for name in _GAP},
    )


_GAP = tuple(name for name in Relative.__slots__ if name not in ("text", "anchor", "anchor_is_date"))


def when_of(node: str, solution: Solution, evidence: Evidence) -> When | None:
    """The date to show for an event: as written where a single statement gives it, else as computed."""
    solved = solution.get(node)
    if solved is None:
        return None
    written = _written(node, solved.premises, evidence)
    return written if written is not None else as_when(solved)


def _written(node: str, premises: tuple[str, ...], evidence: Evidence) -> When | None:
    if len(premises) != 1 or premises[0] not in evidence.by_id:
        return None
    only = evidence.by_id[premises[0]]
    return only.value if isinstance(only.value, When) and node_of(only, evidence) == node else None
