"""Reading of items and their bytes, each checked against the log first.

Invariant: every byte handed out was checked in the same call, and belongs to an acknowledged item.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from aigaq.custody import home, items, log, store
from aigaq.errors import CustodyBroken, UnknownId
from aigaq.records.custody import Item, LogEntry
from aigaq.records.custody_check import Why


def item(folder: Path, item_id: str) -> Item:
    """The record of one item.

    Raises:
        NotACustodyFolder: the folder was not founded.
        UnknownId: it is not in the log.
        CustodyBroken: its record is gone or differs from what the log vouches for.
    """
    return _vouched(folder, first_row(folder, item_id))


def all_items(folder: Path) -> Iterator[Item]:
    """Every acknowledged item in the order of the log.

    Raises:
        NotACustodyFolder, CustodyBroken: as `item`.
    """
    home.require_home(folder)
    seen: set[str] = set()
    for row in log.entries(folder):
        if row.object_id not in seen:
            seen.add(row.object_id)
            yield _vouched(folder, row)


def open_item(folder: Path, item_id: str) -> BinaryIO:
    """The bytes of one item, opened at the start after all of them were checked. The caller closes the file.

    It cannot detect a write to the sealed file between check and reading, by somebody with the rights of this program.

    Raises:
        NotACustodyFolder: the folder was not founded.
        UnknownId: it is not in the log.
        ItemMissing: its bytes are gone.
        CustodyBroken: record or bytes have changed.
    """
    return store.open_checked(folder, item(folder, item_id).sha256, item_id=item_id)


def first_row(folder: Path, item_id: str) -> LogEntry:
    """The row by which an item was received.

    Raises:
        NotACustodyFolder, UnknownId, CustodyBroken: as `item`.
    """
    home.require_home(folder)
    for row in log.entries(folder, about=item_id):
        return row
    for _ in log.entries(folder):
        pass  # a damaged row may be the one sought: then this raises, and the item is not "unknown"
    raise UnknownId(value=item_id)


def _vouched(folder: Path, row: LogEntry) -> Item:
    record = items.read(folder, row.object_id)
    if record.seal() != row.seal:
        raise CustodyBroken(id=row.object_id, why=Why.RECORD_CHANGED)
    return record.item
