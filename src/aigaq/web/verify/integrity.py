"""Check a casebook to the ground: everything that can be worked out anew, against what stands there.

Invariant: it only reads, in one state of the database, and names what differs by ids alone.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction

from aigaq import custody
from aigaq.errors import AigaqError
from aigaq.records.custody_check import Break
from aigaq.web.home import CUSTODY
from aigaq.web.models import ROWS, CaseRow, EventRow, RecordRow, SourceRow, StatementRow, SubjectRow, TextRow
from aigaq.web.protect.withholding_check import kept_back
from aigaq.web.publish.edition_check import editions
from aigaq.web.store.bound_rows import columns_of, compared, named, vouched
from aigaq.web.store.chunks import DAMAGE, UNREADABLE, in_parts
from aigaq.web.store.differences import Difference, Seen
from aigaq.web.store.log import chain, logged
from aigaq.web.verify import index_check
from aigaq.web.verify.both_logs import of_one_time, unclaimed
from aigaq.web.verify.reassembled import reassembled
from aigaq.web.verify.recomputed import recomputed


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
    for part in (
        recomputed(case, seen),
        reassembled(case, seen),
        logged(case),
        kept_back(case),
        editions(case),
        _texts(case),
        _found(case),
    ):
        found += guarded(part, Difference("case", case.key, "unreadable"))
    once = dict.fromkeys(found)
    return [Difference(one.table, one.key, one.why, one.column, case.key) for one in once]


def guarded(part: Iterable[Difference], otherwise: Difference) -> list[Difference]:
    """What one part of a check found; what it was at, where damage ended it: the parts after it go on."""
    found: list[Difference] = []
    try:
        found.extend(part)
    except DAMAGE:
        found.append(otherwise)
    return found


def cases() -> tuple[list[CaseRow], list[Difference]]:
    """The cases of the casebook; those whose row cannot be read are named, and nothing of them is checked."""
    found: list[CaseRow] = []
    torn: list[Difference] = []
    for number, key in columns_of(CaseRow, "id", "key"):
        try:
            found.append(CaseRow.objects.get(pk=UUID(number)))
        except (CaseRow.DoesNotExist, *DAMAGE):
            torn.append(Difference("case", key, "unreadable"))
    return sorted(found, key=lambda one: one.key), torn


def check_bound(seen: Seen) -> tuple[list[Difference], int]:
    """Each row, of any case, that is not what the log vouches for; and how many an earlier version wrote."""
    whole = Difference("log", "bound", "unreadable")
    try:
        told = vouched()
    except DAMAGE:
        return [whole], 0
    return named(guarded(compared(told, seen), whole)), told.earlier


def check_both_logs() -> list[Difference]:
    """Whether the database and what is sealed are of one time; outside of `still`, since sealing goes on meanwhile."""
    try:
        told = vouched()
    except DAMAGE:
        return []  # named above
    return guarded(of_one_time(told), Difference("custody", "-", "unreadable"))


def unclaimed_items() -> int:
    """How many sealed items belong to no source: sealed by themselves, or of a source that was refused afterwards."""
    return len(unclaimed())


def check_search(case: CaseRow) -> list[Difference]:
    """Tables of words that are broken in themselves; outside of `still`, for SQLite has to write to say so."""
    tables = (Difference("index", table, "broken", case=case.key) for table in index_check.unsound(case))
    return guarded(tables, Difference("index", case.key, "unreadable"))


def check_log(seen: Seen) -> list[Difference]:
    """Each row of the log that is missing, changed or unbound."""
    return guarded(chain(seen), Difference("log", "-", "unreadable"))


def events() -> int:
    """How many rows the log has."""
    return EventRow.objects.count()


def check_database() -> list[Difference]:
    """What the database itself finds broken; PostgreSQL keeps its own keys, and has its own tools."""
    if connection.vendor != "sqlite":
        return []
    return [
        *guarded(_integrity(), Difference("database", "integrity_check", "broken")),
        *guarded(_orphans(), Difference("database", "foreign_key_check", "broken")),
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
    for pk, key in list(TextRow.objects.filter(case=case).order_by("pk").values_list("pk", "source")):
        held.add(key)
        try:
            text = TextRow.objects.get(pk=pk)
            digest = hashlib.sha256(text.data).hexdigest()
        except DAMAGE:
            yield Difference("text", key, "unreadable")
            continue
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
        lines = index_check.compared(case)
    except UNREADABLE:
        # A body that cannot be read is named itself; what could be found of it nobody knows.
        yield Difference("index", case.key, "unreadable")
        return
    for line in lines:
        name, _, count = line.removeprefix("index: ").partition(": ")
        yield Difference("index", name, "words", count)
