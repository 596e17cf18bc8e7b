"""Reports of a harm, by subject. Invariant: retracted statements are included, so that nobody drops out unseen."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from aigaq.records.statements import Statement
from aigaq.records.values import UNDATED, Code, Ref, Unknown
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import NOT_FACTUAL, affirms_firmly


def harm_reports(evidence: Evidence, harm: str) -> dict[str, list[Statement]]:
    """By subject, every statement that affirms or denies the harm, retracted ones included."""
    reports: dict[str, list[Statement]] = {}
    acts = evidence.vocabulary.acts_of(harm)
    wanted = ("died",) if harm == "died" else ("victim-of",)
    for statement in _every(evidence, wanted):
        if harm == "died" or _is_harm(statement, acts, evidence):
            reports.setdefault(evidence.canonical(statement.subject), []).append(statement)
    if harm != "died":
        for statement in _every(evidence, wanted):
            person = evidence.canonical(statement.subject)
            if (
                person in reports
                and statement not in reports[person]
                and _denies_more(statement, acts, evidence)
            ):
                reports[person].append(statement)
    if harm == "died":
        reports.update(_killed(evidence, acts, known=reports.keys()))
        for person, named in _among_the_dead(reports, evidence).items():
            statements = reports.setdefault(person, [])
            # A chain that reports the death itself adds nothing by naming the person as one of the dead group.
            chains = {one.chain for one in statements if one.polarity == "affirms" and _stands(one, evidence)}
            statements += [one for one in named if one.chain not in chains]
    return reports


def _killed(
    evidence: Evidence, acts: Collection[str], *, known: Collection[str]
) -> dict[str, list[Statement]]:
    """Victims of a killing of whom nobody says in so many words that they died: the killing is turned into a death."""
    killed: dict[str, list[Statement]] = {}
    for statement in _every(evidence, ("victim-of",)):
        person = evidence.canonical(statement.subject)
        if person not in known and statement.polarity == "affirms" and _is_harm(statement, acts, evidence):
            event = statement.value.id if isinstance(statement.value, Ref) else statement.event
            killed.setdefault(person, []).append(
                replace(statement, predicate="died", value=UNDATED, event=event)
            )
    return killed


def _among_the_dead(reports: dict[str, list[Statement]], evidence: Evidence) -> dict[str, list[Statement]]:
    """People whom somebody names as members of a group that died: the naming counts as a report of the death."""
    dead = {group: death for group, died in reports.items() if (death := _group_died(group, died, evidence))}
    named_dead: dict[str, list[Statement]] = {}
    for statement in _every(evidence, ("includes", "member-of")) if dead else ():
        if (
            not isinstance(statement.value, Ref)
            or statement.polarity != "affirms"
            or statement.modality in NOT_FACTUAL
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
            named_dead.setdefault(evidence.canonical(person.id), []).append(named)
    return named_dead


def _group_died(group: str, died: list[Statement], evidence: Evidence) -> Statement | None:
    """The surest statement that all of a group died; one that still counts before one that is retracted."""
    subject = evidence.subjects.get(group)
    if subject is None or subject.kind == "person":
        return None
    statements = [
        statement
        for statement in died
        if statement.polarity == "affirms"
        and statement.modality not in NOT_FACTUAL
        and statement.aspect in ("single", "all")
        if not isinstance(statement.value, Unknown)
    ]
    return min(
        statements,
        key=lambda statement: (not _stands(statement, evidence), not affirms_firmly(statement), statement.id),
        default=None,
    )


def _stands(statement: Statement, evidence: Evidence) -> bool:
    return evidence.status_of(statement.id).still_counts


def _as_death(named: Statement, person: str, died: Statement, evidence: Evidence) -> Statement:
    """Membership and death of the group as one statement: no surer than either, retracted with either."""
    return replace(
        named,
        id=named.id if _stands(died, evidence) else died.id,
        subject=person,
        predicate="died",
        value=UNDATED,
        event=died.event,
        modality=named.modality if affirms_firmly(died) else died.modality,
        aspect="single",
    )


def _every(evidence: Evidence, predicates: tuple[str, ...]) -> list[Statement]:
    live = [id_ for predicate in predicates for id_ in evidence.by_predicate.get(predicate, ())]
    gone = [
        evidence.by_id[id_]
        for id_, status in evidence.status.items()
        if not status.still_counts and id_ in evidence.by_id
    ]
    return live + [id_ for id_ in gone if id_.predicate in predicates]


def _is_harm(statement: Statement, acts: Collection[str], evidence: Evidence) -> bool:
    """Whether a statement makes its subject the victim of one of the acts."""
    if isinstance(statement.value, Code):
        return statement.value.code in acts
    return isinstance(statement.value, Ref) and any(
        act in acts for act in evidence.acts.get(statement.value.id, ())
    )


def _denies_more(statement: Statement, acts: Iterable[str], evidence: Evidence) -> bool:
    """Whether a statement denies a wider act than the harm: "no ill-treatment" denies a rape."""
    if statement.polarity != "denies" or not isinstance(statement.value, Code):
        return False
    return any(evidence.vocabulary.lists["act"].falls_under(act, statement.value.code) for act in acts)
