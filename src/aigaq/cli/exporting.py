"""Write the public site of a case into a folder. Invariant: nothing is written unless it is cleared, whoever asks."""

from __future__ import annotations

import argparse
import json
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import SystemRandom
from typing import get_args

from aigaq.casework.attachments import attachments, in_folder
from aigaq.casework.case import Case
from aigaq.casework.clearing import clear_case
from aigaq.casework.progress import Progress
from aigaq.cli.cite import day
from aigaq.cli.registered import case_of
from aigaq.dossier import Edition
from aigaq.dossier.exporting import about_how_many, export
from aigaq.errors import UnknownCode
from aigaq.protection import Cleared
from aigaq.records.releases import Refused
from aigaq.records.vocab.messages import LANGUAGES, Language, say

MANY_FILES = 10_000
"""Number of files from which splitting the work is worth while."""


def run(args: argparse.Namespace, language: Language) -> tuple[Case, Refused | None]:
    """Clear a case and write its pages; if it is refused, write no file.

    Returns:
        The case, and the refusal if there is one.
    """
    case = case_of(args)
    at = day(args.published) or datetime.now(UTC).date()
    edition = edition_of(args, at)
    pictures, files = attachments(case, in_folder(case, args.case))
    words = {"credits/publisher": edition.publisher} if edition.publisher else {}
    outcome = clear_case(
        case, rng=SystemRandom(), at=at, language=edition.languages[0], files=pictures, words=words
    )
    if not isinstance(outcome, Cleared):
        return case, outcome
    with Progress(say("export-progress", language), sys.stderr) as progress:
        count = export(
            outcome,
            edition,
            Path(args.folder),
            files=files,
            workers=_workers(outcome, edition),
            seen=progress.seen,
        )
    _tell(args, language, count, outcome.digest)
    return case, None


def _tell(args: argparse.Namespace, language: Language, files: int, digest: str) -> None:
    if args.json:
        print(json.dumps({"clear": True, "files": files, "sha256": digest}, indent=2))
    else:
        print(say("export-done", language, count=files, folder=args.folder, digest=digest[:12]))


def _workers(cleared: Cleared, edition: Edition) -> int:
    """Number of processes: one per core, at most four, if there is enough to do."""
    return min(os.cpu_count() or 1, 4) if about_how_many(cleared, edition) > MANY_FILES else 1


def edition_of(args: argparse.Namespace, at: date) -> Edition:
    """The edition described by the options."""
    return Edition(
        revision=args.revision or "1",
        published=at,
        address=args.address.rstrip("/") if args.address else None,
        publisher=args.publisher,
        rule=args.rule,
        languages=_languages(args.languages),
        paper=args.pdf,
    )


def _languages(written: str | None) -> tuple[Language, ...]:
    codes = [one.strip() for one in written.split(",")] if written else list(LANGUAGES)
    for code in codes:
        if code not in get_args(Language):
            raise UnknownCode(key="languages", value=code, known=", ".join(LANGUAGES))
    return tuple(one for one in LANGUAGES if one in codes)
