"""The safeguards of a case: whom they cover, what was tried and agreed to; made by a lead, and never edited.

Invariant: whoever may not see a safeguard, or what it covers, is answered as though it were not there; addresses hold
ids alone.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from aigaq.errors import AigaqError, BadValue, NotAllowed, NotFound
from aigaq.protection.lists import traits
from aigaq.web.layout.fields import again, field
from aigaq.web.protect import actions as acting
from aigaq.web.protect import forms as form
from aigaq.web.protect.queries import safeguard, shown, sought
from aigaq.web.publish.exposing import warn_of_editions
from aigaq.web.store import access

PAGE = "protect/safeguards.html"
_OPENED = ("change", "try", "consent")
Around = dict[str, Any]


def safeguards(request: HttpRequest, key: str) -> HttpResponse:
    """The safeguards that the lead may see; everything about them is done here."""
    row = access.case_row(request.user, key)
    access.require(request.user, "lead", row)
    if request.method != "POST":
        return _opened(request, row)
    do = request.POST.get("do", "")[:20]
    around = _around(request, row, do, request.POST.get("safeguard", "")[:300])
    try:
        if do == "find":
            return render(request, PAGE, around | _found(request, row, around))
        doing = DOINGS.get(do)
        if doing is None:
            raise BadValue(key="do", value="", due=", ".join(DOINGS))
        doing(request, row)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return again(request, PAGE, error, around)
    messages.success(request, "safeguard-saved", extra_tags="ours")
    warn_of_editions(request, row)
    return redirect("safeguards", key)


def _opened(request: HttpRequest, row: Any) -> HttpResponse:
    """The page, with one form open where the address names a safeguard or ids to protect."""
    do = next((one for one in _OPENED if one in request.GET), "")
    around = _around(request, row, do, request.GET.get(do, "")[:300] if do else "")
    if do:
        one = safeguard(request.user, row, around["target"])
        if do == "change":
            around |= _picked(request, row, form.Picked(one.covers, one.withholds)) | {
                "typed": form.filled(one)
            }
    elif request.GET.get("ids"):
        try:
            around |= _offered(request, row, around)
        except AigaqError as error:
            return again(request, PAGE, error, around | {"do": "protect"})
    return render(request, PAGE, around)


def _offered(request: HttpRequest, row: Any, around: Around) -> Around:
    """The form with ids that an offer named; where one of them is covered already, to replace that safeguard."""
    picked = form.sorted_in(row, access.held(request.user, row), request.GET["ids"])
    left = {"ids": " ".join(picked.unknown)}
    for before in (one.safeguard for one, _, _ in around["listed"]):
        if not {*picked.covers}.isdisjoint(before.covers):
            more = picked.beside(form.Picked(before.covers, before.withholds))
            typed = form.filled(before) | left
            return _picked(request, row, more) | {"typed": typed, "do": "change", "target": before.id}
    return _picked(request, row, picked) | {"typed": left, "do": "protect"}


def _around(request: HttpRequest, row: Any, do: str, target: str) -> Around:
    """What stands on the page whatever is done on it; of a posted form, what was picked."""
    listed = shown(request.user, row)
    posted = request.method == "POST"
    picked = form.again_picked(request, row, access.held(request.user, row)) if posted else form.Picked()
    return {
        "row": row,
        "listed": [
            (
                one,
                request.POST
                if (do, target) == ("consent", one.safeguard.id) and posted
                else form.filled_consent(one.safeguard.consent),
                request.POST if (do, target) == ("try", one.safeguard.id) and posted else {},
            )
            for one in listed
        ],
        "do": do,
        "target": target,
        "least": traits().minutes,
        **_picked(request, row, picked),
    }


def _picked(request: HttpRequest, row: Any, picked: form.Picked) -> Around:
    covers, withholds = picked.named(row, access.held(request.user, row))
    return {"covers": covers, "withholds": withholds}


def _found(request: HttpRequest, row: Any, around: Around) -> Around:
    """What some words stand in, to be ticked; what was typed and ticked before stays."""
    there = {one.id for one in (*around["covers"], *around["withholds"])}
    found = sought(request.user, row, field(request, "sought", longest=200))
    offered = [one for one in found if one.id not in there]
    return {"offered": offered, "sought_for": True, "typed": request.POST}


def _protect(request: HttpRequest, row: Any) -> None:
    lead: Any = request.user
    asked = form.asked_of(request, row, access.held(lead, row))
    before = field(request, "safeguard", longest=300) or None
    acting.protect(lead, row, asked, instead_of=before, at=timezone.now())


def _try(request: HttpRequest, row: Any) -> None:
    lead: Any = request.user
    one = field(request, "safeguard", longest=300)
    acting.tried(lead, row, one, form.intruder_of(request), at=timezone.now())


def _consent(request: HttpRequest, row: Any) -> None:
    lead: Any = request.user
    one = field(request, "safeguard", longest=300)
    acting.agreed(lead, row, one, form.consent_of(request), at=timezone.now())


DOINGS: dict[str, Callable[[HttpRequest, Any], None]] = {
    "protect": _protect,
    "try": _try,
    "consent": _consent,
}
