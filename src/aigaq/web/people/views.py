"""One person, event, place or thing; one statement; decisions on people."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from aigaq.casework.case import Case
from aigaq.casework.portraits import about_view, said_view, statement_view
from aigaq.errors import NotFound, UnknownId
from aigaq.records.sources import Source
from aigaq.records.subjects import KINDS
from aigaq.web.layout import paging
from aigaq.web.layout.fields import field
from aigaq.web.people import history
from aigaq.web.people.actions import decide as take
from aigaq.web.protect import withholding
from aigaq.web.store import access, cases, compartments, lists, members, voice_kinds


def subjects(request: HttpRequest, key: str, kind: str) -> HttpResponse:
    """Everybody or everything of one kind, by label."""
    if kind not in KINDS:
        raise NotFound
    page = paging.asked(request)
    row, listed, more = lists.subjects(request.user, key, kind, page=page, size=paging.PER_PAGE)
    shown = paging.Page(listed, page, None, more)
    addable = kind not in ("event", "thing") and access.may(request.user, "code", row)
    context = {"row": row, "kind": kind, "shown": shown, "addable": addable}
    return render(request, "people/list.html", context)


def subject(request: HttpRequest, key: str, subject: str) -> HttpResponse:
    """Every value with its voices, contradictions beside it, roles over time, what is not stated."""
    row, case = cases.about(request.user, key, subject)
    if subject not in case.records.subjects:
        raise NotFound
    evidence = case.evidence()
    context = {
        "row": row,
        "case": case,
        "about": about_view(case, subject),
        "voices": {one.id: voice_kinds.of(one, evidence) for one in evidence.by_id.values()},
        "decisions": [one for one in case.records.decisions if subject in one.targets],
        "sources": _sources(case, subject),
        **_sight(request, row, subject),
        **withholding.told(request, row, "subject", subject),
        "may_decide": access.may(request.user, "decide", row),
    }
    return render(request, "people/subject.html", context)


def _sources(case: Case, subject: str) -> list[Source]:
    """The sources that say something that touches a subject."""
    own = case.evidence().canonical(subject).removesuffix("~death")
    keys = {place.source for one in case.touching.get(own, ()) for place in one.passages}
    return [case.records.sources[key] for key in sorted(keys) if key in case.records.sources]


def _sight(request: HttpRequest, row: Any, subject: str) -> dict[str, object]:
    """For a lead: the compartments that it takes to see a subject, and who holds them all."""
    if not access.may(request.user, "lead", row):
        return {}
    needed = compartments.needed(row, [f"subject:{subject}"])
    listed = [one.username for one in members.members(request.user, row) if needed <= set(one.compartments)]
    return {"sight": {"compartments": sorted(needed), "members": listed}}


@require_POST
def decide(request: HttpRequest, key: str, subject: str) -> HttpResponse:
    """Accept, exclude or join a person, with reasons."""
    row, case = cases.about(request.user, key, subject)
    if subject not in case.records.subjects:
        raise NotFound
    others = tuple(word for word in field(request, "others").replace(",", " ").split() if word)
    take(
        request.user,  # type: ignore[arg-type]  # a viewer without an account was turned away above
        row,
        kind=field(request, "kind"),
        targets=(subject, *others),
        value=field(request, "value") or None,
        reasons=field(request, "reasons"),
        at=timezone.now(),
    )
    messages.success(request, "saved")
    return redirect("subject", key=key, subject=subject)


def statement(request: HttpRequest, key: str, statement: str) -> HttpResponse:
    """The four questions about one statement."""
    row, case = cases.telling(request.user, key, statement)
    try:
        found = statement_view(case, statement)
    except UnknownId as error:
        raise NotFound from error
    one = case.statement(statement)
    context = {
        "row": row,
        "case": case,
        "found": found,
        "statement": one,
        "said": said_view(case, one),
        "voice": voice_kinds.of(one, case.evidence()),
        "history": history.history(case, one),
        "resting": history.resting(case, one),
        **withholding.told(request, row, "statement", one.id),
        "may_code": access.may(request.user, "code", row),
    }
    return render(request, "people/statement.html", context)
