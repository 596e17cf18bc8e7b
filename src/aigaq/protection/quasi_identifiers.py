"""Quasi-identifiers: what a draft tells of its unnamed people by which they could be looked up.

Invariant: every path that a reader could take is followed: the person, their events, their label, and every id that
is decided to be the same person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta

from aigaq.names.folding import words_of
from aigaq.protection.lists import traits
from aigaq.records.cases import CaseRecords
from aigaq.records.clusters import Clusters
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.decisions import Reading
from aigaq.records.releases import IdentifierKind, QuasiIdentifier, Spot
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.values import Ref, Unknown, Value
from aigaq.records.voice_decisions import identified

_COARSE = timedelta(days=31)
"""A date wider than this is a season or a year, and nobody can be looked up by it."""
_TIES = frozenset({"victim-of", "present-at", "ordered", "decided", "failed-to-prevent"})
"""Predicates that tie a person to an event: its day and place then tell of the person too."""
_BUILT_IN = frozenset(one.id for one in BUILT_IN)


def unnamed_people(records: CaseRecords) -> Mapping[str, tuple[str, ...]]:
    """Every single person without a name in the draft: the canonical id, with all ids decided to be the same."""
    clusters = Clusters(records.decisions)
    groups: dict[str, set[str]] = {}
    for subject in identified(records.subjects, records.decisions).values():
        if subject.kind in ("person", "voice"):
            groups.setdefault(clusters.canonical(subject.stands_for or subject.id), set()).add(subject.id)
    return {
        person: tuple(sorted(ids))
        for person, ids in groups.items()
        if not any(
            _needs_no_check(records.subjects[one]) for one in ids | {person} if one in records.subjects
        )
    }


def _needs_no_check(subject: Subject) -> bool:
    """Whether a subject is named, acts for an authority, or is no single living person."""
    known = subject.named or subject.official or subject.id in _BUILT_IN
    return known or subject.plural or subject.kind == "body"


def identifiers_of(records: CaseRecords) -> dict[str, tuple[QuasiIdentifier, ...]]:
    """Quasi-identifiers by unnamed person; nobody without one is listed."""
    people = unnamed_people(records)
    identifiers: dict[str, list[QuasiIdentifier]] = {}
    for person, ids in people.items():
        for alias in ids:
            if alias in records.subjects:
                identifiers.setdefault(person, []).extend(_of_label(person, records.subjects[alias]))
    for person, statement in statements_about(people, records):
        identifiers.setdefault(person, []).extend(_of_statement(person, statement, records))
    return {person: tuple(dict.fromkeys(listed)) for person, listed in identifiers.items() if listed}


def statements_about(
    people: Mapping[str, tuple[str, ...]], records: CaseRecords, *, but_of: str | None = None
) -> Iterator[tuple[str, Statement | Reading]]:
    """Each unnamed person with every statement and reading about them or about an event of theirs.

    Args:
        people: from `unnamed_people`.
        but_of: an event that is left out.
    """
    canonical = {alias: person for person, ids in people.items() for alias in ids}
    events = events_of(records.statements, canonical)
    events.pop(but_of or "", None)
    statements: list[Statement | Reading] = [*records.statements, *records.readings]
    for statement in statements:
        told_of = set(events.get(statement.subject, ()))
        if statement.subject in canonical:
            told_of.add(canonical[statement.subject])
        yield from ((person, statement) for person in told_of)


def told_dead(records: CaseRecords) -> frozenset[str]:
    """The unnamed people whose death the draft tells."""
    canonical = {alias: person for person, ids in unnamed_people(records).items() for alias in ids}
    died = (one for one in records.statements if one.predicate == "died" and one.polarity == "affirms")
    return frozenset(canonical[one.subject] for one in died if one.subject in canonical)


def shared_by_case(records: CaseRecords) -> frozenset[tuple[IdentifierKind, str]]:
    """The day and the place of the case's anchor: they tell nobody of the case apart."""
    return frozenset(
        (traits().predicates[one.predicate], value_key(one.value))
        for one in records.statements
        if one.subject == records.anchor and one.predicate in ("when", "where")
    )


def events_of(statements: Iterable[Statement], canonical: Mapping[str, str]) -> dict[str, set[str]]:
    """By event, the unnamed people who suffered it, were there, or answer for it.

    Args:
        canonical: by id of somebody unnamed, the id that stands for all ids of the same person.
    """
    people: dict[str, set[str]] = {}
    for statement in statements:
        if (person := canonical.get(statement.subject)) is None:
            continue
        if statement.event is not None:
            people.setdefault(statement.event, set()).add(person)
        if statement.predicate in _TIES and isinstance(statement.value, Ref):
            people.setdefault(statement.value.id, set()).add(person)
    return people


def _of_label(person: str, subject: Subject) -> Iterator[QuasiIdentifier]:
    words, spot = set(words_of(subject.label)), Spot("subject", subject.id, "label")
    if words & traits().female or words & traits().male:
        yield QuasiIdentifier(person, "sex", "female" if words & traits().female else "male", spot)
    if words & traits().kin:
        yield QuasiIdentifier(person, "kin", " ".join(sorted(words & traits().kin)), spot)


def _of_statement(
    person: str, statement: Statement | Reading, records: CaseRecords
) -> Iterator[QuasiIdentifier]:
    if statement.polarity != "affirms" or isinstance(statement.value, Unknown):
        return
    where = "statement" if isinstance(statement, Statement) else "reading"
    spot = Spot(where, statement.id, "value")
    if statement.predicate in records.vocabulary.lists["relation"].terms:
        relation = " ".join(words_of(f"{statement.predicate} {statement.value.text}"))
        yield QuasiIdentifier(person, "kin", relation, spot)
    kind = traits().predicates.get(statement.predicate)
    if kind is not None and (kind != "date" or _is_narrow(statement.value)):
        # A description with a word of kin ("mother of four") tells kin rather than a mark.
        of_kin = kind == "mark" and set(words_of(statement.value.text)) & traits().kin
        yield QuasiIdentifier(person, "kin" if of_kin else kind, value_key(statement.value), spot)
    # "Present at the hospital on the 14th": the day is a qualifier, not the value.
    day = dict(statement.qualifiers).get("when")
    if kind is not None and day is not None and _is_narrow(day):
        yield QuasiIdentifier(person, "date", value_key(day), Spot(where, statement.id, "when"))


def value_key(value: Value) -> str:
    """A value as identifiers are compared: folded words, so that two spellings of one thing are equal."""
    return " ".join(words_of(value.text)) or value.text


def _is_narrow(value: Value) -> bool:
    """Whether a date names a month or less."""
    if isinstance(value, Relative):
        low, high = value.low_days, value.high_days
        return low is not None and high is not None and high - low <= _COARSE.days
    if not isinstance(value, When):
        return False
    first, last = value.earliest_start, value.latest_end
    return first is not None and last is not None and last - first <= _COARSE
