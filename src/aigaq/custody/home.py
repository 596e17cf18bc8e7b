"""Founding of a custody folder.

Invariant: nothing is kept in a folder that was not founded.
"""

from __future__ import annotations

from pathlib import Path

from aigaq.custody import checkpoints, files, items, keys, log, rows, store
from aigaq.errors import DuplicateId, NotACustodyFolder


def is_home(folder: Path) -> bool:
    """Whether a custody folder was founded here. It may be damaged; `verify` tells."""
    path = folder / rows.LOG
    return (folder / log.HEAD).exists() or (path.exists() and path.stat().st_size > 0)


def found(folder: Path, *, origin: str, randomness: files.Randomness) -> str:
    """Found a custody folder: empty store, empty log, a signing key, and a first checkpoint of the empty log.

    Nothing is kept in a folder that was not founded, so that a disk that is not mounted is never mistaken for an
    empty custody.

    Args:
        folder: created if absent (its parent is not); may hold other files.
        origin: name of the log in every checkpoint (see `keys.make_key`).
        randomness: gives that many random bytes (`secrets.token_bytes`).
    Returns:
        The public key, for those who keep checkpoints outside.
    Raises:
        DuplicateId: a custody folder is here already.
        ValueError: no such name.
    """
    key = keys.make_key(origin, randomness)
    files.make_folder(folder)
    with files.locked(folder):
        if is_home(folder):
            raise DuplicateId(value=origin, file=log.HEAD)
        for name in (files.INCOMING, store.OBJECTS, items.ITEMS):
            files.make_folder(folder / name)
        files.write_whole(folder, folder / rows.LOG, b"", mode=0o600, randomness=randomness)
        checkpoints.write_first(folder, key, randomness)
        # The head is written last: it alone marks the folder as founded. An interrupted founding starts again.
        log.write_head(folder, log.Head(), randomness)
    return key.public


def require_home(folder: Path) -> None:
    """Refuse a folder that was not founded.

    Raises:
        NotACustodyFolder: it was not.
    """
    if not is_home(folder):
        raise NotACustodyFolder(file=folder.name)
