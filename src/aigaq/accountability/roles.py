"""Roles of one subject over time.

Invariant: a role without a date is ordered by what the statements say, else left in the order of the source.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.dating import DEATH, node_of, when_of
from aigaq.statements.evidence import OURS, Evidence

_IN_COURT = ("role-in-case", "testified", "charge", "recants", "verdict", "sentence-imposed", "released-on")
_IN_ACTS = ("victim-of", "role-at", "ordered", "decided", "commanded", "failed-to-prevent")
_ROLES = frozenset({*_IN_COURT, *_IN_ACTS, "post", "rank", "died", "buried"})
"""Predicates whose statements are roles of their subject."""


@dataclass(frozen=True, slots=True)
class Role:
    """One role as stated.

    Args:
        predicate, value: codes or words of the statement.
        event: the event that it belongs to and that dates it.
        when: EDTF; None where it has no date.
        relative: the words of a relative date, if any.
    """

    predicate: str
    value: str
    event: str | None
    when: str | None
    relative: str | None
    denied: bool
    statements: tuple[str, ...]
    passages: tuple[Passage, ...]


def roles_of(subject: str, evidence: Evidence, solution: Solution) -> tuple[Role, ...]:
    """The roles of a subject in time order.

    Dated roles are ordered by date, others by the order that statements give, else by the source. In the order of the
    source a death comes after everything in life, and a burial after the death.
    """
    statements = [
        statement
        for statement in evidence.by_subject.get(evidence.canonical(subject), ())
        if statement.predicate in _ROLES and statement.source != OURS
    ]
    statements += [one for one in evidence.by_predicate.get("agent", ()) if one.value == Ref(subject)]
    groups: dict[tuple[str, str, str | None, bool], list[Statement]] = {}
    for statement in sorted(statements, key=_in_source):
        groups.setdefault(
            (statement.predicate, statement.value.text, event_of(statement), statement.polarity == "denies"),
            [],
        ).append(statement)
    alive_first = sorted(groups.values(), key=lambda group: _stage(group[0], evidence))
    ordered = _in_time(alive_first, evidence, solution)
    return tuple(_role(group, evidence, solution) for group in ordered)


def _in_time(groups: list[list[Statement]], evidence: Evidence, solution: Solution) -> list[list[Statement]]:
    """Each role after all that are known to precede it, else in the given order.

    Not a plain sort: an unknown order is not "equal", so the comparison would not be transitive.
    """
    left, done = list(groups), []
    while left:
        first = next(
            (
                a
                for a in left
                if not any(_precedes(b[0], a[0], evidence, solution) for b in left if b is not a)
            ),
            left[0],
        )
        left.remove(first)
        done.append(first)
    return done


def _stage(statement: Statement, evidence: Evidence) -> int:
    """Stage of a role: 0 in life, 1 the act that caused the death, 2 the death, 3 the burial."""
    if statement.predicate in ("died", "buried"):
        return 2 if statement.predicate == "died" else 3
    event = event_of(statement) if statement.predicate == "victim-of" else None
    own_death = f"{evidence.canonical(statement.subject)}{DEATH}"
    return 1 if event is not None and evidence.canonical(event) == own_death else 0


def _in_source(statement: Statement) -> tuple[str, int, int, str]:
    place = statement.passages[0].place
    return (statement.source, place.line, place.first or 0, statement.id)


def event_of(statement: Statement) -> str | None:
    """The event that a role belongs to: its own, the one suffered, or the trial it was played in."""
    if statement.event is not None:
        return statement.event
    if statement.predicate in ("victim-of", "tried-in", "ordered", "decided") and isinstance(
        statement.value, Ref
    ):
        return statement.value.id
    for name in ("at", "in", "when"):
        value = statement.qualifier(name)
        if isinstance(value, Ref):
            return value.id
    return None


def _node(statement: Statement, evidence: Evidence) -> str:
    if statement.predicate in ("died", "released-on"):
        return node_of(statement, evidence)
    return event_of(statement) or statement.id


def _precedes(a: Statement, b: Statement, evidence: Evidence, solution: Solution) -> bool:
    """Whether one role is known to precede another. A death without an order of its own has that of its act."""
    for first in _nodes(a, evidence):
        for then in _nodes(b, evidence):
            known = _before(first, then, evidence, solution) if first != then else None
            if known is not None:
                return known
    return False


def _nodes(statement: Statement, evidence: Evidence) -> list[str]:
    node = _node(statement, evidence)
    return (
        [node, statement.event]
        if statement.predicate == "died" and statement.event not in (None, node)
        else [node]
    )


def _before(first: str, then: str, evidence: Evidence, solution: Solution) -> bool | None:
    when_a, when_b = when_of(first, solution, evidence), when_of(then, solution, evidence)
    began_a, began_b = when_a and when_a.earliest_start, when_b and when_b.earliest_start
    if began_a and began_b and began_a != began_b:
        return began_a < began_b
    return solution.order_known(first, then)


def _role(group: list[Statement], evidence: Evidence, solution: Solution) -> Role:
    first = group[0]
    event = event_of(first)
    when = _when(first, evidence, solution)
    return Role(
        predicate="agent-of" if first.predicate == "agent" else first.predicate,
        value=first.subject if first.predicate == "agent" else _value(first, evidence),
        event=event,
        when=when.text if when else None,
        relative=_relative(first, event, evidence),
        denied=first.polarity == "denies",
        statements=tuple(statement.id for statement in group),
        passages=tuple(dict.fromkeys(passage for statement in group for passage in statement.passages)),
    )


def _value(statement: Statement, evidence: Evidence) -> str:
    """The kinds of act where somebody was a victim, else the value as stated."""
    if statement.predicate == "victim-of" and isinstance(statement.value, Ref):
        acts = evidence.acts.get(statement.value.id, frozenset())
        return "+".join(sorted(acts)) or statement.value.id
    return statement.value.code if isinstance(statement.value, Code) else statement.value.text


def _when(statement: Statement, evidence: Evidence, solution: Solution) -> When | None:
    qualifier = statement.qualifier("when")
    if isinstance(qualifier, When):
        return qualifier
    return when_of(_node(statement, evidence), solution, evidence)


def _relative(statement: Statement, event: str | None, evidence: Evidence) -> str | None:
    dated = evidence.statements(event, "when") if event else []
    statements = [statement] if statement.predicate in ("died", "released-on") else []
    relative = (one.value.text for one in (*statements, *dated) if isinstance(one.value, Relative))
    return next(relative, None)
