"""The queue of comments: what readers wrote and the team decides on.

Invariant: what a member may not know of is not there for her, in no list and no count.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.errors import AigaqError, NotAllowed, NotFound, Stale
from aigaq.records.vocab.messages import say
from aigaq.web.comments import actions as acting
from aigaq.web.comments import queries as asked
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import again, field
from aigaq.web.layout.paging import cut
from aigaq.web.publish.queries import dossier_of
from aigaq.web.store import access, cases

QUEUE = "comments/queue.html"


def queue(request: HttpRequest, key: str) -> HttpResponse:
    """The comments that wait and those that are shown, for whoever decides in the case."""
    row, _ = cases.bare(request.user, key)
    access.require(request.user, "decide", row)
    if request.method == "POST":
        try:
            _decide(request, row)
        except AigaqError as error:
            if isinstance(error, (NotFound, Stale)) or type(error) is NotAllowed:
                raise
            return again(request, QUEUE, error, _around(request, row))
        messages.success(request, "saved")
        return redirect("comment-queue", key)
    return render(request, QUEUE, _around(request, row))


def _around(request: HttpRequest, row: Any) -> dict[str, object]:
    standing = asked.standing(request.user, row)
    of_shown = request.GET.get("list") == "shown"
    page = cut(standing if of_shown else asked.waiting(request.user, row), request)
    return {
        "row": row,
        "dossier": dossier_of(row),
        "of_shown": of_shown,
        "waiting": [] if of_shown else page.rows,
        "shown": page,
        # Whatever list is looked at: what names somebody by now comes first.
        "standing": page.rows if of_shown else [one for one in standing if one.names.sure],
        "how_many": len(standing),
        "rooms": sorted(access.held(request.user, row)),
        "leads": access.may(request.user, "lead", row),
        "anonymous": say("comment-anonymous", language_of(get_language())),
    }


def _decide(request: HttpRequest, row: Any) -> None:
    who: Any = request.user
    do, comment, at = field(request, "do", longest=20), field(request, "comment", longest=40), timezone.now()
    if do == "show":
        acting.let_through(who, row, comment, at=at)
    elif do == "remove":
        acting.remove(who, row, comment, reasons=field(request, "reasons"), at=at)
    elif do == "lead":
        room = field(request, "compartment", longest=80)
        said = say("queue-lead-said", language_of(get_language()))
        acting.make_lead(who, row, comment, ask=field(request, "ask"), said=said, compartment=room, at=at)
    elif do in ("open", "close"):
        acting.open_to_comments(who, row, taken=do == "open", at=at)
    else:
        raise NotFound
