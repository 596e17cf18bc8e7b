"""Statements about events that hold for their victims too: weapon, perpetrator, place, day.

Invariant: a statement about a victim's own act or death comes before one about the event around it. What holds by the
event around it alone is marked.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Ref, Unknown
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import NOT_FACTUAL, affirms_firmly

HANDED_ON = frozenset({"weapon", "agent", "where", "when"})
"""Predicates that hold for everybody harmed in an event, unless something else is said of a person."""


def statements_of_events(
    events: Iterable[str], predicate: str, evidence: Evidence, *, role: str | None = None
) -> tuple[list[Statement], bool]:
    """Statements with a predicate about a person's own events; if there are none, about the nearest event around them.

    Args:
        events: acts and deaths of one person.
        role: of a place (list `place-role`); None for any.
    Returns:
        The statements, and whether they hold only by the event around.
    """
    sorted_events = sorted(set(events))
    statements = _told(sorted_events, predicate, role, evidence)
    if statements or predicate not in HANDED_ON:
        return statements, False
    for around in wholes(sorted_events, evidence):
        statements = _told(around, predicate, role, evidence)
        if statements:
            return statements, True
    return [], False


def only_by_event(events: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    """The predicates that hold for a person by the event around their own events alone."""
    own_events = set(events)
    return tuple(code for code in sorted(HANDED_ON) if statements_of_events(own_events, code, evidence)[1])


def wholes(events: Iterable[str], evidence: Evidence) -> Iterator[list[str]]:
    """The events that contain these events, level by level outwards."""
    seen = {evidence.canonical(one) for one in events}
    ring = sorted(events)
    while ring:
        around = {one for event in ring for one in _around(event, evidence)}
        ring = sorted(one for one in around if evidence.canonical(one) not in seen)
        seen |= {evidence.canonical(one) for one in ring}
        if ring:
            yield ring


def _around(event: str, evidence: Evidence) -> Iterator[str]:
    for statement in evidence.statements(event, "part-of"):
        whole = evidence.subjects.get(statement.value.id) if isinstance(statement.value, Ref) else None
        firm = affirms_firmly(statement)
        # A practice (no event) hands nothing on: it has many days, places and weapons.
        if firm and whole is not None and whole.kind == "event":
            yield whole.id


def _told(events: Iterable[str], predicate: str, role: str | None, evidence: Evidence) -> list[Statement]:
    every = {one.id: one for event in events for one in evidence.statements(event, predicate)}
    return [one for one in every.values() if _tells(one, role)]


def _tells(statement: Statement, role: str | None) -> bool:
    """Whether a statement answers for this case; "cannot say", unknown and undated answer nothing."""
    open_ = (
        statement.polarity == "cannot-say"
        or isinstance(statement.value, Unknown)
        or statement.value == UNDATED
    )
    of_case = statement.aspect == "single" and statement.modality not in NOT_FACTUAL
    return not open_ and of_case and role in (None, role_of(statement))


def role_of(statement: Statement) -> str:
    """The role of a place in a statement (list `place-role`); "happened" where none is given."""
    role = statement.qualifier("role")
    return role.text if role is not None else "happened"
