"""Ask whether a case may be published, and write what may be. Invariant: it says no word that is protected."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from secrets import SystemRandom

from aigaq.casework.case import Case
from aigaq.casework.clearing import clear_case
from aigaq.casework.clearviews import clearing_view, offer_of, place_of, sentence_of
from aigaq.cli import exporting
from aigaq.cli.registered import case_of, is_folder
from aigaq.errors import WrongArguments
from aigaq.protection import Cleared
from aigaq.records.messages import Language, say
from aigaq.records.releases import Reason, Refused, Spot


def run(args: argparse.Namespace, language: Language) -> int:
    """Clear a case, or write its public site; 0 where nothing speaks against it, else 1 with every reason.

    Raises:
        WrongArguments: another step than `clear` and `export`, or `clear` without `--dry-run`: nothing can be kept of
            it so far.
    """
    if args.step == "export":
        return _export(args, language)
    if args.step != "clear":
        raise WrongArguments(why=say("release-step-unknown", language, value=args.step))
    if not args.dry_run:
        raise WrongArguments(why=say("release-needs-dry-run", language))
    case = case_of(args)
    shown = None if is_folder(args.case) else case_of(args, unsealed=True)
    today = datetime.now(UTC).date()
    found = clear_case(case, shown=shown, lot=SystemRandom(), at=today, language=language)
    _tell(case, found, args, language)
    return 0 if isinstance(found, Cleared) else 1


def _export(args: argparse.Namespace, language: Language) -> int:
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    case, refused = exporting.run(args, language)
    if refused is not None:
        _tell(case, refused, args, language)
    return 0 if refused is None else 1


def _tell(case: Case, found: Cleared | Refused, args: argparse.Namespace, language: Language) -> None:
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
