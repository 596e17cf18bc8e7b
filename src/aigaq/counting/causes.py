"""Which events somebody died of. Invariant: only what somebody says for certain or as probable is a cause."""

from __future__ import annotations

from collections.abc import Iterable

from aigaq.records.statements import Statement
from aigaq.records.values import Ref, Value
from aigaq.statements.compare import wider
from aigaq.statements.dating import is_act
from aigaq.statements.evidence import Evidence

FIRM = frozenset({"certain", "probable"})
"""How sure somebody must be for a word to settle anything."""
NO_CASE = frozenset({"counterfactual", "opinion"})
"""What would have been, and what somebody thinks, tells of no case."""


def is_firm(statement: Statement) -> bool:
    """Whether somebody affirms it, surely enough to settle something."""
    return statement.polarity == "affirms" and statement.modality in FIRM


def causes_of(person: str, evidence: Evidence) -> list[Statement]:
    """Everything that somebody says, surely or not, of what a person died of."""
    statements = evidence.statements(person, "cause-of-death")
    return [one for one in statements if one.polarity == "affirms" and one.modality not in NO_CASE]


def cause_events(causes: Iterable[Statement], evidence: Evidence) -> set[str]:
    """The events among causes."""
    found = (event_of(one.value, evidence) for one in causes)
    return {event for event in found if event is not None}


def event_of(value: Value, evidence: Evidence) -> str | None:
    """The event that a value points at; through a statement, the event of that statement."""
    if not isinstance(value, Ref):
        return None
    if not value.id.startswith("#"):
        return value.id
    statement = evidence.by_id.get(value.id.removeprefix("#"))
    if statement is None:
        return None
    return statement.event or (statement.value.id if isinstance(statement.value, Ref) else None)


def acts_of(person: str, died: Iterable[Statement], evidence: Evidence) -> set[str]:
    """The events whose days count: acts and causes; a death by its own event where no event caused it."""
    causes = cause_events(filter(is_firm, causes_of(person, evidence)), evidence)
    own = {event for one in died if (event := one.event or event_of(one.value, evidence)) is not None}
    return causes | {event for event in own if not causes or is_act(event, evidence)}


def lies_in(event: str, whole: str, evidence: Evidence) -> bool:
    """Whether an event is another, or is said to be part of it."""
    target = evidence.canonical(whole)
    return any(evidence.canonical(one) == target for one in (event, *wider(event, evidence)))
