"""Content-addressed store: bytes under the name of their digest, read-only as soon as they have it.

Invariant: a name in `objects/` is never written twice, and its bytes were durable before it existed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import BinaryIO

from aigaq.custody import files
from aigaq.errors import CustodyBroken, FileChanged, FileUnreadable, ItemMissing, LeadsOutside, NotAFile
from aigaq.records.custody_check import Why

OBJECTS = "objects"
_CHUNK = 1 << 20


def seal(source: Path, home: Path, randomness: files.Randomness) -> tuple[str, int]:
    """Copy a file into the store, durably; equal bytes are kept once.

    Args:
        source: any regular file; it is read once, in pieces, and only read.
        home: a founded custody folder.
    Returns:
        SHA-256 of the bytes and their number.
    Raises:
        FileUnreadable: no such file, a folder or device, or it cannot be read.
        FileChanged: the file changed while it was read; nothing was kept.
        CustodyBroken: the store has this digest already, with other bytes under it.
    """
    with _opened(source) as reader:
        with files.locked(home):
            files.sweep(home)
            part = files.begin(home, randomness)
        try:
            digest, size = _copy(reader, part.fd, source.name)
            _name(part, home, digest)
        finally:
            files.end(part)
    return digest, size


def blob_path(home: Path, digest: str) -> Path:
    """The path of the bytes with a digest, whether they are there or not."""
    return home / OBJECTS / digest[:2] / digest[2:]


def digest_of(file: BinaryIO) -> tuple[str, int]:
    """SHA-256 and number of the bytes from here to the end."""
    digest, size = hashlib.sha256(), 0
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size


def digest_at(path: Path) -> tuple[str, int] | None:
    """SHA-256 and number of the bytes of a file; None where it is gone or no file."""
    try:
        with path.open("rb") as file:
            return digest_of(file)
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None


def open_checked(home: Path, digest: str, *, item_id: str) -> BinaryIO:
    """The bytes with a digest, opened at the start after all of them were checked.

    Raises:
        ItemMissing: there is no such file.
        CustodyBroken: the bytes are not those that were sealed.
    """
    with ExitStack() as closing:
        try:
            file = closing.enter_context(blob_path(home, digest).open("rb"))
        except OSError as error:
            raise ItemMissing(id=item_id) from error
        actual, _ = digest_of(file)
        if actual != digest:
            raise CustodyBroken(id=item_id, why=Why.BYTES_CHANGED)
        file.seek(0)
        closing.pop_all()  # sound: the caller closes it
    return file


@contextmanager
def _opened(source: Path) -> Iterator[int]:
    try:
        # O_NONBLOCK: a named pipe would block until somebody writes to it. O_NOFOLLOW: a link in a stranger's folder
        # would seal another file of this machine under its name.
        fd = os.open(source, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        if source.is_symlink():
            raise LeadsOutside(file=source.name) from error
        raise FileUnreadable(file=source.name) from error
    try:
        if not stat.S_ISREG(os.fstat(fd).st_mode):
            raise NotAFile(file=source.name)
        yield fd
    finally:
        os.close(fd)


def _copy(reader: int, writer: int, name: str) -> tuple[str, int]:
    before = os.fstat(reader)
    digest, size = hashlib.sha256(), 0
    while chunk := _read(reader, name):
        files.write_all(writer, chunk)
        digest.update(chunk)
        size += len(chunk)
    after = os.fstat(reader)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or size != after.st_size:
        raise FileChanged(file=name)
    return digest.hexdigest(), size


def _read(reader: int, name: str) -> bytes:
    try:
        return os.read(reader, _CHUNK)
    except OSError as error:
        raise FileUnreadable(file=name) from error


def _name(part: files.Part, home: Path, digest: str) -> None:
    target = blob_path(home, digest)
    with files.locked(home):
        files.make_folder(target.parent)
        if not target.exists():
            files.put(part, target, mode=0o400)
            return
    # Stored already, perhaps by a writer that died before the name was durable: check the bytes and make it durable.
    with target.open("rb") as kept:
        if digest_of(kept)[0] != digest:
            raise CustodyBroken(file=target.relative_to(home).as_posix(), why=Why.BYTES_CHANGED)
    files.sync_file(target)
    files.sync_folder(target.parent)
