"""Safe reader of bundle files: plain files inside the bundle's own folder, nothing else.

Invariant: nothing is opened but a regular file below the folder, reached without following a link, whose size was
known to be small enough before a byte was read.

A bundle comes from a stranger and is read by a server. If `text.txt` were a link, or a file's name
`../../secret.key`, any file of the machine could get into a case, and from there into an edition. So each part of a
path is opened from the folder above it (`openat`, `O_NOFOLLOW`), never by a path that somebody could swap meanwhile.
The folder itself is named by the person who runs the command, so that one may be a link.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from aigaq.errors import AigaqError, FileUnreadable, LeadsOutside, NotAFile, TooLarge
from aigaq.records.hidden import hides

TEXT = 50_000_000
"""Limit for a text, in bytes; the same as for reading."""
MEDIA = 1_000_000_000
"""Limit for a picture or recording, in bytes."""
ON_BOARD = 2_000_000_000
"""Limit for everything on board, in bytes: an import holds all of it in memory."""
FILES = 100_000
"""Limit for the number of files in a case folder."""
OURS = ("source.yaml", "coding.yaml", "pins.json")
"""Files in the folder of a source beside its text; a text may not have these names."""
_DEEP = 20
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
# If a pipe or device has replaced the file since the check, it must not block us or become our terminal.
_FILE = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC


@dataclass(frozen=True, slots=True)
class Listing:
    """The content of a case folder.

    Args:
        files: by path in the case, the size in bytes of each plain file.
        folders: their paths in the case.
        refused: a problem for each thing that is neither file nor folder; none of them is opened.
    """

    files: Mapping[str, int]
    folders: frozenset[str]
    refused: tuple[AigaqError, ...]


def listing(folder: Path) -> Listing:
    """Everything below a folder; links are not followed. Hidden folders at the top (`.git`) are not part of a case.

    Raises:
        FileUnreadable: the folder does not exist. TooLarge: more files, or deeper folders, than a case may have.
    """
    entries: list[tuple[str, int | AigaqError | None]] = []
    with _root(folder) as descriptor:
        for entry in _below(descriptor, "", 0):
            entries.append(entry)
            if len(entries) > FILES:
                raise TooLarge(file=folder.name, limit=FILES, what="files")
    return Listing(
        {name: what for name, what in entries if isinstance(what, int)},
        frozenset(name for name, what in entries if what is None),
        tuple(what for _, what in entries if isinstance(what, AigaqError)),
    )


def _below(descriptor: int, prefix: str, depth: int) -> Iterator[tuple[str, int | AigaqError | None]]:
    """By path: the size of a file, None for a folder, or the problem with anything else."""
    if depth > _DEEP:
        raise TooLarge(file=prefix.rstrip("/"), limit=_DEEP, what="folders")
    with os.scandir(descriptor) as entries:
        names = sorted(entry.name for entry in entries)
    for last in names:
        name = f"{prefix}{last}"
        try:
            status = os.stat(last, dir_fd=descriptor, follow_symlinks=False)
            if not stat.S_ISDIR(status.st_mode):
                yield name, _refusal(name, status.st_mode) or status.st_size
            elif depth or not last.startswith("."):
                below = os.open(last, _FOLDER | os.O_NOFOLLOW, dir_fd=descriptor)
                try:
                    yield name, None
                    yield from _below(below, f"{name}/", depth + 1)
                finally:
                    os.close(below)
        except OSError:
            yield name, FileUnreadable(file=name)


def _refusal(name: str, mode: int) -> AigaqError | None:
    """The reason not to open a thing of this name and mode; None if it may be opened."""
    if hides(name) or not name.isprintable():
        return NotAFile(file=name.encode("ascii", "backslashreplace").decode())
    if stat.S_ISLNK(mode):
        return LeadsOutside(file=name)
    return None if stat.S_ISREG(mode) else NotAFile(file=name)


def is_there(folder: Path, name: str) -> bool:
    """Whether a thing of that name is in a folder, even a link; `read` reports what is wrong with it."""
    try:
        with _root(folder) as root, _above(root, name) as (above, last):
            os.stat(last, dir_fd=above, follow_symlinks=False)
    except LeadsOutside:
        return True
    except (OSError, FileUnreadable, NotAFile):
        return False
    return True


def size_of(folder: Path, name: str) -> int:
    """The size of a file in bytes.

    Raises:
        FileUnreadable, LeadsOutside, NotAFile: as `read`.
    """
    with _opened(folder, name) as descriptor:
        return os.fstat(descriptor).st_size


def read(folder: Path, name: str, *, limit: int) -> bytes:
    """The bytes of one file of a bundle.

    Args:
        name: its path in the case, with `/`.
        limit: in bytes; a larger file is not read at all.
    Raises:
        FileUnreadable: no such file. LeadsOutside: out of the folder, or through a link. NotAFile: a pipe, device or
            folder. TooLarge: above the limit.
    """
    with _opened(folder, name) as descriptor:
        return _bytes(descriptor, name, limit)


def read_named(path: Path, *, limit: int) -> bytes:
    """The bytes of a file that the user named on the command line; her own links are followed.

    Raises:
        FileUnreadable, NotAFile, TooLarge: as `read`.
    """
    try:
        descriptor = os.open(path, _FILE & ~os.O_NOFOLLOW)
    except OSError as error:
        raise FileUnreadable(file=path.name) from error
    try:
        return _bytes(descriptor, path.name, limit)
    finally:
        os.close(descriptor)


def plain_name(written: str) -> bool:
    """Whether a name is a visible file in the folder itself, not a path."""
    return (
        0 < len(written.encode("utf-8", "replace")) <= 255
        and written not in (".", "..")
        and not set(written) & {"/", "\\"}
        and written.isprintable()
        and not hides(written)
    )


def _bytes(descriptor: int, name: str, limit: int) -> bytes:
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        raise NotAFile(file=name)
    if status.st_size > limit:
        raise TooLarge(file=name, limit=limit, what="bytes")
    with os.fdopen(os.dup(descriptor), "rb") as file:
        # A file may grow while it is read, and files in `/proc` report no size.
        data = file.read(limit + 1)
    if len(data) > limit:
        raise TooLarge(file=name, limit=limit, what="bytes")
    return data


@contextmanager
def _root(folder: Path) -> Iterator[int]:
    try:
        descriptor = os.open(folder, _FOLDER)
    except OSError as error:
        raise FileUnreadable(file=folder.name or str(folder)) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _above(root: int, name: str) -> Iterator[tuple[int, str]]:
    """The open folder that holds a file, reached part by part, and the last part of the name."""
    *parts, last = name.split("/")
    if any(part in ("", ".", "..") or "\0" in part for part in (*parts, last)):
        raise LeadsOutside(file=name)
    at = os.dup(root)
    try:
        for part in parts:
            mode = os.stat(part, dir_fd=at, follow_symlinks=False).st_mode
            if stat.S_ISLNK(mode):
                raise LeadsOutside(file=name)
            if not stat.S_ISDIR(mode):
                raise NotAFile(file=name)
            below = os.open(part, _FOLDER | os.O_NOFOLLOW, dir_fd=at)
            os.close(at)
            at = below
        yield at, last
    finally:
        os.close(at)


@contextmanager
def _opened(folder: Path, name: str) -> Iterator[int]:
    descriptor: int | None = None
    try:
        with _root(folder) as root, _above(root, name) as (above, last):
            # Checked before it is opened: opening some devices has side effects.
            refusal = _refusal(name, os.stat(last, dir_fd=above, follow_symlinks=False).st_mode)
            if refusal is not None:
                raise refusal
            descriptor = os.open(last, _FILE, dir_fd=above)
    except (OSError, UnicodeEncodeError) as error:
        raise FileUnreadable(file=name) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)
