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
from aigaq.web.layout.fields import LONGEST, field, form_again
from aigaq.web.network import site_of
from aigaq.web.publish.exposure import warn_of_editions
from aigaq.web.store import access, cases
from aigaq.web.store.access import CaseHandle
from aigaq.web.team import actions, invitations

PAGE = "team/members.html"


def members(request: HttpRequest, key: str) -> HttpResponse:
    """The members of the case and the holders of its compartments; a lead changes both."""
    row, case = cases.bare(request.user, key)
    if request.method != "POST":
        return render(request, PAGE, _context(request, row, case))
    access.require(request.user, "lead", row)
    try:
        link = _submit(request, row, case)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return form_again(request, PAGE, error, _context(request, row, case))
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


def _reset(request: HttpRequest, row: CaseHandle, case: Case) -> dict[str, str]:
    username = field(request, "username", longest=150)
    path = reset_member(request.user, row, username=username, at=timezone.now())
    return {"reset": site_of(request) + path, "reset_for": username}


LINKS: Mapping[str, Callable[[HttpRequest, CaseHandle, Case], dict[str, str]]] = {
    "invite": _invite,
    "reset": _reset,
}
"""By the value of a button, the function that makes a link; it returns values to be shown on the page at once."""
CHANGES: Mapping[str, tuple[Callable[..., None], tuple[str, ...]]] = {
    "role": (actions.give_role, ("username", "role")),
    "grant": (actions.grant, ("username", "compartment")),
    "revoke": (actions.revoke, ("username", "compartment", "reasons")),
    "remove": (actions.remove, ("username", "reasons")),
    "seal": (actions.seal, ("kind", "key", "compartment")),
    "unseal": (actions.unseal, ("kind", "key", "compartment", "reasons")),
}
"""By the value of a button, the action, and the fields of the form that are its arguments."""
_LONGEST = {"username": 150, "compartment": 80}


def _submit(request: HttpRequest, row: CaseHandle, case: Case) -> dict[str, str] | None:
    """Do what the pressed button says; values to be shown on the page at once, where there are any."""
    do = field(request, "do")
    if do in LINKS:
        return LINKS[do](request, row, case)
    if do not in CHANGES:
        raise BadValue(key="do", value="", due=", ".join((*LINKS, *CHANGES)))
    action, names = CHANGES[do]
    values = {
        name: field(request, name, longest=_LONGEST.get(name, LONGEST)) for name in names if name != "key"
    }
    if not values.get("compartment", "-"):
        raise MissingField(key="compartment")
    if "key" in names:
        values["kind"], values["key"] = _record(request, case, values["kind"])
    action(request.user, row, **values, at=timezone.now())
    return None


def _record(request: HttpRequest, case: Case, kind: str) -> tuple[str, str]:
    key = field(request, "record")
    if kind == "statement":
        # Statements of one entry stay together: the whole entry is sealed.
        return "entry", cases.telling(request.user, str(case.records.key), key)[1].statement(key).entry or key
    return kind, key


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Join a case by the link of an invitation."""
    at = timezone.now()
    row, role = invitations.invited(request.user, token, at=at)
    if request.method != "POST":
        return render(request, "team/invitation.html", {"row": row, "role": role})
    return redirect("case", key=invitations.join(request.user, token, at=at).key)
