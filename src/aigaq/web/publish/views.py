"""The Publish page: what would be shown, what blocks it, who signed, what is out.

Invariant: a reason against an edition is told to the lead who asked, once, and kept nowhere.
"""

from __future__ import annotations

from collections.abc import Callable
from secrets import SystemRandom
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.casework.case import Case
from aigaq.casework.clearviews import clearing_view
from aigaq.errors import AigaqError, BadValue, NotAllowed, NotFound
from aigaq.protection import Cleared
from aigaq.records.releases import SIGNERS
from aigaq.web.background import actions as background_actions
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import again, field
from aigaq.web.publish import actions, readthrough, takingback
from aigaq.web.publish.exposed import exposed_or_none
from aigaq.web.publish.foreseen import would_show
from aigaq.web.publish.queries import desk, makers
from aigaq.web.publish.remedies import linked
from aigaq.web.store import access, cases

PAGE = "publish/publish.html"
READ_PAGE = "publish/read.html"
_JOBS = ("publish", "preview")
Doing = Callable[[HttpRequest, Any, Case], dict[str, Any] | None]


def publish(request: HttpRequest, key: str) -> HttpResponse:
    """The editions of a case; everything about them is done here."""
    row, case = cases.bare(request.user, key)
    if request.method != "POST":
        return render(request, PAGE, _around(request, row, case))
    try:
        doing = DOINGS.get(field(request, "do"))
        if doing is None:
            raise BadValue(key="do", value="", due=", ".join(DOINGS))
        found = doing(request, row, case)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return again(request, PAGE, error, _around(request, row, case))
    if found is not None:
        # Not by a redirect: what speaks against an edition is written down nowhere.
        return render(request, PAGE, {**_around(request, row, case), **found})
    messages.success(request, "saved")
    return redirect("jobs") if request.POST["do"] in _JOBS else redirect("publish", key)


def read(request: HttpRequest, key: str, part: int) -> HttpResponse:
    """One part of all that the open draft would tell; pressed, it counts as read by whoever is signed in."""
    row = access.case_row(request.user, key)
    user: Any = request.user
    if request.method == "POST":
        actions.read(user, row, [part], manifest=field(request, "manifest", longest=64), at=timezone.now())
        left = readthrough.next_unread(user, row, part)
        return redirect("read-draft", key, left) if left else redirect("publish", key)
    shown = readthrough.part(user, row, part, language_of(get_language()))
    return render(request, READ_PAGE, {"row": row, "case_key": key, "shown": shown})


def _around(request: HttpRequest, row: Any, case: Case) -> dict[str, object]:
    found = desk(request.user, row)
    own = found.draft is not None and request.user.get_username() in makers(found.draft)
    return {
        "row": row,
        "case": case,
        "desk": found,
        "shown": would_show(request.user, row),
        "own": own,
        "exposed": exposed_or_none(request.user, row),
        "reading": readthrough.progress(request.user, found.draft) if found.draft is not None else None,
        "signed_by_me": request.user.get_username() in found.signed,
        "ready": len(found.signed) >= SIGNERS,
        "signers": SIGNERS,
        "address": settings.ADDRESS,
        "leads": access.may(request.user, "lead", row),
        "decides": access.may(request.user, "decide", row),
        "rules": list(case.records.rules.values()),
    }


def _draft(request: HttpRequest, row: Any, case: Case) -> None:
    authors = field(request, "authors").splitlines()
    asked = actions.Asked(
        language=language_of(get_language()),
        authors=tuple(one.strip() for one in authors if one.strip()),
        publisher=field(request, "publisher", longest=300),
        place=field(request, "place", longest=300),
        rule=field(request, "rule", longest=300),
        paper=bool(request.POST.get("paper")),
    )
    user: Any = request.user
    actions.draft(user, row, asked, at=timezone.now(), rng=SystemRandom())


def _clear(request: HttpRequest, row: Any, case: Case) -> dict[str, Any] | None:
    user: Any = request.user
    _, answer = actions.clear(user, row, at=timezone.now(), rng=SystemRandom())
    if isinstance(answer, Cleared):
        return None
    told = clearing_view(case, answer, language_of(get_language()))
    return {"blocked": linked(row.key, told["reasons"])}


def _sign(request: HttpRequest, row: Any, case: Case) -> None:
    user: Any = request.user
    manifest = field(request, "manifest", longest=64)
    actions.sign(user, row, manifest=manifest, at=timezone.now(), rng=SystemRandom())


def _job(request: HttpRequest, row: Any, case: Case) -> None:
    background_actions.ask(request.user, field(request, "do", longest=20), row, at=timezone.now())


def _drop(request: HttpRequest, row: Any, case: Case) -> None:
    user: Any = request.user
    actions.drop(user, row, at=timezone.now())


def _withdraw(request: HttpRequest, row: Any, case: Case) -> None:
    user: Any = request.user
    written = field(request, "number", longest=6)
    if written and not (written.isascii() and written.isdigit()):
        raise BadValue(key="number", value=written, due="1–")
    number, why = int(written) if written else None, field(request, "reasons")
    takingback.withdraw(user, row, number=number, reasons=why, at=timezone.now())


DOINGS: dict[str, Doing] = {
    "draft": _draft,
    "clear": _clear,
    "sign": _sign,
    **dict.fromkeys(_JOBS, _job),
    "drop": _drop,
    "withdraw": _withdraw,
}
