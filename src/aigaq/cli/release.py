"""Ask whether a case may be published, and write the publishable pages. Invariant: no protected word is printed."""

from __future__ import annotations

import argparse
from datetime import UTC, datetime
from secrets import SystemRandom

from aigaq.casework.attachments import attachments, in_folder
from aigaq.casework.case import Case
from aigaq.casework.clearing import clear_case
from aigaq.casework.clearviews import clearing_text
from aigaq.cli import exporting
from aigaq.cli.registered import case_of, commands, is_folder
from aigaq.errors import WrongArguments
from aigaq.protection import Cleared
from aigaq.records.releases import Refused
from aigaq.records.vocab.messages import Language, say


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
    _tell(case, outcome, args, language)
    return 0 if isinstance(outcome, Cleared) else 1


def _export(args: argparse.Namespace, language: Language) -> int:
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    case, refused = exporting.run(args, language)
    if refused is not None:
        _tell(case, refused, args, language)
    return 0 if refused is None else 1


def _tell(case: Case, outcome: Cleared | Refused, args: argparse.Namespace, language: Language) -> None:
    print(clearing_text(case, outcome, language, as_json=args.json))
