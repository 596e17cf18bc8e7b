"""Rows by one column, in plain SQL, since every saved entry and every page about a person takes this path.

Invariant: nothing is decided here; the caller drops or excludes (`seals`) the rows that a viewer may not see.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import JSONField, Model

from aigaq.web.models import CaseRow

_AT_ONCE = 5_000


def keyed(kind: type[Model], case: CaseRow, keys: Iterable[str], *columns: str) -> list[tuple[Any, ...]]:
    """Columns of the rows with these keys, in no order."""
    return having(kind, case, "key", keys, *columns)


def having(
    kind: type[Model],
    case: CaseRow,
    column: str,
    values: Iterable[str],
    *columns: str,
    most: int | None = None,
    seals: Collection[int] | None = None,
    beside: Mapping[str, Collection[Any]] | None = None,
) -> list[tuple[Any, ...]]:
    """Columns of the rows with one of these values in an indexed column, in no order.

    Only one column, or those of one index: otherwise the database may choose another index and read the whole case.
    Building the query with Django costs ten times what SQLite takes to answer it (`benchmarks/shell.py`).

    Args:
        most: largest number of rows; all if None.
        seals: open sets of compartments. Rows of other sets are left out before `most` counts, or they would crowd
            out visible ones. None: no filter, for tables without seals.
        beside: allowed values of further columns of the same index.
    """
    wanted = _sought(values)
    names, table, loaded = _columns(kind, columns)
    but, more = _but(beside or {}, seals)
    found: list[tuple[Any, ...]] = []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        limit = f" LIMIT {most - len(found)}" if most is not None else ""
        with connection.cursor() as cursor:
            text = f'SELECT {names} FROM {table} WHERE case_id = %s AND "{column}" IN ({_marks(some)}){but}{limit}'
            cursor.execute(text, [of_case(case), *some, *more])
            found += cursor.fetchall()
    return [
        tuple(json.loads(cell) if is_json else cell for cell, is_json in zip(row, loaded, strict=True))
        for row in found
    ]


def _sought(values: Iterable[str]) -> list[str]:
    """Distinct values. One with NUL matches nothing: PostgreSQL neither accepts nor stores it."""
    return [one for one in dict.fromkeys(values) if "\0" not in one]


def _but(beside: Mapping[str, Collection[Any]], seals: Collection[int] | None) -> tuple[str, list[Any]]:
    """Further conditions. `seals` lists the open sets, so rows of a set created a moment ago are hidden."""
    text = "".join(f' AND "{column}" IN ({_marks(some)})' for column, some in beside.items())
    if seals is not None:
        text += (
            f' AND ("seal_id" IS NULL OR "seal_id" IN ({_marks(seals)}))'
            if seals
            else ' AND "seal_id" IS NULL'
        )
    return text, [one for some in (*beside.values(), seals or ()) for one in some]


def _marks(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def of_case(case: CaseRow) -> Any:
    """Database key of a case, in the form this database stores."""
    return CaseRow._meta.pk.get_db_prep_value(case.pk, connection)


@cache
def _columns(kind: type[Model], columns: tuple[str, ...]) -> tuple[str, str, tuple[bool, ...]]:
    fields = [kind._meta.get_field(name) for name in columns]
    names = ", ".join(f'"{field.column}"' for field in fields)  # type: ignore[union-attr]
    return names, f'"{kind._meta.db_table}"', tuple(isinstance(field, JSONField) for field in fields)
