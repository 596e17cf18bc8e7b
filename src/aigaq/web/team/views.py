"""Members of a case, their compartments, and invitations. Invariant: a link is shown once, to the lead who made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, BadValue, MissingField, NotAllowed, NotFound
from aigaq.web.accounts.actions import reset_member
from aigaq.web.doors import site_of
from aigaq.web.layout.fields import again, field
from aigaq.web.publish.exposure import warn_of_editions
from aigaq.web.store import access, cases
from aigaq.web.store.access import CaseHandle
from aigaq.web.team import actions, invitations

PAGE = "team/members.html"
Submit = Callable[[HttpRequest, CaseHandle, Case], dict[str, str] | None]
"""Does what a button says; values to be shown on the page at once, where there are any."""


def members(request: HttpRequest, key: str) -> HttpResponse:
    """The members of the case and the holders of its compartments; a lead changes both."""
    row, case = cases.bare(request.user, key)
    if request.method != "POST":
        return render(request, PAGE, _context(request, row, case))
    access.require(request.user, "lead", row)
    try:
        submit = SUBMITS.get(field(request, "do"))
        if submit is None:
            raise BadValue(key="do", value="", due=", ".join(SUBMITS))
        link = submit(request, row, case)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return again(request, PAGE, error, _context(request, row, case))
    if link is None:
        messages.success(request, "saved")
        warn_of_editions(request, row)
        # A lead who removed herself may no longer open the members of the case.
        return redirect("members", key=key) if access.role(request.user, row) else redirect("home")
    # No redirect: the link would have to wait in a cookie or in the database.
    return render(request, PAGE, {**_context(request, row, case), **link})


def _context(request: HttpRequest, row: CaseHandle, case: Case) -> dict[str, object]:
    rooms = access.rooms(request.user, row)
    return {
        "row": row,
        "case": case,
        "members": access.members(request.user, row),
        "rooms": rooms,
        "own_rooms": [one.name for one in rooms if one.own],
        "roles": sorted(access.MAY["read"]),
        "leads": access.may(request.user, "lead", row),
    }


def _invite(request: HttpRequest, row: CaseHandle, case: Case) -> dict[str, str]:
    token = invitations.invite(request.user, row, role=field(request, "role"), at=timezone.now())
    return {"invitation": site_of(request) + reverse("invitation", args=(token,))}


def _give_role(request: HttpRequest, row: CaseHandle, case: Case) -> None:
    who, role = field(request, "username", longest=150), field(request, "role")
    actions.give_role(request.user, row, username=who, role=role, at=timezone.now())


def _grant(request: HttpRequest, row: CaseHandle, case: Case) -> None:
    who = field(request, "username", longest=150)
    actions.grant(request.user, row, username=who, compartment=_compartment(request), at=timezone.now())


def _remove(request: HttpRequest, row: CaseHandle, case: Case) -> None:
    who, why = field(request, "username", longest=150), field(request, "reasons")
    actions.remove(request.user, row, username=who, reasons=why, at=timezone.now())


def _revoke(request: HttpRequest, row: CaseHandle, case: Case) -> None:
    who, room, why = field(request, "username", longest=150), _compartment(request), field(request, "reasons")
    actions.revoke(request.user, row, username=who, compartment=room, reasons=why, at=timezone.now())


def _reset(request: HttpRequest, row: CaseHandle, case: Case) -> dict[str, str]:
    who = field(request, "username", longest=150)
    path = reset_member(request.user, row, username=who, at=timezone.now())
    return {"reset": site_of(request) + path, "reset_for": who}


def _seal(request: HttpRequest, row: CaseHandle, case: Case) -> None:
    kind, key = _record(request, case)
    actions.seal(request.user, row, kind=kind, key=key, compartment=_compartment(request), at=timezone.now())


def _unseal(request: HttpRequest, row: CaseHandle, case: Case) -> None:
    kind, key = _record(request, case)
    actions.unseal(
        request.user,
        row,
        kind=kind,
        key=key,
        compartment=_compartment(request),
        reasons=field(request, "reasons"),
        at=timezone.now(),
    )


def _compartment(request: HttpRequest) -> str:
    name = field(request, "compartment", longest=80)
    if not name:
        raise MissingField(key="compartment")
    return name


def _record(request: HttpRequest, case: Case) -> tuple[str, str]:
    kind, key = field(request, "kind"), field(request, "record")
    if kind == "statement":
        # Statements of one entry stay together: the whole entry is sealed.
        return "entry", cases.telling(request.user, str(case.records.key), key)[1].statement(key).entry or key
    return kind, key


SUBMITS: Mapping[str, Submit] = {
    "invite": _invite,
    "role": _give_role,
    "grant": _grant,
    "revoke": _revoke,
    "remove": _remove,
    "reset": _reset,
    "seal": _seal,
    "unseal": _unseal,
}
"""By the value of the pressed button, the function that does it."""


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join a case by the link of an invitation."""
    at = timezone.now()
    row, role = invitations.invited(request.user, token, at=at)
    if request.method != "POST":
        return render(request, "team/invitation.html", {"row": row, "role": role})
    return redirect("case", key=invitations.join(request.user, token, at=at).key)
