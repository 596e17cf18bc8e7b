"""Members of a case. Invariant: compartments are named only to their holders and to leads."""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.errors import UnknownId
from aigaq.web.models import CaseRow, Compartment, Grant, Membership
from aigaq.web.store.access import Viewer, held, may


@dataclass(frozen=True, slots=True)
class Member:
    """One account in a case."""

    username: str
    role: str
    compartments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A compartment with its holders, and whether the viewer holds it."""

    name: str
    holders: tuple[str, ...]
    own: bool


def members(viewer: Viewer, row: CaseRow) -> list[Member]:
    """Members of the viewer's case, with the compartments that the viewer may know of."""
    known = None if may(viewer, "lead", row) else held(viewer, row)
    found = []
    for one in Membership.objects.filter(case=row).select_related("account").order_by("account__username"):
        names = Grant.objects.filter(account=one.account, compartment__case=row).values_list(
            "compartment__name", flat=True
        )
        shown = tuple(sorted(name for name in names if known is None or name in known))
        found.append(Member(one.account.get_username(), one.role, shown))
    return found


def rooms(viewer: Viewer, row: CaseRow) -> list[Room]:
    """Compartments of a case that the viewer may know of, each with its holders."""
    leads, own = may(viewer, "lead", row), held(viewer, row)
    found = []
    for one in Compartment.objects.filter(case=row).order_by("name"):
        if leads or one.name in own:
            holders = one.grants.order_by("account__username").values_list("account__username", flat=True)
            found.append(Room(one.name, tuple(holders), one.name in own))
    return found


def sees_all(viewer: Viewer, row: CaseRow) -> bool:
    """Whether the viewer surely sees everything in the case. Only a lead can know: only leads see all compartments."""
    return may(viewer, "lead", row) and all(one.own for one in rooms(viewer, row))


def member_of(case: CaseRow, username: str) -> Membership:
    """Membership of an account in a case.

    Raises:
        UnknownId: no member. The error does not tell whether such an account exists.
    """
    found = Membership.objects.filter(case=case, account__username=username).select_related("account").first()
    if found is None:
        raise UnknownId(value=username)
    return found
