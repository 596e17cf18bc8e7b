"""Rooms in which a backup is made: their names, and those that a crash left removed."""

from __future__ import annotations

from pathlib import Path

from aigaq.web.home import DATABASE, abandoned, remove

BACKING_UP = ".aigaq-backup-"


_BEFORE = ".backup-"


_OURS = frozenset({"part", *(f"{DATABASE}{end}" for end in ("", "-wal", "-shm", "-journal"))})


def sweep_backups(folder: Path) -> None:
    """Rooms in which a backup was being made when it was stopped: a readable database lies in them."""
    for room in sorted(folder.glob(f"{BACKING_UP}*")):
        if room.is_dir() and abandoned(room):
            remove(room)
    for room in sorted(folder.glob(f"{_BEFORE}*")):
        # So they were called before; a folder of somebody else may be called so too.
        names = {one.name for one in room.iterdir()} if room.is_dir() else set()
        if names and names <= _OURS and abandoned(room):
            remove(room)
