"""Custody: the sealed sources and the log of a case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.web.custody import queries
from aigaq.web.layout.paging import page_of
from aigaq.web.store import access, cases


def custody(request: HttpRequest, key: str) -> HttpResponse:
    """The sources with the state of their bytes, and the log of the case."""
    row, case = cases.bare(request.user, key)
    shown = page_of(queries.sources_with_text(row, case), request)
    context = {
        "row": row,
        "case": case,
        "items": queries.sealed_sources(row, case, shown.rows),
        "shown": shown,
        "leads": access.may(request.user, "lead", row),
        "events": queries.events(request.user, row),
        "verified": queries.is_custody_whole(request.user, row) if request.method == "POST" else None,
    }
    return render(request, "custody/custody.html", context)
