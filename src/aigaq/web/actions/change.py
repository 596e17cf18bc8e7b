"""One change: the shared lock, one transaction, one row of the log.

Invariant: what is acknowledged is durable, and no change stands without its row in the log.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.conf import settings
from django.db import connection, transaction
from django.db.models import F

from aigaq.records.plain import Plain
from aigaq.web.home import writing
from aigaq.web.models import CaseRow, EventRow

_START = "0" * 64


@contextmanager
def change() -> Iterator[None]:
    """Hold the right to write; all inside is kept or nothing is."""
    if connection.vendor == "sqlite":
        with writing(settings.HOME), transaction.atomic():
            yield
    else:
        with transaction.atomic():
            # One writer at a time, so that the log is one chain.
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_xact_lock(4151)")
            yield


def log(
    case: CaseRow | None,
    action: str,
    *,
    by: str,
    about: str,
    at: datetime,
    content: Plain = None,
    coded: int | None = None,
) -> EventRow:
    """Add a row to the log, bound to the one before, and move the case on by one version.

    Args:
        about: an id, never a name.
        content: what was written; only its digest is kept.
        coded: the change added so many statements and touched nothing else of the case.
    """
    last = EventRow.objects.order_by("-seq").first()
    before = last.digest if last else _START
    seq = last.seq + 1 if last else 0
    own = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    line = "\n".join([str(seq), before, at.isoformat(), by, action, str(case.pk) if case else "", about, own])
    row = EventRow.objects.create(
        seq=seq,
        before=before,
        digest=hashlib.sha256(line.encode()).hexdigest(),
        at=at,
        by=by,
        action=action,
        case=case,
        about=about,
        content=own,
    )
    if case is not None:
        # Counted in the database: two copies of the row must not give one version to two states of the case.
        moved = {"shelf": F("shelf") + 1} if coded is None else {"written": F("written") + coded}
        CaseRow.objects.filter(pk=case.pk).update(version=F("version") + 1, **moved)
        case.refresh_from_db(fields=["version", "shelf", "written"])
    return row
