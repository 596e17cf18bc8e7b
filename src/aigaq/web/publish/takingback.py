"""Take editions back.

Invariant: from the moment it is acknowledged readers get nothing of what was taken back, and are told nothing of it.
"""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import AlreadyWithdrawn, UnknownId
from aigaq.web.models import Account, CaseRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, OUT, SUPERSEDED, WITHDRAWN
from aigaq.web.publish import public_files
from aigaq.web.publish.actions import noted
from aigaq.web.publish.queries import dossier_of
from aigaq.web.store.access import require
from aigaq.web.store.change import change
from aigaq.web.store.reasons import reason


def withdraw(
    viewer: Account, case: CaseRow, *, number: int | None = None, reasons: str, at: datetime
) -> list[int]:
    """Take an edition back, or everything that is out: readers are told that, and nothing else.

    Args:
        number: the one edition; all that are out where left out, since what one must not tell the others may tell.
        reasons: for the team alone.
    Returns:
        The numbers of those taken back.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such edition. AlreadyWithdrawn: it was taken back before.
    """
    with change():
        require(viewer, "lead", case)
        why, dossier = reason(reasons), dossier_of(case)
        out = ReleaseRow.objects.filter(dossier=dossier, state__in=OUT) if dossier else None
        asked = out.filter(number=number) if out is not None and number is not None else out
        if asked is None or not asked.exists():
            raise UnknownId(value=str(number or 1))
        rows = list(asked.filter(state__in=(CURRENT, SUPERSEDED)).defer("content"))
        if not rows:
            # Whoever asks again may have seen that something of it is still there.
            for row in asked.filter(state=WITHDRAWN).defer("content"):
                public_files.remove(row)
            raise AlreadyWithdrawn
        for row in rows:
            row.state, row.withdrawn_by, row.withdrawn_at = WITHDRAWN, viewer.get_username(), at
            row.withdrawn_why = why
            row.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawn_why"])
            noted(viewer, case, "withdrawn", row, at)
    # No longer served from here on, whether or not the files can be taken away at once.
    for row in rows:
        public_files.remove(row)
    return sorted(row.number for row in rows)
