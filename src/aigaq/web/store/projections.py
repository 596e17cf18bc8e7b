"""Columns and rows computed from the records: compartment sets, references, counts, labels made from other labels.

Invariant: one function (`rebuild`) computes all of it again from the records alone; it is never a second truth.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from aigaq.bundle.castfile import relation_label
from aigaq.records.entries import Entry, as_words
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.web.models import ROWS, CaseRow, EntryRow, PointRow, RecordRow, SealRow, StatementRow, SubjectRow
from aigaq.web.store import index_tables
from aigaq.web.store.case_heads import words_of
from aigaq.web.store.change import insert
from aigaq.web.store.compartments import kind_of, required_compartments
from aigaq.web.store.references import pointed_at, references_of

_AT_ONCE = 500


def point(case: CaseRow, statements: Iterable[Statement]) -> None:
    """Store the references of new statements."""
    insert(
        [
            PointRow(case=case, target=target, statement=statement.id)
            for statement in statements
            for target in pointed_at(statement)
        ]
    )


def reseal(case: CaseRow) -> None:
    """Compute the required compartments of every record of a case again, and write those that changed."""
    own: dict[str, frozenset[str]] = {}
    touches: dict[str, list[str]] = {}
    rows: dict[str, list[tuple[int, str, int | None]]] = {}
    for kind in ROWS:
        listed = rows.setdefault(kind.__name__, [])
        fields = ("pk", "key", "compartments", "touches", "seal_id")
        for pk, key, compartments, names, seal in kind._default_manager.filter(case=case).values_list(
            *fields
        ):
            name = f"{kind_of(kind)}:{key}"
            listed.append((pk, name, seal))
            touches.setdefault(name, []).extend(names)
            if compartments:
                own[name] = own.get(name, frozenset()) | frozenset(compartments)
    found = required_compartments(own, touches)
    changed = {kind: _write_seals(case, kind, rows[kind.__name__], found) for kind in ROWS}
    index_tables.moved(case, changed)


def _write_seals(
    case: CaseRow,
    kind: type[RecordRow[Any]],
    rows: Iterable[tuple[int, str, int | None]],
    found: Mapping[str, frozenset[str]],
) -> list[int]:
    wanted: dict[int | None, list[int]] = {}
    made: dict[frozenset[str], int | None] = {frozenset(): None}
    for pk, name, before in rows:
        names = found.get(name, frozenset())
        if names not in made:
            made[names] = index_tables.seal_row(case, names).pk
        if made[names] != before:
            wanted.setdefault(made[names], []).append(pk)
    for seal, keys in wanted.items():
        for start in range(0, len(keys), _AT_ONCE):
            kind._default_manager.filter(pk__in=keys[start : start + _AT_ONCE]).update(seal=seal)
    return [pk for keys in wanted.values() for pk in keys]


def rebuild(case: CaseRow) -> None:
    """Delete everything computed from the records of a case, and compute it again."""
    PointRow.objects.filter(case=case).delete()
    for seal in SealRow.objects.filter(case=case):
        SealRow.objects.filter(pk=seal.pk).update(names=seal.key.split("\n"))
    for kind in ROWS:
        _retell(case, kind)
    relations(case)
    reseal(case)
    index_tables.rebuild(case)
    case.written = StatementRow.objects.filter(case=case).count()
    CaseRow.objects.filter(pk=case.pk).update(written=case.written)


def _retell(case: CaseRow, kind: type[RecordRow[Any]]) -> None:
    """Compute the columns of every row of a table again from its record."""
    for some in _in_parts(kind, case):
        fresh = []
        for row in some:
            record = row.to_record()
            for name, value in columns_of(kind, record).items():
                setattr(row, name, value)
            row.touches = touches_of(row, record)
            fresh.append(record)
        names = [*kind.columns, *kind.made_from(fresh[0])]
        kind._default_manager.bulk_update(some, ["touches", *names])
        if kind is StatementRow:
            point(case, fresh)


def _in_parts(kind: type[RecordRow[Any]], case: CaseRow) -> Iterable[list[RecordRow[Any]]]:
    last = -1
    while some := list(kind._default_manager.filter(case=case, pk__gt=last).order_by("pk")[:_AT_ONCE]):
        yield some
        last = some[-1].pk


def relations(case: CaseRow, entries: Iterable[Entry] | None = None) -> bool:
    """Add a reference to each subject with a label made from another's ("mother of ..."). Returns whether one is new.

    Args:
        entries: relations that were just written; all of the case if None.
    """
    vocabulary, _ = words_of(case)
    if entries is None:
        rows = EntryRow.objects.filter(case=case).order_by("seq").iterator()
        entries = [row.to_record() for row in rows if is_relation(row.body["predicate"], vocabulary)]
    ids = {name for entry in entries for name in (as_words(entry.who), as_words(entry.value))}
    named = {row.key: row for row in SubjectRow.objects.filter(case=case, key__in=ids)} if ids else {}
    subjects: dict[str, Subject] = {key: row.to_record() for key, row in named.items()}
    changed = False
    for key, name in called_after(entries, subjects, vocabulary):
        row = named[key]
        if name in row.touches:
            continue
        row.touches = [*row.touches, name]
        row.save(update_fields=["touches"])
        changed = True
    return changed


def columns_of(kind: type[RecordRow[Any]], record: Any) -> dict[str, Any]:
    """Columns of a row besides its body, computed from its record."""
    return {**{name: getattr(record, name) for name in kind.columns}, **kind.made_from(record)}


def touches_of(row: RecordRow[Any], record: Any) -> list[str]:
    """Names that a record itself refers to; for an entry also its statements, as its row lists them."""
    return references_of(record, row.made if isinstance(row, EntryRow) else ())


def is_relation(predicate: str, vocabulary: Vocabulary) -> bool:
    """Whether an entry with this predicate may give a subject a label made from another's."""
    return predicate in vocabulary.lists["relation"].terms


def called_after(
    told: Iterable[Entry], subjects: Mapping[str, Subject], vocabulary: Vocabulary
) -> Iterator[tuple[str, str]]:
    """Subjects with a label made from another's ("mother of ..."): the id, and the name it refers to by that.

    Args:
        told: entries that state a relation.
        subjects: subjects by id, at least those that the entries name.
    """
    for entry in told:
        who = subjects.get(as_words(entry.who))
        if who is not None and relation_label(entry, subjects, vocabulary) == who.label:
            yield who.id, f"subject:{as_words(entry.value)}"
