"""Write the paragraphs of a dossier for a translator, and bring translations in.

Invariant: every row of a file is kept, there already, empty, or refused with its reason; none is lost in silence.
"""

from __future__ import annotations

import argparse
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from aigaq.errors import AigaqError, DuplicateId, WrongArguments
from aigaq.records.vocab.messages import LANGUAGES, Language, say, sentence
from aigaq.web.command_output import tell
from aigaq.web.store.access import viewer_named
from aigaq.web.translate.actions import Written, save
from aigaq.web.translate.files import brought_in, written_out
from aigaq.web.translate.queries import board
from aigaq.web.translate.text_rules import tellable

Refusals = list[tuple[int, AigaqError]]


def run(args: argparse.Namespace, language: Language) -> int:
    """Do what was asked; 1 where a row was refused.

    Raises:
        WrongArguments: neither bring nor out, or no language of ours. Else as `board`, `save` and `brought_in`.
    """
    ways = {"bring": _bring, "out": _out}
    if args.way not in ways:
        raise WrongArguments(why=f"{args.way}: {', '.join(ways)}.")
    if args.to not in LANGUAGES:
        raise WrongArguments(why=say("translation-needs-to", language))
    return ways[args.way](args, language)


def _out(args: argparse.Namespace, language: Language) -> int:
    found = board(viewer_named(getattr(args, "as")), args.case, args.to)
    if found.ground is None:
        raise WrongArguments(why=say("translations-none", language))
    path = Path(args.file)
    try:
        with path.open("x", encoding="utf-8", newline="") as file:
            file.write(written_out(found.pieces))
    except FileExistsError as error:
        raise WrongArguments(why=say("translation-file-there", language, file=path.name)) from error
    tell(args, language, "translation-out", count=len(found.pieces), file=path.name)
    return 0


def _bring(args: argparse.Namespace, language: Language) -> int:
    viewer: Any = viewer_named(getattr(args, "as"))
    rows = list(enumerate(brought_in(Path(args.file), language), start=1))
    full = [(number, one) for number, one in rows if one.text.strip()]
    once, refused = _once(full)
    done = save(
        viewer,
        args.case,
        args.to,
        [one for _, one in once],
        at=datetime.now(UTC),
        credit=args.credit or "",
        machine=args.machine,
    )
    numbers = {id(one): number for number, one in once}
    refused = sorted([*refused, *((numbers[id(one)], error) for one, error in done.refused)], key=_row)
    told = {"rows": len(rows), "kept": done.kept, "same": done.same, "empty": len(rows) - len(full)}
    _tell(args, language, told, refused)
    return 1 if refused else 0


def _row(one: tuple[int, AigaqError]) -> int:
    return one[0]


def _once(rows: list[tuple[int, Written]]) -> tuple[list[tuple[int, Written]], Refusals]:
    """Each paragraph once: which of two rows is meant, the file does not say, so that the later is refused."""
    seen: set[str] = set()
    once: list[tuple[int, Written]] = []
    refused: Refusals = []
    for number, one in rows:
        if one.unit in seen:
            refused.append((number, DuplicateId(value=tellable(one.unit))))
        else:
            once.append((number, one))
        seen.add(one.unit)
    return once, refused


def _tell(args: argparse.Namespace, language: Language, told: dict[str, int], refused: Refusals) -> None:
    why = [{"row": number, "code": error.code, "why": sentence(error, language)} for number, error in refused]
    if args.json:
        print(json.dumps({**told, "refused": why}, ensure_ascii=False))
        return
    print(say("translation-kept", language, **told, refused=len(refused)))
    for one in why:
        print(say("translation-row", language, row=one["row"], why=one["why"]))
