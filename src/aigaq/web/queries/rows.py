"""Rows by key, read in one plain question each: the path that every saved entry takes.

Invariant: it asks by case and key alone and decides nothing; whoever calls it leaves out what may not be seen.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import JSONField

from aigaq.web.models import CaseRow, RecordRow


def keyed(
    kind: type[RecordRow[Any]], case: CaseRow, keys: Iterable[str], *columns: str
) -> list[tuple[Any, ...]]:
    """Some columns of the rows of these keys, in no order.

    Building a question by Django's own means costs ten times what SQLite takes to answer it (`benchmarks/shell.py`).
    """
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return []
    names, table, loaded = _columns(kind, columns)
    marks = ", ".join(["%s"] * len(wanted))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM {table} WHERE case_id = %s AND key IN ({marks})", [of_case(case), *wanted]
        )
        found = cursor.fetchall()
    return [
        tuple(json.loads(cell) if is_json else cell for cell, is_json in zip(row, loaded, strict=True))
        for row in found
    ]


def of_case(case: CaseRow) -> Any:
    """The key of a case as this database writes it."""
    return CaseRow._meta.pk.get_db_prep_value(case.pk, connection)


@cache
def _columns(kind: type[RecordRow[Any]], columns: tuple[str, ...]) -> tuple[str, str, tuple[bool, ...]]:
    fields = [kind._meta.get_field(name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    return names, f'"{kind._meta.db_table}"', tuple(isinstance(field, JSONField) for field in fields)
