"""The command `translations`: write the paragraphs of a dossier into a file, and bring translations in.

Invariant: each row of a file is kept, there already, empty, or refused with its reason; none is lost in silence.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path

from aigaq.errors import AigaqError, DuplicateId, WrongArguments
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence
from aigaq.web.command_output import tell
from aigaq.web.store.access import viewer_named
from aigaq.web.translate.actions import NewTranslation, save
from aigaq.web.translate.files import brought_in, written_out
from aigaq.web.translate.queries import board
from aigaq.web.translate.text_rules import printable

Refusals = list[tuple[int, AigaqError]]
"""Numbers of rows, counted from 1, each with the reason why it was refused."""


def run(args: argparse.Namespace, language: Language) -> int:
    """Bring a file in or write one out; 1 where a row was refused.

    Raises:
        WrongArguments: neither `bring` nor `out`, or a language that Aigaq does not speak. Else as `board`, `save` and
        `brought_in`.
    """
    ways = {"bring": _bring, "out": _out}
    if args.way not in ways:
        raise WrongArguments(why=f"{args.way}: {', '.join(ways)}.")
    if args.to not in LANGUAGES:
        raise WrongArguments(why=say("translation-needs-to", language))
    return ways[args.way](args, language)


def _out(args: argparse.Namespace, language: Language) -> int:
    seen = board(viewer_named(getattr(args, "as")), args.case, args.to)
    if seen.edition is None:
        raise WrongArguments(why=say("translations-none", language))
    path = Path(args.file)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(written_out(seen.pieces))
    except FileExistsError as error:
        raise WrongArguments(why=say("translation-file-there", language, file=path.name)) from error
    tell(args, language, "translation-out", count=len(seen.pieces), file=path.name)
    return 0


def _bring(args: argparse.Namespace, language: Language) -> int:
    rows = list(enumerate(brought_in(Path(args.file), language), start=1))
    filled = [(number, new) for number, new in rows if new.text.strip()]
    unique, refused = _without_repeats(filled)
    outcome = save(
        viewer_named(getattr(args, "as")),
        args.case,
        args.to,
        [new for _, new in unique],
        at=datetime.now(UTC),
        credit=args.credit or "",
        machine=args.machine,
    )
    numbers = {new.unit: number for number, new in unique}
    refused += [(numbers[new.unit], error) for new, error in outcome.refused]
    refused.sort(key=lambda refusal: refusal[0])
    counts = {
        "rows": len(rows),
        "kept": outcome.kept,
        "same": outcome.same,
        "empty": len(rows) - len(filled),
    }
    _report(args, language, counts, refused)
    return 1 if refused else 0


def _without_repeats(
    rows: list[tuple[int, NewTranslation]],
) -> tuple[list[tuple[int, NewTranslation]], Refusals]:
    """The first row of each paragraph; a later one is refused, since the file does not say which is meant."""
    units: set[str] = set()
    unique: list[tuple[int, NewTranslation]] = []
    refused: Refusals = []
    for number, new in rows:
        if new.unit in units:
            refused.append((number, DuplicateId(value=printable(new.unit))))
        else:
            unique.append((number, new))
        units.add(new.unit)
    return unique, refused


def _report(args: argparse.Namespace, language: Language, counts: dict[str, int], refused: Refusals) -> None:
    reasons = [(number, error.code, sentence(error, language)) for number, error in refused]
    if args.json:
        listed = [{"row": number, "code": code, "why": why} for number, code, why in reasons]
        print(json.dumps({**counts, "refused": listed}, ensure_ascii=False))
        return
    print(say("translation-kept", language, **counts, refused=len(refused)))
    for number, _, why in reasons:
        print(say("translation-row", language, row=number, why=why))
