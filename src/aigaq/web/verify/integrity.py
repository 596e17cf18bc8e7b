"""The integrity check of a casebook: everything that can be computed again, against what is stored.

Invariant: it only reads, in one state of the database, and names what differs by ids alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from django.db import connection, transaction

from aigaq import custody
from aigaq.errors import AigaqError
from aigaq.records.custody_check import Break
from aigaq.web.models import ROWS, CaseRow, EventRow, RecordRow, SourceRow, StatementRow, SubjectRow, TextRow
from aigaq.web.protect.withholding_check import check_withholding
from aigaq.web.publish.edition_check import edition_differences
from aigaq.web.store.bound_rows import Vouched, columns_of, compared, named, vouched
from aigaq.web.store.chunks import DAMAGE, in_parts
from aigaq.web.store.differences import Difference, Seen
from aigaq.web.store.log import chain, logged
from aigaq.web.store.sealing import custody_folder
from aigaq.web.verify.entries_check import check_entries
from aigaq.web.verify.projections_check import broken_tables, check_index, check_projections


@contextmanager
def read_snapshot() -> Iterator[None]:
    """Read one state of the database without blocking writers; writing inside is an error."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Not `atomic`: each of our transactions takes the write lock at its beginning.
            cursor.execute("PRAGMA query_only = ON")
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
                cursor.execute("PRAGMA query_only = OFF")
    else:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
            yield


def size_of(case: CaseRow) -> tuple[int, int]:
    """The number of records of a case, and of the rows that a check of it reads: some of them twice."""
    twice: tuple[type[RecordRow[Any]], ...] = (StatementRow, SubjectRow)
    counts = {kind: kind._default_manager.filter(case=case).count() for kind in ROWS}
    return sum(counts.values()), sum(counts.values()) + sum(counts[kind] for kind in twice)


def check_case(case: CaseRow, seen: Seen) -> list[Difference]:
    """Each row of a case that is not what its records, entries, log and seals say; call it in `read_snapshot`."""
    differences: list[Difference] = []
    for part in (
        check_projections(case, seen),
        check_entries(case, seen),
        logged(case),
        check_withholding(case),
        edition_differences(case),
        _check_texts(case),
        check_index(case),
    ):
        differences += _guarded(part, Difference("case", case.key, "unreadable"))
    return [replace(one, case=case.key) for one in dict.fromkeys(differences)]


def _guarded(part: Iterable[Difference], damaged: Difference) -> list[Difference]:
    """The differences that one part of a check finds; if damage ends it, `damaged` too, and the other parts go on."""
    differences: list[Difference] = []
    try:
        differences.extend(part)
    except DAMAGE:
        differences.append(damaged)
    return differences


def cases() -> tuple[list[CaseRow], list[Difference]]:
    """The cases of the casebook, by key, and a difference for each whose row cannot be read: it is not checked."""
    readable: list[CaseRow] = []
    damaged: list[Difference] = []
    for number, key in columns_of(CaseRow, "id", "key"):
        try:
            readable.append(CaseRow.objects.get(pk=UUID(number)))
        except (CaseRow.DoesNotExist, *DAMAGE):
            damaged.append(Difference("case", key, "unreadable"))
    return sorted(readable, key=lambda row: row.key), damaged


def check_bound(seen: Seen) -> tuple[list[Difference], int]:
    """Each row, of any case, that is not what the log vouches for; and how many an earlier version wrote."""
    damaged = Difference("log", "bound", "unreadable")
    try:
        bound = vouched()
    except DAMAGE:
        return [damaged], 0
    return named(_guarded(compared(bound, seen), damaged)), bound.earlier


def check_both_logs() -> list[Difference]:
    """Signs that the database, or the folder of sealed files, was put back from an earlier copy.

    Each log keeps how far the other went. Call it outside of `read_snapshot`, since sealing goes on meanwhile.
    """
    try:
        bound = vouched()
    except DAMAGE:
        return []  # `check_bound` reports it
    return _guarded(_both_logs(bound), Difference("custody", "-", "unreadable"))


