"""Binding of changes to the log: each row that a change writes, by name, with its digest before and after.

Invariant: a row is bound as it stands in the database, in the transaction that wrote it. The digest before the change
is kept too, so a row that somebody altered past the program still shows in the check after the next lawful change.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import connection

from aigaq import custody
from aigaq.errors import CustodyBroken
from aigaq.web.home import CUSTODY
from aigaq.web.models import BoundRow, TextRow
from aigaq.web.store.bound_columns import BOUND, KINDS, Kind, Name, digest_of, name_of, rows_of, table_of
from aigaq.web.store.bound_rows import HEAD, START, Line, part_digest

_IN_A_PART = 500


@dataclass(slots=True)
class _Touched:
    """Rows that a change has written and the log does not bind yet: by name, the digest before the change."""

    salt: str
    names: dict[Name, str | None] = field(default_factory=dict)


_touched: ContextVar[_Touched | None] = ContextVar("touched", default=None)


@contextmanager
def watching() -> Iterator[None]:
    """Record all writes of one change."""
    token = _touched.set(_Touched(salt=""))
    try:
        yield
    finally:
        _touched.reset(token)


def unbound() -> bool:
    """Whether a row was written that no log row binds yet."""
    noted = _touched.get()
    return noted is not None and bool(noted.names)


def watched() -> bool:
    """Whether a change is under way."""
    return _touched.get() is not None


def added(kind: Kind, cells: Sequence[Mapping[str, object]]) -> None:
    """Record new rows. `cells` are their values by column, exactly as written."""
    noted, bound = _touched.get(), BOUND.get(kind)
    if noted is not None and bound is not None:
        for one in cells:
            noted.names.setdefault(name_of(kind, [one[column] for column in bound.name]), None)


def written(name: Name, before: str | None = None) -> None:
    """Record a written or deleted row with its earlier digest; only the first call for a row counts."""
    noted = _touched.get()
    if noted is not None:
        noted.names.setdefault(name, before)


def about_to_change(kind: Kind, name: Name) -> None:
    """Record a row that is about to be written or deleted, with its present digest."""
    noted = _touched.get()
    if noted is not None and name not in noted.names:
        noted.names[name] = digests(kind, [name]).get(name)


def digests(kind: Kind, names: Sequence[Name] | None = None) -> dict[Name, str]:
    """Present digests of rows, by name. A row that does not exist has none."""
    salt = _salt()
    return {name: digest_of(salt, name, content) for name, content in rows_of(kind, names)}


def bind(seq: int) -> str:
    """Bind all writes since the last log row to log row `seq`. Returns its digest; empty without writes."""
    noted = _touched.get()
    if noted is None or not noted.names:
        return ""
    names, noted.names = noted.names, {}
    return keep(seq, _lines(names))


def keep(seq: int, lines: Iterable[Line]) -> str:
    """Store lines under a log row. Returns the digest that the log row bears; empty without lines."""
    salt, rest = _salt(), iter(lines)
    found: list[str] = []
    table = BoundRow._meta.db_table
    while some := list(islice(rest, _IN_A_PART)):
        told = json.dumps(some, separators=(",", ":"))
        with connection.cursor() as cursor:
            cursor.execute(
                f"INSERT INTO {table} (seq, part, salt, lines) VALUES (%s, %s, %s, %s)",
                [seq, len(found), salt, told],
            )
        found.append(part_digest(len(found), salt, told))
    return hashlib.sha256("\n".join(found).encode()).hexdigest() if found else ""


def _lines(names: Mapping[Name, str | None]) -> list[Line]:
    by_table: dict[str, list[Name]] = {}
    for name in names:
        by_table.setdefault(name[0], []).append(name)
    lines: list[Line] = []
    for table, some in by_table.items():
        now = digests(KINDS[table], some)
        lines += [[*name, names[name], now.get(name)] for name in some if names[name] != now.get(name)]
    if table_of(TextRow) in by_table:
        lines += _sealed()
    return lines


def _sealed() -> list[Line]:
    """Line with the length and last hash of the custody log, so that each of the two logs vouches for the other."""
    folder = Path(settings.HOME) / CUSTODY
    try:
        size, last = custody.head_of(folder) if custody.is_home(folder) else (0, "")
    except CustodyBroken:
        return []  # the integrity check reports the damage
    return [[HEAD, "", str(size), None, last]] if size else []


def _salt() -> str:
    """Salt of all digests of this casebook; made with the first of them."""
    noted = _touched.get()
    if noted is not None and noted.salt:
        return noted.salt
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT salt FROM {BoundRow._meta.db_table} ORDER BY id LIMIT 1")
        found = cursor.fetchone()
    salt = found[0] if found else secrets.token_hex(32)
    if noted is not None:
        noted.salt = salt
    return str(salt)


def begin_binding(seq: int) -> str:
    """Bind every row of the database: once, in a casebook of an earlier version whose rows are not bound yet."""
    salt = _salt()
    return keep(
        seq,
        ([*name, START, digest_of(salt, name, content)] for kind in BOUND for name, content in rows_of(kind)),
    )
