"""The part of a case that a viewer may see.

Invariant: the remaining case could have been written by somebody who never heard of the hidden records.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Q

from aigaq.records.cases import CaseRecords, Pins
from aigaq.records.decisions import Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.serialize import from_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.web.models import (
    AnswerRow,
    CaseRow,
    DecisionRow,
    EntryRow,
    PinsRow,
    QuestionRow,
    ReadingRow,
    RecordRow,
    RuleRow,
    SafeguardRow,
    SourceRow,
    StatementRow,
    SubjectRow,
)
from aigaq.web.store.case_heads import words_of
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.withheld_fields import Withheld, masked, withheld

_R = TypeVar("_R")
_AT_ONCE = 2_000
"""Rows read at once: as plain values a whole case takes several times the memory of its records."""
_GROWING: tuple[type[RecordRow[Any]], ...] = (SubjectRow, EntryRow, StatementRow)
Last = tuple[int, ...]
"""Positions (`seq`) of a subject, an entry and a statement."""
NOTHING: Last = (-1, -1, -1)
_HIDING = (SubjectRow, SourceRow, EntryRow, StatementRow, QuestionRow, DecisionRow, ReadingRow)


@dataclass(frozen=True, slots=True)
class Added:
    """Subjects, entries and statements (each saved entry adds some), as one set of compartments shows them.

    Args:
        made, unfilled: as in `CaseRecords`, for visible entries.
        last: position of the last subject, entry and statement.
    """

    subjects: tuple[Subject, ...]
    entries: tuple[Entry, ...]
    statements: tuple[Statement, ...]
    made: Mapping[str, tuple[str, ...]]
    unfilled: Mapping[str, tuple[str, ...]]
    last: Last


@dataclass(frozen=True, slots=True)
class VisibleCase:
    """Records of a case that one set of compartments shows, and the positions of the last rows.

    Args:
        whole: whether no record is hidden and no field withheld.
    """

    records: CaseRecords
    last: Last
    whole: bool


def visible_case(case: CaseRow, held: frozenset[str], *, safeguards: bool) -> VisibleCase:
    """Records that require no compartment but those held, without the fields withheld from their holders.

    Args:
        safeguards: whether the safeguards are included.
    """
    may, hidden = visible_q(case, held), withheld(case, held)
    growing = _added(case, may, hidden, NOTHING)
    ids = {subject.id for subject in (*BUILT_IN, *growing.subjects)}
    shown = (without_hidden_ties(subject, ids) for subject in growing.subjects)
    sources = {source.key: source for source in _records(SourceRow, case, may, hidden)}
    whole = not hidden and not any(_hides(kind, case, may) for kind in _HIDING)
    pinned = PinsRow.objects.filter(case=case, key__in=list(sources)).order_by("seq")
    pins = {row.key: row.to_record() for row in pinned}
    readings = tuple(_records(ReadingRow, case, may))
    questions = tuple(_records(QuestionRow, case, may))
    vocabulary, added_words = words_of(case)
    records = CaseRecords(
        key=case.key,
        title=case.title,
        anchor=case.anchor if case.anchor in ids else None,
        coder=case.coder,
        second_coder=case.second_coder,
        vocabulary=vocabulary,
        subjects={subject.id: subject for subject in (*BUILT_IN, *shown)},
        sources=sources,
        entries=growing.entries,
        statements=growing.statements,
        decisions=tuple(_records(DecisionRow, case, may)),
        readings=readings,
        questions=questions,
        rules={rule.key: rule for rule in _records(RuleRow, case, may)},
        # Expected figures are figures of the whole case.
        answers=tuple(_records(AnswerRow, case, may)) if whole else (),
        safeguards=tuple(_records(SafeguardRow, case, may)) if safeguards else (),
        pins=pins if whole else pins_in_use(pins, (*growing.statements, *readings, *questions)),
        unfilled=growing.unfilled,
        made_for=growing.made,
        added_words=added_words,
    )
    return VisibleCase(records, growing.last, whole)


def added_after(case: CaseRow, held: frozenset[str], last: Last) -> Added:
    """Visible subjects, entries and statements after the given positions."""
    return _added(case, visible_q(case, held), withheld(case, held), last)


def hides_after(case: CaseRow, held: frozenset[str], last: Last) -> bool:
    """Whether a subject, entry or statement after the given positions is hidden."""
    may = visible_q(case, held)
    return any(_hides(kind, case, may, seq) for kind, seq in zip(_GROWING, last, strict=True))


def _added(case: CaseRow, may: Q, hidden: Withheld, last: Last) -> Added:
    subject, entry, statement = last
    subjects = list(_rows(SubjectRow, case, may, hidden, subject))
    entries = list(_rows(EntryRow, case, may, hidden, entry, "key", "made", "unfilled"))
    statements = list(_rows(StatementRow, case, may, hidden, statement))
    ends = (
        rows[-1][0] if rows else before
        for rows, before in zip((subjects, entries, statements), last, strict=True)
    )
    return Added(
        subjects=tuple(one for _, one in subjects),
        entries=tuple(one for _, one, *_ in entries),
        statements=tuple(one for _, one in statements),
        made={key: tuple(made) for _, _, key, made, _ in entries},
        unfilled={key: tuple(unfilled) for _, _, key, _, unfilled in entries if unfilled},
        last=tuple(ends),
    )


def _rows(
    rows: type[RecordRow[_R]], case: CaseRow, may: Q, hidden: Withheld, last: int, *more: str
) -> Iterator[tuple[Any, ...]]:
    """Position, record and further columns of each row after a position, in order."""
    found = rows._default_manager.filter(may, case=case, seq__gt=last).order_by("seq")
    for seq, body, *columns in found.values_list("seq", "body", *more).iterator(chunk_size=_AT_ONCE):
        yield seq, masked(from_plain(rows.record, body), hidden), *columns


def _hides(kind: type[RecordRow[Any]], case: CaseRow, may: Q, last: int = -1) -> bool:
    return kind._default_manager.filter(~may, case=case, seq__gt=last).exists()


def _records(rows: type[RecordRow[_R]], case: CaseRow, may: Q, hidden: Withheld | None = None) -> list[_R]:
    return [record for _, record in _rows(rows, case, may, hidden or Withheld(), -1)]


def without_hidden_ties(subject: Subject, shown: Container[str]) -> Subject:
    """The subject without links to hidden subjects: a voice stays, but not the person it stands for."""
    if (subject.stands_for is None or subject.stands_for in shown) and (
        subject.within is None or subject.within in shown
    ):
        return subject
    who = subject.stands_for if subject.stands_for in shown else None
    return replace(subject, stands_for=who, within=subject.within if subject.within in shown else None)


def pins_in_use(
    pins: Mapping[str, Pins], records: Iterable[Statement | Reading | Question]
) -> dict[str, Pins]:
    """Pins of some sources that these records use, by source."""
    shown: set[str] = set()
    places: dict[str, set[str | None]] = {key: set() for key in pins}
    for record in records:
        shown.add(record.id)
        for passage in record.passages:
            if passage.source in places:
                places[passage.source].add(passage.pin)
    return {
        key: replace(
            one,
            places={place: pin for place, pin in one.places.items() if place in places[key]},
            ids={name: uid for name, uid in one.ids.items() if name in shown},
        )
        for key, one in pins.items()
    }
