"""Invitations into a case: a link that the lead hands over, and that somebody opens while signed in.

Invariant: nobody learns from an invitation which accounts exist, and a link lets one person in, once.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.core import signing

from aigaq.errors import BadValue, NotFound
from aigaq.web.models import Account, CaseRow, EventRow, Membership
from aigaq.web.models.accounts import ROLES
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.change import change, log
from aigaq.web.store.log import Thing, about, detail_of

VALID = timedelta(days=3)
_SALT = "aigaq.invitation"


def invite(viewer: Viewer, case: CaseRow, *, role: str, at: datetime) -> str:
    """The token of a new invitation; whoever opens it gets the role.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. BadValue: no such role.
    """
    mark = secrets.token_hex(8)
    with change():
        require(viewer, "lead", case)
        if role not in ROLES:
            raise BadValue(key="role", value=role, due=", ".join(ROLES))
        log(
            case,
            "member.invited",
            by=viewer.get_username(),
            about=f"{mark}:{role}",
            at=at,
            thing=Thing("invitation", mark, {"role": role}),
        )
    # Signed: the mark alone, which is in the log, must not open the case.
    return signing.dumps([case.pk.hex, mark], salt=_SALT)


def invited(viewer: Viewer, token: str, *, at: datetime) -> tuple[CaseRow, str]:
    """The case and the role of a valid invitation.

    Raises:
        NotFound: nobody is signed in; or the invitation is forged, too old, used, from somebody who no longer leads the
            case, or older than a removal of the viewer from the case.
    """
    if not viewer.is_authenticated:
        raise NotFound
    case, _, role = _open(viewer, token, at)
    return case, role


def _open(viewer: Viewer, token: str, at: datetime) -> tuple[CaseRow, str, str]:
    try:
        case, mark = signing.loads(token, salt=_SALT)
    except signing.BadSignature as error:
        raise NotFound from error
    events = EventRow.objects.filter(about("invitation", mark), case_id=case)
    made = events.filter(action="member.invited").select_related("case").first()
    if made is None or made.case is None or not made.at <= at < made.at + VALID:
        raise NotFound
    leads = Membership.objects.filter(case_id=case, account__username=made.by, role="lead")
    if events.filter(action="member.joined").exists() or not leads.exists():
        raise NotFound
    if any(_removed_since(made, name) for name in (viewer.get_username(), made.by)):
        raise NotFound
    return made.case, mark, str(detail_of(made)["role"])


def _removed_since(made: EventRow, username: str) -> bool:
    """Whether an account was removed from the case since: an old link must not let it in again."""
    later = EventRow.objects.filter(case_id=made.case_id, action="member.removed", seq__gt=made.seq)
    return later.filter(about("member", username)).exists()


def join(viewer: Viewer, token: str, *, at: datetime) -> CaseRow:
    """Join the case. A member keeps her role, and does not use up the invitation.

    Raises:
        NotFound: as `invited`.
    """
    if not isinstance(viewer, Account):
        raise NotFound
    with change():
        case, mark, role = _open(viewer, token, at)
        _, is_new = Membership.objects.get_or_create(case=case, account=viewer, defaults={"role": role})
        if is_new:
            log(
                case,
                "member.joined",
                by=viewer.get_username(),
                about=f"{mark}:{role}",
                at=at,
                thing=Thing("invitation", mark, {"role": role}),
            )
    return case
