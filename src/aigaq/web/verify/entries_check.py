"""The statements of a case, assembled again from its entries as on import, against the rows that are stored.

Invariant: what was saved later never makes an earlier entry wrong. An entry that differs is assembled once more from
what the case held when it was saved, and is reported only if it differs then too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.db.models import Q

from aigaq.bundle.assembly import Assembled, assemble
from aigaq.bundle.problems import Problems
from aigaq.bundle.read import bound
from aigaq.records.cases import Pins
from aigaq.records.coding.resolution import Known
from aigaq.records.decisions import Question
from aigaq.records.entries import Entry
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.web.models import (
    CaseRow,
    EntryRow,
    PinsRow,
    QuestionRow,
    RecordRow,
    SourceRow,
    StatementRow,
    SubjectRow,
)
from aigaq.web.store.case_heads import words_of
from aigaq.web.store.chunks import Read, in_parts
from aigaq.web.store.differences import Difference, Seen, nobody_watches


@dataclass(frozen=True, slots=True)
class EntryInputs:
    """Everything that the entries of a case are assembled from, and the ids that their rows say they made.

    Args:
        made: by entry, its statements, main one first, and the slots that it leaves empty.
        pins: by source, its pins and when they came.
        unreadable: entries whose rows cannot be read.
    """

    vocabulary: Vocabulary
    cast: Mapping[str, Subject]
    sources: Mapping[str, Source]
    questions: Sequence[Question]
    pins: Mapping[str, tuple[Pins, datetime]]
    entries: Mapping[str, Entry]
    made: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    unreadable: frozenset[str]

    def assembled(
        self,
        case: CaseRow,
        entries: Iterable[str],
        subjects: Mapping[str, Subject],
        made: Mapping[str, tuple[str, ...]],
        problems: Problems,
    ) -> Assembled:
        """Some entries, assembled beside subjects and beside earlier entries with the statements that they made."""
        known = Known(
            vocabulary=self.vocabulary,
            subjects=subjects,
            entries=made,
            statements=frozenset().union(*made.values()),
            questions=frozenset(question.id for question in self.questions),
        )
        records = [self.entries[key] for key in entries]
        return assemble(records, known=known, sources=self.sources, anchor=case.anchor, problems=problems)

    def pinned(self, statement: Statement, at: datetime) -> Statement:
        """A statement with its pins, if they were stored with it; a statement saved on a page has none."""
        pins = self.pins.get(statement.source)
        if pins is None or pins[1] != at:
            return statement
        by_source = {statement.source: pins[0]}
        return replace(statement, passages=tuple(bound(one, by_source) for one in statement.passages))


@dataclass(slots=True)
class _Expected:
    """Records that the entries should have made, by id; each is removed when its row has been compared.

    Args:
        wrong: by entry, the differences found so far.
    """

    statements: dict[str, Statement]
    subjects: dict[str, Subject]
    wrong: dict[str, list[Difference]] = field(default_factory=dict)

    def note(self, entry: str, difference: Difference) -> None:
        """Keep what differs of an entry."""
        self.wrong.setdefault(entry, []).append(difference)


def check_entries(case: CaseRow, seen: Seen) -> Iterator[Difference]:
    """Each entry whose statements differ, with each statement and subject that is not what it makes."""
    inputs = inputs_of(case)
    problems = Problems()
    assembled = inputs.assembled(case, inputs.entries, inputs.cast, {}, problems)
    expected = _expected(assembled, inputs.entries)
    for problem in problems.found:
        expected.wrong.setdefault(str(problem.parameters.get("id", "")), [])
    statements, subjects = _rows(StatementRow, case, seen), _rows(SubjectRow, case, seen)
    _compare(expected, inputs, assembled, statements, subjects)
    for entry in sorted(expected.wrong):
        if entry not in inputs.entries:
            yield from expected.wrong[entry]
        elif differences := _as_of_saving(case, inputs, entry):
            yield Difference("entry", entry, "statements")
            yield from differences


def inputs_of(case: CaseRow) -> EntryInputs:
    """The inputs of the entries of a case, from the bodies of its rows alone; what cannot be read is left out."""
    entries = [one for chunk in in_parts(EntryRow, case) for one in chunk]
    readable = {one.key: one for one in entries if one.record is not None}
    vocabulary, _ = words_of(case)
    cast = (one.record for one in _readable(SubjectRow, case) if one.record.made_by is None)
    return EntryInputs(
        vocabulary=vocabulary,
        cast={one.id: one for one in (*BUILT_IN, *cast)},
        sources={one.key: one.record for one in _readable(SourceRow, case)},
        questions=[one.record for one in _readable(QuestionRow, case)],
        pins={one.key: (one.record, one.row.at) for one in _readable(PinsRow, case)},
        entries={key: one.record for key, one in readable.items()},
        made={key: (_words(one.row.made), _words(one.row.unfilled)) for key, one in readable.items()},
        unreadable=frozenset(one.key for one in entries if one.record is None),
    )


def _readable(kind: type[RecordRow[Any]], case: CaseRow) -> Iterator[Read]:
    return (one for chunk in in_parts(kind, case) for one in chunk if one.record is not None)


def _words(listed: object) -> tuple[str, ...]:
    """The words of a list that a row keeps. Anything else was not written by us, and will compare as different."""
    return tuple(str(one) for one in listed) if isinstance(listed, list) else (str(listed),)


def _expected(assembled: Assembled, entries: Iterable[str]) -> _Expected:
    own = frozenset(entries)
    return _Expected(
        {one.id: one for one in assembled.statements},
        {key: one for key, one in assembled.known.subjects.items() if one.made_by in own},
    )


def _rows(kind: type[RecordRow[Any]], case: CaseRow, seen: Seen, only: Q | None = None) -> Iterator[Read]:
    for chunk in in_parts(kind, case, only):
        yield from chunk
        seen(len(chunk))


def _compare(
    expected: _Expected,
    inputs: EntryInputs,
    assembled: Assembled,
    statements: Iterable[Read],
    subjects: Iterable[Read],
    only: str | None = None,
) -> None:
    """Note for each entry, or for `only` one, what its rows say otherwise than what was assembled."""
    for row in statements:
        _compare_statement(expected, inputs, row)
    for row in subjects:
        _compare_subject(expected, inputs, row)
    for statement in expected.statements.values():
        expected.note(statement.entry or "", Difference("statement", statement.id, "missing"))
    for subject in expected.subjects.values():
        expected.note(subject.made_by or "", Difference("subject", subject.id, "missing"))
    for key in inputs.entries if only is None else (only,):
        ids, unfilled = inputs.made[key]
        if ids != assembled.known.entries.get(key, ()):
            expected.note(key, Difference("entry", key, "column", "made"))
        if unfilled != assembled.unfilled.get(key, ()):
            expected.note(key, Difference("entry", key, "column", "unfilled"))


def _compare_statement(expected: _Expected, inputs: EntryInputs, row: Read) -> None:
    statement = expected.statements.pop(row.key, None)
    if row.record is None:
        return  # the check of projections reports rows that cannot be read
    owner = row.record.entry or "" if statement is None else statement.entry or ""
    if statement is None and owner not in inputs.unreadable:
        expected.note(owner, Difference("statement", row.key, "no-entry"))
    elif statement is not None and inputs.pinned(statement, row.row.at) != row.record:
        expected.note(owner, Difference("statement", row.key, "otherwise"))


def _compare_subject(expected: _Expected, inputs: EntryInputs, row: Read) -> None:
    subject = expected.subjects.pop(row.key, None)
    if row.record is None:
        return
    owner = row.record.made_by if subject is None else subject.made_by
    if subject is not None and subject != row.record:
        expected.note(owner or "", Difference("subject", row.key, "otherwise"))
    elif subject is None and owner is not None and owner not in inputs.unreadable:
        expected.note(owner, Difference("subject", row.key, "no-entry"))


def _as_of_saving(case: CaseRow, inputs: EntryInputs, entry: str) -> list[Difference]:
    """What differs of one entry, assembled from what the case held when it was saved.

    A word of it may be an id that came later: today it would make another statement than it made then.
    """
    problems = Problems()
    assembled = _assembled_as_of_saving(case, inputs, entry, problems)
    if problems.found:
        return [Difference("entry", entry, "unassembled")]
    expected = _expected(assembled, (entry,))
    of_entry = Q(entry=entry) | Q(key__in=list(expected.statements))
    by_entry = Q(made_by=entry) | Q(key__in=list(expected.subjects))
    statements = _rows(StatementRow, case, nobody_watches, of_entry)
    subjects = _rows(SubjectRow, case, nobody_watches, by_entry)
    _compare(expected, inputs, assembled, statements, subjects, only=entry)
    return [one for differences in expected.wrong.values() for one in differences]


def _assembled_as_of_saving(case: CaseRow, inputs: EntryInputs, entry: str, problems: Problems) -> Assembled:
    at = EntryRow.objects.get(case=case, key=entry).at
    subjects = [one.record for one in _readable(SubjectRow, case) if one.row.at <= at]
    own = {one.id for one in subjects if one.made_by == entry}
    before = EntryRow.objects.filter(case=case, at__lte=at).exclude(key=entry).values_list("key", flat=True)
    entries = {key: inputs.made[key][0] for key in before if key in inputs.made}
    cast = {subject.id: subject for subject in (*BUILT_IN, *subjects) if subject.id not in own}
    return inputs.assembled(case, [entry], cast, entries, problems)
