"""Of what a claimed figure speaks, beside what a rule counts.

Invariant: a figure stands beside a count only where it is said of the same event, place and days; what nobody says
it of is set apart, never taken for the whole.
"""

from __future__ import annotations

from dataclasses import replace

from aigaq.counting.causes import event_of, lies_in
from aigaq.counting.count_context import Question
from aigaq.counting.days import overlap
from aigaq.records.dates.edtf import When
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence

IN, NOT_STATED, ELSEWHERE = "in", "not-stated", "elsewhere"


def of_what(claim: Statement, ask: Question) -> str:
    """`in`, `not-stated` or `elsewhere`: whether a figure is of what the rule counts."""
    found = {
        _harm(claim, ask),
        _event(claim, ask),
        _place(claim, ask),
        _custody(claim, ask),
        _people(claim, ask),
    }
    if ELSEWHERE in found:
        return ELSEWHERE
    return NOT_STATED if NOT_STATED in found else IN


def own_question(claim: Statement, ask: Question) -> Question | None:
    """The rule narrowed to what the figure itself is given for; None where that cannot be asked of people."""
    evidence, subject = ask.evidence, claim.subject
    place, day = claim.qualifier("place"), claim.qualifier("day")
    if day is not None or (place is not None and not isinstance(place, Ref)):
        return None
    rule = replace(ask.rule, place=place.id if isinstance(place, Ref) else ask.rule.place)
    if subject in evidence.subjects and evidence.subjects[subject].kind == "event":
        around = {**ask.around, subject: ask.days.hull(subject)}
        return replace(ask, rule=replace(rule, scope=subject), around=around)
    return None


def _harm(claim: Statement, ask: Question) -> str:
    harm = claim.qualifier("harm")
    if harm is None:
        return NOT_STATED
    return IN if harm == Code("harm", ask.rule.harm) else ELSEWHERE


def _event(claim: Statement, ask: Question) -> str:
    """A group is of the events in which its harm is said; a figure of a wider or another event is not of this one."""
    evidence, scope = ask.evidence, ask.rule.scope
    if scope is None:
        return IN
    day = claim.qualifier("day")
    if isinstance(day, When) and not overlap((day.earliest_start, day.latest_end), ask.around[scope]):
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
    statements = [*evidence.said(claim.subject, "died"), *evidence.said(claim.subject, "victim-of")]
    return {event for one in statements if (event := one.event or event_of(one.value, evidence)) is not None}


def _place(claim: Statement, ask: Question) -> str:
    rule, evidence = ask.rule, ask.evidence
    if rule.place is None:
        return IN
    place = claim.qualifier("place")
    if not isinstance(place, Ref):
        return NOT_STATED
    return IN if rule.place in {place.id, *wider(place.id, evidence)} else ELSEWHERE


def _custody(claim: Statement, ask: Question) -> str:
    """A figure of all the dead of an event is none of those who died of custody."""
    if ask.rule.harm != "died" or ask.rule.custody == "any":
        return IN
    if any("yes" in ask.evidence.act_facts(event, "custody") for event in _events(claim, ask.evidence)):
        return IN
    return NOT_STATED if claim.qualifier("definition") is not None else ELSEWHERE


def _people(claim: Statement, ask: Question) -> str:
    population = ask.rule.population
    if population is None:
        return IN
    subject = ask.evidence.subjects.get(claim.subject)
    if subject is None or subject.kind != "group":
        return NOT_STATED
    around = {ask.evidence.one(one) for one in (claim.subject, *wider(claim.subject, ask.evidence))}
    return IN if ask.evidence.one(population) in around else ELSEWHERE
