"""The folder that a casebook lives in: database, secret, sealed files, lock.

Invariant: one server at a time writes to a home; whoever comes second is told and stops.
"""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from aigaq.errors import HomeInUse, HomeNotSaid, HomeOpen, SettingWrong

NAMED = "casebook.id"
"""The random name of the casebook; the log of the database begins with the same, so that neither is taken for new."""
DATABASE, SECRET, CUSTODY, EXPORTS = "aigaq.sqlite3", "secret.key", "custody", "exports"
PUBLIC, INTAKE = "public", "intake"
LOCKS = ("server.lock", "write.lock")
"""The pages of editions that are out, by address and number; what was sent to us, sealed."""


def home() -> Path:
    """The folder named by AIGAQ_HOME; asking for it makes none.

    Raises:
        HomeNotSaid: AIGAQ_HOME is not set.
    """
    named = os.environ.get("AIGAQ_HOME")
    if not named:
        raise HomeNotSaid
    return Path(named)


def made(folder: Path) -> Path:
    """The folder of a new casebook, for its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def shut(folder: Path) -> None:
    """Let nobody but its owner into a casebook: whoever made the folder may have left it open to the machine.

    Raises:
        HomeOpen: it is open, and another account owns it.
    """
    try:
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except PermissionError as error:
        raise HomeOpen(folder=str(folder.absolute())) from error
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SECRET, NAMED, *LOCKS):
        with suppress(OSError):
            if (folder / name).stat().st_mode & 0o077:
                (folder / name).chmod(0o600)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def holds_casebook(folder: Path) -> bool:
    """Whether a casebook lives here: an empty folder may be the mount point of a disk that is not there."""
    if os.environ.get("AIGAQ_DATABASE_URL"):
        return (folder / NAMED).is_file() or (folder / SECRET).is_file()
    file = folder / DATABASE
    return file.is_file() and file.stat().st_size > 0


def is_read_only(folder: Path) -> bool:
    """Whether nothing can be written here: a copy kept as evidence may be on such a disk."""
    return not os.access(folder, os.W_OK)


def number_set(name: str, otherwise: int) -> int:
    """The number of bytes that a setting names.

    Raises:
        SettingWrong: it names something else.
    """
    written = os.environ.get(name, str(otherwise))
    if not written.isascii() or not written.isdigit():
        raise SettingWrong(name=name, due=str(otherwise))
    return int(written)


def secret(folder: Path) -> str:
    """The key that signs sessions; made once, readable by its owner alone."""
    path = folder / SECRET
    return (
        path.read_text(encoding="ascii") if path.exists() else written_whole(path, secrets.token_urlsafe(48))
    )


def written_whole(path: Path, text: str) -> str:
    """What a file of ours says, written now or by whoever came first: whole or not at all, for its owner alone."""
    part = path.parent / f".{path.name}-{secrets.token_hex(8)}"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    # Of two that start at once, the second takes what the first wrote.
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
    return path.read_text(encoding="ascii")


def edition_folder(folder: Path, address: str, number: int) -> Path:
    """Where the pages of an edition lie, below the folder of the casebook."""
    return folder / PUBLIC / address / str(number)


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """A folder for something half made, gone afterwards; who dies in it leaves it unlocked, to be swept away."""
    room = Path(mkdtemp(prefix=prefix, dir=parent))
    handle = os.open(room, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield room
    finally:
        shutil.rmtree(room, ignore_errors=True)
        os.close(handle)


def abandoned(room: Path) -> bool:
    """Whether nobody works in a folder of `scratch` any more."""
    handle = os.open(room, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def durable(folder: Path) -> None:
    """That a name is gone from a folder, or new in it, outlasts a power cut from here on."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def only_server(folder: Path) -> Iterator[None]:
    """Hold the home for one server.

    Raises:
        HomeInUse: another server holds it.
    """
    with open(folder / "server.lock", "w", opener=_private) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise HomeInUse(file=folder.name) from error
        yield


@contextmanager
def writing(folder: Path) -> Iterator[None]:
    """Hold the one write lock that server, jobs and command line share.

    Measured: sixteen naive processes wait up to six seconds for SQLite; with this lock the longest wait is 0.2 s.
    """
    with open(folder / "write.lock", "w", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def remove(path: Path) -> None:
    """Remove a file or a folder, so that a power cut does not bring it back."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    durable(path.parent)
