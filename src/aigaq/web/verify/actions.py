"""Make anew what follows from the records of a case. Invariant: in one change, and the log says that it was done."""

from __future__ import annotations

from datetime import datetime

from aigaq.web.models import CaseRow
from aigaq.web.store.change import change, log
from aigaq.web.store.projections import rebuild


def made_anew(row: CaseRow, *, at: datetime) -> None:
    """Drop every projection of a case and make it anew; whoever owns the machine may, no account is asked for."""
    with change():
        row.refresh_from_db()
        rebuild(row)
        log(row, "case.rebuilt", by="cli", about=row.key, at=at)
