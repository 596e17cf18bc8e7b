"""What a draft tells of its unnamed people by which they could be looked up.

Invariant: a cell is found through every path that a reader could take: the person, her events, her label, and
everybody decided to be the same.
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
"""A date wider than this is a season or a year, and looks nobody up."""
_TIES = frozenset({"victim-of", "present-at", "ordered", "decided", "failed-to-prevent"})
"""What ties somebody to an event, so that its day and place tell where she was, or what she answers for."""
_BUILT_IN = frozenset(one.id for one in BUILT_IN)


def unnamed_people(records: CaseRecords) -> Mapping[str, tuple[str, ...]]:
    """Everybody who is one person and has no name in the draft, with the ids that are one with theirs."""
    same = Clusters(records.decisions)
    groups: dict[str, set[str]] = {}
    for subject in identified(records.subjects, records.decisions).values():
        if subject.kind in ("person", "voice"):
            groups.setdefault(same.canonical(subject.stands_for or subject.id), set()).add(subject.id)
    return {
        top: tuple(sorted(ids))
        for top, ids in groups.items()
        if not any(_known(records.subjects[one]) for one in ids | {top} if one in records.subjects)
    }


def _known(subject: Subject) -> bool:
    return (
        subject.named
        or subject.official
        or subject.plural
        or subject.id in _BUILT_IN
        or subject.kind == "body"
    )


def identifiers_of(records: CaseRecords) -> dict[str, tuple[QuasiIdentifier, ...]]:
    """By unnamed person, the cells that the draft fills; nobody without one."""
    people = unnamed_people(records)
    owner = {one: top for top, ids in people.items() for one in ids}
    events = events_of(records.statements, owner)
    found: dict[str, list[QuasiIdentifier]] = {}
    for top, ids in people.items():
        for one in ids:
            if one in records.subjects:
                found.setdefault(top, []).extend(_of_label(top, records.subjects[one]))
    said: list[Statement | Reading] = [*records.statements, *records.readings]
    for each in said:
        for top in {owner.get(each.subject), *events.get(each.subject, ())} - {None}:
            assert top is not None
            found.setdefault(top, []).extend(_of_statement(top, each, records))
    return {top: tuple(dict.fromkeys(cells)) for top, cells in found.items() if cells}


def told_dead(records: CaseRecords) -> frozenset[str]:
    """The unnamed people whose death is told."""
    owner = {one: top for top, ids in unnamed_people(records).items() for one in ids}
    statements = (one for one in records.statements if one.predicate == "died" and one.polarity == "affirms")
    return frozenset(owner[one.subject] for one in statements if one.subject in owner)


def shared_by_case(records: CaseRecords) -> frozenset[tuple[IdentifierKind, str]]:
    """The day and the place of what the case is about, which tell nobody of it apart."""
    return frozenset(
        (traits().predicates[statement.predicate], value_key(statement.value))
        for statement in records.statements
        if statement.subject == records.anchor and statement.predicate in ("when", "where")
    )


def events_of(statements: Iterable[Statement], owner: Mapping[str, str]) -> dict[str, set[str]]:
    """By event, the unnamed people whom it befell, who were there, or who answer for it.

    Args:
        owner: by id of somebody unnamed, the id that stands for all that are one with it.
    """
    found: dict[str, set[str]] = {}
    for statement in statements:
        if (top := owner.get(statement.subject)) is None:
            continue
        if statement.event is not None:
            found.setdefault(statement.event, set()).add(top)
        if statement.predicate in _TIES and isinstance(statement.value, Ref):
            found.setdefault(statement.value.id, set()).add(top)
    return found


def _of_label(top: str, subject: Subject) -> Iterator[QuasiIdentifier]:
    told, spot = set(words_of(subject.label)), Spot("subject", subject.id, "label")
    if told & traits().female or told & traits().male:
        yield QuasiIdentifier(top, "sex", "female" if told & traits().female else "male", spot)
    if told & traits().kin:
        yield QuasiIdentifier(top, "kin", " ".join(sorted(told & traits().kin)), spot)


def _of_statement(top: str, one: Statement | Reading, records: CaseRecords) -> Iterator[QuasiIdentifier]:
    if one.polarity != "affirms" or isinstance(one.value, Unknown):
        return
    where = "statement" if isinstance(one, Statement) else "reading"
    spot = Spot(where, one.id, "value")
    if one.predicate in records.vocabulary.lists["relation"].terms:
        yield QuasiIdentifier(top, "kin", " ".join(words_of(f"{one.predicate} {one.value.text}")), spot)
    kind = traits().predicates.get(one.predicate)
    if kind is not None and (kind != "date" or _narrow(one.value)):
        yield QuasiIdentifier(top, _kin_or(kind, one), value_key(one.value), spot)
    # "Present at the hospital on the 14th": the day stands beside the value.
    beside = dict(one.qualifiers).get("when")
    if kind is not None and beside is not None and _narrow(beside):
        yield QuasiIdentifier(top, "date", value_key(beside), Spot(where, one.id, "when"))


def _kin_or(kind: IdentifierKind, one: Statement | Reading) -> IdentifierKind:
    return "kin" if kind == "mark" and set(words_of(one.value.text)) & traits().kin else kind


def value_key(value: Value) -> str:
    """A value as cells hold it: two spellings of one thing are alike."""
    return " ".join(words_of(value.text)) or value.text


def _narrow(value: Value) -> bool:
    """Whether a date names a month or less."""
    if isinstance(value, Relative):
        low, high = value.low_days, value.high_days
        return low is not None and high is not None and high - low <= _COARSE.days
    if not isinstance(value, When):
        return False
    first, last = value.earliest_start, value.latest_end
    return first is not None and last is not None and last - first <= _COARSE
