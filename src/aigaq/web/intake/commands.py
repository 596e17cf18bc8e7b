"""What was sent to a team, by command: name the key, list, fetch the sealed files.

Invariant: done as the lead whom `--as` names, with her rights alone; nothing is opened here.
"""

from __future__ import annotations

import argparse
import json
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aigaq.errors import FolderNotFree, WrongArguments
from aigaq.records.vocab.messages import Language, say
from aigaq.web.command_output import tell
from aigaq.web.intake import actions as acting
from aigaq.web.intake import queries
from aigaq.web.models import CaseRow, UploadRow
from aigaq.web.store.access import case_row, viewer_named


def run(args: argparse.Namespace, language: Language) -> int:
    """Do one step.

    Raises:
        WrongArguments: a step that no casebook does, or too few words. NotFound, NotAllowed: she does not lead it.
    """
    lead: Any = viewer_named(getattr(args, "as"))
    if args.action == "list" and args.to is None:
        _list(args, language, queries.uploads(lead, case_row(lead, args.what)))
    elif args.action == "set" and args.to is not None:
        row = case_row(lead, args.what)
        acting.set_recipient(lead, row, args.to, at=datetime.now(UTC))
        tell(args, language, "intake-set", case=row.key, key=args.to)
    elif args.action == "fetch" and args.to:
        _fetch(args, language, lead, case_row(lead, args.what))
    else:
        raise WrongArguments(why="intake set CASE PUBLICKEY, list CASE, fetch CASE FOLDER.")
    return 0


def _list(args: argparse.Namespace, language: Language, rows: list[UploadRow]) -> None:
    told = [
        {
            "id": str(one.id),
            "on": one.on.isoformat(),
            "files": one.files,
            "size": one.size,
            "state": one.state,
            "sealed_to": one.sealed_to,
        }
        for one in rows
    ]
    if args.json:
        print(json.dumps(told, indent=2))
        return
    for one in rows:
        state = say(f"intake-state-{one.state}", language)
        size = one.size // 1_000_000
        print(say("intake-line", language, id=one.id, on=one.on, files=one.files, size=size, state=state))
    if not rows:
        print(say("intake-none", language))


def _fetch(args: argparse.Namespace, language: Language, lead: Any, row: CaseRow) -> None:
    """Copy what is not in the folder yet; each upload is there whole or not at all."""
    into, count = Path(args.to), 0
    if into.exists() and not into.is_dir():
        raise FolderNotFree(file=into.name)
    for one in queries.uploads(lead, row):
        target = into / str(one.id)
        if target.exists():
            continue
        part = into / f".{one.id}.part"
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700, parents=True)
        for path in queries.sealed_files(one):
            shutil.copyfile(path, part / path.name)
        part.rename(target)
        acting.fetched(lead, row, one.id, at=datetime.now(UTC))
        count += 1
    tell(args, language, "intake-fetched", count=count, folder=str(into))
