"""Claimed figures: which stand beside a count, which may, and what one voice's figures add up to.

Invariant: a figure is a statement, never so many people. It stands beside a count only where it is said of the same
event, place and days; where nobody says of what, it is set apart and never taken for the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from aigaq.counting.causes import event_of, lies_in
from aigaq.counting.count_context import CountContext
from aigaq.counting.days import overlap
from aigaq.counting.naming import passages_of
from aigaq.counting.scope import events_of, scope_of
from aigaq.records.dates.edtf import When
from aigaq.records.ladder import ClaimedTotal, Explanation, Ladder, Refused
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import CONTRADICTS, wider
from aigaq.statements.computed import LabelledSum, labelled_sum
from aigaq.statements.contradictions import Contradiction, Side, kind_of
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import NOT_FACTUAL
from aigaq.statements.origins import voice_kind, voice_of
from aigaq.statements.status import COUNTED_STATES, said_by_day

IN, NOT_STATED, ELSEWHERE = "in", "not-stated", "elsewhere"


@dataclass(frozen=True, slots=True)
class Claims:
    """Figures claimed for a harm as of a day; retracted ones are included and marked.

    Args:
        beside: for what the rule counts.
        apart: nobody says whether for what the rule counts.
        elsewhere: the number of figures for another event, place or time.
    """

    beside: tuple[ClaimedTotal, ...]
    apart: tuple[ClaimedTotal, ...]
    elsewhere: int


def claimed_totals(
    context: CountContext, individuals: Mapping[str, list[Statement]], *, as_of: date | None = None
) -> Claims:
    """The claimed figures of a case, sorted by whether they are of what the rule counts.

    Args:
        individuals: the people counted, with their statements.
    """
    evidence = context.evidence
    figures = [
        statement
        for statement in evidence.by_id.values()
        if statement.predicate == "claimed-total" and statement.polarity == "affirms"
    ]
    by_day = [one for one in figures if said_by_day(one, evidence.sources, as_of)]
    of_harm = [one for one in by_day if one.qualifier("harm") in (None, Code("harm", context.rule.harm))]
    of_harm.sort(key=_in_order)
    explanations: dict[str, list[Statement]] = {}
    for explanation in evidence.by_predicate.get("explains", ()):
        explanations.setdefault(explanation.value.text, []).append(explanation)
    by_scope: dict[str, list[ClaimedTotal]] = {}
    inside = _by_event(individuals, context) if of_harm else {}
    for statement in of_harm:
        claim = _claimed(statement, explanations.get(f"#{statement.id}", ()), evidence)
        where = claim_scope(statement, context)
        if where == IN and claim.status in COUNTED_STATES:
            claim = replace(claim, documented=_more_documented(statement, individuals, inside, context))
        by_scope.setdefault(where, []).append(claim)
    beside, apart, elsewhere = (tuple(by_scope.get(where, ())) for where in (IN, NOT_STATED, ELSEWHERE))
    return Claims(beside, apart, len(elsewhere))


def _more_documented(
    claim: Statement,
    individuals: Mapping[str, list[Statement]],
    inside: Mapping[str, list[str]],
    context: CountContext,
) -> int | None:
    """The number documented within the scope of a figure, where it is more than the figure allows; else None."""
    narrowed = narrowed_context(claim, context)
    if narrowed is None or not isinstance(claim.value, Quantity) or claim.modality in NOT_FACTUAL:
        return None
    most = allowed(claim.value)[1]
    if most is None or len(individuals) <= most:
        return None
    # People tied to no event belong to the anchor alone. For any other event only those said to be of it are looked at:
    # a case with many figures would else go through everybody for each of them.
    scope = narrowed.rule.scope
    people = (
        individuals
        if scope is None or scope == narrowed.anchor
        else inside.get(context.evidence.canonical(scope), ())
    )
    documented = sum(scope_of(person, individuals[person], narrowed) == "in" for person in people)
    return documented if documented > most else None


def _by_event(individuals: Mapping[str, list[Statement]], context: CountContext) -> dict[str, list[str]]:
    """By event, the people whose harm is said of it or of a part of it."""
    evidence = context.evidence
    people: dict[str, list[str]] = {}
    for person, statements in individuals.items():
        events = {
            whole
            for event in events_of(person, statements, context)
            for whole in (event, *wider(event, evidence))
        }
        for event in {evidence.canonical(event_id) for event_id in events}:
            people.setdefault(event, []).append(person)
    return people


def claimed_below(ladder: Ladder, evidence: Evidence) -> Iterator[Contradiction]:
    """Contradictions between a figure and the larger number documented in its scope."""
    for claim in ladder.claimed_totals:
        if claim.documented is None:
            continue
        statement = evidence.by_id[claim.statement]
        listed = {one for person in ladder.individuals for one in person.statements}
        supporting = [evidence.by_id[one] for one in sorted(listed) if one in evidence.by_id]
        documented = Side(f"{claim.documented} documented", tuple(one.id for one in supporting))
        sides = (Side(statement.value.text, (statement.id,)), documented)
        kind = kind_of(
            [(statement.value, "affirms", [statement]), (statement.value, "affirms", supporting)], evidence
        )
        name = f"claimed-below/{ladder.harm}/{statement.id}"
        yield Contradiction(
            name, statement.subject, statement.predicate, kind, CONTRADICTS, sides, "claimed-below"
        )


def _in_order(statement: Statement) -> tuple[str, int, int, str, str]:
    """Sort key: place; within a sentence the day that the figure is for, then the id."""
    place, day = statement.passages[0].place, statement.qualifier("day")
    return statement.source, place.line, place.first or 0, day.text if day is not None else "", statement.id


def _claimed(statement: Statement, explanations: Iterable[Statement], evidence: Evidence) -> ClaimedTotal:
    value = statement.value if isinstance(statement.value, Quantity) else None
    scope = [evidence.label(statement.subject)]
    scope += [
        evidence.label(value.id) if isinstance(value, Ref) else value.text
        for key, value in statement.qualifiers
        if key in ("place", "day", "definition")
    ]
    return ClaimedTotal(
        statement=statement.id,
        claimant=evidence.label(voice_of(statement.origin, evidence)),
        low=value.low if value else None,
        high=value.high if value else None,
        scope="; ".join(scope),
        said_at=_said_at(statement, evidence),
        status=evidence.status_of(statement.id).state,
        explanations=tuple(_explanation(explanation, evidence) for explanation in explanations),
        passages=passages_of([statement]),
        voice=voice_kind(statement, evidence),
        text=value.text if value else None,
        about=value is not None and value.exactness == "about",
    )


def _said_at(statement: Statement, evidence: Evidence) -> str | None:
    for dating in evidence.by_subject.get(f"#{statement.id}", ()):
        if dating.predicate == "said-at":
            return dating.value.text
    source = evidence.sources.get(statement.source)
    return statement.said.text if statement.said is not None else (source.said if source else None)


def _explanation(statement: Statement, evidence: Evidence) -> Explanation:
    by = evidence.label(voice_of(statement.origin, evidence))
    return Explanation(statement.id, by, statement.modality, statement.passages)


def claim_scope(claim: Statement, context: CountContext) -> str:
    """Whether a figure is of what the rule counts: `in`, `not-stated` or `elsewhere`."""
    scopes = {
        _harm(claim, context),
        _event(claim, context),
        _place(claim, context),
        _custody(claim, context),
        _people(claim, context),
    }
    if ELSEWHERE in scopes:
        return ELSEWHERE
    return NOT_STATED if NOT_STATED in scopes else IN


def narrowed_context(claim: Statement, context: CountContext) -> CountContext | None:
    """The context narrowed to what a figure is given for; None where people cannot be counted by that."""
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
    """By event. A figure for a group is of the events of its harm; one for a wider or another event is elsewhere."""
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
    """By custody. A figure of all the dead of an event says nothing of those who died of custody."""
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


@dataclass(frozen=True, slots=True)
class ClaimedSum:
    """Sum of the figures of one voice for one harm, or the refusal to add them.

    Args:
        kind: kind of voice of the figures; None if they are of several kinds.
    """

    claimant: str
    kind: str | None
    statements: tuple[str, ...]
    answer: LabelledSum | Refused


def claimed_sums(claimed: Iterable[ClaimedTotal], evidence: Evidence) -> tuple[ClaimedSum, ...]:
    """The sum of each voice that gave several figures which still count."""
    by_voice: dict[tuple[str, str], list[tuple[ClaimedTotal, Statement]]] = {}
    for claim in claimed:
        statement = evidence.by_id.get(claim.statement)
        if statement is None or not evidence.status_of(statement.id).still_counts:
            continue
        harm = statement.qualifier("harm")
        key = (statement.origin, harm.text if harm is not None else "")
        by_voice.setdefault(key, []).append((claim, statement))
    return tuple(_sum_of(figures, evidence) for figures in by_voice.values() if len(figures) > 1)


def _sum_of(figures: list[tuple[ClaimedTotal, Statement]], evidence: Evidence) -> ClaimedSum:
    kinds = {claim.voice for claim, _ in figures}
    totals = [statement for _, statement in figures]
    return ClaimedSum(
        claimant=figures[-1][0].claimant,
        kind=kinds.pop() if len(kinds) == 1 else None,
        statements=tuple(one.id for one in totals),
        answer=labelled_sum(totals, evidence),
    )
