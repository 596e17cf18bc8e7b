"""Whether a harm belongs to what a rule counts.

Invariant: a case is about its anchor unless something speaks against it.
"""

from __future__ import annotations

from aigaq.counting.asking import Question
from aigaq.records import dates
from aigaq.records.anchoring import Solution, as_when
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence


def scope_of(person: str, said: list[Statement], ask: Question) -> str:
    """`in`, `not-stated`, `outside-scope` or `outside-population`.

    Of the case's own anchor, what is neither tied to it nor at odds with it counts as in; of any other event,
    and of what the coder tied to another event, it is "not stated".
    """
    rule, evidence = ask.rule, ask.evidence
    if ask.population is not None and person not in ask.population:
        return "outside-population"
    events = {one.event or _event(one) for one in said} - {None}
    if rule.place is not None and (found := _by_place(events, rule, evidence)) != "in":
        return found
    if rule.scope is None:
        return "in"
    if any(rule.scope in {event, *wider(str(event), evidence)} for event in events):
        return "in"
    if _other_day(events, rule.scope, ask.solution):
        return "outside-scope"
    elsewhere = any(_tied(str(event), evidence) for event in events)
    return "in" if rule.scope == ask.anchor and not elsewhere else "not-stated"


def _tied(event: str, evidence: Evidence) -> bool:
    """Whether somebody says that an event is part of another that is no detention or the like of its own form."""
    wholes = (one.value.id for one in evidence.said(event, "part-of") if isinstance(one.value, Ref))
    return any(evidence.subjects[whole].made_by is None for whole in wholes if whole in evidence.subjects)


def _event(one: Statement) -> str | None:
    return one.value.id if isinstance(one.value, Ref) else None


def _by_place(events: set[str | None], rule: CountRule, evidence: Evidence) -> str:
    """The place in the role that the rule asks of; a place nobody names is not stated."""
    assert rule.place is not None
    told = [
        one.value.id
        for event in events
        for one in evidence.said(str(event), "where")
        if isinstance(one.value, Ref) and one.polarity == "affirms" and _role(one) == rule.place_role
    ]
    if not told:
        return "not-stated"
    return "in" if any(rule.place in {place, *wider(place, evidence)} for place in told) else "outside-scope"


def _role(one: Statement) -> str:
    role = one.qualifier("role")
    return role.text if role is not None else "happened"


def _other_day(events: set[str | None], scope: str, solution: Solution) -> bool:
    around = solution.get(scope)
    whole = as_when(around) if around is not None else None
    if whole is None:
        return False
    for event in events:
        solved = solution.get(str(event))
        when = as_when(solved) if solved is not None else None
        if when is not None and not dates.overlaps(whole, when):
            return True
    return False
