"""Members of a case, their roles and compartments; records put into compartments.

Invariants: only a lead changes them, and each change is logged. Nobody grants a compartment that others hold and she
does not. A case keeps a lead, and a compartment a holder: into one that nobody holds any lead could let herself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aigaq.errors import BadValue, HeldByOthers, LastOne, UnknownId
from aigaq.web.models import ROWS, CaseRow, Compartment, Grant, Membership, RecordRow
from aigaq.web.models.accounts import ROLES
from aigaq.web.store.access import Viewer, held, member_of, require
from aigaq.web.store.change import change, log
from aigaq.web.store.log import Thing, reason
from aigaq.web.store.projections import reseal


def give_role(viewer: Viewer, case: CaseRow, *, username: str, role: str, at: datetime) -> None:
    """Give a member another role. New members come by an invitation: accounts cannot be looked up here.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such member.
        BadValue: no such role. LastOne: the case would have no lead.
    """
    with change():
        # Checked under the write lock: somebody may have taken her own role while she waited for it.
        require(viewer, "lead", case)
        if role not in ROLES:
            raise BadValue(key="role", value=role, due=", ".join(ROLES))
        member = member_of(case, username)
        leads = Membership.objects.filter(case=case, role="lead").exclude(pk=member.pk)
        if role != "lead" and not leads.exists():
            raise LastOne
        member.role = role
        member.save(update_fields=["role"])
        log(case, "member.given", by=viewer.get_username(), about=f"{username}:{role}", at=at)


def grant(viewer: Viewer, case: CaseRow, *, username: str, compartment: str, at: datetime) -> None:
    """Grant a compartment to a member; a new one is made.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such member.
        HeldByOthers: others hold the compartment, and the viewer does not.
    """
    with change():
        require(viewer, "lead", case)
        member = member_of(case, username)
        opened, _ = Compartment.objects.get_or_create(case=case, name=compartment)
        # A lead has no key to a compartment that others hold: one of them has to grant it.
        if (
            opened.grants.exists()
            and not opened.grants.filter(account__username=viewer.get_username()).exists()
        ):
            raise HeldByOthers
        Grant.objects.get_or_create(compartment=opened, account=member.account)
        log(case, "compartment.granted", by=viewer.get_username(), about=f"{username}:{compartment}", at=at)


def remove(viewer: Viewer, case: CaseRow, *, username: str, reasons: str, at: datetime) -> None:
    """Remove a member from a case; from the next request on the case does not exist for that account. Its work stays.

    Its grants are deleted, except of a compartment that no other member holds: that grant stays, of use to nobody, and
    counts again if the account is invited again.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such member. LastOne: the case would have no lead.
    """
    with change():
        # Checked under the write lock: two leads who remove each other must not both succeed.
        require(viewer, "lead", case)
        why, member = reason(reasons), member_of(case, username)
        leads = Membership.objects.filter(case=case, role="lead").exclude(pk=member.pk)
        if member.role == "lead" and not leads.exists():
            raise LastOne
        for held_grant in Grant.objects.filter(compartment__case=case, account=member.account):
            if _is_shared(held_grant):
                held_grant.delete()
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
    viewer: Viewer, case: CaseRow, *, username: str, compartment: str, reasons: str, at: datetime
) -> None:
    """Revoke a member's grant of a compartment. The lead need not hold the compartment: she learns nothing by it.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such member, or one who does not hold it. LastOne: nobody would hold it.
    """
    with change():
        require(viewer, "lead", case)
        why, member = reason(reasons), member_of(case, username)
        revoked = Grant.objects.filter(
            compartment__case=case, compartment__name=compartment, account=member.account
        ).first()
        if revoked is None:
            raise UnknownId(value=compartment)
        if not _is_shared(revoked):
            raise LastOne
        revoked.delete()
        about = f"{username}:{compartment} – {why}"
        log(case, "compartment.revoked", by=viewer.get_username(), about=about[:300], at=at)


def _is_shared(held_grant: Grant) -> bool:
    """Whether somebody else holds the compartment too."""
    others = Grant.objects.filter(compartment_id=held_grant.compartment_id).exclude(pk=held_grant.pk)
    return others.exists()


def seal(viewer: Viewer, case: CaseRow, *, kind: str, key: str, compartment: str, at: datetime) -> None:
    """Put one record into a compartment; then it, and each record that touches it, is visible to holders alone.

    Args:
        kind: subject, source or entry.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case.
        UnknownId: no such record, or in a compartment that the viewer does not hold.
    """
    with change():
        require(viewer, "lead", case)
        row = _record(viewer, case, kind, key)
        Compartment.objects.get_or_create(case=case, name=compartment)
        _set_compartments(case, row, {*row.compartments, compartment})
        log(case, "record.sealed", by=viewer.get_username(), about=f"{kind}:{key}"[:300], at=at)


def unseal(
    viewer: Viewer, case: CaseRow, *, kind: str, key: str, compartment: str, reasons: str, at: datetime
) -> None:
    """Take one record out of a compartment again; the log keeps the reason.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such record in that compartment, or the viewer does not hold all its compartments.
    """
    with change():
        require(viewer, "lead", case)
        why, row = reason(reasons), _record(viewer, case, kind, key)
        if compartment not in row.compartments:
            raise UnknownId(value=key)
        _set_compartments(case, row, {*row.compartments} - {compartment})
        log(case, "record.unsealed", by=viewer.get_username(), about=f"{kind}:{key} – {why}"[:300], at=at)


def _record(viewer: Viewer, case: CaseRow, kind: str, key: str) -> RecordRow[Any]:
    """A record whose compartments the viewer holds, inherited ones too; any other does not exist for her."""
    rows = {row_class.__name__.removesuffix("Row").lower(): row_class for row_class in ROWS}
    if kind not in rows:
        raise UnknownId(value=key)
    row = rows[kind]._default_manager.filter(case=case, key=key).select_related("seal").first()
    needed = set(row.seal.names) if row is not None and row.seal is not None else set()
    if row is None or not needed <= held(viewer, case):
        raise UnknownId(value=key)
    return row


def _set_compartments(case: CaseRow, row: RecordRow[Any], names: set[str]) -> None:
    """Change the compartments of a record, and those that other records inherit from it. No other function does."""
    row.compartments = sorted(names)
    row.save(update_fields=["compartments"])
    reseal(case)
