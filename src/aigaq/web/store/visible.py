"""The part of a case that a viewer may see.

Invariant: the case that is left could have been written by somebody who never heard of what is sealed.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from django.db.models import Q

from aigaq.records.cases import Answer, Pins, Safeguard
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.rules import CountRule
from aigaq.records.serialize import from_plain
from aigaq.records.sources import Source
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
from aigaq.web.store.compartments import holds
from aigaq.web.store.withheld_fields import Withheld, masked, withheld

_R = TypeVar("_R")
_AT_ONCE = 2_000
"""Rows that are read at once: the plain values of a whole case take several times the room of its records."""
_HIDING = (SubjectRow, SourceRow, EntryRow, StatementRow, QuestionRow, DecisionRow, ReadingRow)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is left of a case for one set of compartments.

    Args:
        made, unfilled: by visible entry, as in `CaseRecords`.
        whole: nothing at all was hidden, and nothing withheld.
    """

    subjects: Mapping[str, Subject]
    sources: Mapping[str, Source]
    entries: tuple[Entry, ...]
    statements: tuple[Statement, ...]
    decisions: tuple[Decision, ...]
    readings: tuple[Reading, ...]
    questions: tuple[Question, ...]
    rules: Mapping[str, CountRule]
    answers: tuple[Answer, ...]
    safeguards: tuple[Safeguard, ...]
    pins: Mapping[str, Pins]
    made: Mapping[str, tuple[str, ...]]
    unfilled: Mapping[str, tuple[str, ...]]
    whole: bool


def seen(case: CaseRow, held: frozenset[str]) -> Seen:
    """The records that touch no compartment but those held, without what is withheld from their holders."""
    may, hidden = holds(case, held), withheld(case, held)
    entries = EntryRow.objects.filter(may, case=case).order_by("seq")
    told = entries.values_list("key", "body", "made", "unfilled").iterator(chunk_size=_AT_ONCE)
    rows = [
        (key, masked(from_plain(Entry, body), hidden), tuple(made), tuple(unfilled))
        for key, body, made, unfilled in told
    ]
    subjects = _of(SubjectRow, case, may, hidden)
    ids = {one.id for one in (*BUILT_IN, *subjects)}
    statements = tuple(_of(StatementRow, case, may, hidden))
    sources = {one.key: one for one in _of(SourceRow, case, may, hidden)}
    whole = not hidden and not any(_hides(kind, case, may) for kind in _HIDING)
    pinned = PinsRow.objects.filter(case=case, key__in=list(sources)).order_by("seq")
    pins = {row.key: row.to_record() for row in pinned}
    return Seen(
        subjects={one.id: one for one in (*BUILT_IN, *(untied(one, ids) for one in subjects))},
        sources=sources,
        entries=tuple(entry for _, entry, _, _ in rows),
        statements=statements,
        decisions=tuple(_of(DecisionRow, case, may)),
        readings=tuple(_of(ReadingRow, case, may)),
        questions=tuple(_of(QuestionRow, case, may)),
        rules={one.key: one for one in _of(RuleRow, case, may)},
        # The figures a case must give are figures of the whole of it.
        answers=tuple(_of(AnswerRow, case, may)) if whole else (),
        safeguards=tuple(_of(SafeguardRow, case, may)),
        pins=pins if whole else resting(pins, statements),
        made={key: made for key, _, made, _ in rows},
        unfilled={key: unfilled for key, _, _, unfilled in rows if unfilled},
        whole=whole,
    )


def _hides(kind: type[RecordRow[Any]], case: CaseRow, may: Q) -> bool:
    return kind._default_manager.filter(~may, case=case).exists()


def _of(rows: type[RecordRow[_R]], case: CaseRow, may: Q, hidden: Withheld | None = None) -> list[_R]:
    found = rows._default_manager.filter(may, case=case).order_by("seq")
    masks = hidden or Withheld()
    bodies = found.values_list("body", flat=True).iterator(chunk_size=_AT_ONCE)
    return [masked(from_plain(rows.record, body), masks) for body in bodies]


def untied(one: Subject, seen: Container[str]) -> Subject:
    """A subject without its tie to one that may not be seen: the voice stays, who it is does not."""
    if (one.stands_for is None or one.stands_for in seen) and (one.within is None or one.within in seen):
        return one
    who = one.stands_for if one.stands_for in seen else None
    return replace(one, stands_for=who, within=one.within if one.within in seen else None)


def resting(pins: Mapping[str, Pins], statements: Iterable[Statement]) -> dict[str, Pins]:
    """The pins of some sources on which one of these statements rests, by source."""
    shown: set[str] = set()
    places: dict[str, set[str | None]] = {key: set() for key in pins}
    for one in statements:
        shown.add(one.id)
        for passage in one.passages:
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
