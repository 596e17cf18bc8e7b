"""Who may see and do what.

Invariant: no role sees past a compartment it was not granted; unknown and forbidden look alike.
"""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from aigaq.errors import NotAllowed, NotFound
from aigaq.web.models import Account, CaseRow, Grant, Membership

Viewer = Account | AnonymousUser

MAY: dict[str, frozenset[str]] = {
    "read": frozenset({"lead", "coder", "reviewer", "translator", "reader"}),
    "code": frozenset({"lead", "coder", "reviewer"}),
    "decide": frozenset({"lead", "reviewer"}),
    "lead": frozenset({"lead"}),
}
"""What each doing takes. The lead is no key to compartments: she must be granted them like anybody."""


def case_row(viewer: Viewer, key: str) -> CaseRow:
    """The row of a case that the viewer is a member of.

    Raises:
        NotFound: no such case, or not hers.
    """
    if not viewer.is_authenticated:
        raise NotFound
    found = CaseRow.objects.filter(key=key, members__account_id=viewer.pk).first()
    if found is None:
        raise NotFound
    return found


def role(viewer: Viewer, case: CaseRow) -> str | None:
    """The viewer's role in a case, or None."""
    found = (
        Membership.objects.filter(case=case, account_id=viewer.pk).first()
        if viewer.is_authenticated
        else None
    )
    return found.role if found else None


def may(viewer: Viewer, doing: str, case: CaseRow) -> bool:
    """Whether the viewer's role allows a doing."""
    return role(viewer, case) in MAY[doing]


def require(viewer: Viewer, doing: str, case: CaseRow) -> None:
    """Refuse what the role does not allow.

    Raises:
        NotFound: no member. NotAllowed: a member, but of another role.
    """
    own = role(viewer, case)
    if own is None:
        raise NotFound
    if own not in MAY[doing]:
        raise NotAllowed


def held(viewer: Viewer, case: CaseRow) -> frozenset[str]:
    """The compartments of a case that the viewer holds."""
    if not viewer.is_authenticated:
        return frozenset()
    names = Grant.objects.filter(account_id=viewer.pk, compartment__case=case).values_list(
        "compartment__name", flat=True
    )
    return frozenset(names)


def viewer_named(username: str | None) -> Viewer:
    """The account of that name; nobody where none is named.

    Raises:
        NotFound: no such account: who guesses names learns as little as nobody.
    """
    if username is None:
        return AnonymousUser()
    found = Account.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise NotFound
    return found
