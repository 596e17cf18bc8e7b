"""Events that caused a death. Invariant: only a cause that somebody affirms as certain or probable settles anything."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.records.statements import Statement
from aigaq.records.values import Ref, Value
from aigaq.statements.compare import wider
from aigaq.statements.dating import is_act
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import affirms_fact, affirms_firmly


def causes_of(person: str, evidence: Evidence) -> list[Statement]:
    """Statements on what a person died of, sure or not."""
    return [one for one in evidence.statements(person, "cause-of-death") if affirms_fact(one)]


def cause_events(causes: Iterable[Statement], evidence: Evidence) -> set[str]:
    """The causes that are events."""
    events = (event_of(one.value, evidence) for one in causes)
    return {event for event in events if event is not None}


def event_of(value: Value, evidence: Evidence) -> str | None:
    """The event that a value refers to: by its id, or by a statement (`#id`) that tells of it."""
    if not isinstance(value, Ref):
        return None
    if not value.id.startswith("#"):
        return value.id
    statement = evidence.by_id.get(value.id.removeprefix("#"))
    if statement is None:
        return None
    return statement.event or (statement.value.id if isinstance(statement.value, Ref) else None)


def acts_of(person: str, died: Iterable[Statement], evidence: Evidence) -> set[str]:
    """The events that date the violence: causes and acts; the event of the death only where nothing caused it."""
    causes = cause_events(filter(affirms_firmly, causes_of(person, evidence)), evidence)
    events = {event for one in died if (event := one.event or event_of(one.value, evidence)) is not None}
    return causes | {event for event in events if not causes or is_act(event, evidence)}


def lies_in(event: str, whole: str, evidence: Evidence) -> bool:
    """Whether an event is the whole, or is said to be part of it."""
    target = evidence.canonical(whole)
    return any(evidence.canonical(one) == target for one in (event, *wider(event, evidence)))
