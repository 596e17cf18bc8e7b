"""Seal bytes into the casebook's custody. Invariant: when a number comes back, the bytes are on the disk."""

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


def seal_bytes(data: bytes, *, name: str, by: str, at: datetime, source: str) -> str:
    """Keep some bytes for good, before anything is read from them; the id of the item.

    Args:
        name: the file's name as it came.
        source: case and source, with a slash between.
    """
    folder = Path(settings.HOME) / CUSTODY
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
    """Tell the log of what is sealed that a source is in the casebook; after the change, since that may fail.

    The row bears the digest of the casebook's own log, which in turn keeps how far this one goes (`vouching`): a
    database of before, or sealed files of before, is told by the other. Then the state is signed, for whoever keeps
    checkpoints outside.
    """
    folder = Path(settings.HOME) / CUSTODY
    last = EventRow.objects.order_by("-seq").values_list("digest", flat=True).first()
    # What was acknowledged stands whether or not this can be written: what is broken of it, the check names.
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
    """What is kept of a name as it came: it may hold anything, and be longer than a disk allows."""
    kept = "".join(mark for mark in Path(name).name if mark.isalnum() or mark in "._- ")
    return kept[-60:].strip(". ") or "text.txt"
