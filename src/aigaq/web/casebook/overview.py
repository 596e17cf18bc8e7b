"""A case at a glance, and its lists.

Invariant: the figures are those of the command line, from what the viewer may see.
"""

from __future__ import annotations

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.accountability.served import time_served
from aigaq.casework import portraits, views
from aigaq.web.counts.tallies import figures
from aigaq.web.layout import paging
from aigaq.web.layout.paging import cut
from aigaq.web.store import cases

_LONGEST_DATE = 100


def overview(request: HttpRequest, key: str) -> HttpResponse:
    """The ladder on top; then what does not agree, what is open, the last decisions."""
    row, case = cases.case(request.user, key)
    found, open_questions = case.contradictions(), [one for one in case.questions() if not one.is_blank]
    return render(
        request,
        "casebook/overview.html",
        {
            "row": row,
            "case": case,
            "ladder": figures(case.ladder()),
            "contradictions": views.contradictions_view(case, found[:6]),
            "how_many": len(found),
            "questions": views.questions_view(case, open_questions[:6]),
            "open_questions": len(open_questions),
            "decisions": list(reversed(case.records.decisions))[:5],
            "sources": case.records.sources.values(),
        },
    )


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


def questions(request: HttpRequest, key: str) -> HttpResponse:
    """What was asked and not answered; what nobody stated, by whom it is about."""
    row, case = cases.case(request.user, key)
    shown = cut(sorted(case.questions(), key=lambda one: one.is_blank), request)
    listed = views.questions_view(case, shown.rows)
    blanks: dict[str, list[object]] = {}
    for one in listed:
        if one["state"] == "not-stated":  # type: ignore[index,call-overload]
            blanks.setdefault(str(one["label"] or one["about"]), []).append(one)  # type: ignore[index,call-overload]
    asked = [one for one in listed if one["state"] != "not-stated"]  # type: ignore[index,call-overload]
    label = case.evidence().label
    answered = [
        (question, [(label(one.subject), one.predicate, portraits.said_view(case, one)) for one in said])
        for question, said in case.answered()
    ]
    context = {
        "row": row,
        "case": case,
        "asked": asked,
        "blanks": blanks,
        "shown": shown,
        "answered": answered,
    }
    return render(request, "casebook/questions.html", context)


def timeline(request: HttpRequest, key: str) -> HttpResponse:
    """Events in order, as they are or as they would be if one entry said otherwise; nothing is kept of that."""
    row, case = cases.case(request.user, key)
    entry, value = request.GET.get("entry", "").strip(), request.GET.get("value", "").strip()
    # Both are needed: without a value nothing is asked.
    shown = case.what_if({entry: value}) if entry and value else case
    on = request.GET.get("on", "").strip()[:_LONGEST_DATE]
    page = cut(shown.timeline(on=on or None), request)
    events = views.dated_view(page.rows)
    context = {"row": row, "case": case, "events": events, "on": on, "shown": page}
    return render(request, "accountability/timeline.html", {**context, "entry": entry, "value": value})


def grid(request: HttpRequest, key: str) -> HttpResponse:
    """Who is said to answer for it, who denies it, what justice came of it."""
    row, case = cases.case(request.user, key)
    evidence = case.evidence()
    shown = cut(case.grid(), request)
    served = [
        {**asdict(one), "label": evidence.label(one.subject)} for one in time_served(evidence, case.dates())
    ]
    context = {
        "row": row,
        "case": case,
        "rows": views.rows_view(case, shown.rows),
        "proceedings": views.rows_view(case, case.proceedings()[: paging.PER_PAGE]),
        "contradictions": views.contradictions_view(case, views.of_justice(case)[: paging.PER_PAGE]),
        "served": served[: paging.PER_PAGE],
        "shown": shown,
    }
    return render(request, "accountability/grid.html", context)
