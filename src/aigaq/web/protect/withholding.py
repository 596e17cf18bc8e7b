"""Withhold one field of a record, or disclose it again. Invariant: a page tells of it to holders alone."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, NotAllowed, NotFound, UnknownId
from aigaq.records.values import Words
from aigaq.web.layout.fields import again, field
from aigaq.web.protect import withholding_actions as acting
from aigaq.web.protect.withheld_along import Act
from aigaq.web.protect.withholding_queries import standing, withholdings
from aigaq.web.publish.exposing import warn_of_editions
from aigaq.web.store import access, cases

PAGE = "protect/withhold.html"
_BACK = {"subject": "subject", "statement": "statement", "source": "reader"}


def told(request: HttpRequest, row: Any, kind: str, key: str) -> dict[str, object]:
    """For the page of a record: what is withheld of it, and whether the viewer may withhold."""
    leads = access.may(request.user, "lead", row) and bool(access.held(request.user, row))
    found = withholdings(request.user, row, kind, key)
    return {"withheld": {"listed": found, "kind": kind, "key": key, "leads": leads}}


def withhold(request: HttpRequest, key: str) -> HttpResponse:
    """The form for one record: what is withheld now, what can be, and where its words still stand."""
    kind, record = _asked(request)
    row, case = _case(request, key, kind, record)
    access.require(request.user, "lead", row)
    around = _around(request, row, case, kind, record)
    if request.method != "POST":
        return render(request, PAGE, around)
    try:
        _do(request, row, kind, record)
    except AigaqError as error:
        if isinstance(error, NotFound) or type(error) is NotAllowed:
            raise
        return again(request, PAGE, error, around)
    messages.success(request, "saved")
    warn_of_editions(request, row)
    return redirect(_BACK[kind], key, record)


def _asked(request: HttpRequest) -> tuple[str, str]:
    if request.method == "POST":
        return field(request, "kind", longest=20), field(request, "record", longest=300)
    return request.GET.get("kind", "")[:20], request.GET.get("record", "")[:300]


def _case(request: HttpRequest, key: str, kind: str, record: str) -> tuple[Any, Case]:
    """The case around a record that is there; any other is not found."""
    part = {"subject": cases.about, "statement": cases.telling, "source": cases.of_source}.get(kind)
    row, case = part(request.user, key, record) if part else cases.bare(request.user, key)
    known: dict[str, Any] = {
        "subject": case.records.subjects,
        "source": case.records.sources,
        "statement": {one.id for one in case.records.statements},
    }
    # Who may not lead is refused before she could learn what there is.
    access.require(request.user, "lead", row)
    if record not in known.get(kind, ()):
        raise NotFound
    return row, case


def _around(request: HttpRequest, row: Any, case: Case, kind: str, record: str) -> dict[str, object]:
    words = _words(case, kind, record)
    return {
        "row": row,
        "case": case,
        "kind": kind,
        "record": record,
        "back": _BACK[kind],
        "words": words,
        "fields": acting.FIELDS[kind],
        "rooms": sorted(access.held(request.user, row)),
        "listed": withholdings(request.user, row, kind, record),
        "standing": standing(request.user, case.records.key, words) if words else [],
    }


def _words(case: Case, kind: str, record: str) -> str:
    """The words whose places are looked for; a code or a date has none of its own."""
    if kind == "subject":
        return case.records.subjects[record].label
    if kind == "source":
        return case.records.sources[record].title or case.records.sources[record].what
    try:
        value = case.statement(record).value
    except UnknownId as error:
        raise NotFound from error
    return value.text if isinstance(value, Words) else ""


def _do(request: HttpRequest, row: Any, kind: str, record: str) -> None:
    lead: Any = request.user
    act = Act(kind, record, field(request, "field", longest=20), field(request, "compartment", longest=80))
    reasons = field(request, "reasons")
    if field(request, "do") == "disclose":
        acting.disclose(lead, row, act, reasons=reasons, at=timezone.now())
    else:
        acting.withhold(lead, row, act, wording=field(request, "wording"), reasons=reasons, at=timezone.now())
