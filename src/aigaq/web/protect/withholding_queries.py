"""What a lead is shown of what is withheld, and where the words still stand.

Invariant: that something is withheld is told to holders of the compartment alone; places come from what she may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aigaq.web.models import CaseRow, WithheldRow
from aigaq.web.search.queries import Hit, search
from aigaq.web.store.access import Viewer, held

_MOST = 3
"""Pages of places; whoever needs more goes on in the search."""


@dataclass(frozen=True, slots=True)
class Withholding:
    """One field that is withheld now: from whom, what stands instead, who did it, when and why."""

    field: str
    compartment: str
    wording: str
    reasons: str
    by: str
    at: datetime


def withholdings(viewer: Viewer, row: CaseRow, kind: str, key: str) -> list[Withholding]:
    """What is withheld of a record, as far as the viewer holds the compartment."""
    found = WithheldRow.objects.filter(
        case=row, kind=kind, key=key, ended_at__isnull=True, compartment__in=held(viewer, row)
    )
    return [
        Withholding(one.field, one.compartment, one.wording, one.reasons, one.by, one.at)
        for one in found
        if one.act == f"{kind}:{key}:{one.field}"
    ]


def standing(viewer: Viewer, key: str, words: str) -> list[Hit]:
    """The lines and statements, of those the viewer may see, in which all of some words stand still.

    Words are found however they are written, and each by itself: "Ospanov, Marat" stands for "Marat Ospanov" too.
    """
    found: list[Hit] = []
    for kind in ("passage", "statement"):
        for page in range(1, _MOST + 1):
            groups = search(viewer, key, words, kind=kind, page=page).groups
            found += [hit for group in groups for hit in group.hits]
            if not any(group.more for group in groups):
                break
    return found
