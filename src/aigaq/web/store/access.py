"""Roles and rights of a viewer in a case, and its members.

Invariant: no role sees past a compartment it was not granted; unknown and forbidden look alike. Compartments are named
only to their holders and to leads.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from aigaq.errors import NotAllowed, NotFound, UnknownId
from aigaq.web.models import Account, CaseRow, Compartment, Grant, Membership
from aigaq.web.store.rows import of_case

Viewer = Account | AnonymousUser
CaseHandle = CaseRow
"""Name of a case row in views, which only pass it from a query to an action."""

MAY: dict[str, frozenset[str]] = {
    "read": frozenset({"lead", "coder", "reviewer", "translator", "reader"}),
    "code": frozenset({"lead", "coder", "reviewer"}),
    "decide": frozenset({"lead", "reviewer"}),
    "translate": frozenset({"lead", "reviewer", "translator"}),
    "lead": frozenset({"lead"}),
}
"""Roles that allow each action. A lead opens no compartment by being lead: it must be granted, as to anybody."""


def require_account(viewer: Viewer) -> None:
    """Refuse visitors who are not signed in.

    Raises:
        NotFound: no account is signed in.
    """
    if not viewer.is_authenticated:
        raise NotFound


def case_row(viewer: Viewer, key: str) -> CaseRow:
    """Row of a case that the viewer is a member of.

    Raises:
        NotFound: no such case, or the viewer is no member of it.
    """
    if not viewer.is_authenticated:
        raise NotFound
    found = CaseRow.objects.filter(key=key, members__account_id=viewer.pk).first()
    if found is None:
        raise NotFound
    return found


def role(viewer: Viewer, case: CaseRow) -> str | None:
    """Role of the viewer in a case; None for somebody who is no member."""
    if not viewer.is_authenticated:
        return None
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT role FROM web_membership WHERE case_id = %s AND account_id = %s",
            [of_case(case), viewer.pk],
        )
        found = cursor.fetchone()
    return str(found[0]) if found else None


def may(viewer: Viewer, doing: str, case: CaseRow) -> bool:
    """Whether the viewer's role allows an action: a key of `MAY`."""
    return role(viewer, case) in MAY[doing]


def require(viewer: Viewer, doing: str, case: CaseRow) -> None:
    """Refuse an action that the viewer's role does not allow.

    Raises:
        NotFound: the viewer is no member. NotAllowed: a member without the right.
    """
    own = role(viewer, case)
    if own is None:
        raise NotFound
    if own not in MAY[doing]:
        raise NotAllowed


def held(viewer: Viewer, case: CaseRow) -> frozenset[str]:
    """Compartments of a case that the viewer holds."""
    if not viewer.is_authenticated:
        return frozenset()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.name FROM web_grant g JOIN web_compartment c ON c.id = g.compartment_id "
            "WHERE g.account_id = %s AND c.case_id = %s",
            [viewer.pk, of_case(case)],
        )
        return frozenset(name for (name,) in cursor.fetchall())


def viewer_named(username: str | None) -> Viewer:
    """Account of a user name; an anonymous viewer if no name is given.

    Raises:
        NotFound: no such account, or a closed one. The error does not say which: user names must not be guessable.
    """
    if username is None:
        return AnonymousUser()
    found = Account.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise NotFound
    return found


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
