"""Read all rows of a kind, some at a time, and go on after one that cannot be read.

Invariant: never more than one part of the bodies of a case is held; what cannot be read is told, not passed over.
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
"""What reading a body meets that we did not write: a wrong value, a field missing, a kind unheard of."""
DAMAGE = (AigaqError, DatabaseError, OSError, *UNREADABLE)
"""What a check meets in a file or a database that is damaged; it names what it was at, and goes on with the rest."""


@dataclass(frozen=True, slots=True)
class Read:
    """A row by its key, and its record; both None where the row cannot be read at all."""

    key: str
    row: Any
    record: Any


def in_parts(kind: type[RecordRow[Any]], case: CaseRow, only: Q | None = None) -> Iterator[list[Read]]:
    """Every row of a kind with its record, in parts; where asked for, only some of them."""
    rows = kind._default_manager.filter(only or Q(), case=case).order_by("pk").values_list("pk", "key")
    last = -1
    while keys := list(rows.filter(pk__gt=last)[:_AT_ONCE]):
        yield _read(kind, keys)
        last = keys[-1][0]


def _read(kind: type[RecordRow[Any]], keys: Sequence[tuple[int, str]]) -> list[Read]:
    try:
        rows = {row.pk: row for row in kind._default_manager.filter(pk__in=[pk for pk, _ in keys])}
    except (ValueError, DatabaseError):
        # One body that is no JSON would take the whole part with it.
        if len(keys) == 1:
            return [Read(keys[0][1], None, None)]
        return [one for each in keys for one in _read(kind, [each])]
    return [Read(key, rows[pk], _record(rows[pk])) for pk, key in keys if pk in rows]


def _record(row: RecordRow[Any]) -> Any:
    """The record of a row; None where its body is not what we would write for it."""
    try:
        record = row.to_record()
        said = to_plain(record)
    except UNREADABLE:
        return None
    # A body of an earlier version may lack a field that has a default since.
    return record if _within(row.body, said) else None


def _within(body: Any, said: Any) -> bool:
    if isinstance(body, dict) and isinstance(said, dict):
        return all(key in said and _within(value, said[key]) for key, value in body.items())
    if isinstance(body, list) and isinstance(said, list):
        return len(body) == len(said) and all(map(_within, body, said))
    return bool(body == said)
