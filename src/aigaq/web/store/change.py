"""A change: the shared write lock, one transaction, one row of the log.

Invariant: an acknowledged change is durable, and none stands without its log row, which binds each row that was
written (`binding`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction

from aigaq.records.serialize import Plain
from aigaq.web.home import writing
from aigaq.web.models import CaseRow, EventRow
from aigaq.web.store import binding
from aigaq.web.store.bound_rows import FROM_HERE
from aigaq.web.store.log import START, Thing, content_of, digest_of
from aigaq.web.store.rows import of_case

_AS_THEY_ARE = (models.CharField, models.IntegerField)
"""Fields whose values need no conversion for any database."""


@contextmanager
def change() -> Iterator[None]:
    """Take the write lock and begin a transaction: everything inside is committed, or nothing."""
    if connection.vendor == "sqlite":
        with writing(settings.HOME), within():
            yield
    else:
        with within():
            yield


@contextmanager
def within() -> Iterator[None]:
    """A change inside somebody else's transaction, which holds the write lock already."""
    with transaction.atomic():
        if connection.vendor != "sqlite":
            # One writer at a time, so that the log is one chain. Any number does, the same for all processes.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(4151)")
        with binding.watching():
            yield
            if binding.unbound():
                # Rows written after the last log row must be bound too.
                append(None, "row.written", by="-", about="", at=datetime.now(UTC))


def log(
    case: CaseRow | None,
    action: str,
    *,
    by: str,
    about: str,
    at: datetime,
    content: Plain = None,
    thing: Thing | None = None,
    coded: int | None = None,
) -> None:
    """Add a row to the log, bound to the one before, and raise the version of the case by one.

    Args:
        about: an id, never a name of somebody.
        content: the data written; only its digest is kept.
        thing: the same as `about` for the program, which reads rights from it later; `about` is for people.
        coded: number of statements added, if the change touched nothing else of the case; otherwise None.
    """
    append(case, action, by=by, about=about, at=at, content=content, thing=thing)
    if case is not None:
        move(case, coded=coded)


def append(
    case: CaseRow | None,
    action: str,
    *,
    by: str,
    about: str,
    at: datetime,
    content: Plain = None,
    thing: Thing | None = None,
) -> None:
    """Add a row to the log, bound to the one before."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq, digest FROM web_eventrow ORDER BY seq DESC LIMIT 1")
        last, before = cursor.fetchone() or (-1, START)
    row = EventRow(
        seq=last + 1,
        before=before,
        at=at,
        by=by,
        action=action,
        case=case,
        about=about,
        about_kind=thing.kind if thing is not None else "",
        about_id=thing.id if thing is not None else "",
        detail=dict(thing.detail) if thing is not None else None,
        content=content_of(content),
        bound=binding.begin_binding(last + 1) if action == FROM_HERE else binding.bind(last + 1),
    )
    row.digest = digest_of(row)
    insert([row])


def move(case: CaseRow, *, coded: int | None) -> None:
    """Raise the version of a case by one, and read its counters back into `case`.

    The database counts: two copies of the row in memory must not give one version to two states of the case.
    """
    shelf, written = (1, 0) if coded is None else (0, coded)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE web_caserow SET version = version + 1, shelf = shelf + %s, written = written + %s "
            "WHERE id = %s RETURNING version, shelf, written",
            [shelf, written, of_case(case)],
        )
        case.version, case.shelf, case.written = cursor.fetchone()


def insert(rows: Sequence[Any]) -> None:
    """Insert new rows of one table.

    Raises:
        IntegrityError: one of them exists already.
    """
    if rows:
        write(type(rows[0]), cells_of(rows))


def cells_of(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Values of rows of one table, at least one, as they will be written, by column."""
    converters, _ = _insertion(type(rows[0]))  # type: ignore[arg-type]  # a class can be hashed
    return [{name: convert(row.__dict__[name]) for name, convert in converters} for row in rows]


def write(kind: type[Any], cells: Sequence[dict[str, Any]]) -> None:
    """Insert prepared rows of one table.

    Raises:
        IntegrityError: one of them exists already.
    """
    _, text = _insertion(kind)  # type: ignore[arg-type]  # as above
    with connection.cursor() as cursor:
        cursor.executemany(text, [tuple(row.values()) for row in cells])
    binding.added(kind, cells)


@cache
def _insertion(kind: type[Any]) -> tuple[list[tuple[str, Callable[[Any], Any]]], str]:
    """Converter of each field of a table, and the SQL that inserts a row.

    Django looks the converter up again for each cell, which costs five times as much (`benchmarks/shell.py`).
    """
    fields = [field for field in kind._meta.concrete_fields if field.attname != "id"]
    names = ", ".join(f'"{field.column}"' for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    text = f'INSERT INTO "{kind._meta.db_table}" ({names}) VALUES ({marks})'
    converters = [
        (
            field.attname,
            (lambda value: value)
            if isinstance(field, _AS_THEY_ARE)
            else partial(field.get_db_prep_save, connection=connection),
        )
        for field in fields
    ]
    return converters, text
