"""Put records into rows. Invariant: a key is written once in a case; who comes second is told."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError
from django.db.models import Max

from aigaq.errors import DuplicateId
from aigaq.records.cases import Pins
from aigaq.records.entries import Entry
from aigaq.web.actions.change import insert
from aigaq.web.actions.indexing import index
from aigaq.web.actions.projecting import point, seal_of
from aigaq.web.models import CaseRow, EntryRow, PinsRow, RecordRow, SealRow, StatementRow
from aigaq.web.queries.seals import needed
from aigaq.web.queries.touching import touched

_R = TypeVar("_R")


def keep(
    kind: type[RecordRow[_R]],
    case: CaseRow,
    records: Iterable[_R],
    *,
    by: str,
    at: datetime,
    compartments: Iterable[str] = (),
) -> None:
    """Add records to a case, after those of their kind that are there.

    Raises:
        DuplicateId: one of the keys is taken.
    """
    made = list(records)
    rows = rows_of(kind, made)
    add(case, rows, by=by, at=at, compartments=compartments)
    if kind is StatementRow:
        point(case, made)  # type: ignore[arg-type]  # the records of that kind of row


def rows_of(kind: type[RecordRow[_R]], records: Iterable[_R]) -> list[Any]:
    """Rows of records, with what each touches."""
    made = []
    for one in records:
        row = kind.from_record(one)
        row.touches = touched(one)
        made.append(row)
    return made


def entry_rows(
    entries: Iterable[Entry], made: Mapping[str, tuple[str, ...]], unfilled: Mapping[str, tuple[str, ...]]
) -> list[Any]:
    """Rows of entries, each with the statements it became, main one first, and the slots that it leaves empty."""
    rows: list[Any] = [EntryRow.from_record(one) for one in entries]
    for row, one in zip(rows, entries, strict=True):
        row.made, row.unfilled = list(made.get(row.key, ())), list(unfilled.get(row.key, ()))
        row.touches = touched(one, row.made)
    return rows


def keep_pins(case: CaseRow, pins: Mapping[str, Pins], *, by: str, at: datetime) -> None:
    """Add the pins of sources, by the key of the source."""
    rows: list[Any] = [PinsRow.from_record(one) for one in pins.values()]
    for row, key in zip(rows, pins, strict=True):
        row.key = key
    add(case, rows, by=by, at=at)


def fresh(kind: str, at: datetime) -> str:
    """An id for a new judgement: a later one sorts after an earlier one, and none tells how many there are."""
    return f"{kind}{at:%Y%m%d.%H%M%S%f}-{secrets.token_hex(2)}"


def add(
    case: CaseRow,
    rows: Sequence[Any],
    *,
    by: str,
    at: datetime,
    compartments: Iterable[str] = (),
    together: frozenset[str] | None = None,
    first: int | None = None,
) -> None:
    """Add rows of one kind to a case, each sealed as what it touches is.

    Args:
        compartments: what they are put into.
        together: the compartments of the whole group that they belong to, where somebody worked them out already.
        first: their place in the order of the case, where it is known; else after the last of their kind.
    Raises:
        DuplicateId: one of the keys is taken.
    """
    if not rows:
        return
    manager = type(rows[0])._default_manager
    if first is None:
        first = (manager.filter(case=case).aggregate(last=Max("seq"))["last"] or 0) + 1
    sealed = sorted(set(compartments))
    sets: dict[frozenset[str], SealRow | None] = {}
    if together is None and not SealRow.objects.filter(case=case).exists():
        together = frozenset()
    for seq, row in enumerate(rows, first):
        row.case, row.seq, row.by, row.at, row.compartments = case, seq, by, at, sealed
        names = (needed(case, row.touches) if together is None else together) | frozenset(sealed)
        if names not in sets:
            sets[names] = seal_of(case, names)
        row.seal = sets[names]
    try:
        insert(rows)
    except IntegrityError as error:
        raise DuplicateId(value=rows[0].key) from error
    index(case, rows)
