"""The part of a case that a viewer may see.

Invariant: whatever touches a hidden thing is hidden too, again and again, until nothing more falls; so that the case
that is left could have been written by somebody who never heard of what is sealed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from aigaq.bundle.castfile import relation_label
from aigaq.records.cases import Answer, Pins, Safeguard
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.vocabulary import Vocabulary
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
from aigaq.web.queries.touching import (
    Hidden,
    decision_touches,
    question_touches,
    reading_touches,
    rule_touches,
    source_touches,
    statement_touches,
)

_R = TypeVar("_R")


@dataclass(frozen=True, slots=True)
class Seen:
    """What is left of a case for one set of compartments.

    Args:
        made, unfilled: by visible entry, as in `CaseRecords`.
        whole: nothing at all was hidden.
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


@dataclass(frozen=True, slots=True)
class _All:
    """Every record of the case that can touch another."""

    subjects: list[Subject]
    sources: list[Source]
    entries: list[Entry]
    statements: list[Statement]
    decisions: list[Decision]
    readings: list[Reading]
    questions: list[Question]


def seen(case: CaseRow, held: frozenset[str], vocabulary: Vocabulary) -> Seen:
    """The records that touch no compartment but those held."""
    hidden = Hidden()
    entry_rows = list(EntryRow.objects.filter(case=case).order_by("seq"))
    every = _All(
        subjects=_records(SubjectRow, case, held, hidden.subjects),
        sources=_records(SourceRow, case, held, hidden.sources),
        entries=[row.to_record() for row in entry_rows],
        statements=_records(StatementRow, case, held, hidden.statements),
        decisions=_records(DecisionRow, case, held, hidden.judgements),
        readings=_records(ReadingRow, case, held, hidden.judgements),
        questions=_records(QuestionRow, case, held, hidden.questions),
    )
    hidden.entries |= {row.key for row in entry_rows if not set(row.compartments) <= held}
    _spread(hidden, every, vocabulary)
    left = {row.key: row for row in entry_rows if row.key not in hidden.entries}
    return _left(case, every, hidden, left)


def _records(rows: type[RecordRow[_R]], case: CaseRow, held: frozenset[str], closed: set[str]) -> list[_R]:
    """All records of a kind in their order; the ids of those in compartments not held go into `closed`."""
    found: list[RecordRow[Any]] = list(rows._default_manager.filter(case=case).order_by("seq"))
    closed |= {row.key for row in found if not set(row.compartments) <= held}
    return [row.to_record() for row in found]


def _spread(hidden: Hidden, every: _All, vocabulary: Vocabulary) -> None:
    """Hide whatever touches a hidden thing, until nothing more falls."""
    size = 0
    while size != (size := hidden.size()):
        hidden.sources |= {one.key for one in every.sources if source_touches(one, hidden)}
        hidden.questions |= {one.id for one in every.questions if question_touches(one, hidden)}
        hidden.statements |= {one.id for one in every.statements if statement_touches(one, hidden)}
        # An entry is seen whole or not at all: a slot that is missing would tell that something stands there.
        hidden.entries |= {one.entry for one in every.statements if one.entry and one.id in hidden.statements}
        hidden.entries |= {one.id for one in every.entries if one.source in hidden.sources}
        hidden.subjects |= set(_subjects_touching(every, hidden, vocabulary))
        hidden.judgements |= {one.id for one in every.decisions if decision_touches(one, hidden)}
        hidden.judgements |= {one.id for one in every.readings if reading_touches(one, hidden)}


def _subjects_touching(every: _All, hidden: Hidden, vocabulary: Vocabulary) -> Iterator[str]:
    """What a hidden entry made, and whoever is called after somebody hidden: "mother of ..."."""
    subjects = {one.id: one for one in every.subjects}
    for one in every.subjects:
        if one.made_by in hidden.entries:
            yield one.id
    for entry in every.entries:
        named = subjects.get(str(entry.who)) if str(entry.value) in hidden.subjects else None
        if named is not None and relation_label(entry, subjects, vocabulary) == named.label:
            yield named.id


def _left(case: CaseRow, every: _All, hidden: Hidden, rows: Mapping[str, EntryRow]) -> Seen:
    statements = tuple(one for one in every.statements if one.id not in hidden.statements)
    shown = {one.id for one in statements}
    sources = {one.key: one for one in every.sources if one.key not in hidden.sources}
    entries = tuple(one for one in every.entries if one.id in rows)
    pins = {row.key: row.to_record() for row in PinsRow.objects.filter(case=case).order_by("seq")}
    whole = hidden.size() == 0
    return Seen(
        subjects={one.id: one for one in (*BUILT_IN, *_subjects(every.subjects, hidden))},
        sources=sources,
        entries=entries,
        statements=statements,
        decisions=tuple(one for one in every.decisions if one.id not in hidden.judgements),
        readings=tuple(one for one in every.readings if one.id not in hidden.judgements),
        questions=tuple(one for one in every.questions if one.id not in hidden.questions),
        rules={one.key: one for one in _of(RuleRow, case) if not rule_touches(one, hidden)},
        # The figures a case must give are figures of the whole of it.
        answers=tuple(_of(AnswerRow, case)) if whole else (),
        safeguards=tuple(one for one in _of(SafeguardRow, case) if not hidden.names(one.covers)),
        pins={key: _pins(one, key, every, shown, whole) for key, one in pins.items() if key in sources},
        made={one.id: tuple(rows[one.id].made) for one in entries},
        unfilled={one.id: tuple(rows[one.id].unfilled) for one in entries if rows[one.id].unfilled},
        whole=whole,
    )


def _of(rows: type[RecordRow[_R]], case: CaseRow) -> list[_R]:
    return [row.to_record() for row in rows._default_manager.filter(case=case).order_by("seq")]


def _subjects(subjects: Iterable[Subject], hidden: Hidden) -> Iterator[Subject]:
    """Those that may be seen, each without its tie to one that may not: the voice stays, who it is does not."""
    for one in subjects:
        if one.id not in hidden.subjects:
            who = None if one.stands_for in hidden.subjects else one.stands_for
            within = None if one.within in hidden.subjects else one.within
            yield replace(one, stands_for=who, within=within)


def _pins(pins: Pins, source: str, every: _All, shown: set[str], whole: bool) -> Pins:
    """The pins on which something visible rests."""
    if whole:
        return pins
    said = [passage for one in every.statements if one.id in shown for passage in one.passages]
    places = {passage.pin for passage in said if passage.source == source}
    return replace(
        pins,
        places={place: pin for place, pin in pins.places.items() if place in places},
        ids={one: uid for one, uid in pins.ids.items() if one in shown},
    )
