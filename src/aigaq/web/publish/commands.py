"""The command `release`: draft, clear, preview, sign, publish, check, withdraw and export editions of a case.

Invariant: it does what the Publish page does, by the same actions and with the same rights.
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

from aigaq.casework.clearviews import clearing_text
from aigaq.casework.progress import Progress
from aigaq.errors import FolderNotFree, NotFound, UnknownId, WrongArguments
from aigaq.protection import Cleared
from aigaq.protection import clear as check
from aigaq.records.releases import ClearingRefusal
from aigaq.records.vocab.messages import Language, say
from aigaq.web.command_output import tell
from aigaq.web.models import CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, SUPERSEDED
from aigaq.web.publish import actions, public_files
from aigaq.web.publish.drafting import CaseReader, next_edition, open_draft, reasons_for
from aigaq.web.publish.exposure import exposed_editions
from aigaq.web.publish.queries import Imprint, dossier_of, next_number, public_address
from aigaq.web.publish.read_through import cleared_draft, part_count
from aigaq.web.store import whole_cases
from aigaq.web.store.access import Viewer, case_row, held, may, require, viewer_named

Step = Callable[[argparse.Namespace, Language, Viewer, CaseRow], int]


def release(args: argparse.Namespace, language: Language) -> int:
    """Run one step of an edition.

    Raises:
        WrongArguments: no such step. NotFound, NotAllowed ...: as the action of the step.
    """
    step = STEPS.get(args.step)
    if step is None:
        known = ", ".join(STEPS)
        raise WrongArguments(why=say("release-step-unknown", language, value=args.step, known=known))
    viewer = viewer_named(getattr(args, "as"))
    return step(args, language, viewer, case_row(viewer, args.case))


def _draft(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    authors = (author.strip() for author in (args.author or "").split(";"))
    imprint = Imprint(
        language=language,
        authors=tuple(author for author in authors if author),
        publisher=args.publisher or "",
        place=args.place or "",
        rule=args.rule or "",
        paper=args.pdf,
    )
    row = actions.draft(viewer, case, imprint, at=datetime.now(UTC), rng=SystemRandom())
    tell(args, language, "edition-drafted", case=case.key, number=row.number, digest=row.digest[:12])
    return 0


def _clear(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    """Clear the open draft; with `--dry-run` check the case as it is, and save nothing."""
    at, rng = datetime.now(UTC), SystemRandom()
    answer: Cleared | ClearingRefusal
    if args.dry_run:
        require(viewer, "lead", case)
        reader, imprint = CaseReader(case), Imprint(language)
        edition = next_edition(reader, number=next_number(reader.dossier), imprint=imprint, at=at, rng=rng)
        answer = check(edition.draft, edition.guarded, edition.earlier)
        if isinstance(answer, ClearingRefusal):
            answer = ClearingRefusal(reasons_for(viewer, case, edition, answer.reasons))
    else:
        _, answer = actions.clear(viewer, case, at=at, rng=rng)
    seen = whole_cases.opened(case, held(viewer, case), safeguards=may(viewer, "lead", case))
    print(clearing_text(seen, answer, language, as_json=args.json))
    return 0 if isinstance(answer, Cleared) else 1


def _preview(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    """Write the pages of the open draft as readers would get them; the viewer counts as having read all of it."""
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    folder, at = Path(args.folder), datetime.now(UTC)
    with Progress(say("export-progress", language), sys.stderr) as progress:
        actions.preview(viewer, case, folder, at=at, rng=SystemRandom(), seen=progress.seen)
    row = cleared_draft(viewer, case)
    actions.note_read(viewer, case, range(1, part_count(row) + 1), manifest=row.manifest, at=at)
    digest = row.manifest[:12]
    tell(
        args,
        language,
        "edition-previewed",
        case=case.key,
        number=row.number,
        folder=args.folder,
        digest=digest,
    )
    return 0


def _check(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    """List the published editions that show what is protected by now; 1 where there is one."""
    require(viewer, "lead", case)
    exposed = exposed_editions(viewer, case)
    if args.json:
        listed = {"case": case.key, "editions": [edition.number for edition in exposed]}
        print(json.dumps(listed, indent=2))
        return 1 if exposed else 0
    for edition in exposed:
        print(say("edition-exposes", language, number=edition.number))
        for reason in edition.reasons:
            if reason.spot is not None:
                print(f"  {reason.spot.kind} {reason.spot.id} {reason.spot.part}")
    if not exposed:
        print(say("edition-exposes-nothing", language, case=case.key))
    return 1 if exposed else 0


def _sign(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    """Sign what is cleared now; with `--revision DIGEST` only if its digest begins so."""
    require(viewer, "decide", case)
    manifest = open_draft(dossier_of(case)).manifest
    if args.revision and not manifest.startswith(args.revision):
        raise UnknownId(value=args.revision)
    row = actions.sign(viewer, case, manifest=manifest, at=datetime.now(UTC), rng=SystemRandom())
    tell(args, language, "edition-signed", case=case.key, number=row.number, digest=manifest[:12])
    return 0


def _publish(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    with Progress(say("export-progress", language), sys.stderr) as progress:
        row = actions.publish(viewer, case, at=datetime.now(UTC), rng=SystemRandom(), seen=progress.seen)
    address = public_address(row.dossier, row.number)
    tell(args, language, "edition-published", case=case.key, number=row.number, address=address)
    return 0


def _withdraw(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    number, why = _number(args.revision) if args.revision else None, args.reasons or ""
    withdrawn = actions.withdraw(viewer, case, number=number, reasons=why, at=datetime.now(UTC))
    tell(args, language, "edition-withdrawn", case=case.key, numbers=", ".join(map(str, withdrawn)))
    return 0


def _export(args: argparse.Namespace, language: Language, viewer: Viewer, case: CaseRow) -> int:
    """Copy the pages of an edition as readers get them: the current one, or the one of that number."""
    if args.folder is None:
        raise WrongArguments(why=say("export-needs-folder", language))
    target = Path(args.folder)
    rows = ReleaseRow.objects.filter(dossier__case=case, state__in=(CURRENT, SUPERSEDED)).defer("content")
    wanted = rows.filter(number=_number(args.revision)) if args.revision else rows.filter(state=CURRENT)
    row = wanted.first()
    if row is None:
        raise NotFound
    if target.exists():
        raise FolderNotFree(file=target.name)
    shutil.copytree(public_files.folder_of(row), target)
    count = sum(1 for path in target.rglob("*") if path.is_file())
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
