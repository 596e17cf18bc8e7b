"""Results of a custody check: each broken thing and the reason.

Invariant: a break names files, lines and ids; never what stands in them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from aigaq.records.custody import Checkpoint


class Why(StrEnum):
    """The reason why a custody check reports a thing as broken."""

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
    """A thing that no longer matches its record.

    Args:
        file: path inside the custody folder, with "/"; "checkpoint" means a checkpoint supplied from outside.
        why: the fault.
        line: of the log, from 1.
        id: the item concerned.
    """

    file: str
    why: Why
    line: int | None = None
    id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """The result of checking a whole custody folder.

    Args:
        items_checked: items whose record and bytes were checked, sound or not.
        entries_checked: acknowledged log rows that could be read.
        breaks: everything broken: the log first in the order of its lines, then its head, its checkpoints and
            key, then the items in the order of the log.
        checkpoint: size and root as computed from the rows; None if the rows are broken.
        unacknowledged: paths left by an interrupted write; their receipt was never confirmed to anybody.
        witnessed: whether a checkpoint from outside the folder was compared, over at least one row. If not, the owner
            of the folder could have rewritten all of it.
        covered: number of rows that checkpoint covers; later rows could have been rewritten. None if there was no
            checkpoint or it does not match.
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
        """The first broken thing; None if nothing is broken."""
        return self.breaks[0] if self.breaks else None
