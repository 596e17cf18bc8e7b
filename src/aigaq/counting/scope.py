"""Scope of a count: whether a harm belongs to the event, place and population that a rule counts.

Invariant: a harm belongs to the anchor of the case unless something speaks against it.
"""

from __future__ import annotations

from aigaq.counting.causes import acts_of, cause_events, causes_of, event_of, lies_in
from aigaq.counting.count_context import CountContext
from aigaq.counting.days import Span, hull, overlap
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import wider
from aigaq.statements.dating import death_node
from aigaq.statements.event_statements import statements_of_events
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import FIRM, affirms_fact


def scope_of(person: str, statements: list[Statement], context: CountContext) -> str:
    """`in`, `not-stated`, `outside-scope` or `outside-population`.

    Where the scope is the anchor of the case, a harm that nothing ties to it and nothing puts elsewhere is in. For any
    other scope, and for a harm that the coder tied to another event, it is not stated.
    """
    rule, evidence = context.rule, context.evidence
    if context.population is not None and person not in context.population:
        return "outside-population"
    causes = causes_of(person, evidence) if rule.harm == "died" else []
    firm = _firm(causes, evidence)
    events = firm | _told_of(statements, evidence)
    if rule.place is not None and (by_place := _by_place(events, rule, evidence)) != "in":
        return by_place
    if rule.scope is None or any(lies_in(event, rule.scope, evidence) for event in events):
        return "in"
    if any(lies_in(event, rule.scope, evidence) for event in cause_events(causes, evidence)):
        return "not-stated"
    # Every date given lies outside the days of the scope; one shared day is enough to be in.
    days = _days(person, statements, firm, context)
    if days and not any(overlap(day, context.around[rule.scope]) for day in days):
        return "outside-scope"
    elsewhere = any(_tied(event, evidence) for event in events)
    return "in" if rule.scope == context.anchor and not elsewhere else "not-stated"


def events_of(person: str, statements: list[Statement], context: CountContext) -> set[str]:
    """The events of a person's harm that `scope_of` compares with the scope."""
    causes = causes_of(person, context.evidence) if context.rule.harm == "died" else []
    return _firm(causes, context.evidence) | _told_of(statements, context.evidence)


def _firm(causes: list[Statement], evidence: Evidence) -> set[str]:
    return cause_events((one for one in causes if one.modality in FIRM), evidence)


def _told_of(statements: list[Statement], evidence: Evidence) -> set[str]:
    return {event for one in statements if (event := one.event or event_of(one.value, evidence))}


def _tied(event: str, evidence: Evidence) -> bool:
    """Whether somebody says that an event is part of another, apart from events that a form made along with it."""
    wholes = [
        statement.value.id
        for statement in evidence.statements(event, "part-of")
        if isinstance(statement.value, Ref) and affirms_fact(statement)
    ]
    return any(evidence.subjects[whole].made_by is None for whole in wholes if whole in evidence.subjects)


def _by_place(events: set[str], rule: CountRule, evidence: Evidence) -> str:
    """`in`, `not-stated` or `outside-scope` by the place in the rule's role. A wider place leaves it not stated."""
    assert rule.place is not None
    statements, _ = statements_of_events(events, "where", evidence, role=rule.place_role)
    places = [one.value.id for one in statements if isinstance(one.value, Ref) and one.polarity == "affirms"]
    if any(rule.place in {place, *wider(place, evidence)} for place in places):
        return "in"
    around = wider(rule.place, evidence)
    return "not-stated" if not places or any(place in around for place in places) else "outside-scope"


def _days(person: str, statements: list[Statement], causes: set[str], context: CountContext) -> list[Span]:
    """The days on which the act may have been. A death caused by an undated event bounds it from above only."""
    evidence, died = context.evidence, context.rule.harm == "died"
    nodes = acts_of(person, statements, evidence) if died else cause_events(statements, evidence)
    if died and not causes:
        nodes |= {death_node(one, evidence) for one in statements if one.event is None}
    death_spans = [span for node in sorted(nodes) for span in context.days.spans(node)]
    if death_spans or not causes:
        return death_spans
    deaths = {death_node(one, evidence) for one in statements}
    death_spans = [span for node in deaths for span in context.days.spans(node)]
    return [(None, hull(death_spans)[1])] if death_spans else []
