"""Sealing of bytes into the custody folder. Invariant: once an id is returned, the bytes are on the disk."""

from __future__ import annotations

import secrets
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from django.conf import settings

from aigaq import custody
from aigaq.errors import CustodyBroken, FileUnreadable
from aigaq.records.custody import CustodyAction, Outcome
from aigaq.web.home import CUSTODY, scratch
from aigaq.web.models import EventRow

SEALING = ".aigaq-seal-"


def custody_folder() -> Path:
    """The folder of the sealed files of this casebook."""
    return Path(settings.HOME) / CUSTODY


def seal_bytes(data: bytes, *, name: str, by: str, at: datetime, source: str) -> str:
    """Seal some bytes before anything is read from them. Returns the id of the item.

    Args:
        name: file name as received.
        source: keys of case and source, with a slash between.
    """
    folder = custody_folder()
    if not custody.is_home(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        custody.found(folder, origin="aigaq.local", randomness=secrets.token_bytes)
    with scratch(Path(settings.HOME), SEALING) as room:
        path = room / _harmless(name)
        path.write_bytes(data)
        item, _ = custody.preserve(
            path, folder=folder, by=by, at=at, randomness=secrets.token_bytes, source=source
        )
    return item.id


def taken_in(item: str, *, by: str, at: datetime) -> None:
    """Record in the custody log that a source was taken in. Call it after the change, since it may fail.

    Its row bears the last digest of the casebook's log, which in turn keeps the length of the custody log (`binding`):
    each reveals that the other was replaced by an earlier copy. Then a checkpoint is signed, to be kept outside.
    """
    folder = custody_folder()
    last = EventRow.objects.order_by("-seq").values_list("digest", flat=True).first()
    # An acknowledged change stays, even if this cannot be written; the integrity check reports damage.
    with suppress(CustodyBroken, FileUnreadable):
        custody.record(
            item,
            folder=folder,
            action=CustodyAction.ACCESSION,
            outcome=Outcome.SUCCESS,
            by=by,
            at=at,
            randomness=secrets.token_bytes,
            beside=last,
        )
        custody.checkpoint(folder, randomness=secrets.token_bytes, new_rows_alone=True)


def _harmless(name: str) -> str:
    """A file name that every disk accepts: known characters only, at most 60."""
    kept = "".join(mark for mark in Path(name).name if mark.isalnum() or mark in "._- ")
    return kept[-60:].strip(". ") or "text.txt"
