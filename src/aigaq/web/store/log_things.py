"""Subjects of log rows in columns of their own: invitations, removed members, editions.

Invariant: no right depends on the free text of `about`. Rows older than these columns cannot be changed, as their
digest would change; their text is parsed, here alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Q

from aigaq.web.models import EventRow

Detail = Mapping[str, str | int]
_TEXT_AFTER_ID = {"invitation": ":", "edition": ":", "member": " – "}
"""By kind of thing: the characters that follow the id in the text of an older row."""
_TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "member.invited": ("role",),
    "member.joined": ("role",),
    "edition.published": ("manifest", "pages"),
    "edition.read": ("manifest", "part"),
}
"""By action: the fields that follow the id in the text of an older row, between colons."""


@dataclass(frozen=True, slots=True)
class Thing:
    """The invitation, member or edition that a row of the log is about.

    Args:
        kind: invitation, member or edition.
        id: mark of an invitation, name of a member, or key of an edition.
        detail: further fields.
    """

    kind: str
    id: str
    detail: Detail = field(default_factory=dict)


def about(kind: str, key: str) -> Q:
    """Filter for the rows of the log about one thing."""
    older = Q(about_kind="", about__startswith=f"{key}{_TEXT_AFTER_ID[kind]}")
    return Q(about_kind=kind, about_id=key) | older


def detail_of(row: EventRow) -> Detail:
    """Further fields of the thing that a row of the log is about."""
    if row.about_kind:
        return row.detail or {}
    _, *parts = row.about.split(":")
    return dict(zip(_TEXT_FIELDS[row.action], parts, strict=False))
