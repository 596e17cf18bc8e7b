"""Values of custody: items held, and actions taken on them.

Invariant: these values only name bytes by digest and id; none of them ever holds the bytes themselves.
"""

from __future__ import annotations

import re
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

_SHA256 = re.compile(r"[0-9a-f]{64}")


class ItemRole(StrEnum):
    """The role of an item in the case: evidence as received, or a derivative."""

    EVIDENTIARY = "evidentiary"
    WORKING = "working"
    REDACTED = "redacted"
    DERIVED_TEXT = "derived-text"


class CustodyAction(StrEnum):
    """An action taken on an item.

    Source: PREMIS 3, event type vocabulary (the labels, not the three-letter codes).
    """

    ACCESSION = "accession"
    CAPTURE = "capture"
    INGESTION = "ingestion"
    MESSAGE_DIGEST_CALCULATION = "message digest calculation"
    FIXITY_CHECK = "fixity check"
    VIRUS_CHECK = "virus check"
    FORMAT_IDENTIFICATION = "format identification"
    MIGRATION = "migration"
    REDACTION = "redaction"
    REPLICATION = "replication"
    DELETION = "deletion"
    DEACCESSION = "deaccession"


class Outcome(StrEnum):
    """The result of a custody action (PREMIS 3, event outcome)."""

    SUCCESS = "success"
    WARNING = "warning"
    FAIL = "fail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One sealed file.

    Args:
        id: a random UUID (version 4); it says nothing about the content.
        sha256: digest of the bytes, 64 hexadecimal digits.
        size: in bytes.
        media_type: assumed type of the file; from its name alone unless somebody checked.
        name: the file's name as received, without folders.
        role: evidentiary, or derived from an evidentiary item.
        made_from: the item it was derived from; always None for evidentiary items.
        source: id of the source it carries, if known.
        received_at: UTC.
        by: id of the account that brought it, never a name.
    """

    id: str
    sha256: str
    size: int
    media_type: str
    name: str
    role: ItemRole
    made_from: str | None
    source: str | None
    received_at: datetime
    by: str

    def __post_init__(self) -> None:
        if not is_item_id(self.id):
            raise ValueError("An item's id is a random UUID.")
        if not _SHA256.fullmatch(self.sha256) or self.size < 0:
            raise ValueError("An item has a SHA-256 digest and a size.")
        if (self.role is ItemRole.EVIDENTIARY) != (self.made_from is None):
            raise ValueError("An evidentiary item is made from nothing; every other is made from an item.")
        _require_utc(self.received_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class LogEntry:
    """One row of the custody log.

    Args:
        seq: position in the log, from 0; this is the order, never the clock.
        at: UTC.
        by: id of the account that acted.
        action: the action taken.
        object_id: id of the item acted on.
        outcome: result of the action.
        seal: hiding commitment to the item's record: HMAC-SHA256 under a random salt that lives beside the
            record. Who holds the same file cannot tell from it that the file is here.
        previous: leaf hash of the row before; of the first row, the hash of the empty tree.
        beside: digest of the last row of a second log at the time of writing, so that each log vouches for the other;
            None if there is no second log.
    """

    seq: int
    at: datetime
    by: str
    action: CustodyAction
    object_id: str
    outcome: Outcome
    seal: str
    previous: str
    beside: str | None = None

    def __post_init__(self) -> None:
        if self.seq < 0 or not self.by:
            raise ValueError("A log row has a place and somebody who acted.")
        if not (
            is_item_id(self.object_id) and _SHA256.fullmatch(self.seal) and _SHA256.fullmatch(self.previous)
        ):
            raise ValueError("A log row names an item, its seal and the row before.")
        if self.beside is not None and not _SHA256.fullmatch(self.beside):
            raise ValueError("Another log is told by the digest of its last row.")
        _require_utc(self.at)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """The state of a log in three values: its owner, its number of rows, and the root over them (hex)."""

    origin: str
    size: int
    root: str

    def __post_init__(self) -> None:
        if self.size < 0 or not _SHA256.fullmatch(self.root):
            raise ValueError("A checkpoint has a size and a SHA-256 root.")


def is_item_id(text: str) -> bool:
    """Whether the text is a random UUID in canonical form (and so also a safe file name)."""
    try:
        parsed = uuid.UUID(text)
    except ValueError:
        return False
    return str(parsed) == text and parsed.version == 4


def _require_utc(at: datetime) -> None:
    if at.utcoffset() != timedelta(0):
        raise ValueError("A clock time in custody is aware and UTC.")
