"""Counts: a rule of the case in words, the ladder, everybody in or out with the reason."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from aigaq.records.rules import THRESHOLDS
from aigaq.web.counts.forms import address, asked, page_of, written
from aigaq.web.counts.tallies import shown
from aigaq.web.layout.context import language_of
from aigaq.web.store import cases


def counts(request: HttpRequest, key: str) -> HttpResponse:
    """The ladder by one rule and threshold, as of a day."""
    row, case = cases.case(request.user, key)
    question = asked(request.GET, case)
    rules = sorted(case.records.rules.values(), key=lambda one: one.key)
    why = [
        one
        for one in case.records.decisions
        if one.kind == "resolve" and one.rule == question.rule.key and one.value == one.rule
    ]
    context = {
        **shown(case, question, page=page_of(request.GET), language=language_of(get_language())),
        "row": row,
        "case": case,
        "rules": rules,
        "thresholds": THRESHOLDS,
        "roles": case.records.vocabulary.lists["place-role"].terms,
        "why": why,
        "from_this": address(written(question.rule)),
    }
    return render(request, "counts/counts.html", context)
