"""The timeline and the responsibility grid of a case. Invariant: they are those of the command line."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from aigaq.accountability.served import TimeServed, time_served
from aigaq.casework import views
from aigaq.records.vocab.messages import say
from aigaq.web.layout import paging
from aigaq.web.layout.context import language_of
from aigaq.web.layout.paging import page_of
from aigaq.web.store import cases

_LONGEST_DATE = 100


def timeline(request: HttpRequest, key: str) -> HttpResponse:
    """The events in order; with an entry and a value in the address, as if the entry said it. Nothing is saved."""
    row, case = cases.case(request.user, key)
    entry, value = request.GET.get("entry", "").strip(), request.GET.get("value", "").strip()
    shown = case.what_if({entry: value}) if entry and value else case
    on = request.GET.get("on", "").strip()[:_LONGEST_DATE]
    page = page_of(shown.timeline(on=on or None), request)
    events = views.dated_view(page.rows)
    context = {"row": row, "case": case, "events": events, "on": on, "shown": page}
    return render(request, "accountability/timeline.html", {**context, "entry": entry, "value": value})


def grid(request: HttpRequest, key: str) -> HttpResponse:
    """Who is said to be responsible, who denies it, the trials and the time served."""
    row, case = cases.case(request.user, key)
    evidence = case.evidence()
    shown = page_of(case.grid(), request)
    served = [
        {
            "subject": row.subject,
            "premises": row.premises,
            "line": _served_line(row, evidence.label(row.subject)),
        }
        for row in time_served(evidence, case.dates())
    ]
    context = {
        "row": row,
        "case": case,
        "rows": views.rows_view(case, shown.rows),
        "proceedings": views.rows_view(case, case.proceedings()[: paging.PER_PAGE]),
        "contradictions": views.contradiction_views(
            case, views.of_justice(case)[: paging.PER_PAGE], language_of(get_language())
        ),
        "served": served[: paging.PER_PAGE],
        "shown": shown,
    }
    return render(request, "accountability/grid.html", context)


def _served_line(row: TimeServed, label: str) -> str:
    """The sentence about the time that one person served; "not stated" for unknown parts."""
    language = language_of(get_language())
    parts = {
        "imposed": row.imposed,
        "verdict": row.verdict_when,
        "released": row.released_when,
        "low": row.low_months,
        "high": row.high_months,
    }
    blank = say("not-stated", language)
    known = {name: blank if part is None else part for name, part in parts.items()}
    return say("served-line", language, label=label, **known)
