"""Take in what people send, sealed while it comes; answer and decline it; name the key that is sealed to.

Invariant: a receipt is given only for what is sealed, durable and in the log; whatever fails before leaves nothing.
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
from aigaq.web.intake.queries import DIGITS, GROUP, digest_of, folder, upload
from aigaq.web.models import Account, CaseRow, DossierRow, UploadRow
from aigaq.web.models.contributions import DECLINED, FETCHED, OPENED, RECEIVED
from aigaq.web.publish.queries import current_of
from aigaq.web.store.access import require
from aigaq.web.store.change import append, change

LONGEST_REPLY = 1000
_ROUNDED = 1_000_000


@contextmanager
def coming(dossier: DossierRow) -> Iterator[Parcel]:
    """A parcel to be filled; unless it is taken in, nothing of it stays.

    Raises:
        NoIntake: the team named no key. NoRoom: what was set aside is full.
    """
    if not dossier.intake:
        raise NoIntake
    if sum(parcels.held(folder()).values()) >= settings.INTAKE_ROOM:
        raise NoRoom
    parcel = Parcel(folder(), str(uuid4()), dossier.intake)
    try:
        yield parcel
    finally:
        # Taken in, it bears another name by now.
        parcel.abandon()


def take_in(dossier: DossierRow, parcel: Parcel, letter: Mapping[str, Plain], *, at: datetime) -> str:
    """Close a parcel and tell of it in the log; the receipt, which nobody can be told again.

    Raises:
        NoRoom: the disk takes no more. NotFound, Withdrawn: what was published was taken back meanwhile.
    """
    told = {**letter, "dossier": dossier.address, "on": at.date().isoformat()}
    # Neither the log nor the files tell the hour: it could be held against a provider's list of who was online.
    day = at.replace(hour=0, minute=0, second=0, microsecond=0)
    size, code = parcel.close(told, on=day.timestamp()), secrets.randbelow(10**DIGITS)
    figures = f"{code:0{DIGITS}}"
    row = UploadRow(
        id=UUID(parcel.folder.stem),
        dossier=dossier,
        receipt=digest_of(figures),
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
    # Its row stands: a crash before this line is mended by the next start.
    parcel.keep()
    return " ".join(figures[start : start + GROUP] for start in range(0, DIGITS, GROUP))


def sweep() -> None:
    """Before the server listens: what was cut off goes, what was acknowledged gets its name."""
    known = frozenset(str(key) for key in UploadRow.objects.values_list("id", flat=True))
    parcels.sweep(folder(), known=known)


def set_recipient(viewer: Account, case: CaseRow, written: str, *, at: datetime) -> None:
    """Name the public key that is sealed to from now on; an empty one ends taking in.

    Raises:
        NotFound, NotAllowed: she does not lead the case. NotFound: nothing of it was ever drafted for publication.
        BadRecipient: no public key.
    """
    key = recipient(written) if written.strip() else ""
    with change():
        require(viewer, "lead", case)
        dossier = DossierRow.objects.filter(case=case).first()
        if dossier is None:
            raise NotFound
        dossier.intake = key
        dossier.save(update_fields=["intake"])
        append(case, "intake.key-set", by=viewer.get_username(), about=key or "-", at=at)


def fetched(viewer: Account, case: CaseRow, key: UUID, *, at: datetime) -> UploadRow:
    """Note that a lead took the sealed files out; the upload.

    Raises:
        NotFound, NotAllowed: as `upload`.
    """
    with change():
        row = upload(viewer, case, key)
        if row.state == RECEIVED:
            row.state = FETCHED
            row.save(update_fields=["state"])
        append(case, "upload.fetched", by=viewer.get_username(), about=str(key), at=at)
    return row


def decide(viewer: Account, case: CaseRow, key: UUID, *, declined: bool, reply: str, at: datetime) -> None:
    """Say that an upload was opened, or is declined, with what its sender is told who comes back.

    Raises:
        NotFound, NotAllowed: as `upload`.
    """
    with change():
        row = upload(viewer, case, key)
        row.state, row.reply = DECLINED if declined else OPENED, reply
        row.decided_by, row.decided_at = viewer.get_username(), at
        row.save(update_fields=["state", "reply", "decided_by", "decided_at"])
        append(case, f"upload.{row.state}", by=viewer.get_username(), about=str(key), at=at)
