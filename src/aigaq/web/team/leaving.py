"""Who leaves a case, and who sees into a compartment no more.

Invariant: a case keeps a lead and a compartment a holder: into one that nobody holds any lead could let herself.
"""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import LastOne, UnknownId
from aigaq.web.models import Account, CaseRow, Grant, Membership
from aigaq.web.store.access import require
from aigaq.web.store.change import change, log
from aigaq.web.store.log_things import Thing
from aigaq.web.store.members import member_of
from aigaq.web.store.reasons import reason


def remove(viewer: Account, case: CaseRow, *, username: str, reasons: str, at: datetime) -> None:
    """Take a member out of a case: from her next request on it is not there for her. What she wrote stays.

    Her compartments go with it, but for one that no other member holds: it stays hers by name, closed to all, and
    she sees into it again should she be invited again.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such member. LastOne: nobody would lead the case any more.
    """
    with change():
        # Asked with the right to write in hand: two leads who take each other out must not both succeed.
        require(viewer, "lead", case)
        why, member = reason(reasons), member_of(case, username)
        leads = Membership.objects.filter(case=case, role="lead").exclude(pk=member.pk)
        if member.role == "lead" and not leads.exists():
            raise LastOne
        for one in Grant.objects.filter(compartment__case=case, account=member.account):
            if _held_by_others(one):
                one.delete()
        member.delete()
        thing = Thing("member", username, {"reasons": why})
        log(
            case,
            "member.removed",
            by=viewer.get_username(),
            about=f"{username} – {why}"[:300],
            at=at,
            thing=thing,
        )


def revoke(
    viewer: Account, case: CaseRow, *, username: str, compartment: str, reasons: str, at: datetime
) -> None:
    """Take a member's sight of a compartment; the lead need not hold it herself, since she learns nothing by it.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such member, or she does not hold it. LastOne: no member would hold it any more.
    """
    with change():
        require(viewer, "lead", case)
        why, member = reason(reasons), member_of(case, username)
        found = Grant.objects.filter(
            compartment__case=case, compartment__name=compartment, account=member.account
        ).first()
        if found is None:
            raise UnknownId(value=compartment)
        if not _held_by_others(found):
            raise LastOne
        found.delete()
        about = f"{username}:{compartment} – {why}"
        log(case, "compartment.revoked", by=viewer.get_username(), about=about[:300], at=at)


def _held_by_others(one: Grant) -> bool:
    """Whether somebody else holds what this grant opens."""
    return Grant.objects.filter(compartment_id=one.compartment_id).exclude(pk=one.pk).exists()
