"""Cite a case or one statement. Invariant: a citation holds only what may be published, whoever asks."""

from __future__ import annotations

import argparse
import json
from datetime import date

from aigaq.citation import cite
from aigaq.cli.registered import case_of
from aigaq.errors import BadDate
from aigaq.records.vocab.messages import Language


def run(args: argparse.Namespace, language: Language) -> int:
    """Print the citation; as JSON together with its fields."""
    accessed = day(args.accessed)
    what = case_of(args, leaving=True).citable(args.statement, language)
    style = args.style or "plain"
    text = cite(what, style, language=language, accessed=accessed)
    if not args.json:
        print(text)
        return 0
    answer = {
        "style": style,
        "language": language,
        "text": text,
        "draft": what.draft,
        "revision": what.revision,
        "sha256": what.digest,
        "address": what.address,
        "statement": what.statement.id if what.statement else None,
        "accessed": accessed.isoformat() if accessed else None,
    }
    print(json.dumps(answer, ensure_ascii=False, indent=2))
    return 0


def day(written: str | None) -> date | None:
    """The day given as an option; None if the option is absent.

    Raises:
        BadDate: not a day.
    """
    if written is None:
        return None
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise BadDate(value=written[:40]) from error
