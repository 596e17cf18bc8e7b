"""Projections of the records (columns, touches, compartments, points, counts, search index) against the records.

Invariant: all of it is computed again from the bodies and compared in memory; nothing is written, and what differs is
named by ids, never by words.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from aigaq.records.entries import as_words
from aigaq.records.subjects import Subject
from aigaq.web.home import is_read_only
from aigaq.web.models import (
    ROWS,
    CaseRow,
    EntryRow,
    IndexRow,
    PointRow,
    RecordRow,
    SealRow,
    StatementRow,
    SubjectRow,
)
from aigaq.web.store import index_tables
from aigaq.web.store.bound_columns import table_of
from aigaq.web.store.case_heads import words_of
from aigaq.web.store.chunks import UNREADABLE, Read, in_parts
from aigaq.web.store.compartments import kind_of, required_compartments
from aigaq.web.store.differences import Difference, Seen
from aigaq.web.store.index_entries import Findable, everything
from aigaq.web.store.projections import called_after, columns_of, is_relation, touches_of
from aigaq.web.store.references import pointed_at
from aigaq.web.store.rows import keyed


@dataclass(slots=True)
class _Gathered:
    """What is collected while the rows go by: names only, never a body.

    Args:
        sealed: whether any record of the case lies in a compartment; else nobody needs to know what touches what.
        called: by key of a subject, whom it touches by being called after them.
        points: pairs of statement and target that are stored and were not met yet.
        own: by name of a record, the compartments that it was put into itself.
        rows: table, key, name and compartment set of every row.
        written: statements counted.
    """

    sealed: bool
    called: Mapping[str, list[str]]
    points: set[tuple[str, str]]
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    touches: dict[str, list[str]] = field(default_factory=dict)
    rows: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    written: int = 0


def check_projections(case: CaseRow, seen: Seen) -> Iterator[Difference]:
    """Each row of a case whose projections are not what its records say; the search index apart."""
    gathered = _Gathered(
        sealed=any(
            kind._default_manager.filter(case=case).exclude(compartments=[]).exists() for kind in ROWS
        ),
        called=_called(case),
        points=set(PointRow.objects.filter(case=case).values_list("statement", "target")),
    )
    for kind in ROWS:
        for chunk in in_parts(kind, case):
            for row in chunk:
                yield from _check_row(kind, row, gathered)
            seen(len(chunk))
    for statement, target in sorted(gathered.points):
        yield Difference("point", f"{statement} → {target}", "extra")
    yield from _check_compartments(case, gathered)
    if case.written != gathered.written:
        yield Difference("case", case.key, "column", "written")


def _called(case: CaseRow) -> dict[str, list[str]]:
    """By key, whom a subject touches because it is called after them."""
    vocabulary, _ = words_of(case)
    relations = [
        one.record
        for chunk in in_parts(EntryRow, case)
        for one in chunk
        if one.record is not None and is_relation(one.record.predicate, vocabulary)
    ]
    ids = {name for entry in relations for name in (as_words(entry.who), as_words(entry.value))}
    subjects: dict[str, Subject] = {}
    rows = SubjectRow.objects.filter(case=case)
    for (key,) in keyed(SubjectRow, case, ids, "key"):
        subjects[key] = rows.get(key=key).to_record()
    called: dict[str, list[str]] = {}
    for subject, name in called_after(relations, subjects, vocabulary):
        called.setdefault(subject, []).append(name)
    return called


def _check_row(kind: type[RecordRow[Any]], read: Read, gathered: _Gathered) -> Iterator[Difference]:
    table = table_of(kind)
    gathered.written += kind is StatementRow
    if read.record is None:
        yield Difference(table, read.key, "unreadable")
        if kind is StatementRow:
            gathered.points -= {pair for pair in gathered.points if pair[0] == read.key}
        return
    row, record = read.row, read.record
    columns = columns_of(kind, record)
    if hasattr(record, kind.key_field):
        columns["key"] = getattr(record, kind.key_field)
    for name, value in columns.items():
        if getattr(row, name) != value:
            yield Difference(table, read.key, "column", name)
    touches = touches_of(row, record)
    if kind is SubjectRow:
        touches = list(dict.fromkeys((*touches, *gathered.called.get(read.key, ()))))
    if not isinstance(row.touches, list) or sorted(map(str, row.touches)) != sorted(touches):
        yield Difference(table, read.key, "column", "touches")
    if kind is StatementRow:
        for target in pointed_at(record):
            if (read.key, target) not in gathered.points:
                yield Difference("point", f"{read.key} → {target}", "missing")
            gathered.points.discard((read.key, target))
    _gather(kind, read, touches, gathered)


def _gather(kind: type[RecordRow[Any]], read: Read, touches: list[str], gathered: _Gathered) -> None:
    name = f"{kind_of(kind)}:{read.key}"
    if read.row.seal_id is not None or gathered.sealed:
        gathered.rows.append((table_of(kind), read.key, name, read.row.seal_id))
    if gathered.sealed:
        gathered.touches.setdefault(name, []).extend(touches)
        if read.row.compartments:
            gathered.own[name] = gathered.own.get(name, frozenset()) | frozenset(read.row.compartments)


def _check_compartments(case: CaseRow, gathered: _Gathered) -> Iterator[Difference]:
    """Rows that require other compartments than what they touch does, and compartment sets that are misspelt."""
    sets: dict[int | None, frozenset[str]] = {None: frozenset()}
    for seal in SealRow.objects.filter(case=case).order_by("pk"):
        # A set counts as what its key says, so that a misspelt one is named itself, and not every row that needs it.
        sets[seal.pk] = frozenset(seal.key.split("\n"))
        if seal.names != seal.key.split("\n"):
            yield Difference("seal", str(seal.pk), "column", "names")
    needed = required_compartments(gathered.own, gathered.touches)
    for table, key, name, number in gathered.rows:
        if sets.get(number) != needed.get(name, frozenset()):
            yield Difference(table, key, "column", "seal")


def check_index(case: CaseRow) -> Iterator[Difference]:
    """Each record that the search index holds otherwise than the records say, and each table of another size."""
    try:
        differences = index_differences(case)
    except UNREADABLE:
        # A body that cannot be read is named itself; what search should find of it nobody knows.
        differences = [Difference("index", case.key, "unreadable")]
    yield from differences


def index_differences(case: CaseRow) -> list[Difference]:
    """What the tables of the search index hold otherwise than the records say.

    Raises:
        UNREADABLE: the body of a row cannot be read.
    """
    tables = {one.seal_id: one.table for one in IndexRow.objects.filter(case=case)}
    due = dict.fromkeys(tables.values(), 0)
    wrong: list[Difference] = []
    for chunk in everything(case):
        for seal in {one.seal for one in chunk}:
            findables = [one for one in chunk if one.seal == seal]
            if seal in tables:
                due[tables[seal]] += len(findables)
                findables = _indexed_otherwise(tables[seal], findables)
            wrong += [Difference("index", one.ref, "words") for one in findables]
    sizes = {table: index_tables.size(table) for table in due}
    return wrong + [
        Difference("index", table, "words", f"{count} ≠ {sizes[table]}")
        for table, count in due.items()
        if sizes[table] != count
    ]


def _indexed_otherwise(table: str, findables: Sequence[Findable]) -> list[Findable]:
    held = index_tables.held_numbers(table, [one.number for one in findables])
    return [
        one for one in findables if held.get(one.number) != (sorted(one.words), one.ref, one.sort, one.shown)
    ]


def broken_tables(case: CaseRow) -> list[str]:
    """Tables of the search index that are broken in themselves.

    Not inside of a state that is held still: SQLite writes in order to check one.
    """
    tables = (one.table for one in IndexRow.objects.filter(case=case))
    return [table for table in tables if not _is_sound(table)]


def _is_sound(table: str) -> bool:
    """Whether the inverted index of an FTS5 table fits its rows; PostgreSQL keeps the two as one."""
    # On a disk that can only be read SQLite cannot check: there the rows alone are compared.
    if connection.vendor != "sqlite" or is_read_only(settings.HOME):
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    except DatabaseError:
        return False
    return True