def _both_logs(bound: Vouched) -> Iterator[Difference]:
    """The first row of each log that the other does not know, and sealed items that no text row names."""
    leaves, entries = custody.witness(custody_folder()) if custody.is_home(custody_folder()) else ([], [])
    for seq, size, last in bound.heads:
        if size > len(leaves) or leaves[size - 1] != last:
            yield Difference("custody", str(size), "sealed-otherwise", str(seq))
            break
    known = {digest for (digest,) in columns_of(EventRow, "digest")}
    for line, entry in entries:
        if entry.beside not in known:
            yield Difference("log", "-", "older", str(line))
            break
    for item in sorted({entry.object_id for _, entry in entries} - _items_of_texts()):
        yield Difference("item", item, "unclaimed")


def count_unclaimed() -> int:
    """How many sealed items belong to no source: sealed by themselves, or of a source that was refused afterwards."""
    if not custody.is_home(custody_folder()):
        return 0
    return len({*custody.item_ids(custody_folder())} - _items_of_texts())


def _items_of_texts() -> set[str]:
    return {item for (item,) in columns_of(TextRow, "item")}


def check_search(case: CaseRow) -> list[Difference]:
    """Tables of the search index that are broken; call it outside of `read_snapshot`: SQLite writes to check one."""
    tables = (Difference("index", table, "broken", case=case.key) for table in broken_tables(case))
    return _guarded(tables, Difference("index", case.key, "unreadable"))


def check_log(seen: Seen) -> list[Difference]:
    """Each row of the log that is missing, changed or unbound."""
    return _guarded(chain(seen), Difference("log", "-", "unreadable"))


def check_database() -> list[Difference]:
    """What SQLite itself finds broken; PostgreSQL enforces its keys, and has tools of its own."""
    if connection.vendor != "sqlite":
        return []
    return [
        *_guarded(_integrity(), Difference("database", "integrity_check", "broken")),
        *_guarded(_orphans(), Difference("database", "foreign_key_check", "broken")),
    ]


def _integrity() -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        for (line,) in cursor.fetchall():
            if line != "ok":
                yield Difference("database", str(line), "broken")


def _orphans() -> Iterator[Difference]:
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA foreign_key_check")
        for table, row, parent, _ in cursor.fetchall():
            yield Difference(table.removeprefix("web_"), str(row), "orphan", parent)


def check_seals() -> tuple[int, tuple[Break, ...]]:
    """The number of sealed items, and what of them is broken."""
    if not custody.is_home(custody_folder()):
        return 0, ()
    report = custody.verify(custody_folder())
    return report.items_checked, report.breaks


def _check_texts(case: CaseRow) -> Iterator[Difference]:
    """Texts that are not those that were sealed, or coded; sources that should ship a text and have none."""
    sealed = _sealed_digests()
    sources = {
        one.key: one.record for chunk in in_parts(SourceRow, case) for one in chunk if one.record is not None
    }
    with_text = set()
    for pk, key in list(TextRow.objects.filter(case=case).order_by("pk").values_list("pk", "source")):
        with_text.add(key)
        try:
            text = TextRow.objects.get(pk=pk)
            digest = hashlib.sha256(text.data).hexdigest()
        except DAMAGE:
            yield Difference("text", key, "unreadable")
            continue
        source = sources.get(text.source)
        if text.item and sealed.get(text.item) != digest:
            yield Difference("text", text.source, "unsealed")
        elif source is not None and source.sha256 not in (None, digest):
            yield Difference("text", text.source, "not-coded")
    missing = [key for key, one in sources.items() if one.on_board and key not in with_text]
    yield from (Difference("text", key, "missing") for key in missing)


def _sealed_digests() -> dict[str, str]:
    """The sealed digest of each item, by id. A broken item is left out: `check_seals` reports it."""
    digests: dict[str, str] = {}
    try:
        for item in custody.all_items(custody_folder()):
            digests[item.id] = item.sha256
    except AigaqError:
        # The generator ends at a broken item; the items after it are asked for one by one.
        for key in set(TextRow.objects.exclude(item="").values_list("item", flat=True)) - digests.keys():
            try:
                digests[key] = custody.item(custody_folder(), key).sha256
            except AigaqError:
                continue
    return digests
