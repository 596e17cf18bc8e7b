"""Reading of all rows of a table in chunks, past rows that cannot be read.

Invariant: at most one chunk of bodies is in memory; an unreadable row is reported, never skipped in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError
from django.db.models import Q

from aigaq.errors import AigaqError
from aigaq.records.serialize import to_plain
from aigaq.web.models import CaseRow, RecordRow

_AT_ONCE = 500
UNREADABLE = (
    *(ValueError, LookupError, TypeError, AttributeError, AssertionError, StopIteration, RuntimeError),
    *(ArithmeticError, MemoryError),
)
"""Errors raised by a body that the program did not write: a wrong value, a missing field, an unknown kind."""
DAMAGE = (AigaqError, DatabaseError, OSError, *UNREADABLE)
"""Errors raised by a damaged file or database; a check reports the row or file, and goes on with the rest."""


@dataclass(frozen=True, slots=True)
class Read:
    """Key, row and record of one row; row and record are None if it cannot be read."""

    key: str
    row: Any
    record: Any


def in_parts(kind: type[RecordRow[Any]], case: CaseRow, only: Q | None = None) -> Iterator[list[Read]]:
    """All rows of a table with their records, in chunks; only those that match `only`, if it is given."""
    rows = kind._default_manager.filter(only or Q(), case=case).order_by("pk").values_list("pk", "key")
    last = -1
    while keys := list(rows.filter(pk__gt=last)[:_AT_ONCE]):
        yield _read(kind, keys)
        last = keys[-1][0]


def _read(kind: type[RecordRow[Any]], keys: Sequence[tuple[int, str]]) -> list[Read]:
    try:
        rows = {row.pk: row for row in kind._default_manager.filter(pk__in=[pk for pk, _ in keys])}
    except (ValueError, DatabaseError):
        # One body that is no JSON fails the whole chunk: read its rows one by one.
        if len(keys) == 1:
            return [Read(keys[0][1], None, None)]
        return [one for each in keys for one in _read(kind, [each])]
    return [Read(key, rows[pk], _record(rows[pk])) for pk, key in keys if pk in rows]


def _record(row: RecordRow[Any]) -> Any:
    """Record of a row; None if its body is not what the program would write for that record."""
    try:
        record = row.to_record()
        said = to_plain(record)
    except UNREADABLE:
        return None
    # A body of an earlier version may lack a field that was added since, with a default.
    return record if _within(row.body, said) else None


def _within(body: Any, said: Any) -> bool:
    if isinstance(body, dict) and isinstance(said, dict):
        return all(key in said and _within(value, said[key]) for key, value in body.items())
    if isinstance(body, list) and isinstance(said, list):
        return len(body) == len(said) and all(map(_within, body, said))
    return bool(body == said)
