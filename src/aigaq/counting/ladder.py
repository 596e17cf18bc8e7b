"""The ladder of a case: claimed, documented and estimated deaths (or another harm), never mixed.

Invariant: `documented_min` counts the individuals at or above the threshold and is no more than `documented_max`.
Everybody of whom the harm is said stands in exactly one of individuals, unresolved and excluded. What cannot be known
is refused.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aigaq.counting.claimed import claimed_totals
from aigaq.counting.count_context import CountContext, count_context
from aigaq.counting.groups import groups_not_said_dead, groups_of, total
from aigaq.counting.harm_reports import harm_reports
from aigaq.counting.kept_judgements import KeptJudgements
from aigaq.counting.naming import duplicates, is_person, label_of, passages_of
from aigaq.counting.people import judge
from aigaq.counting.wording import sentence
from aigaq.records.dates.anchoring import Solution
from aigaq.records.decisions import Decision
from aigaq.records.ladder import ClaimedTotal, Excluded, Group, Individual, Ladder, Refused
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.statements.evidence import OURS, Evidence
from aigaq.statements.manner_of_death import acts_in, is_violent
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
    kept: KeptJudgements | None = None,
) -> Ladder:
    """Count by a rule.

    Args:
        evidence: gathered with or without readings, as the rule says, as of the same day.
        solution: the dates of `evidence`.
        decisions: of the case; those later than `as_of` are left out.
        anchor: the event that the case is about.
        as_of: the day as of which to count; None is now.
        kept: judgements of an earlier count, taken over where nothing that they rest on changed since.
    """
    decisions = [one for one in decisions if as_of is None or one.at <= as_of]
    context = count_context(rule, evidence, solution, decisions=decisions, anchor=anchor)
    reports = harm_reports(evidence, rule.harm)
    groups, groups_out = groups_of(reports, context)
    judged = _judged(reports, context, kept)
    counted = [one for one in judged.listed if one.reason is None]
    claims = claimed_totals(context, {one.id: judged.supporting(one) for one in counted}, as_of=as_of)
    highest, group_sum = _highest(judged.listed, groups, evidence), total(groups)
    return Ladder(
        rule=rule.key,
        harm=rule.harm,
        evidence=rule.threshold,
        as_of=as_of.isoformat() if as_of else None,
        scope=evidence.label(rule.scope) if rule.scope else None,
        individuals=tuple(counted),
        unresolved=judged.unresolved,
        excluded=tuple(sorted([*judged.excluded, *groups_out], key=lambda one: one.id)),
        groups=groups,
        claimed_totals=claims.beside,
        claimed_apart=claims.apart,
        claimed_elsewhere=claims.elsewhere,
        at_most=_is_upper_bound(highest, groups, (*claims.beside, *claims.apart)),
        documented_min=len(counted),
        documented_max=highest,
        open_ended=highest is None,
        estimate=Refused(("too-few-lists",), ("three lists with recorded overlap",)),
        sum_of_groups=group_sum if isinstance(group_sum, Refused) else None,
        undated_sources=_undated_sources(reports, evidence) if as_of is not None else (),
        sentence=sentence(rule.harm, counted, judged.unresolved, groups, claims.beside),
    )


@dataclass(frozen=True, slots=True)
class _Judged:
    """Everybody of whom the harm is reported.

    Args:
        reports: by person, every report.
        listed: people who are counted or unresolved.
        excluded: people who are out by the rule or a decision, or of whom nobody reports the harm itself.
    """

    reports: Mapping[str, list[Statement]]
    listed: tuple[Individual, ...]
    excluded: tuple[Excluded, ...]

    @property
    def unresolved(self) -> tuple[Individual, ...]:
        """People who are listed and not counted, each with a reason."""
        return tuple(one for one in self.listed if one.reason is not None)

    def supporting(self, individual: Individual) -> list[Statement]:
        """The reports on which a person is counted."""
        return [one for one in self.reports[individual.id] if one.id in individual.statements]


def _judged(
    reports: dict[str, list[Statement]], context: CountContext, kept: KeptJudgements | None
) -> _Judged:
    evidence = context.evidence
    people = {key: statements for key, statements in sorted(reports.items()) if is_person(key, evidence)}
    if kept is not None:
        judged = kept.judged(people, context)
    else:
        judged = [judge(person, statements, context) for person, statements in people.items()]
    listed = tuple(one for one in judged if isinstance(one, Individual))
    excluded = (one for one in judged if isinstance(one, Excluded))
    return _Judged(people, listed, (*excluded, *_without_report(reports, people, context)))


def _highest(listed: Collection[Individual], groups: Iterable[Group], evidence: Evidence) -> int | None:
    """The most that the sources allow; None where a group that is not contained in another has no upper bound.

    A person who is listed and also named as a member of a group is counted once.
    """
    people = {one.id for one in listed}
    counted = [group for group in groups if group.overlap != "contained"]
    if any(group.high is None for group in counted):
        return None
    apart = [group for group in counted if group.overlap == "none"]
    members_of = index(evidence) if apart else {}
    highest = len(people)
    for group in apart:
        named = {evidence.canonical(one) for one in members(group.id, evidence, members_of)}
        highest += max(0, (group.high or 0) - len(named & people))
    return highest


def _is_upper_bound(highest: int | None, groups: Iterable[Group], claims: Iterable[ClaimedTotal]) -> bool:
    """Whether no source allows more: no group is left out of the number, no claim is open or larger."""
    if highest is None or any(group.overlap in ("possible", "unknown") for group in groups):
        return False
    counted = (one for one in claims if one.status in COUNTED_STATES)
    return all(one.high is not None and one.high <= highest for one in counted)


def _undated_sources(reports: Mapping[str, list[Statement]], evidence: Evidence) -> tuple[str, ...]:
    """Sources whose words are counted as of a day although nothing says when they were said."""
    statements = [one for listed in reports.values() for one in listed]
    statements += [one for one in evidence.by_predicate.get("claimed-total", ()) if one.polarity == "affirms"]
    undated = (one.source for one in statements if one.source != OURS and not is_dated(one, evidence.sources))
    return tuple(sorted(set(undated)))


def _without_report(
    reports: dict[str, list[Statement]], people: dict[str, list[Statement]], context: CountContext
) -> list[Excluded]:
    """Shown as excluded although nobody reports the harm of them, so that no one is missing without a reason.

    These are people who were hurt or held and whose fate nobody tells, groups that nobody says are dead, and further
    ids of people who are listed already.
    """
    evidence = context.evidence
    hurt = _hurt_only(reports, context)
    unstated = [
        Excluded(person, label_of(person, evidence), "outcome-not-stated", passages_of(statements))
        for person, statements in hurt.items()
    ]
    return [*unstated, *groups_not_said_dead(reports, context), *duplicates({**people, **hurt}, evidence)]


def _hurt_only(reports: Collection[str], context: CountContext) -> dict[str, list[Statement]]:
    """In a count of deaths: statements about victims of violence whose death nobody reports or denies."""
    evidence = context.evidence
    hurt: dict[str, list[Statement]] = {}
    for statement in evidence.by_predicate.get("victim-of", ()) if context.rule.harm == "died" else ():
        person = evidence.canonical(statement.subject)
        if person in reports or statement.polarity != "affirms" or not is_person(person, evidence):
            continue
        if is_violent(acts_in(statement.value, evidence), evidence):
            hurt.setdefault(person, []).append(statement)
    return hurt
