"""Who belongs to a case, and who sees into its compartments.

Invariant: only a lead changes that, it is logged, and none gives away what she does not hold herself.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from aigaq.errors import BadValue, HeldByOthers, LastOne, UnknownId
from aigaq.web.models import ROWS, Account, CaseRow, Compartment, Grant, Membership, RecordRow
from aigaq.web.models.accounts import ROLES
from aigaq.web.store.access import held, require
from aigaq.web.store.change import change, log
from aigaq.web.store.members import member_of
from aigaq.web.store.projections import reseal
from aigaq.web.store.reasons import reason


def give_role(viewer: Account, case: CaseRow, *, username: str, role: str, at: datetime) -> None:
    """Give a member another role. Who is no member yet comes by an invitation: nobody can be looked up here.

    Raises:
        NotFound, NotAllowed: the viewer does not lead it. UnknownId: no such member.
        BadValue: no such role. LastOne: nobody would lead the case any more.
    """
    with change():
        # With the right to write in hand: while she waited for it somebody may have taken her own role.
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


def grant(viewer: Account, case: CaseRow, *, username: str, compartment: str, at: datetime) -> None:
    """Let a member see into a compartment, made where it is new.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. UnknownId: no such member.
        HeldByOthers: others hold the compartment, and she does not.
    """
    with change():
        require(viewer, "lead", case)
        member = member_of(case, username)
        found, _ = Compartment.objects.get_or_create(case=case, name=compartment)
        # To lead is no key: into what others hold she is let by one of them.
        if found.grants.exists() and not found.grants.filter(account=viewer).exists():
            raise HeldByOthers
        Grant.objects.get_or_create(compartment=found, account=member.account)
        log(case, "compartment.granted", by=viewer.get_username(), about=f"{username}:{compartment}", at=at)


def seal(viewer: Account, case: CaseRow, *, kind: str, key: str, compartment: str, at: datetime) -> None:
    """Put one record into a compartment; whatever touches it is seen by its holders alone.

    Args:
        kind: subject, source or entry.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case.
        UnknownId: no such record, or in a compartment that she does not hold.
    """
    with change():
        require(viewer, "lead", case)
        row = _record(viewer, case, kind, key)
        Compartment.objects.get_or_create(case=case, name=compartment)
        _set_compartments(case, row, {*row.compartments, compartment})
        log(case, "record.sealed", by=viewer.get_username(), about=f"{kind}:{key}"[:300], at=at)


def unseal(
    viewer: Account, case: CaseRow, *, kind: str, key: str, compartment: str, reasons: str, at: datetime
) -> None:
    """Take one record out of a compartment again; the log keeps why.

    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason, or one too long.
        UnknownId: no such record in that compartment, or she does not hold all that it is in.
    """
    with change():
        require(viewer, "lead", case)
        why, row = reason(reasons), _record(viewer, case, kind, key)
        if compartment not in row.compartments:
            raise UnknownId(value=key)
        _set_compartments(case, row, {*row.compartments} - {compartment})
        log(case, "record.unsealed", by=viewer.get_username(), about=f"{kind}:{key} – {why}"[:300], at=at)


def _record(viewer: Account, case: CaseRow, kind: str, key: str) -> RecordRow[Any]:
    """A record that it takes no more to see than the viewer holds: any other is not there."""
    rows = {row.__name__.removesuffix("Row").lower(): row for row in ROWS}
    if kind not in rows:
        raise UnknownId(value=key)
    found = rows[kind]._default_manager.filter(case=case, key=key).select_related("seal").first()
    taken = set(found.seal.names) if found is not None and found.seal is not None else set()
    if found is None or not taken <= held(viewer, case):
        raise UnknownId(value=key)
    return found


def _set_compartments(case: CaseRow, row: RecordRow[Any], names: set[str]) -> None:
    """The one place where the compartments of a record change, and what it takes to see the others with them."""
    row.compartments = sorted(names)
    row.save(update_fields=["compartments"])
    reseal(case)
