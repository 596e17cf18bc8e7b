"""The ladder of a case: claimed, documented, estimated; never mixed, and refused where it can't be known.

Invariant: `documented_min` is the number of individuals at or above the threshold and no more than
`documented_max`; everybody of whom the harm is said stands in one of individuals, unresolved and excluded.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from aigaq.counting.claimed import claimed_totals
from aigaq.counting.count_context import CountContext, count_context
from aigaq.counting.groups import groups_not_said_dead, groups_of, total
from aigaq.counting.harm_reports import harm_reports
from aigaq.counting.naming import duplicates, is_person, label_of, passages_of
from aigaq.counting.people import judge
from aigaq.counting.sentence import sentence
from aigaq.records.dates.anchoring import Solution
from aigaq.records.decisions import Decision
from aigaq.records.ladder import ClaimedTotal, Excluded, Group, Individual, Ladder, Refused
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.manner_of_death import is_violent
from aigaq.statements.members import index, members
from aigaq.statements.status import COUNTED_STATES, is_dated


def ladder(
    evidence: Evidence,
    rule: CountRule,
    *,
    solution: Solution,
    decisions: Iterable[Decision] = (),
    anchor: str | None = None,
    as_of: date | None = None,
) -> Ladder:
    """Count by a rule.

    Args:
        evidence: gathered with or without readings, as the rule says, as of the day asked for; solution: its dates.
        decisions: ours; those later than `as_of` are left aside.
        anchor: the event that the case is about.
    """
    context = count_context(rule, evidence, solution, decisions=_taken(decisions, as_of), anchor=anchor)
    said = harm_reports(evidence, rule.harm)
    people = {key: statements for key, statements in sorted(said.items()) if is_person(key, evidence)}
    judged = [judge(person, statements, context) for person, statements in people.items()]
    individuals, unresolved = _resolved(judged)
    groups, left_out = groups_of(said, context)
    out = [*(one for one in judged if isinstance(one, Excluded)), *left_out, *_beside(said, people, context)]
    high = _high((*individuals, *unresolved), groups, evidence)
    claims = claimed_totals(context, _said_of(individuals, people), as_of=as_of)
    return Ladder(
        rule=rule.key,
        harm=rule.harm,
        evidence=rule.threshold,
        as_of=as_of.isoformat() if as_of else None,
        scope=evidence.label(rule.scope) if rule.scope else None,
        individuals=individuals,
        unresolved=unresolved,
        excluded=tuple(sorted(out, key=lambda excluded: excluded.id)),
        groups=groups,
        claimed_totals=claims.beside,
        claimed_apart=claims.apart,
        claimed_elsewhere=claims.elsewhere,
        at_most=_is_most(high, groups, (*claims.beside, *claims.apart)),
        documented_min=len(individuals),
        documented_max=high,
        open_ended=high is None,
        estimate=Refused(("too-few-lists",), ("three lists with recorded overlap",)),
        sum_of_groups=_refused_sum(groups),
        undated_sources=_undated(said, evidence, as_of),
        sentence=sentence(rule.harm, individuals, unresolved, groups, claims.beside),
    )


def _taken(decisions: Iterable[Decision], as_of: date | None) -> list[Decision]:
    """The decisions that were taken by a day."""
    return [one for one in decisions if as_of is None or one.at <= as_of]


def _resolved(
    judged: Iterable[Individual | Excluded],
) -> tuple[tuple[Individual, ...], tuple[Individual, ...]]:
    """Those counted, and those of whom it is open."""
    listed = [one for one in judged if isinstance(one, Individual)]
    return tuple(one for one in listed if one.reason is None), tuple(one for one in listed if one.reason)


def _said_of(
    individuals: Iterable[Individual], people: Mapping[str, list[Statement]]
) -> dict[str, list[Statement]]:
    """By person, the statements on which they are counted."""
    return {one.id: [word for word in people[one.id] if word.id in one.statements] for one in individuals}


def _refused_sum(groups: Iterable[Group]) -> Refused | None:
    summed = total(groups)
    return summed if isinstance(summed, Refused) else None


def _is_most(high: int | None, groups: Iterable[Group], claims: Iterable[ClaimedTotal]) -> bool:
    """Whether nothing beside may be more: no group in no number, no figure that is open or larger."""
    if high is None or any(group.overlap in ("possible", "unknown") for group in groups):
        return False
    standing = (one for one in claims if one.status in COUNTED_STATES)
    return all(one.high is not None and one.high <= high for one in standing)


def _undated(said: Mapping[str, list[Statement]], evidence: Evidence, as_of: date | None) -> tuple[str, ...]:
    """The sources whose words count as of a day though nothing says when they were said."""
    if as_of is None:
        return ()
    statements = [one for words in said.values() for one in words]
    statements += [one for one in evidence.by_predicate.get("claimed-total", ()) if one.polarity == "affirms"]
    undated = (one.source for one in statements if one.source != OURS and not is_dated(one, evidence.sources))
    return tuple(sorted(set(undated)))


def _beside(
    said: dict[str, list[Statement]], people: dict[str, list[Statement]], context: CountContext
) -> list[Excluded]:
    """Those of whom the harm itself is not said: hurt or held, in a group that is not said dead, joined to another."""
    harmed = _harmed_otherwise(said, context)
    listed = {**people, **harmed}
    return [
        *_unstated(harmed, context.evidence),
        *groups_not_said_dead(said, context),
        *duplicates(listed, context.evidence),
    ]


def _high(listed: Collection[Individual], groups: Iterable[Group], evidence: Evidence) -> int | None:
    """The most that the sources allow; open when a group that is not contained has no upper bound.

    Who is listed by themselves and named as one of a group is not added twice.
    """
    people = {one.id for one in listed}
    counted = [group for group in groups if group.overlap != "contained"]
    if any(group.high is None for group in counted):
        return None
    apart = [group for group in counted if group.overlap == "none"]
    belonging = index(evidence) if apart else {}
    beside = 0
    for group in apart:
        named = {evidence.canonical(one) for one in members(group.id, evidence, belonging)}
        beside += max(0, (group.high or 0) - len(named & people))
    return len(people) + beside


def _harmed_otherwise(said: Collection[str], context: CountContext) -> dict[str, list[Statement]]:
    """Of deaths: what is said of those hurt, held or ill-treated of whom nobody says what became."""
    evidence = context.evidence
    found: dict[str, list[Statement]] = {}
    for statement in evidence.by_predicate.get("victim-of", ()) if context.rule.harm == "died" else ():
        person = evidence.canonical(statement.subject)
        told = person not in said and statement.polarity == "affirms" and _hurt(statement.value, evidence)
        if told and is_person(person, evidence):
            found.setdefault(person, []).append(statement)
    return found


def _unstated(harmed: Mapping[str, list[Statement]], evidence: Evidence) -> list[Excluded]:
    return [
        Excluded(person, label_of(person, evidence), "outcome-not-stated", passages_of(hurt))
        for person, hurt in harmed.items()
    ]


def _hurt(value: object, evidence: Evidence) -> bool:
    acts = {value.code} if isinstance(value, Code) else set[str]()
    if isinstance(value, Ref):
        acts |= evidence.acts.get(value.id, frozenset())
    return is_violent(acts, evidence)
