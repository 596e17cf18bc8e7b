"""Whether the tables of words say what the records say. Invariant: what differs is told by ids, never by words."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.db import DatabaseError, connection, transaction

from aigaq.web.home import is_read_only
from aigaq.web.models import CaseRow, IndexRow
from aigaq.web.store import index_queries
from aigaq.web.store.index_entries import everything
from aigaq.web.store.index_tokens import Findable


def differs(case: CaseRow) -> list[str]:
    """What search finds otherwise than the records say, by table and number or id; empty where all is in step."""
    return [*compared(case), *(f"index: {table}" for table in unsound(case))]


def unsound(case: CaseRow) -> list[str]:
    """Tables that are broken in themselves; not inside of a state that is held still, for SQLite writes to say so."""
    tables = (one.table for one in IndexRow.objects.filter(case=case))
    return [table for table in tables if not _sound(table)]


def compared(case: CaseRow) -> list[str]:
    """What the tables hold otherwise than the records say."""
    known = {one.seal_id: one.table for one in IndexRow.objects.filter(case=case)}
    due = dict.fromkeys(known.values(), 0)
    wrong: list[str] = []
    for some in everything(case):
        for seal in {one.seal for one in some}:
            things = [one for one in some if one.seal == seal]
            if seal not in known:
                wrong += [f"index: {one.ref}" for one in things]
                continue
            due[known[seal]] += len(things)
            wrong += _otherwise(known[seal], things)
    sizes = {table: index_queries.size(table) for table in due}
    return wrong + [
        f"index: {table}: {count} ≠ {sizes[table]}" for table, count in due.items() if sizes[table] != count
    ]


def _otherwise(table: str, things: Sequence[Findable]) -> list[str]:
    held = index_queries.held_numbers(table, [one.number for one in things])
    return [
        f"index: {one.ref}"
        for one in things
        if held.get(one.number) != (sorted(one.words), one.ref, one.sort, one.shown)
    ]


def _sound(table: str) -> bool:
    """Whether what a table of SQLite is asked by is what it holds; PostgreSQL keeps the two as one."""
    if connection.vendor != "sqlite" or is_read_only(settings.HOME):
        # To look into its words SQLite has to write: on a disk that can only be read the rows alone are held.
        return True
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('integrity-check')")
    except DatabaseError:
        return False
    return True
