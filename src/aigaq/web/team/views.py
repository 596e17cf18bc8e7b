"""Who belongs to a case, who sees what, how a colleague comes in. Invariant: a link is shown once, to who made it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, BadValue, MissingField, NotAllowed, NotFound
from aigaq.web.accounts import actions as accounts_actions
from aigaq.web.doors import site_of
from aigaq.web.layout.fields import again, field
from aigaq.web.publish.exposure import warn_of_editions
from aigaq.web.store import access, cases
from aigaq.web.store import members as people
from aigaq.web.team import actions as membership
from aigaq.web.team import invitations, leaving

PAGE = "team/members.html"
Doing = Callable[[HttpRequest, Any, Case], dict[str, str] | None]


def members(request: HttpRequest, key: str) -> HttpResponse:
    """Who belongs to the case, and who sees into its compartments; a lead arranges both."""
    row, case = cases.bare(request.user, key)
    if request.method != "POST":
        return render(request, PAGE, _around(request, row, case))
    access.require(request.user, "lead", row)
    try:
        doing = DOINGS.get(field(request, "do"))
        if doing is None:
            raise BadValue(key="do", value="", due=", ".join(DOINGS))
        shown = doing(request, row, case)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return again(request, PAGE, error, _around(request, row, case))
    if shown is None:
        messages.success(request, "saved")
        warn_of_editions(request, row)
        # Who took herself out of the case has no page of its members any more.
        return redirect("members", key=key) if access.role(request.user, row) else redirect("home")
    # Not by a redirect: the link would have to wait in a cookie or in the database.
    return render(request, PAGE, {**_around(request, row, case), **shown})


def _around(request: HttpRequest, row: Any, case: Case) -> dict[str, object]:
    rooms = people.rooms(request.user, row)
    return {
        "row": row,
        "case": case,
        "members": people.members(request.user, row),
        "rooms": rooms,
        "own_rooms": [one.name for one in rooms if one.own],
        "roles": sorted(access.MAY["read"]),
        "leads": access.may(request.user, "lead", row),
    }


def _invite(request: HttpRequest, row: Any, case: Case) -> dict[str, str]:
    lead: Any = request.user
    token = invitations.invitation(lead, row, role=field(request, "role"), at=timezone.now())
    return {"invitation": site_of(request) + reverse("invitation", args=(token,))}


def _give_role(request: HttpRequest, row: Any, case: Case) -> None:
    lead: Any = request.user
    who, role = field(request, "username", longest=150), field(request, "role")
    membership.give_role(lead, row, username=who, role=role, at=timezone.now())


def _grant(request: HttpRequest, row: Any, case: Case) -> None:
    lead: Any = request.user
    who = field(request, "username", longest=150)
    membership.grant(lead, row, username=who, compartment=_compartment(request), at=timezone.now())


def _remove(request: HttpRequest, row: Any, case: Case) -> None:
    lead: Any = request.user
    who, why = field(request, "username", longest=150), field(request, "reasons")
    leaving.remove(lead, row, username=who, reasons=why, at=timezone.now())


def _revoke(request: HttpRequest, row: Any, case: Case) -> None:
    lead: Any = request.user
    who, room, why = field(request, "username", longest=150), _compartment(request), field(request, "reasons")
    leaving.revoke(lead, row, username=who, compartment=room, reasons=why, at=timezone.now())


def _reset(request: HttpRequest, row: Any, case: Case) -> dict[str, str]:
    lead: Any = request.user
    who = field(request, "username", longest=150)
    path = accounts_actions.reset_member(lead, row, username=who, at=timezone.now())
    return {"reset": site_of(request) + path, "reset_for": who}


def _seal(request: HttpRequest, row: Any, case: Case) -> None:
    lead: Any = request.user
    kind, key = _record(request, case)
    membership.seal(lead, row, kind=kind, key=key, compartment=_compartment(request), at=timezone.now())


def _unseal(request: HttpRequest, row: Any, case: Case) -> None:
    lead: Any = request.user
    kind, key = _record(request, case)
    membership.unseal(
        lead,
        row,
        kind=kind,
        key=key,
        compartment=_compartment(request),
        reasons=field(request, "reasons"),
        at=timezone.now(),
    )


def _compartment(request: HttpRequest) -> str:
    named = field(request, "compartment", longest=80)
    if not named:
        raise MissingField(key="compartment")
    return named


def _record(request: HttpRequest, case: Case) -> tuple[str, str]:
    kind, key = field(request, "kind"), field(request, "record")
    if kind == "statement":
        # What was coded in one go stays together: the whole entry goes.
        return "entry", cases.telling(request.user, str(case.records.key), key)[1].statement(key).entry or key
    return kind, key


DOINGS: Mapping[str, Doing] = {
    "invite": _invite,
    "role": _give_role,
    "grant": _grant,
    "revoke": _revoke,
    "remove": _remove,
    "reset": _reset,
    "seal": _seal,
    "unseal": _unseal,
}
"""What the buttons of the page do, by their value."""


def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Come into a case by a link that a lead handed over."""
    at = timezone.now()
    row, role = invitations.invited(request.user, token, at=at)
    if request.method != "POST":
        return render(request, "team/invitation.html", {"row": row, "role": role})
    viewer: Any = request.user
    return redirect("case", key=invitations.join(viewer, token, at=at).key)
