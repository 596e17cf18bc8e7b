"""What was sent to a team: to whoever leads its case, and to whoever comes back with a receipt.

Invariant: what was sent lies sealed; told are its day, size, number of files and state, and never who sent it.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

from django.conf import settings

from aigaq.custody.parcels import LETTER, PART, held
from aigaq.errors import NotFound, UnknownReceipt
from aigaq.web.home import INTAKE
from aigaq.web.models import CaseRow, DossierRow, UploadRow
from aigaq.web.models.contributions import FETCHED, RECEIVED
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.chunks import DAMAGE
from aigaq.web.store.differences import Difference

DIGITS, GROUP = 40, 5
"""Of a receipt: 132 bits, in figures that every keyboard has."""


def folder() -> Path:
    """Where all that was sent lies, sealed."""
    return Path(settings.HOME) / INTAKE


def intake_of(viewer: Viewer, case: CaseRow) -> DossierRow | None:
    """The dossier of a case, with the key that is sealed to; None where it has none yet.

    Raises:
        NotFound, NotAllowed: she does not lead the case.
    """
    require(viewer, "lead", case)
    return DossierRow.objects.filter(case=case).first()


def uploads(viewer: Viewer, case: CaseRow) -> list[UploadRow]:
    """All that was sent for a case, the newest first.

    Raises:
        NotFound, NotAllowed: she does not lead the case.
    """
    require(viewer, "lead", case)
    return list(UploadRow.objects.filter(dossier__case=case))


def upload(viewer: Viewer, case: CaseRow, key: UUID) -> UploadRow:
    """One of them.

    Raises:
        NotFound: no such, or not of this case; she is no member. NotAllowed: she does not lead it.
    """
    require(viewer, "lead", case)
    found = UploadRow.objects.filter(dossier__case=case, id=key).first()
    if found is None:
        raise NotFound
    return found


def sealed_files(one: UploadRow) -> list[Path]:
    """The sealed files of an upload, the letter first.

    Raises:
        NotFound: its folder is gone.
    """
    inside = folder() / str(one.id)
    if not inside.is_dir():
        raise NotFound
    return sorted(inside.glob("*.age"), key=lambda path: (path.name != LETTER, path.name))


def digest_of(code: str) -> str:
    """What is kept of a receipt: its figures under SHA-256; against 132 bits no guess helps."""
    return hashlib.sha256(f"aigaq receipt {''.join(filter(str.isdecimal, code))}".encode()).hexdigest()


def received(dossier: DossierRow, code: str) -> UploadRow:
    """What was sent to this dossier under a receipt.

    Raises:
        UnknownReceipt: nothing; mistyped, of another dossier and never given are one answer.
    """
    found = UploadRow.objects.filter(dossier=dossier, receipt=digest_of(code)).first()
    if found is None:
        raise UnknownReceipt
    return found


def check_intake() -> list[Difference]:
    """Uploads whose folder is gone, and folders that no row tells of; one that is just coming is neither."""
    try:
        rows = {str(key): case for key, case in UploadRow.objects.values_list("id", "dossier__case__key")}
    except DAMAGE:
        return [Difference("upload", "-", "unreadable")]
    here = {name.removesuffix(PART) for name in held(folder())}
    lasting = {name for name in held(folder()) if not name.endswith(PART)}
    missing = [Difference("upload", key, "missing", case=rows[key]) for key in sorted(rows.keys() - here)]
    return missing + [Difference("upload", key, "extra") for key in sorted(lasting - rows.keys())]


def told_as(one: UploadRow) -> str:
    """The code of the sentence that tells a sender how far it is; that it was fetched is the team's own affair."""
    return f"receipt-{RECEIVED if one.state == FETCHED else one.state}"
