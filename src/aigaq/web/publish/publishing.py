"""Publish an edition: clear it once more, write its pages, let readers in.

Invariant: readers see the edition before or the new one, whole; what is shown is what two people signed.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from random import Random

from django.conf import settings

from aigaq.dossier.exporting import Seen, export
from aigaq.errors import ChangedSince, NoAddress, NotCleared, NotSigned, Stale
from aigaq.protection import Cleared, clear
from aigaq.records.releases import SIGNERS
from aigaq.web.models import Account, CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, DRAFT, OUT, SUPERSEDED
from aigaq.web.publish import public_files
from aigaq.web.publish.actions import as_now, noted
from aigaq.web.publish.drafting import Next, open_draft
from aigaq.web.publish.queries import dossier_of, signers
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.change import change

_TRIES = 5


def publish(
    viewer: Account, case: CaseRow, *, at: datetime, rng: Random, seen: Seen | None = None
) -> ReleaseRow:
    """Let readers have the open draft; the edition before is superseded.

    Args:
        seen: told from time to time how many files are written, of about how many.
    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not lead the case. NoAddress: the site has none.
        NotCleared: it is not cleared, or something speaks against it by now. NotSigned: fewer than two signed.
        ChangedSince: the case is no longer what was cleared. Stale: people wrote in the case all the while.
    """
    require(viewer, "lead", case)
    if not settings.ADDRESS:
        raise NoAddress
    row = open_draft(dossier_of(case))
    signed(row)
    found, cleared = _cleared(case, row, at, rng)
    edition = public_files.edition_of(row, found, at)
    with public_files.beside(row) as room:
        part = public_files.written(room, cleared, edition, files=found.files, seen=seen)
        for _ in range(_TRIES):
            if _let_in(viewer, case, row, found, at, part=part):
                return row
            # Somebody wrote meanwhile: what was signed must be what the case says still.
            found, _ = _cleared(case, row, at, rng)
        raise Stale


def preview(
    viewer: Viewer, case: CaseRow, folder: Path, *, at: datetime, rng: Random, seen: Seen | None = None
) -> None:
    """Write the pages of the open draft into a folder, as readers would get them if it were published now.

    Raises:
        NotFound, NotAllowed: no draft, or the viewer does not code in the case. NotCleared, ChangedSince, Stale: as
        `publish`.
    """
    require(viewer, "code", case)
    row = open_draft(dossier_of(case))
    if not row.manifest:
        raise NotCleared
    found, cleared = _cleared(case, row, at, rng)
    export(cleared, public_files.edition_of(row, found, at), folder, files=found.files, seen=seen)


def _cleared(case: CaseRow, row: ReleaseRow, at: datetime, rng: Random) -> tuple[Next, Cleared]:
    """The draft as it is now, cleared: that, or the error that says what is missing."""
    found = as_now(case, row, at=at, rng=rng)
    answer = clear(found.draft, found.guarded, found.out)
    if found.digest != row.digest:
        raise ChangedSince
    if not isinstance(answer, Cleared):
        raise NotCleared
    if answer.digest != row.manifest:
        raise ChangedSince
    return found, answer


def signed(row: ReleaseRow) -> None:
    """Refuse what too few different people signed.

    Raises:
        NotCleared, NotSigned.
    """
    if not row.manifest:
        raise NotCleared
    if len(signers(row)) < SIGNERS:
        raise NotSigned(signers=SIGNERS)


def _as_written(row: ReleaseRow, found: Next) -> None:
    """Refuse pages that tell of editions which were taken back while they were written; no version tells of that.

    Raises:
        ChangedSince.
    """
    out = ReleaseRow.objects.filter(dossier=row.dossier, state__in=OUT)
    if {(str(key), state) for key, state in out.values_list("pk", "state")} != {
        (one.id, one.state) for one in found.out
    }:
        raise ChangedSince


def _let_in(
    viewer: Account, case: CaseRow, row: ReleaseRow, found: Next, at: datetime, *, part: Path
) -> bool:
    """Let readers in, unless the case moved since it was read."""
    with change():
        require(viewer, "lead", case)
        manifest = row.manifest
        row.refresh_from_db()
        case.refresh_from_db()
        if row.state != DRAFT or row.manifest != manifest:
            raise ChangedSince
        signed(row)
        if case.version != found.version:
            return False
        _as_written(row, found)
        for before in ReleaseRow.objects.filter(dossier=row.dossier, state=CURRENT):
            before.state = SUPERSEDED
            before.save(update_fields=["state"])
        row.state, row.published_by, row.published_at = CURRENT, viewer.get_username(), at
        row.save()
        dossier = row.dossier
        dossier.kept = {**dossier.kept, **row.kept}
        dossier.save(update_fields=["kept"])
        noted(viewer, case, "published", row, at, sums=public_files.sums_of(part))
        public_files.put_in_place(row, part)
    return True
