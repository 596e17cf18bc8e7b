"""Of what a claimed figure speaks, beside what a rule counts.

Invariant: a figure stands beside a count only where it is said of the same event, place and days; what nobody says
it of is set apart, never taken for the whole.
"""

from __future__ import annotations

from dataclasses import replace

from aigaq.counting.causes import event_of, lies_in
from aigaq.counting.count_context import CountContext
from aigaq.counting.days import overlap
from aigaq.records.dates.edtf import When
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence

IN, NOT_STATED, ELSEWHERE = "in", "not-stated", "elsewhere"


def claim_scope(claim: Statement, context: CountContext) -> str:
    """`in`, `not-stated` or `elsewhere`: whether a figure is of what the rule counts."""
    found = {
        _harm(claim, context),
        _event(claim, context),
        _place(claim, context),
        _custody(claim, context),
        _people(claim, context),
    }
    if ELSEWHERE in found:
        return ELSEWHERE
    return NOT_STATED if NOT_STATED in found else IN


def narrowed_context(claim: Statement, context: CountContext) -> CountContext | None:
    """The rule narrowed to what the figure itself is given for; None where that cannot be asked of people."""
    evidence, subject = context.evidence, claim.subject
    place, day = claim.qualifier("place"), claim.qualifier("day")
    if day is not None or (place is not None and not isinstance(place, Ref)):
        return None
    rule = replace(context.rule, place=place.id if isinstance(place, Ref) else context.rule.place)
    if subject in evidence.subjects and evidence.subjects[subject].kind == "event":
        around = {**context.around, subject: context.days.hull(subject)}
        return replace(context, rule=replace(rule, scope=subject), around=around)
    return None


def _harm(claim: Statement, context: CountContext) -> str:
    harm = claim.qualifier("harm")
    if harm is None:
        return NOT_STATED
    return IN if harm == Code("harm", context.rule.harm) else ELSEWHERE


def _event(claim: Statement, context: CountContext) -> str:
    """A group is of the events in which its harm is said; a figure of a wider or another event is not of this one."""
    evidence, scope = context.evidence, context.rule.scope
    if scope is None:
        return IN
    day = claim.qualifier("day")
    if isinstance(day, When) and not overlap((day.earliest_start, day.latest_end), context.around[scope]):
        return ELSEWHERE
    events = _events(claim, evidence)
    if any(lies_in(event, scope, evidence) for event in events):
        return IN
    stated = [one for one in events if one in evidence.subjects and evidence.subjects[one].made_by is None]
    return ELSEWHERE if stated else NOT_STATED


def _events(claim: Statement, evidence: Evidence) -> set[str]:
    subject = evidence.subjects.get(claim.subject)
    if subject is not None and subject.kind == "event":
        return {claim.subject}
    statements = [
        *evidence.statements(claim.subject, "died"),
        *evidence.statements(claim.subject, "victim-of"),
    ]
    return {event for one in statements if (event := one.event or event_of(one.value, evidence)) is not None}


def _place(claim: Statement, context: CountContext) -> str:
    rule, evidence = context.rule, context.evidence
    if rule.place is None:
        return IN
    place = claim.qualifier("place")
    if not isinstance(place, Ref):
        return NOT_STATED
    return IN if rule.place in {place.id, *wider(place.id, evidence)} else ELSEWHERE


def _custody(claim: Statement, context: CountContext) -> str:
    """A figure of all the dead of an event is none of those who died of custody."""
    if context.rule.harm != "died" or context.rule.custody == "any":
        return IN
    if any(
        "yes" in context.evidence.act_facts(event, "custody") for event in _events(claim, context.evidence)
    ):
        return IN
    return NOT_STATED if claim.qualifier("definition") is not None else ELSEWHERE


def _people(claim: Statement, context: CountContext) -> str:
    population = context.rule.population
    if population is None:
        return IN
    subject = context.evidence.subjects.get(claim.subject)
    if subject is None or subject.kind != "group":
        return NOT_STATED
    around = {
        context.evidence.canonical(one) for one in (claim.subject, *wider(claim.subject, context.evidence))
    }
    return IN if context.evidence.canonical(population) in around else ELSEWHERE
