"""Insertion of records as rows. Invariant: a key is unique in a case; the second writer of a key gets an error."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

from django.db import IntegrityError
from django.db.models import Max

from aigaq.errors import DuplicateId
from aigaq.records.cases import Pins
from aigaq.records.entries import Entry
from aigaq.web.models import CaseRow, EntryRow, PinsRow, RecordRow, SealRow, StatementRow
from aigaq.web.store.change import cells_of, change, write
from aigaq.web.store.compartments import needed
from aigaq.web.store.index_entries import NEW, Findable, findable
from aigaq.web.store.index_tables import findable_now, put, seal_row
from aigaq.web.store.projections import point
from aigaq.web.store.references import references_of

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
    """Add records to a case, after the existing ones of their kind.

    Raises:
        DuplicateId: one of the keys exists already.
    """
    made = list(records)
    rows = rows_of(kind, made)
    add(case, rows, by=by, at=at, compartments=compartments)
    if kind is StatementRow:
        point(case, made)  # type: ignore[arg-type]  # the records of that kind of row


def rows_of(kind: type[RecordRow[_R]], records: Iterable[_R]) -> list[Any]:
    """Rows of records, with the names that each refers to."""
    made = []
    for one in records:
        row = kind.from_record(one)
        row.touches = references_of(one)
        made.append(row)
    return made


def entry_rows(
    entries: Iterable[Entry], made: Mapping[str, tuple[str, ...]], unfilled: Mapping[str, tuple[str, ...]]
) -> list[Any]:
    """Rows of entries, each with its statements (main one first) and the slots it leaves empty."""
    rows: list[Any] = [EntryRow.from_record(one) for one in entries]
    for row, one in zip(rows, entries, strict=True):
        row.made, row.unfilled = list(made.get(row.key, ())), list(unfilled.get(row.key, ()))
        row.touches = references_of(one, row.made)
    return rows


def keep_pins(case: CaseRow, pins: Mapping[str, Pins], *, by: str, at: datetime) -> None:
    """Add the pins of sources, by the key of the source."""
    rows: list[Any] = [PinsRow.from_record(one) for one in pins.values()]
    for row, key in zip(rows, pins, strict=True):
        row.key = key
    add(case, rows, by=by, at=at)


def fresh(kind: str, at: datetime) -> str:
    """Id for a new judgement. Ids sort by time, and none tells how many there are."""
    return f"{kind}{at:%Y%m%d.%H%M%S%f}-{secrets.token_hex(2)}"


def add(
    case: CaseRow,
    rows: Sequence[Any],
    *,
    by: str,
    at: datetime,
    compartments: Iterable[str] = (),
) -> None:
    """Add rows of one kind to a case, each with the compartments that the records it refers to require.

    Args:
        compartments: compartments that the rows are put into besides.
    Raises:
        DuplicateId: one of the keys is taken.
    """
    if not rows:
        return
    manager = type(rows[0])._default_manager
    first = (manager.filter(case=case).aggregate(last=Max("seq"))["last"] or 0) + 1
    sealed = sorted(set(compartments))
    sets: dict[frozenset[str], SealRow | None] = {}
    closed = SealRow.objects.filter(case=case).exists()
    for seq, row in enumerate(rows, first):
        row.case, row.seq, row.by, row.at, row.compartments = case, seq, by, at, sealed
        names = (needed(case, row.touches) if closed else frozenset()) | frozenset(sealed)
        if names not in sets:
            sets[names] = seal_row(case, names) if names else None
        row.seal = sets[names]
    _put(type(rows[0]), cells_of(rows), findable_now(case, rows), case)


@dataclass(frozen=True, slots=True)
class Ready:
    """Prepared rows of one table with their search entries. `seq` counts from 0; `write_ready` adds the offset."""

    kind: type[RecordRow[Any]]
    cells: tuple[dict[str, Any], ...]
    found: tuple[Findable, ...]


def ready(
    case: CaseRow,
    rows: Sequence[Any],
    *,
    by: str,
    at: datetime,
    seal: SealRow | None,
    new: Sequence[Any] = (),
) -> Ready:
    """Prepare rows of one kind for writing as a group that requires one set of compartments.

    Args:
        new: subjects written together with them; a name of one of these is indexed as that subject.
    """
    for place, row in enumerate(rows):
        row.case, row.seq, row.by, row.at, row.seal = case, place, by, at, seal
    found = findable(case, rows, new=new)
    if any(one.seal == NEW for one in found):
        with change():
            found = findable_now(case, rows, new=new)
    return Ready(type(rows[0]), tuple(cells_of(rows)), tuple(found))


def write_ready(case: CaseRow, group: Ready, *, first: int) -> None:
    """Write prepared rows, numbered from `first` on in the order of the case.

    Raises:
        DuplicateId: one of the keys is taken.
    """
    cells = [one | {"seq": one["seq"] + first} for one in group.cells]
    found = [replace(one, number=one.number + first) for one in group.found]
    _put(group.kind, cells, found, case)


def _put(
    kind: type[RecordRow[Any]], cells: Sequence[dict[str, Any]], found: Sequence[Findable], case: CaseRow
) -> None:
    try:
        write(kind, cells)
    except IntegrityError as error:
        raise DuplicateId(value=cells[0]["key"]) from error
    put(case, found)
