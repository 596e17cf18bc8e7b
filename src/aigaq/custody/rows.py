"""Rows of the custody log as lines of a file.

Invariant: a row has exactly one writing; `parsed(encode(entry)) == entry`, and any other bytes are no row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from aigaq.custody import canonical, merkle
from aigaq.errors import CustodyBroken
from aigaq.records.custody import CustodyAction, LogEntry, Outcome
from aigaq.records.custody_check import Why

LOG = "log.jsonl"
LONGEST = 1 << 16


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the log file; `entry` is None where the line is not a sealed row."""

    line: int
    entry: LogEntry | None
    leaf: str


def encode(entry: LogEntry) -> bytes:
    """The line of a row."""
    return canonical.sealed(_body(entry))


def read(home: Path, *, start: int = 0, end: int | None = None) -> Iterator[Row]:
    """The lines of the log between two places in bytes; lines are numbered from 1 at `start`.

    Raises:
        CustodyBroken: there is no log.
    """
    for line, raw in enumerate(lines(home, start, end), start=1):
        yield Row(line, parsed(raw), _leaf_or_blank(raw))


def leaf_of(row: bytes) -> bytes:
    """The leaf hash of a row that `canonical.sealed` wrote."""
    return merkle.leaf_hash(canonical.encode(canonical.unsealed(row)))


def lines(home: Path, start: int, end: int | None) -> Iterator[bytes]:
    """The raw lines between two places in bytes, with their line breaks; the file's end where `end` is None.

    Raises:
        CustodyBroken: there is no log.
    """
    try:
        with (home / LOG).open("rb") as file:
            file.seek(start)
            left = LONGEST if end is None else end - start
            # A line longer than a row can be is read in pieces: it is broken anyway and may not fill memory.
            while left > 0 and (raw := file.readline(min(left, LONGEST))):
                left -= len(raw) if end is not None else 0
                yield raw
    except FileNotFoundError as error:
        raise CustodyBroken(file=LOG, why=Why.LOG_MISSING) from error


def parsed(raw: bytes) -> LogEntry | None:
    """The row in a line; None where the line is not exactly what `encode` writes."""
    try:
        body = canonical.unsealed(raw)
        entry = LogEntry(
            seq=canonical.number(body, "seq"),
            at=datetime.fromisoformat(canonical.text(body, "at")),
            by=canonical.text(body, "by"),
            action=CustodyAction(canonical.text(body, "action")),
            object_id=canonical.text(body, "object"),
            outcome=Outcome(canonical.text(body, "outcome")),
            seal=canonical.text(body, "seal"),
            previous=canonical.text(body, "previous"),
            beside=canonical.text_or_none(body, "beside"),
        )
    except ValueError:
        return None
    return entry if canonical.sealed(_body(entry)) == raw else None


def _body(entry: LogEntry) -> canonical.Body:
    # Rows of before another log stood beside this one say nothing of it, and keep their bytes.
    return ({"beside": entry.beside} if entry.beside is not None else {}) | {
        "seq": entry.seq,
        "at": entry.at.isoformat(timespec="microseconds"),
        "by": entry.by,
        "action": entry.action,
        "object": entry.object_id,
        "outcome": entry.outcome,
        "seal": entry.seal,
        "previous": entry.previous,
    }


def _leaf_or_blank(raw: bytes) -> str:
    try:
        return leaf_of(raw).hex()
    except ValueError:
        return ""
