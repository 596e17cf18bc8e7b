"""What is said of an event and so of its victims: the weapon, who did it, the place, the day.

Invariant: what somebody says of a victim's own act or death comes before what is said of the event around it, and
what holds only by the event is marked so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Ref, Unknown
from aigaq.statements.evidence import Evidence

HANDED_ON = frozenset({"weapon", "agent", "where", "when"})
"""Predicates that hold for whoever was harmed in an event, unless otherwise said of them."""
_NO_CASE = frozenset({"counterfactual", "opinion"})
_FIRM = frozenset({"certain", "probable"})


def statements_of_events(
    events: Iterable[str], predicate: str, evidence: Evidence, *, role: str | None = None
) -> tuple[list[Statement], bool]:
    """What is said of the events that are somebody's own; where nothing is, of what they are part of, nearest first.

    Args:
        events: acts and deaths of one person, whoever tells of them.
        role: of a place, which one.
    Returns:
        The statements, and whether they hold only by the event.
    """
    own = sorted(set(events))
    statements = _told(own, predicate, role, evidence)
    if statements or predicate not in HANDED_ON:
        return statements, False
    for around in wholes(own, evidence):
        statements = _told(around, predicate, role, evidence)
        if statements:
            return statements, True
    return [], False


def only_by_event(events: Iterable[str], evidence: Evidence) -> tuple[str, ...]:
    """The predicates that hold of somebody's own events by the event around them alone."""
    own = set(events)
    return tuple(code for code in sorted(HANDED_ON) if statements_of_events(own, code, evidence)[1])


def wholes(events: Iterable[str], evidence: Evidence) -> Iterator[list[str]]:
    """The events that these are said to be part of, ring by ring outwards."""
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
        firm = statement.polarity == "affirms" and statement.modality in _FIRM
        # Of a practice nothing is handed on: it has many days, places and weapons.
        if firm and whole is not None and whole.kind == "event":
            yield whole.id


def _told(events: Iterable[str], predicate: str, role: str | None, evidence: Evidence) -> list[Statement]:
    every = {one.id: one for event in events for one in evidence.statements(event, predicate)}
    return [one for one in every.values() if _tells(one, role)]


def _tells(statement: Statement, role: str | None) -> bool:
    """Whether a word says something of this case: who cannot say, or says "undated", leaves it open."""
    open_ = (
        statement.polarity == "cannot-say"
        or isinstance(statement.value, Unknown)
        or statement.value == UNDATED
    )
    of_case = statement.aspect == "single" and statement.modality not in _NO_CASE
    return not open_ and of_case and role in (None, role_of(statement))


def role_of(statement: Statement) -> str:
    """Which place a statement of a place means."""
    role = statement.qualifier("role")
    return role.text if role is not None else "happened"
