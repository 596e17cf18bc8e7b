"""Check a casebook to the ground: everything that can be worked out anew, against what stands there.

Invariant: it only reads, in one state of the database, and names what differs by ids alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from aigaq import custody
from aigaq.errors import AigaqError
from aigaq.records.custodycheck import Break
from aigaq.web.home import CUSTODY
from aigaq.web.models import ROWS, CaseRow, EventRow, RecordRow, SourceRow, StatementRow, SubjectRow, TextRow
from aigaq.web.queries import instep
from aigaq.web.queries.chain import chain, logged
from aigaq.web.queries.differences import Difference, Seen
from aigaq.web.queries.inparts import UNREADABLE, in_parts
from aigaq.web.queries.keptback import kept_back
from aigaq.web.queries.reassembled import reassembled
from aigaq.web.queries.recomputed import recomputed
from aigaq.web.queries.standing import editions


@contextmanager
def still() -> Iterator[None]:
    """One state of the database, whoever writes meanwhile, and none of us writes; nobody has to wait for it."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            # Of Django's own transactions each takes the right to write at once.
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


def rows_of(case: CaseRow) -> tuple[int, int]:
    """How many records a case has, and how many rows a check of it goes through: some of them twice."""
    twice: tuple[type[RecordRow[Any]], ...] = (StatementRow, SubjectRow)
    held = {kind: kind._default_manager.filter(case=case).count() for kind in ROWS}
    return sum(held.values()), sum(held.values()) + sum(held[kind] for kind in twice)


def check_case(case: CaseRow, seen: Seen) -> list[Difference]:
    """Each row of a case that is not what the records, the entries, the log or the seals say; inside of `still`."""
    found: list[Difference] = []
    try:
        for part in (
            recomputed(case, seen),
            reassembled(case, seen),
            logged(case),
            kept_back(case),
            editions(case),
            _texts(case),
            _found(case),
        ):
            found += part
    except (AigaqError, DatabaseError):
        found.append(Difference("case", case.key, "unreadable"))
    named = dict.fromkeys(found)
    return [Difference(one.table, one.key, one.why, one.column, case.key) for one in named]


def check_search(case: CaseRow) -> list[Difference]:
    """Tables of words that are broken in themselves; outside of `still`, for SQLite has to write to say so."""
    return [Difference("index", table, "broken", case=case.key) for table in instep.unsound(case)]


def check_log(seen: Seen) -> list[Difference]:
    """Each row of the log that is missing, changed or unbound."""
    return list(chain(seen))


def events() -> int:
    """How many rows the log has."""
    return EventRow.objects.count()


def check_database() -> list[Difference]:
    """What the database itself finds broken; PostgreSQL keeps its own keys, and has its own tools."""
    if connection.vendor != "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA integrity_check")
        found = [Difference("database", str(line), "broken") for (line,) in cursor.fetchall() if line != "ok"]
        cursor.execute("PRAGMA foreign_key_check")
        rows = cursor.fetchall()
    return found + [
        Difference(table.removeprefix("web_"), str(row), "orphan", parent) for table, row, parent, _ in rows
    ]


def check_seals() -> tuple[int, tuple[Break, ...]]:
    """How many items are sealed, and what of them is broken."""
    folder = Path(settings.HOME) / CUSTODY
    if not custody.is_home(folder):
        return 0, ()
    found = custody.verify(folder)
    return found.items_checked, found.breaks


def _texts(case: CaseRow) -> Iterator[Difference]:
    """Texts that are not those that were sealed, or coded; sources that ship one and have none."""
    sealed = _sealed()
    digests = {
        one.key: one.record for some in in_parts(SourceRow, case) for one in some if one.record is not None
    }
    held = set()
    for text in TextRow.objects.filter(case=case).order_by("pk").iterator(1):
        held.add(text.source)
        digest = hashlib.sha256(bytes(text.data)).hexdigest()
        source = digests.get(text.source)
        if text.item and sealed.get(text.item) != digest:
            yield Difference("text", text.source, "unsealed")
        elif source is not None and source.sha256 not in (None, digest):
            yield Difference("text", text.source, "not-coded")
    missing = [key for key, one in digests.items() if one.on_board and key not in held]
    yield from (Difference("text", key, "missing") for key in missing)


def _sealed() -> dict[str, str]:
    """By id of an item the digest that was sealed; an item that is broken is not there, and `check_seals` names it."""
    folder = Path(settings.HOME) / CUSTODY
    found: dict[str, str] = {}
    try:
        for one in custody.all_items(folder):
            found[one.id] = one.sha256
    except AigaqError:
        # One that is broken would take those after it along.
        for item in set(TextRow.objects.exclude(item="").values_list("item", flat=True)) - found.keys():
            try:
                found[item] = custody.item(folder, item).sha256
            except AigaqError:
                continue
    return found


def _found(case: CaseRow) -> Iterator[Difference]:
    """What search finds otherwise than the records say."""
    try:
        lines = instep.compared(case)
    except UNREADABLE:
        # A body that cannot be read is named itself; what could be found of it nobody knows.
        yield Difference("index", case.key, "unreadable")
        return
    for line in lines:
        name, _, count = line.removeprefix("index: ").partition(": ")
        yield Difference("index", name, "words", count)
