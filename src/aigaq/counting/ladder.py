"""The ladder of a case: claimed, documented, estimated; never mixed, and refused where it can't be known.

Invariant: `documented_min` is the number of individuals at or above the threshold and no more than
`documented_max`; everybody of whom the harm is said stands in one of individuals, unresolved and excluded.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from aigaq.counting.asking import Question, question
from aigaq.counting.groups import claimed_totals, groups_of, not_said_dead, total
from aigaq.counting.harms import said_of_harm
from aigaq.counting.people import judge, passages_of
from aigaq.counting.sentence import sentence
from aigaq.records.anchoring import Solution
from aigaq.records.decisions import Decision
from aigaq.records.ladder import Excluded, Group, Individual, Ladder, Refused
from aigaq.records.rules import CountRule
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.evidence import Evidence

LISTS_NEEDED = 3


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
        evidence: gathered with or without readings, as the rule says, as of the day asked for.
        solution: the dates of the same evidence.
        decisions: ours; those later than `as_of` are left aside.
        anchor: the event that the case is about.
    """
    taken = (one for one in decisions if as_of is None or one.at <= as_of)
    ask = question(rule, evidence, solution, decisions=taken, anchor=anchor)
    said = said_of_harm(evidence, rule.harm)
    people = {key: found for key, found in said.items() if _is_person(key, evidence)}
    judged = [judge(person, people[person], ask) for person in sorted(people)]
    individuals = tuple(one for one in judged if isinstance(one, Individual) and one.reason is None)
    unresolved = tuple(one for one in judged if isinstance(one, Individual) and one.reason is not None)
    excluded = [one for one in judged if isinstance(one, Excluded)]
    groups, left_out = groups_of(said, ask)
    excluded += left_out + _harmed_otherwise(said, ask) + not_said_dead(said, ask)
    high = _high(len(individuals) + len(unresolved), groups)
    claimed = claimed_totals(ask, as_of=as_of)
    summed = total(groups)
    return Ladder(
        rule=rule.key,
        harm=rule.harm,
        evidence=rule.threshold,
        as_of=as_of.isoformat() if as_of else None,
        scope=evidence.label(rule.scope) if rule.scope else None,
        individuals=individuals,
        unresolved=unresolved,
        excluded=tuple(sorted(excluded, key=lambda one: one.id)),
        groups=groups,
        claimed_totals=claimed,
        documented_min=len(individuals),
        documented_max=high,
        open_ended=high is None,
        estimate=Refused(("too-few-lists",), ("three lists with recorded overlap",)),
        sum_of_groups=summed if isinstance(summed, Refused) else None,
        sentence=sentence(rule.harm, individuals, unresolved, groups, claimed),
    )


def _is_person(subject: str, evidence: Evidence) -> bool:
    found = evidence.subjects.get(subject)
    return found is not None and found.kind == "person"


def _high(people: int, groups: Iterable[Group]) -> int | None:
    """The most that the sources allow; open when a group that is not contained has no upper bound."""
    counted = [group for group in groups if group.overlap != "contained"]
    if any(group.high is None for group in counted):
        return None
    return people + sum(group.high or 0 for group in counted if group.overlap == "none")


def _harmed_otherwise(said: dict[str, object] | object, ask: Question) -> list[Excluded]:
    """Of deaths: those hurt, held or ill-treated of whom nobody says what became."""
    if ask.rule.harm != "died" or not isinstance(said, dict):
        return []
    evidence = ask.evidence
    found: dict[str, list[Statement]] = {}
    for one in evidence.under.get("victim-of", ()):
        person = evidence.one(one.subject)
        told = person not in said and one.polarity == "affirms" and _hurt(one.value, evidence)
        if told and _is_person(person, evidence):
            found.setdefault(person, []).append(one)
    return [
        Excluded(person, evidence.label(person), "outcome-not-stated", passages_of(hurt))
        for person, hurt in found.items()
    ]


def _hurt(value: object, evidence: Evidence) -> bool:
    if isinstance(value, Code):
        return evidence.vocabulary.fact(value.list, value.code, "violent") == "yes"
    if isinstance(value, Ref):
        acts = evidence.acts.get(value.id, frozenset())
        return any(evidence.vocabulary.fact("act", act, "violent") == "yes" for act in acts)
    return False
