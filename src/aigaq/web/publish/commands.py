"""Editions of a case from the command line: draft, clear, sign, publish, withdraw, take out.

Invariant: it does what the page does, by the same actions and with the same rights.
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from secrets import SystemRandom
from typing import Any

from aigaq.casework.clearviews import clearing_text
from aigaq.casework.progress import Progress
from aigaq.errors import FolderNotFree, NotFound, UnknownId, WrongArguments
from aigaq.protection import Cleared, clear
from aigaq.records.vocab.messages import Language, say
from aigaq.web.command_output import tell
from aigaq.web.models import CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.publish import actions, public_files, publishing, takingback
from aigaq.web.publish.drafting import next_edition, open_draft, tellable
from aigaq.web.publish.exposed import exposed
from aigaq.web.publish.queries import dossier_of, number_of_next, place_of
from aigaq.web.publish.readthrough import cleared_draft, parts_of
from aigaq.web.store import cases
from aigaq.web.store.access import case_row, held, may, require, viewer_named

Step = Callable[[argparse.Namespace, Language, Any, CaseRow], int]


def release(args: argparse.Namespace, language: Language) -> int:
    """One step of an edition of a case in the casebook.

    Raises:
        WrongArguments: no such step. NotFound, NotAllowed ...: as the action of the step.
    """
    step = STEPS.get(args.step)
    if step is None:
        known = ", ".join(STEPS)
        raise WrongArguments(why=say("release-step-unknown", language, value=args.step, known=known))
    viewer = viewer_named(getattr(args, "as"))
    return step(args, language, viewer, case_row(viewer, args.case))


def _draft(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    asked = actions.Asked(
        language=language,
        authors=tuple(one.strip() for one in (args.author or "").split(";") if one.strip()),
        publisher=args.publisher or "",
        place=args.place or "",
        rule=args.rule or "",
        paper=args.pdf,
    )
    row = actions.draft(viewer, case, asked, at=datetime.now(UTC), rng=SystemRandom())
    tell(args, language, "edition-drafted", case=case.key, number=row.number, digest=row.digest[:12])
    return 0


def _clear(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    """Clear the open draft; with `--dry-run` ask for the case as it is, and keep nothing."""
    at, rng = datetime.now(UTC), SystemRandom()
    if args.dry_run:
        require(viewer, "lead", case)
        dossier = dossier_of(case)
        number = number_of_next(dossier)
        asked = next_edition(case, dossier, number=number, language=language, asked={}, at=at, rng=rng)
        found = clear(asked.draft, asked.guarded, asked.out)
        if not isinstance(found, Cleared):
            found = type(found)(tellable(viewer, case, asked, found.reasons))
    else:
        _, found = actions.clear(viewer, case, at=at, rng=rng)
    own = cases.opened(case, held(viewer, case), safeguards=may(viewer, "lead", case))
    print(clearing_text(own, found, language, as_json=args.json))
    return 0 if isinstance(found, Cleared) else 1


def _sign(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    """Sign what is cleared now; with `--revision DIGEST` only if it is that."""
    require(viewer, "decide", case)
    manifest = open_draft(dossier_of(case)).manifest
    if args.revision and not manifest.startswith(args.revision):
        raise UnknownId(value=args.revision)
    row = actions.sign(viewer, case, manifest=manifest, at=datetime.now(UTC), rng=SystemRandom())
    tell(args, language, "edition-signed", case=case.key, number=row.number, digest=manifest[:12])
    return 0


def _preview(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    """The pages of the open draft as readers would get them; whoever wrote them out was shown all of it."""
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    folder, at = Path(args.folder), datetime.now(UTC)
    with Progress(say("export-progress", language), sys.stderr) as progress:
        publishing.preview(viewer, case, folder, at=at, rng=SystemRandom(), seen=progress.seen)
    row = cleared_draft(viewer, case)
    actions.read(viewer, case, range(1, parts_of(row) + 1), manifest=row.manifest, at=at)
    told = {"number": row.number, "folder": args.folder, "digest": row.manifest[:12]}
    tell(args, language, "edition-previewed", case=case.key, **told)
    return 0


def _check(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    """The editions that are out and show what is protected by now; 1 where there is one."""
    require(viewer, "lead", case)
    found = exposed(viewer, case)
    if args.json:
        told = {"case": case.key, "editions": [one.number for one in found]}
        print(json.dumps(told, indent=2))
        return 1 if found else 0
    for one in found:
        print(say("edition-exposes", language, number=one.number))
        for reason in one.reasons:
            if reason.spot is not None:
                print(f"  {reason.spot.kind} {reason.spot.id} {reason.spot.part}")
    if not found:
        print(say("edition-exposes-nothing", language, case=case.key))
    return 1 if found else 0


def _publish(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    with Progress(say("export-progress", language), sys.stderr) as progress:
        row = publishing.publish(viewer, case, at=datetime.now(UTC), rng=SystemRandom(), seen=progress.seen)
    address = place_of(row.dossier, row.number)
    tell(args, language, "edition-published", case=case.key, number=row.number, address=address)
    return 0


def _withdraw(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    number = _number(args.revision) if args.revision else None
    gone = takingback.withdraw(viewer, case, number=number, reasons=args.reasons or "", at=datetime.now(UTC))
    tell(args, language, "edition-withdrawn", case=case.key, numbers=", ".join(map(str, gone)))
    return 0


def _export(args: argparse.Namespace, language: Language, viewer: Any, case: CaseRow) -> int:
    """The pages of an edition that is out, as readers get them: the current one, or the one of that number."""
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    dossier, target = dossier_of(case), Path(args.folder)
    out = ReleaseRow.objects.filter(dossier=dossier, state__in=(CURRENT, SUPERSEDED)).defer("content")
    asked = out.filter(number=_number(args.revision)) if args.revision else out.filter(state=CURRENT)
    row = asked.first() if dossier is not None else None
    if row is None:
        raise NotFound
    if target.exists():
        raise FolderNotFree(file=target.name)
    shutil.copytree(public_files.folder_of(row), target)
    count = sum(1 for one in target.rglob("*") if one.is_file())
    tell(args, language, "export-done", count=count, folder=args.folder, digest=row.manifest[:12])
    return 0


def _number(written: str) -> int:
    if not (written.isascii() and written.isdigit()) or len(written) > 6:
        raise UnknownId(value=written[:40])
    return int(written)


STEPS: Mapping[str, Step] = {
    "draft": _draft,
    "clear": _clear,
    "preview": _preview,
    "check": _check,
    "sign": _sign,
    "publish": _publish,
    "withdraw": _withdraw,
    "export": _export,
}
