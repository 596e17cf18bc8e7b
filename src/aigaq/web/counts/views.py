"""Pages of counts: the count by a rule, and the rule builder.

Invariant: looking at a rule changes nothing, and the address alone holds the rule that is looked at.
"""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.casework.case import Case
from aigaq.errors import AigaqError
from aigaq.records.rules import THRESHOLDS
from aigaq.records.vocab.messages import sentence
from aigaq.web.counts import actions
from aigaq.web.counts.forms import form_fields, page_of, query_string, question_of, rule_fields, rule_of
from aigaq.web.counts.tallies import count_view
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field
from aigaq.web.store import access, cases
from aigaq.web.store.access import CaseHandle


def counts(request: HttpRequest, key: str) -> HttpResponse:
    """The ladder by one rule and threshold as of a day, and everybody in or out with the reason."""
    row, case = cases.case(request.user, key)
    question = question_of(request.GET, case)
    rules = sorted(case.records.rules.values(), key=lambda one: one.key)
    decisions = [
        one
        for one in case.records.decisions
        if one.kind == "resolve" and one.rule == question.rule.key and one.value == one.rule
    ]
    context = {
        "count": count_view(case, question, page=page_of(request.GET), language=language_of(get_language())),
        "row": row,
        "case": case,
        "rules": rules,
        "thresholds": THRESHOLDS,
        "roles": case.records.vocabulary.lists["place-role"].terms,
        "why": decisions,
        "from_this": query_string(rule_fields(question.rule)),
    }
    return render(request, "counts/counts.html", context)


def build_rule(request: HttpRequest, key: str) -> HttpResponse:
    """The form of a rule, with the count that the rule of the address gives; a posted rule is saved."""
    row, case = cases.case(request.user, key)
    language = language_of(get_language())
    given, problems = request.GET, []
    if request.method == "POST":
        access.require(request.user, "decide", row)
        given = request.POST
        try:
            return _save_rule(request, row, case)
        except AigaqError as error:
            problems.append(sentence(error, language))
    context: dict[str, object] = {"row": row, "case": case, "typed": request.POST}
    if "harm" in given:
        try:
            question = question_of(given, case)
            context["count"] = count_view(case, question, page=page_of(given), language=language)
            context["may_save"] = access.may(request.user, "decide", row)
            # Hidden fields, with which the form that saves the rule sends it along.
            fields = rule_fields(question.rule).items()
            context["kept"] = [(name, value) for name, values in fields for value in values]
        except AigaqError as error:
            problems.append(sentence(error, language))
    context |= {
        "blanks": form_fields(given, case, language),
        "as_of": given.get("as_of", ""),
        "problems": list(dict.fromkeys(problems)),
    }
    return render(request, "counts/rule.html", context, status=400 if problems else 200)


def _save_rule(request: HttpRequest, row: CaseHandle, case: Case) -> HttpResponse:
    title = " ".join(field(request, "title").split())
    rule = rule_of(request.POST, case, key=field(request, "key"), title=title)
    saved = actions.add_rule(request.user, row, rule, reasons=field(request, "reasons"), at=timezone.now())
    messages.success(request, "saved")
    return redirect(f"{reverse('counts', kwargs={'key': row.key})}?{query_string({'rule': [saved.key]})}")
