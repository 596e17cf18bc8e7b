"""The command `intake`: set the key, list uploads, fetch their sealed files.

Invariant: it acts as the lead whom `--as` names, with the rights of that account alone; it opens nothing.
"""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

from aigaq.errors import FolderNotFree, WrongArguments
from aigaq.records.vocab.messages import Language, say
from aigaq.web.command_output import tell
from aigaq.web.intake import actions, queries
from aigaq.web.intake.queries import Upload
from aigaq.web.models import CaseRow
from aigaq.web.store.access import Viewer, case_row, viewer_named


def run(args: argparse.Namespace, language: Language) -> int:
    """Run one step of `aigaq intake`.

    Raises:
        WrongArguments: an unknown step, or too few words. NotFound, NotAllowed: the account does not lead the case.
    """
    lead = viewer_named(getattr(args, "as"))
    if args.action == "list" and args.to is None:
        _list(args, language, queries.uploads(lead, case_row(lead, args.what)))
    elif args.action == "set" and args.to is not None:
        row = case_row(lead, args.what)
        actions.set_recipient(lead, row, args.to, at=datetime.now(UTC))
        tell(args, language, "intake-set", case=row.key, key=args.to)
    elif args.action == "fetch" and args.to:
        _fetch(args, language, lead, case_row(lead, args.what))
    else:
        raise WrongArguments(why="intake set CASE PUBLICKEY, list CASE, fetch CASE FOLDER.")
    return 0


def _list(args: argparse.Namespace, language: Language, uploads: list[Upload]) -> None:
    if args.json:
        fields = ("id", "on", "files", "size", "state", "sealed_to")
        listed = [{name: getattr(upload, name) for name in fields} for upload in uploads]
        print(json.dumps(listed, indent=2, default=str))
        return
    for upload in uploads:
        print(
            say(
                "intake-line",
                language,
                id=upload.id,
                on=upload.on,
                files=upload.files,
                size=upload.size // 1_000_000,
                state=say(f"intake-state-{upload.state}", language),
            )
        )
    if not uploads:
        print(say("intake-none", language))


def _fetch(args: argparse.Namespace, language: Language, lead: Viewer, row: CaseRow) -> None:
    """Copy the uploads that the folder lacks; each is there whole or not at all."""
    into, count = Path(args.to), 0
    if into.exists() and not into.is_dir():
        raise FolderNotFree(file=into.name)
    for upload in queries.uploads(lead, row):
        target = into / str(upload.id)
        if target.exists():
            continue
        part = into / f".{upload.id}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)
        for path in queries.sealed_files(lead, row, upload.id):
            shutil.copyfile(path, part / path.name)
        part.rename(target)
        actions.note_fetched(lead, row, upload.id, at=datetime.now(UTC))
        count += 1
    tell(args, language, "intake-fetched", count=count, folder=str(into))
