"""Receive files into custody, and log further acts on an item.

Invariant: the bytes are sealed before their row is written, and nothing is answered before both are durable.
"""

from __future__ import annotations

import mimetypes
import os
import uuid
from datetime import UTC, datetime
from pathlib import Path

from aigaq.custody import files, home, items, log, opening, store
from aigaq.records.custody import CustodyAction, Item, ItemRole, LogEntry, Outcome

_UNKNOWN_TYPE = "application/octet-stream"


def preserve(
    path: Path,
    *,
    folder: Path,
    by: str,
    at: datetime,
    randomness: files.Randomness,
    source: str | None = None,
    media_type: str | None = None,
    role: ItemRole = ItemRole.EVIDENTIARY,
    made_from: str | None = None,
    action: CustodyAction = CustodyAction.INGESTION,
) -> tuple[Item, LogEntry]:
    """Seal a file and log that it was received. When this returns, both survive a power cut.

    Equal bytes are stored once, but each receipt is an item and a row of its own.

    Args:
        path: the file; it is copied and not changed.
        folder: a founded custody folder.
        by: id of the account that acts, never a name.
        at: time of receipt, aware.
        randomness: gives that many random bytes (`secrets.token_bytes`).
        source: id of the source it carries, where known.
        media_type: if known; else guessed from the name alone.
        role: anything but evidentiary needs `made_from`.
        made_from: id of an item in this folder.
        action: the act that made the item; for derived items migration, redaction ...
    Raises:
        FileUnreadable: no such file, a folder or device, or it cannot be read.
        FileChanged: the file changed while it was read; nothing was kept.
        NotACustodyFolder: the folder was not founded.
        UnknownId: `made_from` is not in the log.
        CustodyBroken: the folder is damaged; nothing was acknowledged.
        ValueError: role and `made_from` do not go together, or the clock time is naive.
        OSError: our own disk failed; nothing was acknowledged.
    """
    home.require_home(folder)
    received_at = _utc(at)
    _require_origin(folder, role, made_from, by)
    sha256, size = store.seal(path, folder, randomness)
    item = Item(
        id=str(uuid.UUID(bytes=randomness(16), version=4)),
        sha256=sha256,
        size=size,
        media_type=media_type or _guessed_type(path.name),
        name=_readable(path.name),
        role=role,
        made_from=made_from,
        source=source,
        received_at=received_at,
        by=by,
    )
    return item, _enter(folder, item, action, randomness)


def record(
    item_id: str,
    *,
    folder: Path,
    action: CustodyAction,
    outcome: Outcome,
    by: str,
    at: datetime,
    randomness: files.Randomness,
    beside: str | None = None,
) -> LogEntry:
    """Log another act on an item: a fixity check, a virus check, a deletion.

    Args:
        beside: digest of the last row of another log, which thereby vouches for this one.
    Raises:
        NotACustodyFolder: the folder was not founded.
        UnknownId: the item is not in the log.
        CustodyBroken: the folder is damaged; nothing was acknowledged.
    """
    home.require_home(folder)
    seal = opening.first_row(folder, item_id).seal
    event = log.Event(
        at=_utc(at), by=by, action=action, object_id=item_id, outcome=outcome, seal=seal, beside=beside
    )
    with files.locked(folder):
        return log.append(folder, event, randomness)


def _enter(folder: Path, item: Item, action: CustodyAction, randomness: files.Randomness) -> LogEntry:
    with files.locked(folder):
        seal = items.write(folder, item, randomness).seal()
        event = log.Event(
            at=item.received_at,
            by=item.by,
            action=action,
            object_id=item.id,
            outcome=Outcome.SUCCESS,
            seal=seal,
        )
        return log.append(folder, event, randomness)


def _require_origin(folder: Path, role: ItemRole, made_from: str | None, by: str) -> None:
    if (role is ItemRole.EVIDENTIARY) != (made_from is None):
        raise ValueError("An evidentiary item is made from nothing; every other is made from an item.")
    if not by:
        raise ValueError("Somebody brought the file.")
    if made_from is not None:
        opening.first_row(folder, made_from)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A clock time in custody is aware.")
    return at.astimezone(UTC)


def _guessed_type(name: str) -> str:
    # Python's own table: with /etc/mime.types two machines could differ over one file.
    return mimetypes.MimeTypes().guess_type(name, strict=True)[0] or _UNKNOWN_TYPE


def _readable(name: str) -> str:
    # A file name is bytes. Those that are not UTF-8 are written as \xNN, for JSON holds text alone.
    return os.fsencode(name).decode("utf-8", "backslashreplace")
