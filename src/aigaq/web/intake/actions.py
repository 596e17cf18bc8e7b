"""Take uploads in, sealed while they come; reply to them; set the public key they are sealed to.

Invariant: a receipt is given only for an upload that is sealed, durable and in the log; an upload that fails before
leaves nothing behind.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID, uuid4

from django.conf import settings

from aigaq.custody import parcels
from aigaq.custody.age_files import recipient
from aigaq.custody.parcels import Parcel
from aigaq.errors import NoIntake, NoRoom, NotFound
from aigaq.records.serialize import Plain
from aigaq.web.intake.queries import DIGITS, GROUP, folder, receipt_digest, upload_row
from aigaq.web.models import CaseRow, DossierRow, UploadRow
from aigaq.web.models.contributions import DECLINED, FETCHED, OPENED, RECEIVED
from aigaq.web.publish.queries import current_of, dossier_of
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.change import append, change

LONGEST_REPLY = 1000
_ROUNDED = 1_000_000
"""Bytes to which the kept size is rounded up: the exact size could identify a file."""


@contextmanager
def new_parcel(dossier: DossierRow) -> Iterator[Parcel]:
    """A parcel to be filled; unless it is taken in, nothing of it stays.

    Raises:
        NoIntake: the team has set no key. NoRoom: the space set aside for uploads is full.
    """
    if not dossier.intake:
        raise NoIntake
    if sum(parcels.held(folder()).values()) >= settings.INTAKE_ROOM:
        raise NoRoom
    parcel = Parcel(folder(), str(uuid4()), dossier.intake)
    try:
        yield parcel
    finally:
        # A parcel that was taken in bears another name by now, and is not touched.
        parcel.abandon()


def take_in(dossier: DossierRow, parcel: Parcel, letter: Mapping[str, Plain], *, at: datetime) -> str:
    """Close a parcel and write it into the log; the receipt, which can never be shown again.

    Raises:
        NoRoom: the disk is full. NotFound, Withdrawn: the dossier was withdrawn meanwhile.
    """
    complete_letter = {**letter, "dossier": dossier.address, "on": at.date().isoformat()}
    # The hour is neither in the log nor on the files: held against a provider's list of who was online, it would
    # point to the sender.
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    size = parcel.close(complete_letter, on=day.timestamp())
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    row = UploadRow(
        id=UUID(parcel.folder.stem),
        dossier=dossier,
        receipt=receipt_digest(digits),
        on=at.date(),
        size=-(-size // _ROUNDED) * _ROUNDED,
        files=len(parcel.pieces),
        sealed_to=parcel.key,
        state=RECEIVED,
    )
    with change():
        current_of(dossier)
        row.save(force_insert=True)
        append(dossier.case, "upload.received", by="-", about=str(row.id), at=day)
    # The row is saved: after a crash before this line, `sweep` gives the parcel its name at the next start.
    parcel.keep()
    return " ".join(digits[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def sweep() -> None:
    """Before the server listens: remove parcels that were cut off, and name those that have a receipt."""
    known = frozenset(str(key) for key in UploadRow.objects.values_list("id", flat=True))
    parcels.sweep(folder(), known=known)


def set_recipient(viewer: Viewer, case: CaseRow, public_key: str, *, at: datetime) -> None:
    """Set the public key that uploads are sealed to from now on; an empty one closes the intake.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. NotFound: no edition of it was ever drafted.
        BadRecipient: no public key.
    """
    key = recipient(public_key) if public_key.strip() else ""
    with change():
        require(viewer, "lead", case)
        dossier = dossier_of(case)
        if dossier is None:
            raise NotFound
        dossier.intake = key
        dossier.save(update_fields=["intake"])
        append(case, "intake.key-set", by=viewer.get_username(), about=key or "-", at=at)


def note_fetched(viewer: Viewer, case: CaseRow, upload: UUID, *, at: datetime) -> None:
    """Log that a lead took the sealed files of an upload out.

    Raises:
        NotFound, NotAllowed: as `upload_row`.
    """
    with change():
        row = upload_row(viewer, case, upload)
        if row.state == RECEIVED:
            row.state = FETCHED
            row.save(update_fields=["state"])
        append(case, "upload.fetched", by=viewer.get_username(), about=str(upload), at=at)


def decide(viewer: Viewer, case: CaseRow, upload: UUID, *, declined: bool, reply: str, at: datetime) -> None:
    """Mark an upload as opened or as declined, with a reply for a sender who comes back.

    Raises:
        NotFound, NotAllowed: as `upload_row`.
    """
    with change():
        row = upload_row(viewer, case, upload)
        row.state, row.reply = DECLINED if declined else OPENED, reply
        row.decided_by, row.decided_at = viewer.get_username(), at
        row.save(update_fields=["state", "reply", "decided_by", "decided_at"])
        append(case, f"upload.{row.state}", by=viewer.get_username(), about=str(upload), at=at)
