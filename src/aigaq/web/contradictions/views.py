"""Contradictions of a case. Invariant: they are those of the command line, from what the viewer may see."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.casework import views
from aigaq.web.layout.paging import cut
from aigaq.web.store import cases


def contradictions(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that cannot all hold, side by side, grouped by class."""
    row, case = cases.case(request.user, key)
    groups: dict[str, list[object]] = {}
    shown = cut(sorted(case.contradictions(), key=lambda one: one.kind), request)
    for one in views.contradictions_view(case, shown.rows):
        groups.setdefault(str(one["class"]), []).append(one)  # type: ignore[index,call-overload]
    context = {"row": row, "case": case, "groups": groups, "shown": shown}
    context["not_compared"] = views.questions_view(case, case.not_compared())
    return render(request, "contradictions/contradictions.html", context)
