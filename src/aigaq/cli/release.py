"""Ask whether a case may be published, and write what may be. Invariant: it says no word that is protected."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from secrets import SystemRandom

from aigaq.casework.attaching import attachments, in_folder
from aigaq.casework.case import Case
from aigaq.casework.clearing import clear_case
from aigaq.casework.clearviews import clearing_view, offer_of, place_of, sentence_of
from aigaq.cli import exporting
from aigaq.cli.registered import case_of, commands, is_folder
from aigaq.errors import WrongArguments
from aigaq.protection import Cleared
from aigaq.records.messages import Language, say
from aigaq.records.releases import Reason, Refused, Spot


def run(args: argparse.Namespace, language: Language) -> int:
    """Clear a case, or write its public site; 0 where nothing speaks against it, else 1 with every reason.

    Editions of a case in the casebook are kept, signed and published there, by the package that keeps it.

    Raises:
        WrongArguments: of a folder, another step than `clear` and `export`, or `clear` without `--dry-run`: nothing
            can be kept of it.
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
    found = clear_case(case, lot=SystemRandom(), at=today, language=language, files=files)
    tell_clearing(case, found, args, language)
    return 0 if isinstance(found, Cleared) else 1


def _export(args: argparse.Namespace, language: Language) -> int:
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    case, refused = exporting.run(args, language)
    if refused is not None:
        tell_clearing(case, refused, args, language)
    return 0 if refused is None else 1


def tell_clearing(case: Case, found: Cleared | Refused, args: argparse.Namespace, language: Language) -> None:
    """Print what clearing found.

    Args:
        case: as whoever asked sees it.
    """
    if args.json:
        print(json.dumps(clearing_view(case, found, language), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(case, found, language)))


def _lines(case: Case, found: Cleared | Refused, language: Language) -> Iterator[str]:
    key = case.records.key
    if isinstance(found, Cleared):
        yield say("release-clear", language, case=key)
        for one in found.overridden:
            yield say("release-overridden", language, reason=one.code, about=one.about)
        return
    yield say("release-blocked", language, case=key, count=len(found.reasons))
    for one in found.reasons:
        yield from _reason(case, one, language)


def _reason(case: Case, one: Reason, language: Language) -> Iterator[str]:
    place = f" {_place(one.spot, case)}" if one.spot is not None else ""
    yield f"\n{one.code} [{one.about}]{place}"
    yield f"  {sentence_of(one, language)}"
    for cell in one.cells:
        places = ", ".join(_place(spot, case) for spot in cell.spots)
        kind = say(f"cell-{cell.kind}", language)
        yield f"  - {say('release-cell', language, kind=kind, places=places, without=cell.without)}"
    for offer in one.offers:
        yield f"  {say('release-offer', language, offer=offer_of(offer, language))}"


def _place(spot: Spot, case: Case) -> str:
    at = place_of(spot, case)
    return f"{spot.kind} {spot.id} {spot.part}{f' [{at}]' if at else ''}"
