"""Views of one subject, or of one statement with its four questions.

Invariant: every value is shown with its voice and its place.
"""

from __future__ import annotations

from aigaq.accountability.roles import roles_of
from aigaq.casework.case import Case
from aigaq.casework.views import Json, contradictions_view, date_view, passage, passages
from aigaq.errors import UnknownId
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref, Unknown, Value
from aigaq.statements.event_statements import only_by_event, statements_of_events
from aigaq.statements.evidence import Evidence
from aigaq.statements.manner_of_death import death_events
from aigaq.statements.origins import is_copy, is_document, is_official, origin_of


def about_view(case: Case, subject: str) -> dict[str, Json]:
    """Everything said about a subject: values with their voices, roles in time, contradictions, unstated facts.

    Raises:
        UnknownId: no subject has that id.
    """
    evidence = case.evidence()
    if subject not in case.records.subjects:
        raise UnknownId(value=subject)
    entry = case.records.subjects[subject]
    touching = case.touching.get(evidence.canonical(subject).removesuffix("~death"), [])
    questions = case.questions_about.get(subject, [])
    return {
        "id": subject,
        "label": entry.label,
        "kind": entry.kind,
        "named": entry.named or bool(evidence.statements(subject, "name")),
        "when": date_view(case, subject) if entry.kind == "event" else None,
        "roles": _roles(case, subject),
        "values": _values(case, touching, subject),
        "by_event": _by_event(case, subject),
        "contradictions": contradictions_view(case, case.against_any(one.id for one in touching)),
        "not_stated": [one.ask for one in questions if one.is_blank],
        "questions": [
            {"id": question.id, "ask": question.ask, "state": question.state}
            for question in questions
            if not question.is_blank
        ],
        "practices": _practices(case, subject),
    }


def _by_event(case: Case, subject: str) -> Json:
    """Statements about the events of this person's own acts and death, for predicates stated of the event alone."""
    evidence = case.evidence()
    if case.records.subjects[subject].kind != "person":
        return []
    events = death_events(subject, evidence)
    events |= {
        evidence.canonical(statement.value.id)
        for statement in evidence.statements(subject, "victim-of")
        if isinstance(statement.value, Ref) and statement.polarity == "affirms"
    }
    return [
        {"predicate": code, "event": said[0].subject, "said": [said_view(case, one) for one in said]}
        for code in only_by_event(events, evidence)
        if (said := statements_of_events(events, code, evidence)[0])
    ]


def _values(case: Case, touching: list[Statement], page: str) -> Json:
    groups: dict[tuple[str, str, str], list[Statement]] = {}
    for statement in touching:
        groups.setdefault((statement.subject, statement.predicate, statement.polarity), []).append(statement)
    return [
        {
            "subject": subject,
            "label": None if subject.startswith("#") else case.evidence().label(subject),
            "own": case.evidence().canonical(subject) == case.evidence().canonical(page),
            "predicate": predicate,
            "polarity": polarity,
            "said": [said_view(case, one) for one in said],
        }
        for (subject, predicate, polarity), said in groups.items()
    ]


def said_view(case: Case, statement: Statement) -> Json:
    """One statement in short: value, voice, basis, status, place."""
    evidence = case.evidence()
    return {
        "id": statement.id,
        "value": statement.value.text,
        "label": evidence.label(statement.value.id) if isinstance(statement.value, Ref) else None,
        "list": _list_of(statement.value),
        "by": [evidence.label(link.voice) for link in statement.chain],
        "basis": statement.basis,
        "polarity": statement.polarity,
        "modality": statement.modality,
        "aspect": statement.aspect,
        "status": evidence.status_of(statement.id).state,
        "copy": is_copy(statement.source, evidence),
        "qualifiers": {name: value.text for name, value in statement.qualifiers},
        "passages": passages(statement.passages),
    }


def _roles(case: Case, subject: str) -> Json:
    return [
        {
            "predicate": role.predicate,
            "value": role.value,
            "event": role.event,
            "when": role.when,
            "relative": role.relative,
            "denied": role.denied,
            "statements": list(role.statements),
            "passages": passages(role.passages),
        }
        for role in roles_of(subject, case.evidence(), case.dates())
    ]


def _practices(case: Case, subject: str) -> Json:
    """Practices described in the same source, which are no facts about this person (A2: no invented certificate)."""
    evidence = case.evidence()
    person = evidence.subjects[subject]
    if person.kind != "person" or not evidence.statements(subject, "died"):
        return []
    said = [
        *evidence.by_predicate.get("certificate-condition", ()),
        *evidence.by_predicate.get("cause-certified", ()),
    ]
    return [
        said_view(case, statement)
        for statement in said
        if evidence.canonical(statement.subject) != evidence.canonical(subject)
        and evidence.subjects.get(statement.subject) is not None
        and evidence.subjects[statement.subject].kind != "person"
    ]


def statement_view(case: Case, statement: str) -> dict[str, Json]:
    """The four questions about one statement.

    Raises:
        UnknownId: no such statement.
    """
    record = case.statement(statement)
    evidence = case.evidence()
    status = evidence.status_of(record.id)
    return {
        "id": record.id,
        "subject": record.subject,
        "label": evidence.label(record.subject),
        "predicate": record.predicate,
        "value": record.value.text,
        "polarity": record.polarity,
        "who_says_so": _saying(case, record),
        "how_do_they_know": _knowing(record, evidence),
        "where_exactly": [{**passage(place), "words": case.words(place)} for place in record.passages],
        "what_speaks_against_it": contradictions_view(case, case.against_any([record.id])),
        "status": {"state": status.state, "by": list(status.by)},
        "independent_origins": case.relations.independent_origins(record),
        "rests_on_it": case.relations.resting_on(record.id),
        "support_withdrawn": case.relations.withdrawn_support(record.id),
    }


def _saying(case: Case, statement: Statement) -> Json:
    evidence = case.evidence()
    source = case.records.sources.get(statement.source)
    return {
        "chain": [
            {"voice": link.voice, "label": evidence.label(link.voice), "through": link.through}
            for link in statement.chain
        ],
        "tail": list(source.tail) if source else [],
        "origin_known": origin_of(statement, evidence).known,
        "official": is_official(statement, evidence),
    }


def _knowing(statement: Statement, evidence: Evidence) -> Json:
    return {
        "basis": statement.basis,
        "modality": statement.modality,
        "aspect": statement.aspect,
        "conditions": list(statement.conditions),
        "first_hand": origin_of(statement, evidence).first_hand,
        "document": is_document(statement, evidence),
        "premises": list(statement.premises),
    }


def _list_of(value: Value) -> str | None:
    """The code list that labels a value; for a written unknown the list of unknowns."""
    return value.list if isinstance(value, Code) else "unknown" if isinstance(value, Unknown) else None
