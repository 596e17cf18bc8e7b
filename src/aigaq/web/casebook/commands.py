"""The commands `import` and `export`, and the opening of a stored case for other commands.

Invariant: a case imported and exported again is unchanged; an export holds nothing that its viewer may not see.
"""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from pathlib import Path

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.casework.case import Case
from aigaq.casework.opening import on_board
from aigaq.casework.opening import open_case as open_folder
from aigaq.errors import UnknownId, WrongArguments
from aigaq.records.cases import CaseRecords
from aigaq.records.vocab.messages import Language
from aigaq.web.casebook import actions
from aigaq.web.command_output import tell
from aigaq.web.models import Account, CaseRow
from aigaq.web.publish import citing
from aigaq.web.store import cases, whole_cases
from aigaq.web.store.access import Viewer, case_row, held, may, viewer_named


def import_case(args: argparse.Namespace, language: Language) -> int:
    """Import a case from a bundle; the account leads it."""
    row, records = import_folder(_account(getattr(args, "as")), Path(args.folder), at=datetime.now(UTC))
    tell(args, language, "import-done", case=row.key, statements=len(records.statements))
    return 0


def import_folder(lead: Account, folder: Path, *, at: datetime) -> tuple[CaseRow, CaseRecords]:
    """Import the case of a folder, after opening it: a text that is not the coded one raises an error.

    Raises:
        NotACase, CaseInvalid, CustodyBroken, DuplicateId: nothing is imported.
    """
    open_folder(folder)
    records = read_case(folder)
    return actions.import_case(lead, records, on_board(records, folder), at=at), records


def _account(name: str | None) -> Account:
    """Account of a user name; without a name the only account.

    Raises:
        UnknownId: no such account. WrongArguments: no name, and not exactly one account.
    """
    if name is not None:
        account = Account.objects.filter(username=name).first()
        if account is None:
            raise UnknownId(value=name)
        return account
    accounts = list(Account.objects.all()[:2])
    if len(accounts) != 1:
        raise WrongArguments(why="--as USER.")
    return accounts[0]


def export_case(args: argparse.Namespace, language: Language) -> int:
    """Write a case into a folder as the account sees it; safeguards are applied unless the copy is private."""
    viewer = viewer_named(getattr(args, "as"))
    records, texts = cases.leaving(viewer, args.key, private=args.private)
    write_case(records, Path(args.folder), texts=texts, private=args.private)
    tell(args, language, "written", folder=args.folder)
    return 0


def open_case(key: str, viewer: str | None, *, leaving: bool = False) -> Case:
    """A case as one account sees it; without an account, its current edition.

    Args:
        leaving: for a citation, without texts: the current edition, or, if none is published, the case with its
            safeguards applied.
    Raises:
        NotFound: no such case, or the viewer may not see it.
    """
    if viewer is None:
        return citing.public_case(key)
    seen_by: Viewer = viewer_named(viewer)
    if leaving:
        edition = citing.edition_case(case_row(seen_by, key))
        if edition is not None:
            return edition
        return Case(cases.leaving(seen_by, key, private=False)[0])
    row = case_row(seen_by, key)
    return whole_cases.opened(row, held(seen_by, row), safeguards=may(seen_by, "lead", row))
