"""Ask whether a case may be published, and write its public site into a folder.

Invariant: no protected word is printed, and nothing is written unless it is cleared, whoever asks.
"""

from __future__ import annotations

import argparse
import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from secrets import SystemRandom
from typing import get_args

from aigaq.casework.attachments import attachments, in_folder
from aigaq.casework.clearing import clear_case
from aigaq.casework.clearviews import clearing_text
from aigaq.casework.progress import Progress
from aigaq.cli.registered import case_of, commands, day, give, is_folder
from aigaq.dossier import Edition
from aigaq.dossier.exporting import about_how_many, export
from aigaq.errors import UnknownCode, WrongArguments
from aigaq.protection import Cleared
from aigaq.records.vocab.messages import LANGUAGES, Language, say

MANY_FILES = 10_000
"""Number of files from which splitting the work is worth while."""


def run(args: argparse.Namespace, language: Language) -> int:
    """Clear a case or write its public site; returns 0 if cleared, else 1 with every reason.

    Editions of a case in the casebook are stored, signed and published by the package that provides the casebook.

    Raises:
        WrongArguments: for a folder, a step other than `clear` and `export`, or `clear` without `--dry-run`, since
            nothing of it can be stored.
    """
    if not is_folder(args.case) and "release" in commands():
        return commands()["release"].run(args, language)
    if args.step == "export":
        return _export(args, language)
    if args.step != "clear":
        raise WrongArguments(
            why=say("release-step-unknown", language, value=args.step, known="clear, export")
        )
    if not args.dry_run:
        raise WrongArguments(why=say("release-needs-dry-run", language))
    case = case_of(args)
    files, _ = attachments(case, in_folder(case, args.case))
    today = datetime.now(UTC).date()
    outcome = clear_case(case, rng=SystemRandom(), at=today, language=language, files=files)
    print(clearing_text(case, outcome, language, as_json=args.json))
    return 0 if isinstance(outcome, Cleared) else 1


def _export(args: argparse.Namespace, language: Language) -> int:
    """Clear a case and write its pages; if it is refused, write no file."""
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    case = case_of(args)
    at = day(args.published) or datetime.now(UTC).date()
    edition = edition_of(args, at)
    pictures, files = attachments(case, in_folder(case, args.case))
    words = {"credits/publisher": edition.publisher} if edition.publisher else {}
    outcome = clear_case(
        case, rng=SystemRandom(), at=at, language=edition.languages[0], files=pictures, words=words
    )
    if not isinstance(outcome, Cleared):
        print(clearing_text(case, outcome, language, as_json=args.json))
        return 1
    with Progress(say("export-progress", language), sys.stderr) as progress:
        # One process per core, at most four, if there is enough to do.
        workers = min(os.cpu_count() or 1, 4) if about_how_many(outcome, edition) > MANY_FILES else 1
        count = export(outcome, edition, Path(args.folder), files=files, workers=workers, seen=progress.seen)
    answer = {"clear": True, "files": count, "sha256": outcome.digest}
    done = say("export-done", language, count=count, folder=args.folder, digest=outcome.digest[:12])
    give(answer, args, lambda: done)
    return 0


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
