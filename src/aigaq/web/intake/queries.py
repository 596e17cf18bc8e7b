"""Uploads: for the leads of a case, and for a sender who comes back with a receipt.

Invariant: uploads lie sealed; their day, size, number of files and state are told, never who sent them.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import UUID

from django.conf import settings

from aigaq.custody.parcels import LETTER, PART, held
from aigaq.errors import NotFound, UnknownReceipt
from aigaq.web.home import INTAKE
from aigaq.web.models import CaseRow, DossierRow, UploadRow
from aigaq.web.models.contributions import FETCHED, RECEIVED
from aigaq.web.publish.queries import dossier_of
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.chunks import DAMAGE
from aigaq.web.store.differences import Difference

DIGITS, GROUP = 40, 5
"""Digits of a receipt (132 bits, and every keyboard has digits), and how many are written together."""


@dataclass(frozen=True, slots=True)
class Upload:
    """One upload as a lead sees it.

    Args:
        on: the day it came; the hour is not kept.
        size: in bytes, rounded up to a million.
        sealed_to: the public key it was sealed to.
        reply: the words for a sender who comes back.
    """

    id: UUID
    on: date
    files: int
    size: int
    state: str
    sealed_to: str
    reply: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a sender is told who comes back: `state` is the code of a sentence."""

    state: str
    reply: str
    on: date


def folder() -> Path:
    """The folder in which all uploads lie sealed."""
    return Path(settings.HOME) / INTAKE


def intake_of(viewer: Viewer, case: CaseRow) -> DossierRow | None:
    """The dossier of a case, with the public key that uploads are sealed to; None before the first draft.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case.
    """
    require(viewer, "lead", case)
    return dossier_of(case)


def uploads(viewer: Viewer, case: CaseRow) -> list[Upload]:
    """The uploads of a case, the newest first.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case.
    """
    require(viewer, "lead", case)
    rows = UploadRow.objects.filter(dossier__case=case)
    return [Upload(row.id, row.on, row.files, row.size, row.state, row.sealed_to, row.reply) for row in rows]


def upload_row(viewer: Viewer, case: CaseRow, upload: UUID) -> UploadRow:
    """The row of one upload of a case.

    Raises:
        NotFound: no such upload, one of another case, or the viewer is no member. NotAllowed: no lead.
    """
    require(viewer, "lead", case)
    row = UploadRow.objects.filter(dossier__case=case, id=upload).first()
    if row is None:
        raise NotFound
    return row


def sealed_files(viewer: Viewer, case: CaseRow, upload: UUID) -> list[Path]:
    """The sealed files of an upload, the letter first.

    Raises:
        NotFound, NotAllowed: as `upload_row`; NotFound too where its folder is gone.
    """
    inside = folder() / str(upload_row(viewer, case, upload).id)
    if not inside.is_dir():
        raise NotFound
    return sorted(inside.glob("*.age"), key=lambda path: (path.name != LETTER, path.name))


def receipt_digest(code: str) -> str:
    """SHA-256 of the digits of a receipt, which is all that is kept of it; 132 bits cannot be guessed."""
    return hashlib.sha256(f"aigaq receipt {''.join(filter(str.isdecimal, code))}".encode()).hexdigest()


def receipt(dossier: DossierRow, code: str) -> Receipt:
    """The state of the upload to this dossier that has this receipt.

    Raises:
        UnknownReceipt: none has. A mistyped code, one of another dossier and one never given get the same answer.
    """
    row = UploadRow.objects.filter(dossier=dossier, receipt=receipt_digest(code)).first()
    if row is None:
        raise UnknownReceipt
    # That the team fetched it is the team's own affair: the sender is still told "received".
    state = RECEIVED if row.state == FETCHED else row.state
    return Receipt(f"receipt-{state}", row.reply, row.on)


def check_intake() -> list[Difference]:
    """Uploads whose folder is gone, and folders without an upload; one that is just coming in counts as neither."""
    try:
        cases = {str(key): case for key, case in UploadRow.objects.values_list("id", "dossier__case__key")}
    except DAMAGE:
        return [Difference("upload", "-", "unreadable")]
    folders = set(held(folder()))
    present = {name.removesuffix(PART) for name in folders}
    finished = {name for name in folders if not name.endswith(PART)}
    missing = [
        Difference("upload", key, "missing", case=cases[key]) for key in sorted(cases.keys() - present)
    ]
    return missing + [Difference("upload", key, "extra") for key in sorted(finished - cases.keys())]
