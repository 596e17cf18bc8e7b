"""Rebuilding the projections of a case. Invariant: it is one change, and the log says that it was done."""

from __future__ import annotations

from datetime import datetime

from aigaq.web.models import CaseRow
from aigaq.web.store.change import change, log
from aigaq.web.store.projections import rebuild


def rebuild_projections(row: CaseRow, *, at: datetime) -> None:
    """Drop every projection of a case and make it anew; the owner of the machine may, so no account is checked."""
    with change():
        row.refresh_from_db()
        rebuild(row)
        log(row, "case.rebuilt", by="cli", about=row.key, at=at)
