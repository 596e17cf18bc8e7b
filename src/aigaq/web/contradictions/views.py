"""Contradictions of a case. Invariant: they are those of the command line, of records that the viewer may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from aigaq.casework import views
from aigaq.casework.views import ContradictionView
from aigaq.web.layout.context import language_of
from aigaq.web.layout.paging import page_of
from aigaq.web.store import cases


def contradictions(request: HttpRequest, key: str) -> HttpResponse:
    """The contradictions, grouped by class, each with its sides; and statements that could not be compared."""
    row, case = cases.case(request.user, key)
    groups: dict[str, list[ContradictionView]] = {}
    shown = page_of(sorted(case.contradictions(), key=lambda one: one.kind), request)
    for view in views.contradiction_views(case, shown.rows, language_of(get_language())):
        groups.setdefault(view.kind, []).append(view)
    context = {"row": row, "case": case, "groups": groups, "shown": shown}
    context["not_compared"] = views.questions_view(case, case.not_compared())
    return render(request, "contradictions/contradictions.html", context)
