"""Append-only log of custody: one JSON line a row, and a head that says how far it is acknowledged.

Invariant: bytes below the head are never written again. A row counts only once the head behind it is durable. What
lies beyond the head (half a row after a crash) was never acknowledged, and the next writer cuts it off.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import datetime
from pathlib import Path

from aigaq.custody import canonical, files, merkle, rows
from aigaq.errors import CustodyBroken
from aigaq.records.custody import CustodyAction, LogEntry, Outcome
from aigaq.records.custody_check import Why

HEAD = "head.json"


@dataclass(frozen=True, slots=True)
class Head:
    """Head of a log: how far it is acknowledged.

    Args:
        frontier: over the leaves of all acknowledged rows.
        last: leaf hash of the last row, hexadecimal.
        length: of all acknowledged rows in the file, in bytes.
    """

    frontier: merkle.Frontier = field(default_factory=merkle.Frontier)
    last: str = merkle.EMPTY_ROOT.hex()
    length: int = 0

    def after(self, row: bytes) -> Head:
        """The head after one more row."""
        leaf = rows.leaf_of(row)
        return Head(self.frontier.push(leaf), leaf.hex(), self.length + len(row))


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Content of a new row; the log adds its place and the link to the row before."""

    at: datetime
    by: str
    action: CustodyAction
    object_id: str
    outcome: Outcome
    seal: str
    beside: str | None = None


def append(home: Path, event: Event, randomness: files.Randomness) -> LogEntry:
    """Add one row; when this returns, the row and the head behind it are durable. The caller holds the lock.

    Raises:
        CustodyBroken: the head is damaged, or the log ends before it. Nothing is written then, so that no new
            row vouches for a damaged log.
        ValueError: the row would be longer than 64 KiB.
        OSError: the disk refused; the row is not acknowledged.
    """
    head = read_head(home)
    _require_intact_end(home, head)
    entry = LogEntry(seq=head.frontier.size, previous=head.last, **asdict(event))
    row = rows.encode(entry)
    if len(row) > rows.LONGEST:
        raise ValueError("A log row is at most 64 KiB.")
    files.append(home / rows.LOG, row, after=head.length)
    write_head(home, head.after(row), randomness)
    return entry


def read_head(home: Path, *, name: str = HEAD) -> Head:
    """The head of the log.

    Raises:
        CustodyBroken: the head is absent or not what was written.
    """
    try:
        body = canonical.unsealed((home / name).read_bytes())
        peaks = tuple(bytes.fromhex(peak) for peak in canonical.text(body, "peaks").split())
        frontier = merkle.Frontier(canonical.number(body, "size"), peaks)
        return Head(frontier, canonical.text(body, "last"), canonical.number(body, "length"))
    except FileNotFoundError as error:
        raise CustodyBroken(file=name, why=Why.HEAD_MISSING) from error
    except (OSError, ValueError) as error:
        raise CustodyBroken(file=name, why=Why.HEAD_CHANGED) from error


def head_of(home: Path) -> tuple[int, str]:
    """The number of acknowledged rows and the leaf hash of the last, which another log may keep.

    Raises:
        CustodyBroken: as `read_head`.
    """
    head = read_head(home)
    return head.frontier.size, head.last


def write_head(home: Path, head: Head, randomness: files.Randomness, *, name: str = HEAD) -> None:
    """Acknowledge the log up to this head. The caller holds the lock."""
    peaks = " ".join(peak.hex() for peak in head.frontier.peaks)
    body = {"size": head.frontier.size, "peaks": peaks, "last": head.last, "length": head.length}
    files.write_whole(home, home / name, canonical.sealed(body), mode=0o600, randomness=randomness)


def entries(home: Path, *, about: str | None = None) -> Iterator[LogEntry]:
    """The acknowledged rows in their order, or those about one item.

    A row is checked against its own hash alone; `verify` checks the rows against each other.

    Raises:
        CustodyBroken: the log, its head or a row is damaged.
    """
    head = read_head(home)
    _require_intact_end(home, head)
    for line, raw in enumerate(rows.lines(home, 0, head.length), start=1):
        if about is not None and about.encode() not in raw:
            continue  # a search in the bytes is twenty times faster than parsing every row
        entry = rows.parsed(raw)
        if entry is None:
            raise CustodyBroken(file=rows.LOG, line=line, why=Why.ROW_ALTERED)
        if about is None or entry.object_id == about:
            yield entry


def _require_intact_end(home: Path, head: Head) -> None:
    try:
        size = (home / rows.LOG).stat().st_size
    except FileNotFoundError as error:
        raise CustodyBroken(file=rows.LOG, why=Why.LOG_MISSING) from error
    if size < head.length:
        raise CustodyBroken(file=rows.LOG, why=Why.LOG_TRUNCATED)
