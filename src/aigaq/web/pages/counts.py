"""Counts: the rule in words, the ladder, everybody in or out with the reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.casework import views
from aigaq.records.rules import THRESHOLDS
from aigaq.web.pages.forms import day_of
from aigaq.web.queries import cases


def counts(request: HttpRequest, key: str) -> HttpResponse:
    """The ladder by one rule and threshold, as of a day."""
    row, case = cases.case(request.user, key)
    rules = sorted(case.records.rules)
    asked = request.GET.get("rule") or None
    evidence = request.GET.get("evidence") or None
    as_of = day_of(request.GET.get("as_of"))
    found = case.ladder(asked, evidence=evidence, as_of=as_of)
    context = {
        "row": row,
        "case": case,
        "rules": rules,
        "rule": case.rule(asked),
        "evidence": found.evidence,
        "thresholds": THRESHOLDS,
        "as_of": request.GET.get("as_of", ""),
        "ladder": views.ladder_view(found),
    }
    return render(request, "aigaq/counts/counts.html", context)
