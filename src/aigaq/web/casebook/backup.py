"""The command `backup`: one file with the whole casebook.

Invariant: the file is complete or absent, and nothing in it signs anybody in.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tarfile
from contextlib import closing, nullcontext
from pathlib import Path
from uuid import UUID

from django.db import connection

from aigaq.custody.files import locked
from aigaq.custody.parcels import PART
from aigaq.errors import FolderNotFree, WrongArguments
from aigaq.records.vocab.messages import Language, say
from aigaq.web.command_output import tell
from aigaq.web.home import (
    CUSTODY,
    DATABASE,
    ID_FILE,
    INTAKE,
    PUBLIC,
    home,
    is_abandoned,
    is_read_only,
    remove,
    scratch,
)
from aigaq.web.models import CaseRow

BACKING_UP = ".aigaq-backup-"
"""How the scratch folders of backups begin; `_BEFORE` is the name of earlier versions."""
_BEFORE = ".backup-"
_OURS = frozenset({"part", *(f"{DATABASE}{end}" for end in ("", "-wal", "-shm", "-journal"))})


def backup(args: argparse.Namespace, language: Language) -> int:
    """Write one file with database, sealed files and published pages; it is consistent even while people write.

    Raises:
        WrongArguments: the database is PostgreSQL, which has its own tool. FolderNotFree: the file exists.
    """
    target = Path(args.file)
    if connection.vendor != "sqlite":
        raise WrongArguments(why=say("backup-elsewhere", language))
    if target.exists():
        raise FolderNotFree(file=target.name)
    sweep_backups(target.absolute().parent)
    with scratch(target.absolute().parent, BACKING_UP) as folder:
        part = folder / "part"
        _write_tar(part, folder / DATABASE)
        # `link`, not `rename`: it does not overwrite a file that came there meanwhile.
        os.link(part, target)
    cases = CaseRow.objects.count()
    tell(args, language, "backup-done", file=str(target), bytes=target.stat().st_size, cases=cases)
    if not cases and not args.json:
        print(say("no-case-yet", language))
    return 0


def _write_tar(part: Path, copy: Path) -> None:
    """Copy the database, then the files: an item is sealed before a row names it, so no named item can be missing.

    Sessions and the key that signs links are left out: whoever steals the copy must not get in by them.
    """
    folder = home()
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        sealed = (folder / CUSTODY).is_dir()
        # Nothing may be sealed between the two copies: the custody log names states of the database log.
        with locked(folder / CUSTODY) if sealed and not is_read_only(folder) else nullcontext():
            with closing(_open_database(folder)) as live, closing(sqlite3.connect(copy)) as copied:
                live.backup(copied)
                copied.executescript(
                    "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON; DELETE FROM django_session;"
                )
            if sealed:
                tar.add(folder / CUSTODY, CUSTODY, filter=_private)
        tar.add(copy, DATABASE, filter=_private)
        if (folder / ID_FILE).is_file():
            tar.add(folder / ID_FILE, ID_FILE, filter=_private)
        if (folder / PUBLIC).is_dir():
            tar.add(folder / PUBLIC, PUBLIC, filter=_private)
        for upload in _uploads(folder, copy):
            tar.add(upload, f"{INTAKE}/{upload.name}", filter=_private)
        tar.close()
        file.flush()
        os.fsync(file.fileno())


def _uploads(folder: Path, copy: Path) -> list[Path]:
    """Sealed uploads named by the copied database. One may still have its temporary name."""
    with closing(sqlite3.connect(copy)) as database:
        keys = [str(UUID(key)) for (key,) in database.execute("SELECT id FROM web_uploadrow ORDER BY id")]
    paths = (folder / INTAKE / name for key in keys for name in (key, f"{key}{PART}"))
    return [path for path in paths if path.is_dir()]


def _open_database(folder: Path) -> sqlite3.Connection:
    """The database, opened without journal and locks on a read-only disk."""
    address = (folder / DATABASE).absolute().as_uri()
    return sqlite3.connect(f"{address}?mode=ro&immutable=1" if is_read_only(folder) else address, uri=True)


def _private(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Tar entry that unpacks readable for its owner alone, and names no account of this machine."""
    entry.mode &= 0o700
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def sweep_backups(folder: Path) -> None:
    """Remove scratch folders of killed backups: each contains a readable database."""
    for path in sorted(folder.glob(f"{BACKING_UP}*")):
        if path.is_dir() and is_abandoned(path):
            remove(path)
    for path in sorted(folder.glob(f"{_BEFORE}*")):
        # A folder of somebody else may have that name too, so its files must be ours.
        names = {file.name for file in path.iterdir()} if path.is_dir() else set()
        if names and names <= _OURS and is_abandoned(path):
            remove(path)
