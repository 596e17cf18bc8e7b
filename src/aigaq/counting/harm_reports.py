"""Of whom a harm is said. Invariant: words taken back are found too, so that nobody drops out unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from aigaq.counting.causes import NO_CASE, is_firm
from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Unknown
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence


def harm_reports(evidence: Evidence, harm: str) -> dict[str, list[Statement]]:
    """By subject, every statement that says or denies the harm, those taken back included."""
    found: dict[str, list[Statement]] = {}
    acts = evidence.vocabulary.acts_of(harm)
    wanted = ("died",) if harm == "died" else ("victim-of",)
    for statement in _every(evidence, wanted):
        if harm == "died" or _is_harm(statement, acts, evidence):
            found.setdefault(evidence.canonical(statement.subject), []).append(statement)
    if harm != "died":
        for statement in _every(evidence, wanted):
            person = evidence.canonical(statement.subject)
            if person in found and statement not in found[person] and _denies_more(statement, acts, evidence):
                found[person].append(statement)
    if harm == "died":
        found.update(_killed(evidence, acts, known=found.keys()))
        for person, named in _among_the_dead(found, evidence).items():
            statements = found.setdefault(person, [])
            # Whoever tells of the death in so many words says nothing more by naming its group.
            heard = {one.chain for one in statements if one.polarity == "affirms" and _stands(one, evidence)}
            statements += [one for one in named if one.chain not in heard]
    return found


def _killed(
    evidence: Evidence, acts: Collection[str], *, known: Collection[str]
) -> dict[str, list[Statement]]:
    """Who is said to be the victim of a killing died in it, though nobody says it in so many words."""
    found: dict[str, list[Statement]] = {}
    for statement in _every(evidence, ("victim-of",)):
        person = evidence.canonical(statement.subject)
        if person not in known and statement.polarity == "affirms" and _is_harm(statement, acts, evidence):
            event = statement.value.id if isinstance(statement.value, Ref) else statement.event
            found.setdefault(person, []).append(
                replace(statement, predicate="died", value=UNDATED, event=event)
            )
    return found


def _among_the_dead(said: dict[str, list[Statement]], evidence: Evidence) -> dict[str, list[Statement]]:
    """Whom somebody names as one of a group of dead is said to be dead by whoever names them."""
    dead = {group: told for group, died in said.items() if (told := _group_died(group, died, evidence))}
    found: dict[str, list[Statement]] = {}
    for statement in _every(evidence, ("includes", "member-of")) if dead else ():
        if (
            not isinstance(statement.value, Ref)
            or statement.polarity != "affirms"
            or statement.modality in NO_CASE
        ):
            continue
        ends = (
            (statement.subject, statement.value.id)
            if statement.predicate == "includes"
            else (statement.value.id, statement.subject)
        )
        person = evidence.subjects.get(ends[1])
        groups = sorted(
            dead.keys() & {evidence.canonical(group) for group in (ends[0], *wider(ends[0], evidence))}
        )
        if groups and person is not None and person.kind == "person":
            named = _as_death(statement, person.id, dead[groups[0]], evidence)
            found.setdefault(evidence.canonical(person.id), []).append(named)
    return found


def _group_died(group: str, died: list[Statement], evidence: Evidence) -> Statement | None:
    """The surest word that all of a group died, of those that stand if any does."""
    subject = evidence.subjects.get(group)
    if subject is None or subject.kind == "person":
        return None
    statements = [
        statement
        for statement in died
        if statement.polarity == "affirms"
        and statement.modality not in NO_CASE
        and statement.aspect in ("single", "all")
        if not isinstance(statement.value, Unknown)
    ]
    return min(
        statements,
        key=lambda statement: (not _stands(statement, evidence), not is_firm(statement), statement.id),
        default=None,
    )


def _stands(statement: Statement, evidence: Evidence) -> bool:
    return evidence.status_of(statement.id).still_counts


def _as_death(named: Statement, person: str, died: Statement, evidence: Evidence) -> Statement:
    """No surer than either word, and gone with either."""
    return replace(
        named,
        id=named.id if _stands(died, evidence) else died.id,
        subject=person,
        predicate="died",
        value=UNDATED,
        event=died.event,
        modality=named.modality if is_firm(died) else died.modality,
        aspect="single",
    )


def _every(evidence: Evidence, predicates: tuple[str, ...]) -> list[Statement]:
    live = [one for predicate in predicates for one in evidence.by_predicate.get(predicate, ())]
    gone = [
        evidence.by_id[one]
        for one, status in evidence.status.items()
        if not status.still_counts and one in evidence.by_id
    ]
    return live + [one for one in gone if one.predicate in predicates]


def _is_harm(statement: Statement, acts: Collection[str], evidence: Evidence) -> bool:
    """Whether somebody is said to be the victim of one of the acts."""
    if isinstance(statement.value, Code):
        return statement.value.code in acts
    return isinstance(statement.value, Ref) and any(
        act in acts for act in evidence.acts.get(statement.value.id, ())
    )


def _denies_more(statement: Statement, acts: Iterable[str], evidence: Evidence) -> bool:
    """Whether somebody denies more than the harm: who says "no ill-treatment" denies a rape."""
    if statement.polarity != "denies" or not isinstance(statement.value, Code):
        return False
    return any(evidence.vocabulary.lists["act"].falls_under(act, statement.value.code) for act in acts)
