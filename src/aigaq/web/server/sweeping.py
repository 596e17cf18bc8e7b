"""What a crash or a power cut left is finished or removed, before anybody is served.

Invariant: only what a row calls taken back or never out is removed, and rooms in which nobody works; of whatever else
no row tells of, `aigaq verify --deep` does.
"""

from __future__ import annotations

import shutil
from pathlib import Path

from aigaq.web.home import DATABASE, abandoned, durable
from aigaq.web.publish.public_files import taken_away
from aigaq.web.verify import strays

BACKING_UP = ".aigaq-backup-"
_BEFORE = ".backup-"
_OURS = frozenset({"part", *(f"{DATABASE}{end}" for end in ("", "-wal", "-shm", "-journal"))})


def sweep() -> None:
    """Finish withdrawals whose files are still there, and remove what was half made.

    Raises:
        OSError: something cannot be removed; nobody is served then.
    """
    for path, told in list(strays.not_out()):
        if told:
            taken_away(path)
    for path in [*strays.half_made(), *strays.rooms()]:
        _removed(path)


def sweep_backups(folder: Path) -> None:
    """Rooms in which a backup was being made when it was stopped: a readable database lies in them."""
    for room in sorted(folder.glob(f"{BACKING_UP}*")):
        if room.is_dir() and abandoned(room):
            _removed(room)
    for room in sorted(folder.glob(f"{_BEFORE}*")):
        # So they were called before; a folder of somebody else may be called so too.
        names = {one.name for one in room.iterdir()} if room.is_dir() else set()
        if names and names <= _OURS and abandoned(room):
            _removed(room)


def _removed(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    durable(path.parent)
