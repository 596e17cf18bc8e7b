"""One box over subjects, statements and passages."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.web.queries import cases
from aigaq.web.queries.search import hits


def search(request: HttpRequest, key: str) -> HttpResponse:
    """What the words asked for are found in, of what the viewer may see."""
    row, case = cases.case(request.user, key)
    asked = request.GET.get("q", "")[:200]
    return render(
        request, "aigaq/case/search.html", {"row": row, "case": case, "q": asked, "hits": hits(case, asked)}
    )
