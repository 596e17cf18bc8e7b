"""What the open draft would show, for the team.

Invariant: what was put away or withheld since it was made is told to nobody from it.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.dossier.changes import changes
from aigaq.dossier.drafts import restored
from aigaq.dossier.edition import Change
from aigaq.errors import AigaqError
from aigaq.web.models import CaseRow, DossierRow, ReleaseRow
from aigaq.web.models.releases import CURRENT, DRAFT, SUPERSEDED
from aigaq.web.publish.drafting import is_up_to_date
from aigaq.web.publish.queries import dossier_of
from aigaq.web.store.access import Viewer, require

LISTED = 50
"""Differences that a page lists."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What the open draft would show, in numbers, and how it differs from the edition before.

    Args:
        differences: at most so many as a page lists; `more` are those beyond.
    """

    people: int
    statements: int
    sources: int
    differences: tuple[Change, ...]
    more: int


def _stands(dossier: DossierRow, draft: ReleaseRow) -> bool:
    """Whether the draft is as it would be made now; not where none can be made: the page tells of that when asked."""
    try:
        return is_up_to_date(dossier, draft)
    except AigaqError:
        return False


def would_show(viewer: Viewer, case: CaseRow) -> Shown | None:
    """What the open draft would show; None where there is none, or the case would show otherwise by now.

    Raises:
        NotFound, NotAllowed: as `desk`.
    """
    require(viewer, "code", case)
    dossier = dossier_of(case)
    rows = ReleaseRow.objects.filter(dossier=dossier) if dossier is not None else None
    draft = rows.filter(state=DRAFT).first() if rows is not None else None
    if dossier is None or rows is None or draft is None or not _stands(dossier, draft):
        return None
    now = restored(draft.content).records
    before = rows.filter(state__in=(CURRENT, SUPERSEDED)).first()
    day = draft.drafted_at.date()
    found = changes(restored(before.content).records, now, revision="", at=day) if before else ()
    people = sum(one.kind == "person" for one in now.subjects.values())
    return Shown(
        people,
        len(now.statements),
        len(now.sources),
        found[:LISTED],
        max(0, len(found) - LISTED),
    )
