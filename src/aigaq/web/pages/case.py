"""A case at a glance, and its lists.

Invariant: the figures are those of the command line, from what the viewer may see.
"""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.accountability.served import time_served
from aigaq.casework import views
from aigaq.web.queries import cases


def overview(request: HttpRequest, key: str) -> HttpResponse:
    """The ladder on top; then what does not agree, what is open, the last decisions."""
    row, case = cases.case(request.user, key)
    found = views.contradictions_view(case, case.contradictions())
    questions = [one for one in views.questions_view(case) if not one["computed"]]  # type: ignore[index,call-overload]
    return render(
        request,
        "aigaq/case/overview.html",
        {
            "row": row,
            "case": case,
            "ladder": views.ladder_view(case.ladder()),
            "contradictions": found[:6],
            "how_many": len(found),
            "questions": questions[:6],
            "open_questions": len(questions),
            "decisions": list(reversed(case.records.decisions))[:5],
            "sources": case.records.sources.values(),
        },
    )


def contradictions(request: HttpRequest, key: str) -> HttpResponse:
    """Everything that cannot all hold, side by side, grouped by class."""
    row, case = cases.case(request.user, key)
    groups: dict[str, list[object]] = {}
    for one in views.contradictions_view(case, case.contradictions()):
        groups.setdefault(str(one["class"]), []).append(one)  # type: ignore[index,call-overload]
    return render(request, "aigaq/case/contradictions.html", {"row": row, "case": case, "groups": groups})


def questions(request: HttpRequest, key: str) -> HttpResponse:
    """What was asked and not answered; what nobody stated, by whom it is about."""
    row, case = cases.case(request.user, key)
    listed = views.questions_view(case)
    blanks: dict[str, list[object]] = {}
    for one in listed:
        if one["computed"]:  # type: ignore[index,call-overload]
            blanks.setdefault(str(one["label"] or one["about"]), []).append(one)  # type: ignore[index,call-overload]
    asked = [one for one in listed if not one["computed"]]  # type: ignore[index,call-overload]
    context = {"row": row, "case": case, "asked": asked, "blanks": blanks}
    return render(request, "aigaq/case/questions.html", context)


def timeline(request: HttpRequest, key: str) -> HttpResponse:
    """Events in order, as they are or as they would be if one entry said otherwise; nothing is kept of that."""
    row, case = cases.case(request.user, key)
    entry, value = request.GET.get("entry", "").strip(), request.GET.get("value", "").strip()
    # Both are needed: without a value nothing is asked.
    shown = case.what_if({entry: value}) if entry and value else case
    context = {"row": row, "case": case, "events": views.timeline_view(shown), "entry": entry, "value": value}
    return render(request, "aigaq/case/timeline.html", context)


def grid(request: HttpRequest, key: str) -> HttpResponse:
    """Who is said to answer for it, who denies it, what justice came of it."""
    row, case = cases.case(request.user, key)
    evidence = case.evidence()
    served = [
        {**asdict(one), "label": evidence.label(one.subject)} for one in time_served(evidence, case.dates())
    ]
    context = {"row": row, "case": case, "grid": views.grid_view(case), "served": served}
    return render(request, "aigaq/case/grid.html", context)
