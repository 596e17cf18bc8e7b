"""File operations of custody: the only place that writes, renames, locks and removes.

Invariant: when a function here returns, its write survives a power cut; when it raises, the old bytes are intact.
A failed fsync is never repeated on the same file, for the kernel may have dropped the pages already.
"""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

Randomness = Callable[[int], bytes]

INCOMING = "incoming"
LOCK = "lock"
_TRIES = 8


@dataclass(frozen=True, slots=True)
class Part:
    """A file that is still being written."""

    fd: int
    path: Path


@contextmanager
def locked(home: Path) -> Iterator[None]:
    """Lock a custody folder against all other writers of this machine, threads and processes."""
    fd = os.open(home / LOCK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX)
        yield
    finally:
        os.close(fd)


@contextmanager
def begun(home: Path, randomness: Randomness) -> Iterator[Part]:
    """A new empty file in the same file system, removed afterwards unless it was put in place.

    The caller holds the lock of the folder, or takes the file from `begin` under it.
    """
    part = begin(home, randomness)
    try:
        yield part
    finally:
        end(part)


def begin(home: Path, randomness: Randomness) -> Part:
    """Make a new empty file under a random name, locked for as long as its writer lives.

    Raises:
        FileExistsError: randomness gave one taken name after another.
    """
    for attempt in range(_TRIES):
        path = home / INCOMING / f"{randomness(16).hex()}.part"
        try:
            fd = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
        except FileExistsError:
            if attempt == _TRIES - 1:
                raise
            continue
        fcntl.flock(fd, fcntl.LOCK_EX)
        return Part(fd, path)
    raise AssertionError("the loop above returns or raises")


def end(part: Part) -> None:
    """Close a temporary file, and remove it unless it was put in place."""
    try:
        with suppress(FileNotFoundError):
            part.path.unlink()
    finally:
        os.close(part.fd)


def sweep(home: Path) -> None:
    """Remove temporary files of dead writers. The caller holds the lock of the folder.

    A living writer holds the lock of its file, which is therefore kept.
    """
    for path in sorted((home / INCOMING).glob("*.part")):
        with suppress(FileNotFoundError):  # its writer has just ended
            _remove_if_dead(path)


def write_all(fd: int, data: bytes) -> None:
    """Write every byte, for the kernel may take fewer at a time."""
    view = memoryview(data)
    while view:
        view = view[os.write(fd, view) :]


def put(part: Part, target: Path, *, mode: int) -> None:
    """Give a written file its name, durably. An existing file of that name is replaced: check first."""
    os.fchmod(part.fd, mode)
    os.fsync(part.fd)
    part.path.rename(target)
    sync_folder(target.parent)


def write_whole(home: Path, target: Path, data: bytes, *, mode: int, randomness: Randomness) -> None:
    """Replace a small file atomically: a reader sees old or new bytes, never a mixture. The caller holds the lock."""
    with begun(home, randomness) as part:
        write_all(part.fd, data)
        put(part, target, mode=mode)


def write_new(path: Path, data: bytes) -> None:
    """Write a new file that only its owner can read; its bytes are durable, its name in the folder is not yet.

    Raises:
        FileExistsError: it is there already. OSError: it cannot be made.
    """
    fd = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600)
    try:
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)


def append(path: Path, data: bytes, *, after: int) -> None:
    """Append bytes to a file, durably, and cut off what lies behind `after`, which was never acknowledged.

    Such a tail is the rest of an unfinished write after a crash. A row behind half a row could never be read.

    Raises:
        OSError: the disk refused; the tail that this may leave counts as unacknowledged.
    """
    # No O_CREAT: a log that vanished must not silently begin again.
    fd = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CLOEXEC)
    try:
        os.ftruncate(fd, after)
        write_all(fd, data)
        os.fsync(fd)
    finally:
        os.close(fd)


def make_folder(folder: Path) -> None:
    """Make a folder for its owner alone, durably; an existing one is made durable too."""
    with suppress(FileExistsError):
        folder.mkdir(0o700)
    sync_folder(folder.parent)


def sync_file(path: Path) -> None:
    """Make the bytes of a file durable."""
    _sync(path, os.O_RDONLY)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable. Without this a power cut may undo a rename."""
    _sync(folder, os.O_RDONLY | os.O_DIRECTORY)


def _remove_if_dead(path: Path) -> None:
    fd = os.open(path, os.O_RDWR | os.O_CLOEXEC)
    try:
        fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
        path.unlink()
    except BlockingIOError:
        pass  # its writer lives
    finally:
        os.close(fd)


def _sync(path: Path, flags: int) -> None:
    fd = os.open(path, flags | os.O_CLOEXEC)
    try:
        os.fsync(fd)
    finally:
        os.close(fd)
