"""Cases in and out of the database, and a copy of all of it.

Invariant: what is brought in and written out again is the same case; a copy holds nothing that its maker may not see.
"""

from __future__ import annotations

import argparse
import os
import sqlite3
import tarfile
from contextlib import closing, nullcontext
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from django.db import connection

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.casework.case import Case
from aigaq.casework.opening import on_board
from aigaq.casework.opening import open_case as open_folder
from aigaq.custody.files import locked
from aigaq.custody.parcels import PART
from aigaq.errors import FolderNotFree, UnknownId, WrongArguments
from aigaq.records.cases import CaseRecords
from aigaq.records.vocab.messages import Language, say
from aigaq.web.casebook import actions as begun
from aigaq.web.casebook.backups import BACKING_UP, sweep_backups
from aigaq.web.command_output import tell
from aigaq.web.home import CUSTODY, DATABASE, INTAKE, NAMED, PUBLIC, home, is_read_only, scratch
from aigaq.web.models import Account, CaseRow
from aigaq.web.publish import citing
from aigaq.web.store import cases, whole_cases
from aigaq.web.store.access import Viewer, case_row, held, may, viewer_named


def bring_in(args: argparse.Namespace, language: Language) -> int:
    """Bring a case in from a bundle; the account leads it."""
    row, records = brought_in(_account(getattr(args, "as")), Path(args.folder), at=datetime.now(UTC))
    tell(args, language, "import-done", case=row.key, statements=len(records.statements))
    return 0


def brought_in(lead: Account, folder: Path, *, at: datetime) -> tuple[CaseRow, CaseRecords]:
    """The new case and its records, after all of it was opened: a text that is not the one coded is no case.

    Raises:
        NotACase, CaseInvalid, CustodyBroken, DuplicateId: nothing is brought in.
    """
    open_folder(folder)
    records = read_case(folder)
    return begun.bring_in(lead, records, on_board(records, folder), at=at), records


def _account(name: str | None) -> Account:
    """The account of that name; without a name the only one.

    Raises:
        UnknownId: no such account. WrongArguments: none named, and there is not exactly one.
    """
    if name is not None:
        found = Account.objects.filter(username=name).first()
        if found is None:
            raise UnknownId(value=name)
        return found
    every = list(Account.objects.all()[:2])
    if len(every) != 1:
        raise WrongArguments(why="--as USER.")
    return every[0]


def write_out(args: argparse.Namespace, language: Language) -> int:
    """Write a case into a folder as the account sees it; safeguards are applied unless it is a private copy."""
    viewer = viewer_named(getattr(args, "as"))
    records, texts = cases.leaving(viewer, args.key, private=args.private)
    write_case(records, Path(args.folder), texts=texts, private=args.private)
    tell(args, language, "written", folder=args.folder)
    return 0


def open_case(key: str, viewer: str | None, *, leaving: bool = False) -> Case:
    """A case as one account sees it; without an account the edition that stands.

    Args:
        leaving: as it is cited: the edition that stands; where none is out, the case with its safeguards, as for a
            copy. Its texts are not read.
    Raises:
        NotFound: no such case, or not one that she may see.
    """
    if viewer is None:
        return citing.public_case(key)
    seen_by: Viewer = viewer_named(viewer)
    if leaving:
        found = citing.edition_case(case_row(seen_by, key))
        if found is not None:
            return found
        return Case(cases.leaving(seen_by, key, private=False)[0])
    row = case_row(seen_by, key)
    return whole_cases.opened(row, held(seen_by, row), safeguards=may(seen_by, "lead", row))


def backup(args: argparse.Namespace, language: Language) -> int:
    """One file with database, sealed files and published pages, whole even while people write.

    Raises:
        WrongArguments: the database is PostgreSQL, which has its own tool. FolderNotFree: the file is there already.
    """
    target = Path(args.file)
    if connection.vendor != "sqlite":
        raise WrongArguments(why=say("backup-elsewhere", language))
    if target.exists():
        raise FolderNotFree(file=target.name)
    sweep_backups(target.absolute().parent)
    with scratch(target.absolute().parent, BACKING_UP) as room:
        part = room / "part"
        _fill(part, room / DATABASE)
        # Linked, not renamed: a file that came there meanwhile is not written over.
        os.link(part, target)
    cases = CaseRow.objects.count()
    tell(args, language, "backup-done", file=str(target), bytes=target.stat().st_size, cases=cases)
    if not cases and not args.json:
        print(say("no-case-yet", language))
    return 0


def _sent(folder: Path, copy: Path) -> list[Path]:
    """The sealed folders that the copied database tells of; one may just be getting its name."""
    with closing(sqlite3.connect(copy)) as still:
        known = [str(UUID(key)) for (key,) in still.execute("SELECT id FROM web_uploadrow ORDER BY id")]
    both = ((folder / INTAKE / key, folder / INTAKE / f"{key}{PART}") for key in known)
    return [one for pair in both for one in pair if one.is_dir()]


def _opened(folder: Path) -> sqlite3.Connection:
    """The database; on a disk that can only be read the file alone is looked at."""
    address = (folder / DATABASE).absolute().as_uri()
    return sqlite3.connect(f"{address}?mode=ro&immutable=1" if is_read_only(folder) else address, uri=True)


def _shut(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """An entry that is unpacked for its owner alone, and names no account of this machine."""
    entry.mode &= 0o700
    entry.uid = entry.gid = 0
    entry.uname = entry.gname = ""
    return entry


def _fill(part: Path, copy: Path) -> None:
    """The database first: every item that it names was sealed before, so the sealed files of later hold it.

    Who is signed in stays out, and so does the key that signs links: whoever steals the copy gets in by neither.
    """
    folder = home()
    os.close(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file, tarfile.open(fileobj=file, mode="w") as tar:
        sealed = (folder / CUSTODY).is_dir()
        # Nothing is sealed between the two: the log of what is sealed names states of the database's own log.
        with locked(folder / CUSTODY) if sealed and not is_read_only(folder) else nullcontext():
            with closing(_opened(folder)) as live, closing(sqlite3.connect(copy)) as still:
                live.backup(still)
                still.executescript(
                    "PRAGMA journal_mode=DELETE; PRAGMA secure_delete=ON; DELETE FROM django_session;"
                )
            if sealed:
                tar.add(folder / CUSTODY, CUSTODY, filter=_shut)
        tar.add(copy, DATABASE, filter=_shut)
        if (folder / NAMED).is_file():
            tar.add(folder / NAMED, NAMED, filter=_shut)
        if (folder / PUBLIC).is_dir():
            tar.add(folder / PUBLIC, PUBLIC, filter=_shut)
        for sent in _sent(folder, copy):
            tar.add(sent, f"{INTAKE}/{sent.name}", filter=_shut)
        tar.close()
        file.flush()
        os.fsync(file.fileno())
