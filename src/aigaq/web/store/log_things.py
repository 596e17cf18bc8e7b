"""Things that rows of the log are about, in columns: invitations, members who were taken out, editions.

Invariant: a right never hangs on the free text of `about`. Rows written before there were columns keep their digest,
so they stay as they are and are read by their text, here alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from aigaq.web.models import EventRow

Detail = Mapping[str, str | int]
_TEXT_AFTER_ID = {"invitation": ":", "edition": ":", "member": " – "}
"""By kind of thing: how the text of an older row goes on after the id."""
_TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "member.invited": ("role",),
    "member.joined": ("role",),
    "edition.published": ("manifest", "pages"),
    "edition.read": ("manifest", "part"),
}
"""By action: the fields that follow the id in the text of an older row, between colons."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing that a row of the log is about.

    Args:
        kind: invitation, member or edition.
        id: the mark of an invitation, the name of a member, the key of an edition.
        detail: more of it, by field.
    """

    kind: str
    id: str
    detail: Detail = field(default_factory=dict)


def about(kind: str, key: str) -> Q:
    """Condition that holds for the rows of the log about one thing."""
    older = Q(about_kind="", about__startswith=f"{key}{_TEXT_AFTER_ID[kind]}")
    return Q(about_kind=kind, about_id=key) | older


def detail_of(row: EventRow) -> Detail:
    """More about the thing of a row of the log, by field."""
    if row.about_kind:
        return row.detail or {}
    _, *parts = row.about.split(":")
    return dict(zip(_TEXT_FIELDS[row.action], parts, strict=False))
