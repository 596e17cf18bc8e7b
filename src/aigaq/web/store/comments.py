"""Comments that a viewer may know of, by the protected names in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from uuid import UUID

from aigaq.web.models import CaseRow, CommentRow
from aigaq.web.models.contributions import SHOWN
from aigaq.web.store.access import Viewer, held, role
from aigaq.web.store.protected_names import Protected, judged


def hidden_from(viewer: Viewer, case: CaseRow, ids: Iterable[str]) -> set[str]:
    """Ids of unpublished comments that the viewer may not know of, out of `ids`; the log hides these."""
    keys = [key for one in ids if (key := uuid_of(one)) is not None]
    if not keys:
        return set()
    rows = list(CommentRow.objects.filter(dossier__case=case, pk__in=keys).exclude(state=SHOWN))
    known = {one.pk for one, _ in known_to(viewer, case, rows)}
    return {str(one.pk) for one in rows if one.pk not in known}


def uuid_of(written: str) -> UUID | None:
    """UUID of a written id; None if it is no UUID."""
    try:
        return UUID(written)
    except ValueError:
        return None


def known_to(
    viewer: Viewer, case: CaseRow, rows: Iterable[CommentRow], *, shown: bool = False
) -> Iterator[tuple[CommentRow, Protected]]:
    """Comments that the viewer may know of, each with the protected names in it by the case as it is now.

    Args:
        shown: the comments are public, so all are returned; the names in some are left out for this viewer.
    """
    listed = list(rows)
    own, leads = held(viewer, case), role(viewer, case) == "lead"
    found = judged(case, {f"{one.pk}": (one.name, one.text) for one in listed})
    for one in listed:
        names = found[str(one.pk)]
        if names.needs <= own and (leads or not names.sure):
            yield one, names
        elif shown:
            yield one, Protected()
