"""Records of items: one read-only file each, with the salt that hides the item in the log.

Invariant: a record is written once; the seal in the log vouches for every byte of it.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aigaq.custody import canonical, files
from aigaq.errors import CustodyBroken, DuplicateId
from aigaq.records.custody import Item, ItemRole
from aigaq.records.custody_check import Why

ITEMS = "items"
_SALT_BYTES = 32


@dataclass(frozen=True, slots=True)
class Record:
    """An item with the salt of its seal. Without the salt nobody can tell which bytes a seal stands for."""

    item: Item
    salt: bytes

    def seal(self) -> str:
        """The hiding commitment to the item: HMAC-SHA256 of its encoding under the salt."""
        return hmac.new(self.salt, canonical.encode(_body(self.item)), hashlib.sha256).hexdigest()


def record_path(home: Path, item_id: str) -> Path:
    """The path of the record of an item, whether it is there or not."""
    return home / ITEMS / f"{item_id}.json"


def write(home: Path, item: Item, randomness: files.Randomness) -> Record:
    """Write the record of a new item, durably. The caller holds the lock.

    Raises:
        DuplicateId: the id is taken: the randomness is not random.
    """
    record, target = Record(item, randomness(_SALT_BYTES)), record_path(home, item.id)
    if target.exists():
        raise DuplicateId(value=item.id, file=ITEMS)
    raw = canonical.sealed({"item": _body(item), "salt": record.salt.hex()})
    files.write_whole(home, target, raw, mode=0o400, randomness=randomness)
    return record


def read(home: Path, item_id: str) -> Record:
    """The record of an item, checked against its own hash; the caller checks it against the log.

    Raises:
        CustodyBroken: the record is gone or changed.
    """
    try:
        raw = record_path(home, item_id).read_bytes()
    except OSError as error:
        raise CustodyBroken(id=item_id, why=Why.RECORD_MISSING) from error
    try:
        return _parsed(raw)
    except ValueError as error:
        raise CustodyBroken(id=item_id, why=Why.RECORD_CHANGED) from error


def _parsed(raw: bytes) -> Record:
    body = canonical.unsealed(raw)
    fields = body.get("item")
    if not isinstance(fields, dict):
        raise ValueError("no item")
    item = Item(
        id=canonical.text(fields, "id"),
        sha256=canonical.text(fields, "sha256"),
        size=canonical.number(fields, "size"),
        media_type=canonical.text(fields, "media_type"),
        name=canonical.text(fields, "name"),
        role=ItemRole(canonical.text(fields, "role")),
        made_from=canonical.text_or_none(fields, "made_from"),
        source=canonical.text_or_none(fields, "source"),
        received_at=datetime.fromisoformat(canonical.text(fields, "received_at")),
        by=canonical.text(fields, "by"),
    )
    return Record(item, bytes.fromhex(canonical.text(body, "salt")))


def _body(item: Item) -> canonical.Body:
    return {
        "id": item.id,
        "sha256": item.sha256,
        "size": item.size,
        "media_type": item.media_type,
        "name": item.name,
        "role": item.role,
        "made_from": item.made_from,
        "source": item.source,
        "received_at": item.received_at.isoformat(timespec="microseconds"),
        "by": item.by,
    }
