"""The rule builder: a form in words, what the rule would give, and saving it.

Invariant: looking changes nothing, and the address alone holds the rule that is looked at.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from aigaq.casework.case import Case
from aigaq.errors import AigaqError
from aigaq.records.rules import CUSTODY, ORIGINS, THRESHOLDS, CountRule
from aigaq.records.vocab.messages import Language, say, sentence
from aigaq.statements.origins import voice_of
from aigaq.web.counts.actions import add_rule
from aigaq.web.counts.forms import address, asked, page_of, rule_of, written
from aigaq.web.counts.tallies import shown
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field
from aigaq.web.store import access, cases

LISTED = 200
"""Choices that a field lists; others are written by name."""
Choice = tuple[str, str, bool]
"""A code or id, what people read for it, and whether it is chosen."""


def build(request: HttpRequest, key: str) -> HttpResponse:
    """The form; with a rule in the address also what it gives; posted, the rule is saved."""
    row, case = cases.case(request.user, key)
    language = language_of(get_language())
    given, problems = request.GET, []
    if request.method == "POST":
        access.require(request.user, "decide", row)
        given = request.POST
        try:
            return _saved(request, row, case)
        except AigaqError as error:
            problems.append(sentence(error, language))
    context: dict[str, Any] = {"row": row, "case": case, "typed": request.POST}
    if "harm" in given:
        try:
            context |= shown(case, asked(given, case), page=page_of(given), language=language)
            context["may_save"] = access.may(request.user, "decide", row)
            context["kept"] = _kept(context["rule"])
        except AigaqError as error:
            problems.append(sentence(error, language))
    context |= {
        "blanks": blanks(given, case, language),
        "as_of": given.get("as_of", ""),
        "problems": list(dict.fromkeys(problems)),
    }
    return render(request, "counts/rule.html", context, status=400 if problems else 200)


def _saved(request: HttpRequest, row: Any, case: Case) -> HttpResponse:
    title = " ".join(field(request, "title").split())
    rule = rule_of(request.POST, case, key=field(request, "key"), title=title)
    kept = add_rule(request.user, row, rule, reasons=field(request, "reasons"), at=timezone.now())  # type: ignore[arg-type]
    messages.success(request, "saved")
    return redirect(f"{reverse('counts', kwargs={'key': row.key})}?{address({'rule': [kept.key]})}")


def _kept(rule: CountRule) -> list[tuple[str, str]]:
    """The fields of the rule that is looked at, for the form that saves it."""
    return [(name, value) for name, values in written(rule).items() for value in values]


def blanks(given: QueryDict, case: Case, language: Language) -> list[dict[str, Any]]:
    """The fields of the form, each with its choices; what was chosen stays chosen."""
    # A field that an address leaves out is shown as it is counted.
    plain = written(CountRule("new", scope=None if "harm" in given else case.records.anchor))
    chosen = plain | {name: [word.strip() for word in given.getlist(name)] for name in given}
    return [
        {
            **_blank(name, known, chosen),
            "label": say(f"rule-field-{name}", language),
            "several": name in _SEVERAL,
        }
        for name, known in _choices(case, language)
    ]


_SEVERAL = ("leave-out", "speakers")


def _choices(case: Case, language: Language) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each field with everything that may be chosen in it: a code or id, and what people read for it."""
    words = case.records.vocabulary

    def codes(listed: str, known: Iterable[str] | None = None) -> list[tuple[str, str]]:
        return [(code, words.label(listed, code, language)) for code in known or words.lists[listed].terms]

    def said(name: str, known: Iterable[str]) -> list[tuple[str, str]]:
        return [(code, say(f"{name}-{code}", language)) for code in known]

    def things(name: str, *kinds: str) -> list[tuple[str, str]]:
        return [("", say(f"rule-any-{name}", language)), *_things(case, kinds)]

    return [
        ("harm", codes("harm")),
        ("scope", things("scope", "event")),
        ("place", things("place", "place")),
        ("place-role", codes("place-role")),
        ("population", things("population", "group", "body")),
        ("threshold", codes("state", THRESHOLDS)),
        ("origins", said("origins", ORIGINS)),
        ("readings", said("readings", ("yes", "no"))),
        ("custody", said("custody", CUSTODY)),
        ("leave-out", codes("death-class")),
        ("speakers", _speakers(case)),
    ]


def _blank(name: str, known: Sequence[tuple[str, str]], chosen: dict[str, list[str]]) -> dict[str, Any]:
    """One field; a long list is cut, and what was chosen beyond it is kept."""
    wanted = chosen.get(name, [])
    listed = list(known[:LISTED])
    listed += [one for one in known[LISTED:] if one[0] in wanted]
    codes = {code for code, _ in listed}
    choices: list[Choice] = [(code, label, code in wanted) for code, label in listed]
    beyond = next((word for word in reversed(wanted) if word and word not in codes), "")
    return {"name": name, "choices": choices, "cut": len(known) > LISTED or beyond, "beyond": beyond}


def _things(case: Case, kinds: tuple[str, ...]) -> list[tuple[str, str]]:
    """Subjects of some kinds by label; an event that a form made for one entry is nobody's question."""
    found = [one for one in case.records.subjects.values() if one.kind in kinds and one.made_by is None]
    return [(one.id, one.label) for one in sorted(found, key=lambda one: (one.label.casefold(), one.id))]


def _speakers(case: Case) -> list[tuple[str, str]]:
    """Every voice that says something, those who say most first where there are too many to list."""
    evidence = case.evidence(readings=False)
    spoken = Counter(voice_of(link.voice, evidence) for one in evidence.live for link in one.chain)
    ids = [one for one, _ in spoken.most_common() if one in case.records.subjects]
    ordered = ids if len(ids) > LISTED else sorted(ids, key=lambda one: evidence.label(one).casefold())
    return [(one, evidence.label(one)) for one in ordered]
