"""Who belongs to a case, and who sees into its compartments. Invariant: only a lead changes that, and it is logged."""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import BadValue, UnknownId
from aigaq.web.actions.change import change, log
from aigaq.web.actions.projecting import reseal
from aigaq.web.models import ROWS, Account, CaseRow, Compartment, Grant, Membership
from aigaq.web.models.accounts import ROLES
from aigaq.web.queries.access import require


def invite(viewer: Account, case: CaseRow, *, username: str, role: str, at: datetime) -> Membership:
    """Give an account a role in the case, in place of the one it had.

    Raises:
        NotFound, NotAllowed: the viewer does not lead it. UnknownId: no such account. BadValue: no such role.
    """
    require(viewer, "lead", case)
    account = Account.objects.filter(username=username).first()
    if account is None:
        raise UnknownId(value=username)
    if role not in ROLES:
        raise BadValue(key="role", value=role, due=", ".join(ROLES))
    with change():
        found, _ = Membership.objects.update_or_create(case=case, account=account, defaults={"role": role})
        log(case, "member.given", by=viewer.get_username(), about=f"{username}:{role}", at=at)
    return found


def grant(viewer: Account, case: CaseRow, *, username: str, compartment: str, at: datetime) -> None:
    """Let an account see into a compartment, made where it is new.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such member.
    """
    require(viewer, "lead", case)
    member = Membership.objects.filter(case=case, account__username=username).first()
    if member is None:
        raise UnknownId(value=username)
    with change():
        found, _ = Compartment.objects.get_or_create(case=case, name=compartment)
        Grant.objects.get_or_create(compartment=found, account=member.account)
        log(case, "compartment.granted", by=viewer.get_username(), about=f"{username}:{compartment}", at=at)


def seal(viewer: Account, case: CaseRow, *, kind: str, key: str, compartment: str, at: datetime) -> None:
    """Put one record into a compartment; whatever touches it is seen by its holders alone.

    Args:
        kind: subject, source or entry.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such record.
    """
    require(viewer, "lead", case)
    rows = {row.__name__.removesuffix("Row").lower(): row for row in ROWS}
    with change():
        Compartment.objects.get_or_create(case=case, name=compartment)
        found = rows[kind]._default_manager.filter(case=case, key=key).first() if kind in rows else None
        if found is None:
            raise UnknownId(value=key)
        found.compartments = sorted({*found.compartments, compartment})
        found.save(update_fields=["compartments"])
        reseal(case)
        log(case, "record.sealed", by=viewer.get_username(), about=f"{kind}:{key}", at=at)
