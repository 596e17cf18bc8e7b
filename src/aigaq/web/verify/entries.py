"""What the entries of a case are put together from. Invariant: it is read from the bodies of the rows alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aigaq.bundle.assembly import Assembled, assemble_one
from aigaq.bundle.problems import Problems
from aigaq.bundle.read import bound
from aigaq.records.cases import Pins
from aigaq.records.coding.parse_values import Known
from aigaq.records.decisions import Question
from aigaq.records.entries import Entry
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.web.models import CaseRow, EntryRow, PinsRow, QuestionRow, RecordRow, SourceRow, SubjectRow
from aigaq.web.store.case_heads import words_of
from aigaq.web.store.chunks import Read, in_parts


@dataclass(frozen=True, slots=True)
class Stock:
    """The small part of a case, its entries, and what their rows say that they made.

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

    def pinned(self, one: Statement, at: datetime) -> Statement:
        """A statement with its pins, where it came together with them; what is saved on a page has none."""
        found = self.pins.get(one.source)
        if found is None or found[1] != at:
            return one
        pins = {one.source: found[0]}
        return replace(one, passages=tuple(bound(each, pins) for each in one.passages))

    def as_it_was(self, case: CaseRow, entry: str, problems: Problems) -> Assembled:
        """What one entry becomes of what the case held when it was saved."""
        at = EntryRow.objects.get(case=case, key=entry).at
        subjects = [one.record for one in _readable(SubjectRow, case) if one.row.at <= at]
        mine = {one.id for one in subjects if one.made_by == entry}
        before = (
            EntryRow.objects.filter(case=case, at__lte=at).exclude(key=entry).values_list("key", flat=True)
        )
        entries = {key: self.made[key][0] for key in before if key in self.made}
        known = Known(
            vocabulary=self.vocabulary,
            subjects={one.id: one for one in (*BUILT_IN, *subjects) if one.id not in mine},
            entries=entries,
            statements=frozenset(one for ids in entries.values() for one in ids),
            questions=frozenset(one.id for one in self.questions),
        )
        asked = self.entries[entry]
        source = self.sources.get(asked.source)
        return assemble_one(asked, known=known, source=source, anchor=case.anchor, problems=problems)


def stock_of(case: CaseRow) -> Stock:
    """The stock of a case; what cannot be read is left out."""
    entries = [one for some in in_parts(EntryRow, case) for one in some]
    read = {one.key: one for one in entries if one.record is not None}
    vocabulary, _ = words_of(case)
    told = (one.record for one in _readable(SubjectRow, case) if one.record.made_by is None)
    return Stock(
        vocabulary=vocabulary,
        cast={one.id: one for one in (*BUILT_IN, *told)},
        sources={one.key: one.record for one in _readable(SourceRow, case)},
        questions=[one.record for one in _readable(QuestionRow, case)],
        pins={one.key: (one.record, one.row.at) for one in _readable(PinsRow, case)},
        entries={key: one.record for key, one in read.items()},
        made={key: (_words(one.row.made), _words(one.row.unfilled)) for key, one in read.items()},
        unreadable=frozenset(one.key for one in entries if one.record is None),
    )


def _readable(kind: type[RecordRow[Any]], case: CaseRow) -> Iterator[Read]:
    return (one for some in in_parts(kind, case) for one in some if one.record is not None)


def _words(listed: Any) -> tuple[str, ...]:
    """The words of a list that a row keeps; whatever else stands there is none of ours, and differs."""
    return tuple(str(one) for one in listed) if isinstance(listed, list) else (str(listed),)
