"""The command `restore`: a casebook from a backup.

Invariant: the new folder is for its owner alone and appears whole; no file of the tar lands outside of it; sessions of
the backup are not restored.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sqlite3
import tarfile
from contextlib import closing
from importlib import import_module
from pathlib import Path
from tempfile import mkdtemp

from django.db import connection

from aigaq.errors import FileUnreadable, FolderNotFree, NotABackup
from aigaq.records.vocab.messages import Language
from aigaq.web.command_output import tell
from aigaq.web.home import CUSTODY, DATABASE, ID_FILE, INTAKE, PUBLIC, SECRET, close_to_others, durable
from aigaq.web.server.starting import start

_HOLDS = frozenset({DATABASE, ID_FILE, SECRET, CUSTODY, PUBLIC, INTAKE})
UNDER_WAY = ".aigaq-restore-"


def restore(args: argparse.Namespace, language: Language) -> int:
    """Unpack a backup into a new folder and check it to the ground; 1 if something in it differs.

    Raises:
        FolderNotFree: the folder exists. FileUnreadable, NotABackup: no backup. NewerCasebook: a newer program made
        it. Then no folder is left.
    """
    target = Path(args.folder)
    if os.path.lexists(target):
        raise FolderNotFree(file=target.name)
    target.absolute().parent.mkdir(parents=True, exist_ok=True)
    part = Path(mkdtemp(prefix=UNDER_WAY, dir=target.absolute().parent))
    try:
        _unpack(Path(args.file), part)
        _delete_sessions(part / DATABASE)
        os.environ["AIGAQ_HOME"] = str(part)
        # The backup holds its own SQLite database; the setting would name another one.
        os.environ.pop("AIGAQ_DATABASE_URL", None)
        # `new`, since a tar packed by hand may lack the name of the casebook.
        start(new=True)
        tell(args, language, "restored", folder=str(target.absolute()))
        options = argparse.Namespace(json=args.json, home=None, checkpoint=None, key=None)
        code: int = import_module("aigaq.web.verify.commands").verify(options, language)
        connection.close()
        # All files are on the disk before the folder gets its name.
        for path in [part, *part.rglob("*")]:
            durable(path)
        part.rename(target)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return code


def _unpack(file: Path, folder: Path) -> None:
    """Unpack the files and folders of a casebook, each readable by its owner alone.

    Raises:
        FileUnreadable: no such file. NotABackup: it is no tar, is cut off, or holds something else.
    """
    try:
        with tarfile.open(file) as tar:
            for entry in tar:
                top = entry.name.split("/")[0]
                if top not in _HOLDS or not (entry.isreg() or entry.isdir()):
                    raise NotABackup(file=file.name)
                entry.mode = 0o700 if entry.isdir() else entry.mode & 0o700 | 0o400
                tar.extract(entry, folder, filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise NotABackup(file=file.name) from error
    except FileNotFoundError as error:
        raise FileUnreadable(file=file.name) from error
    if not (folder / DATABASE).is_file():
        raise NotABackup(file=file.name)
    # Backups of earlier versions hold the key: whoever had the file could sign links with it.
    (folder / SECRET).unlink(missing_ok=True)
    for path in folder.rglob("*"):
        path.chmod(path.stat().st_mode & 0o700)
    close_to_others(folder)


def _delete_sessions(database: Path) -> None:
    """Delete the sessions of the backup, so that nobody is signed in.

    Raises:
        NotABackup: the file is no database of a casebook.
    """
    try:
        with closing(sqlite3.connect(database)) as file, file:
            file.execute("PRAGMA secure_delete=ON")
            file.execute("DELETE FROM django_session")
    except sqlite3.DatabaseError as error:
        raise NotABackup(file=database.name) from error
