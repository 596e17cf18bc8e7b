"""What a check of custody found: each broken thing, and why it is called broken.

Invariant: a break names files, lines and ids; never what stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aigaq.records.custody import Checkpoint


class Why(StrEnum):
    """Why a check of custody calls a thing broken."""

    BYTES_CHANGED = "bytes-changed"
    BYTES_MISSING = "bytes-missing"
    RECORD_CHANGED = "record-changed"
    RECORD_MISSING = "record-missing"
    ROW_ALTERED = "row-altered"
    ROW_MISSING = "row-missing"
    ROW_MOVED = "row-moved"
    ROW_REPEATED = "row-repeated"
    LOG_MISSING = "log-missing"
    LOG_TRUNCATED = "log-truncated"
    HEAD_CHANGED = "head-changed"
    HEAD_MISSING = "head-missing"
    ROOT_DIFFERS = "root-differs"
    CHECKPOINT_MISSING = "checkpoint-missing"
    CHECKPOINT_AHEAD = "checkpoint-ahead"
    SIGNATURE_BAD = "signature-bad"
    KEY_CHANGED = "key-changed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """One thing that is not what it was.

    Args:
        file: path inside the custody folder, with "/"; "checkpoint" is one given from outside.
        why: what is wrong with it.
        line: of the log, from 1.
        id: the item concerned.
    """

    file: str
    why: Why
    line: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of a whole custody folder found.

    Args:
        items_checked: items whose record and bytes were looked at, sound or not.
        entries_checked: acknowledged log rows that could be read.
        breaks: everything broken: the log first in the order of its lines, then its head, its checkpoints and
            key, then the items in the order of the log.
        checkpoint: size and root as computed from the rows; None where the rows are broken.
        unacknowledged: paths left by a write that never ended. Nobody was told that these were kept.
        witnessed: whether a checkpoint from outside the folder was compared, over a row or more. Where it was not,
            whoever owns the folder could have rewritten all of it.
        covered: how many rows that checkpoint covers; those after it could have been rewritten. None: there was none,
            or it does not hold.
    """

    items_checked: int
    entries_checked: int
    breaks: tuple[Break, ...]
    checkpoint: Checkpoint | None
    unacknowledged: tuple[str, ...]
    witnessed: bool
    covered: int | None = None

    @property
    def broken(self) -> Break | None:
        """The first broken thing, if any."""
        return self.breaks[0] if self.breaks else None
