"""Custody: what was received, sealed, read and verified."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.web.pages.paging import cut
from aigaq.web.queries import access, cases, sealed


def custody(request: HttpRequest, key: str) -> HttpResponse:
    """The sources with the state of their bytes, and the log of the case."""
    row, case = cases.bare(request.user, key)
    shown = cut(sealed.kept(row, case), request)
    context = {
        "row": row,
        "case": case,
        "items": sealed.items(row, case, shown.rows),
        "shown": shown,
        "leads": access.may(request.user, "lead", row),
        "events": sealed.events(request.user, row),
        "verified": sealed.verified(request.user, row) if request.method == "POST" else None,
    }
    return render(request, "aigaq/case/custody.html", context)
