"""What an entry may point at: the few records that its words name, out of however many a case has.

Invariant: what a coder may not see is not known here; her entry cannot point at it, nor learn that it is there.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db.models import Q

from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.sources import Source
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.written import Known
from aigaq.web.models import CaseRow, EntryRow, RecordRow, StatementRow, SubjectRow
from aigaq.web.queries.seals import holds
from aigaq.web.queries.shelf import Shelf
from aigaq.web.queries.visible import untied

_NEAR = 200
_ID = re.compile(r"[^\s,;:()\[\]{}#]+")


def known_to(
    row: CaseRow, held: frozenset[str], shelf: Shelf, entry: Entry, added: Iterable[Subject]
) -> Known:
    """The subjects, entries, statements and questions that an entry names, and those that it brings.

    Args:
        added: people or places that the form names for the first time.
    """
    may = holds(row, held)
    words = set(_words_of(entry)) | _voices(shelf.sources.get(entry.source))
    words |= {row.anchor} if row.anchor else set()
    words |= {f"{word}.event" for word in words}
    subjects = {one.key: one.to_record() for one in _rows(SubjectRow, row, may, words)}
    entries = {one.key: tuple(one.made) for one in _rows(EntryRow, row, may, words)}
    made = {name for names in entries.values() for name in names}
    said = StatementRow.objects.filter(may, case=row, key__in=words).values_list("key", flat=True)
    every = {one.id: one for one in (*BUILT_IN, *subjects.values(), *added)}
    return Known(
        vocabulary=shelf.vocabulary,
        subjects={key: untied(one, every) for key, one in every.items()},
        entries=entries,
        statements=frozenset(made | set(said)),
        questions=frozenset(one.id for one in shelf.questions),
    )


def spelt_alike(row: CaseRow, held: frozenset[str], word: str) -> Mapping[str, tuple[str, ...]]:
    """Ids that begin as a word does, each with nothing behind it: enough to tell a misspelt id from a word."""
    may = holds(row, held) & Q(key__startswith=word[:2])
    return {
        key: ()
        for rows in (SubjectRow, EntryRow)
        for key in rows.objects.filter(may, case=row).values_list("key", flat=True)[:_NEAR]
    }


def _rows(kind: type[RecordRow[Any]], row: CaseRow, may: Q, keys: Iterable[str]) -> list[Any]:
    return list(kind._default_manager.filter(may, case=row, key__in=list(keys)))


def _voices(source: Source | None) -> set[str]:
    return set() if source is None else {source.rest, *source.tail, *(turn.role for turn in source.turns)}


def _words_of(entry: Entry) -> Iterator[str]:
    """Every word of an entry that could be an id, with and without the `#` before it."""
    for raw in (entry.id, entry.who, entry.value, *(value for _, value in entry.slots)):
        for written in _strings(raw):
            for word in (written, *_ID.findall(written)):
                if len(word) <= 300:
                    yield word


def _strings(raw: Raw) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif isinstance(raw, RawMap):
        for key, value in raw.entries:
            yield key
            yield from _strings(value)
    else:
        for one in raw:
            yield from _strings(one)
