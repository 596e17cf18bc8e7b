"""Folder of a casebook: database, secret, sealed files, locks.

Invariant: one server at a time works in a home; a second one is refused and stops.
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

ID_FILE = "casebook.id"
"""File with the random name of the casebook. The log in the database begins with the same name: if one of the two is
missing or another's, the casebook is not taken for a new one."""
DATABASE, SECRET, CUSTODY, EXPORTS = "aigaq.sqlite3", "secret.key", "custody", "exports"
PUBLIC, INTAKE = "public", "intake"
"""Folders of the pages of published editions, by address and number, and of the encrypted files from readers."""
LOCKS = ("server.lock", "write.lock")


def home() -> Path:
    """The folder named by AIGAQ_HOME. It is not created here.

    Raises:
        HomeNotSaid: AIGAQ_HOME is not set.
    """
    setting = os.environ.get("AIGAQ_HOME")
    if not setting:
        raise HomeNotSaid
    return Path(setting)


def make_folder(folder: Path) -> Path:
    """Make the folder of a new casebook, readable by its owner alone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def close_to_others(folder: Path) -> None:
    """Close a casebook to all but its owner: whoever made the folder may have left it open to other accounts.

    Raises:
        HomeOpen: it is open to others, and another account owns it.
    """
    try:
        if folder.stat().st_mode & 0o077:
            folder.chmod(0o700)
    except PermissionError as error:
        raise HomeOpen(folder=str(folder.absolute())) from error
    for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SECRET, ID_FILE, *LOCKS):
        with suppress(OSError):
            if (folder / name).stat().st_mode & 0o077:
                (folder / name).chmod(0o600)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def holds_casebook(folder: Path) -> bool:
    """Whether the folder holds a casebook: an empty one may be the mount point of a missing disk."""
    if os.environ.get("AIGAQ_DATABASE_URL"):
        return (folder / ID_FILE).is_file() or (folder / SECRET).is_file()
    file = folder / DATABASE
    return file.is_file() and file.stat().st_size > 0


def is_read_only(folder: Path) -> bool:
    """Whether the folder is read-only, like a copy kept as evidence."""
    return not os.access(folder, os.W_OK)


def number_setting(name: str, default: int) -> int:
    """Number of bytes in a setting.

    Raises:
        SettingWrong: it is no such number.
    """
    setting = os.environ.get(name, str(default))
    if not setting.isascii() or not setting.isdigit():
        raise SettingWrong(name=name, due=str(default))
    return int(setting)


def secret(folder: Path) -> str:
    """Key that signs sessions; made once, readable by its owner alone."""
    path = folder / SECRET
    return path.read_text(encoding="ascii") if path.exists() else write_whole(path, secrets.token_urlsafe(48))


def write_whole(path: Path, text: str) -> str:
    """Write a file, whole or not at all, for its owner alone. Returns its text; if it existed, the earlier text."""
    part = path.parent / f".{path.name}-{secrets.token_hex(8)}"
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    # If two processes start at once, the second uses the file of the first.
    with suppress(FileExistsError):
        os.link(part, path)
    part.unlink()
    return path.read_text(encoding="ascii")


def edition_folder(folder: Path, address: str, number: int) -> Path:
    """Folder of the pages of an edition, below that of the casebook."""
    return folder / PUBLIC / address / str(number)


@contextmanager
def scratch(parent: Path, prefix: str) -> Iterator[Path]:
    """Scratch folder, removed afterwards. A killed process leaves it unlocked, so that it can be swept away."""
    folder = Path(mkdtemp(prefix=prefix, dir=parent))
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def is_abandoned(folder: Path) -> bool:
    """Whether no process uses a scratch folder any more."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    finally:
        os.close(handle)
    return True


def durable(path: Path) -> None:
    """Make the bytes of a file, or new and removed names in a folder, survive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def only_server(folder: Path) -> Iterator[None]:
    """Hold the lock that lets only one server work in a home.

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
    """Hold the one write lock shared by server, jobs and commands.

    Measured: sixteen naive processes wait up to six seconds for SQLite; with this lock the longest wait is 0.2 s.
    """
    with open(folder / "write.lock", "w", opener=_private) as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def remove(path: Path) -> None:
    """Remove a file or a folder; it stays removed after a power cut."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    durable(path.parent)
