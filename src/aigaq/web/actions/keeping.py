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
from aigaq.web.models import CaseRow, EntryRow, PinsRow, RecordRow

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
    _add(case, [kind.from_record(one) for one in records], by=by, at=at, compartments=compartments)


def keep_entries(
    case: CaseRow,
    entries: Iterable[Entry],
    *,
    made: Mapping[str, tuple[str, ...]],
    unfilled: Mapping[str, tuple[str, ...]],
    by: str,
    at: datetime,
) -> None:
    """Add entries, each with the statements it became, main one first, and the slots that it leaves empty.

    Raises:
        DuplicateId: one of the keys is taken.
    """
    rows: list[Any] = [EntryRow.from_record(one) for one in entries]
    for row in rows:
        row.made, row.unfilled = list(made.get(row.key, ())), list(unfilled.get(row.key, ()))
    _add(case, rows, by=by, at=at)


def keep_pins(case: CaseRow, pins: Mapping[str, Pins], *, by: str, at: datetime) -> None:
    """Add the pins of sources, by the key of the source."""
    rows: list[Any] = [PinsRow.from_record(one) for one in pins.values()]
    for row, key in zip(rows, pins, strict=True):
        row.key = key
    _add(case, rows, by=by, at=at)


def fresh(kind: str, at: datetime) -> str:
    """An id for a new judgement: a later one sorts after an earlier one, and none tells how many there are."""
    return f"{kind}{at:%Y%m%d.%H%M%S%f}-{secrets.token_hex(2)}"


def _add(
    case: CaseRow, rows: Sequence[Any], *, by: str, at: datetime, compartments: Iterable[str] = ()
) -> None:
    if not rows:
        return
    manager = type(rows[0])._default_manager
    first = (manager.filter(case=case).aggregate(last=Max("seq"))["last"] or 0) + 1
    sealed = sorted(set(compartments))
    for seq, row in enumerate(rows, first):
        row.case, row.seq, row.by, row.at, row.compartments = case, seq, by, at, sealed
    try:
        manager.bulk_create(rows, batch_size=500)
    except IntegrityError as error:
        raise DuplicateId(value=rows[0].key) from error
