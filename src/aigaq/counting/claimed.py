"""The figures that somebody claims. Invariant: a figure is a statement, never so many people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from aigaq.counting.causes import NO_CASE
from aigaq.counting.claim_scope import ELSEWHERE, IN, NOT_STATED, claim_scope, narrowed_context
from aigaq.counting.count_context import CountContext
from aigaq.counting.naming import passages_of
from aigaq.counting.scope import events_of, scope_of
from aigaq.records.ladder import ClaimedTotal, Explanation, Ladder
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.compare import CONTRADICTS, wider
from aigaq.statements.contradictions import Contradiction, Side, kind_of
from aigaq.statements.evidence import Evidence
from aigaq.statements.origins import voice_of
from aigaq.statements.status import COUNTED_STATES, said_by


@dataclass(frozen=True, slots=True)
class Claims:
    """The figures that somebody gave for a harm by a day, those taken back included and marked.

    Args:
        beside: of what the rule counts.
        apart: nobody says whether they are.
        elsewhere: how many are of another event, place or time.
    """

    beside: tuple[ClaimedTotal, ...]
    apart: tuple[ClaimedTotal, ...]
    elsewhere: int


def claimed_totals(
    context: CountContext, individuals: Mapping[str, list[Statement]], *, as_of: date | None = None
) -> Claims:
    """What is claimed beside what a rule counts.

    Args:
        individuals: those counted, with what is said of each.
    """
    evidence = context.evidence
    every = [
        statement
        for statement in evidence.by_id.values()
        if statement.predicate == "claimed-total" and statement.polarity == "affirms"
    ]
    statements = [one for one in every if said_by(one, evidence.sources, as_of)]
    wanted = [one for one in statements if one.qualifier("harm") in (None, Code("harm", context.rule.harm))]
    wanted.sort(key=_in_order)
    offered: dict[str, list[Statement]] = {}
    for why in evidence.by_predicate.get("explains", ()):
        offered.setdefault(why.value.text, []).append(why)
    sorted_in: dict[str, list[ClaimedTotal]] = {}
    inside = _by_event(individuals, context) if wanted else {}
    for statement in wanted:
        claim = _claimed(statement, offered.get(f"#{statement.id}", ()), evidence)
        where = claim_scope(statement, context)
        if where == IN and claim.status in COUNTED_STATES:
            claim = replace(claim, documented=_more_documented(statement, individuals, inside, context))
        sorted_in.setdefault(where, []).append(claim)
    beside, apart, elsewhere = (tuple(sorted_in.get(where, ())) for where in (IN, NOT_STATED, ELSEWHERE))
    return Claims(beside, apart, len(elsewhere))


def _more_documented(
    claim: Statement,
    individuals: Mapping[str, list[Statement]],
    inside: Mapping[str, list[str]],
    context: CountContext,
) -> int | None:
    """How many are documented in what a figure is given for, where the figure does not allow so many."""
    count_context = narrowed_context(claim, context)
    if count_context is None or not isinstance(claim.value, Quantity) or claim.modality in NO_CASE:
        return None
    most = allowed(claim.value)[1]
    if most is None or len(individuals) <= most:
        return None
    # Whoever is tied to nothing belongs to the anchor alone: for any other event those said to be of it are enough,
    # and no figure walks everybody.
    scope = count_context.rule.scope
    people = (
        individuals
        if scope is None or scope == count_context.anchor
        else inside.get(context.evidence.canonical(scope), ())
    )
    there = sum(scope_of(person, individuals[person], count_context) == "in" for person in people)
    return there if there > most else None


def _by_event(individuals: Mapping[str, list[Statement]], context: CountContext) -> dict[str, list[str]]:
    """By event, and by all that it is part of, the people whose harm is said of it."""
    evidence = context.evidence
    found: dict[str, list[str]] = {}
    for person, statements in individuals.items():
        events = {
            whole
            for event in events_of(person, statements, context)
            for whole in (event, *wider(event, evidence))
        }
        for event in {evidence.canonical(each) for each in events}:
            found.setdefault(event, []).append(person)
    return found


def claimed_below(ladder: Ladder, evidence: Evidence) -> Iterator[Contradiction]:
    """Figures that allow fewer than are documented of the same, against those documented."""
    for claim in ladder.claimed_totals:
        if claim.documented is None:
            continue
        statement = evidence.by_id[claim.statement]
        listed = {one for person in ladder.individuals for one in person.statements}
        people = [evidence.by_id[one] for one in sorted(listed) if one in evidence.by_id]
        documented = Side(f"{claim.documented} documented", tuple(one.id for one in people))
        sides = (Side(statement.value.text, (statement.id,)), documented)
        kind = kind_of(
            [(statement.value, "affirms", [statement]), (statement.value, "affirms", people)], evidence
        )
        name = f"claimed-below/{ladder.harm}/{statement.id}"
        yield Contradiction(
            name, statement.subject, statement.predicate, kind, CONTRADICTS, sides, "claimed-below"
        )


def _in_order(statement: Statement) -> tuple[str, int, int, str, str]:
    """By place; of one sentence by the day that a figure is for, then by id, never by how a line was written."""
    place, day = statement.passages[0].place, statement.qualifier("day")
    return statement.source, place.line, place.first or 0, day.text if day is not None else "", statement.id


def _claimed(statement: Statement, offered: Iterable[Statement], evidence: Evidence) -> ClaimedTotal:
    value = statement.value if isinstance(statement.value, Quantity) else None
    told = [evidence.label(statement.subject)]
    told += [
        evidence.label(value.id) if isinstance(value, Ref) else value.text
        for key, value in statement.qualifiers
        if key in ("place", "day", "definition")
    ]
    return ClaimedTotal(
        statement=statement.id,
        claimant=evidence.label(voice_of(statement.origin, evidence)),
        low=value.low if value else None,
        high=value.high if value else None,
        scope="; ".join(told),
        said_at=_said_at(statement, evidence),
        status=evidence.status_of(statement.id).state,
        explanations=tuple(_explanation(why, evidence) for why in offered),
        passages=passages_of([statement]),
        text=value.text if value else None,
        about=value is not None and value.exactness == "about",
    )


def _said_at(statement: Statement, evidence: Evidence) -> str | None:
    for said in evidence.by_subject.get(f"#{statement.id}", ()):
        if said.predicate == "said-at":
            return said.value.text
    source = evidence.sources.get(statement.source)
    return statement.said.text if statement.said is not None else (source.said if source else None)


def _explanation(offered: Statement, evidence: Evidence) -> Explanation:
    by = evidence.label(voice_of(offered.origin, evidence))
    return Explanation(offered.id, by, offered.modality, offered.passages)
