"""Whether what stands beside the records says what they say: columns, touches, seals, points, how many.

Invariant: all of it is worked out anew from the bodies and compared in memory; nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from aigaq.records.entries import as_words
from aigaq.records.subjects import Subject
from aigaq.web.models import ROWS, CaseRow, EntryRow, PointRow, RecordRow, SealRow, StatementRow, SubjectRow
from aigaq.web.store.bound_columns import table_of
from aigaq.web.store.case_heads import words_of
from aigaq.web.store.chunks import Read, in_parts
from aigaq.web.store.compartments import kind_of, spread
from aigaq.web.store.derived_columns import called_after, columns_of, is_relation, touches_of
from aigaq.web.store.differences import Difference, Seen
from aigaq.web.store.references import pointed_at
from aigaq.web.store.rows import keyed


@dataclass(slots=True)
class _Whole:
    """What is gathered while the rows go by: names only, never a body.

    Args:
        sealed: whether anything of the case lies in a compartment; else nobody needs to know what touches what.
        called: by key of a subject, whom it touches by being called after them.
        rows: table, key, name and seal of every row.
    """

    sealed: bool
    called: Mapping[str, list[str]]
    points: set[tuple[str, str]]
    own: dict[str, frozenset[str]] = field(default_factory=dict)
    touches: dict[str, list[str]] = field(default_factory=dict)
    rows: list[tuple[str, str, str, int | None]] = field(default_factory=list)
    written: int = 0


def recomputed(case: CaseRow, seen: Seen) -> Iterator[Difference]:
    """Each row of a case whose projections are not what its records say."""
    whole = _Whole(
        sealed=any(_sealed(kind, case) for kind in ROWS),
        called=_called(case),
        points=set(PointRow.objects.filter(case=case).values_list("statement", "target")),
    )
    for kind in ROWS:
        for some in in_parts(kind, case):
            for one in some:
                yield from _row(kind, one, whole)
            seen(len(some))
    yield from (Difference("point", f"{one} → {target}", "extra") for one, target in sorted(whole.points))
    yield from _seals(case, whole)
    if case.written != whole.written:
        yield Difference("case", case.key, "column", "written")


def _sealed(kind: type[RecordRow[Any]], case: CaseRow) -> bool:
    return kind._default_manager.filter(case=case).exclude(compartments=[]).exists()


def _called(case: CaseRow) -> dict[str, list[str]]:
    """By key, whom a subject touches because it is called after them."""
    vocabulary, _ = words_of(case)
    told = [
        one.record
        for some in in_parts(EntryRow, case)
        for one in some
        if one.record is not None and is_relation(one.record.predicate, vocabulary)
    ]
    ids = {name for entry in told for name in (as_words(entry.who), as_words(entry.value))}
    subjects: dict[str, Subject] = {}
    rows = SubjectRow.objects.filter(case=case)
    for (key,) in keyed(SubjectRow, case, ids, "key"):
        subjects[key] = rows.get(key=key).to_record()
    found: dict[str, list[str]] = {}
    for who, name in called_after(told, subjects, vocabulary):
        found.setdefault(who, []).append(name)
    return found


def _row(kind: type[RecordRow[Any]], one: Read, whole: _Whole) -> Iterator[Difference]:
    table = table_of(kind)
    whole.written += kind is StatementRow
    if one.record is None:
        yield Difference(table, one.key, "unreadable")
        if kind is StatementRow:
            whole.points -= {pair for pair in whole.points if pair[0] == one.key}
        return
    row, record = one.row, one.record
    said = columns_of(kind, record)
    if hasattr(record, kind.key_field):
        said["key"] = getattr(record, kind.key_field)
    for name, value in said.items():
        if getattr(row, name) != value:
            yield Difference(table, one.key, "column", name)
    touches = touches_of(row, record)
    if kind is SubjectRow:
        touches = list(dict.fromkeys((*touches, *whole.called.get(one.key, ()))))
    if not isinstance(row.touches, list) or sorted(map(str, row.touches)) != sorted(touches):
        yield Difference(table, one.key, "column", "touches")
    if kind is StatementRow:
        yield from _points(one.key, pointed_at(record), whole)
    _gather(kind, one, touches, whole)


def _points(key: str, targets: list[str], whole: _Whole) -> Iterator[Difference]:
    for target in targets:
        if (key, target) not in whole.points:
            yield Difference("point", f"{key} → {target}", "missing")
        whole.points.discard((key, target))


def _gather(kind: type[RecordRow[Any]], one: Read, touches: list[str], whole: _Whole) -> None:
    name = f"{kind_of(kind)}:{one.key}"
    if one.row.seal_id is not None or whole.sealed:
        whole.rows.append((table_of(kind), one.key, name, one.row.seal_id))
    if whole.sealed:
        whole.touches.setdefault(name, []).extend(touches)
        if one.row.compartments:
            whole.own[name] = whole.own.get(name, frozenset()) | frozenset(one.row.compartments)


def _seals(case: CaseRow, whole: _Whole) -> Iterator[Difference]:
    """Rows that take other compartments to be seen than those of what they touch, and sets that are misspelt."""
    sets: dict[int | None, frozenset[str]] = {None: frozenset()}
    for one in SealRow.objects.filter(case=case).order_by("pk"):
        # A set is told by its key, so that one that is misspelt is named itself, and not whatever needs it.
        sets[one.pk] = frozenset(one.key.split("\n"))
        if one.names != one.key.split("\n"):
            yield Difference("seal", str(one.pk), "column", "names")
    needed = spread(whole.own, whole.touches)
    for table, key, name, seal in whole.rows:
        if sets.get(seal) != needed.get(name, frozenset()):
            yield Difference(table, key, "column", "seal")
