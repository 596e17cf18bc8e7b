"""The first day: my cases, a new case, a source, a colleague, a language."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, MissingField
from aigaq.records.messages import LANGUAGES, sentence
from aigaq.web.actions import cases as begun
from aigaq.web.actions import members as membership
from aigaq.web.actions.sources import add_source
from aigaq.web.pages.around import language_of
from aigaq.web.pages.forms import field
from aigaq.web.queries import access, cases, people

PASTED = 2_000_000
"""Letters of a pasted text; longer ones come as a file."""


def my_cases(request: HttpRequest) -> HttpResponse:
    """The cases that the viewer belongs to, or the way in."""
    return render(request, "aigaq/first_day/home.html", {"cases": cases.my_cases(request.user)})


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the page."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    response = redirect(back)
    if wanted in LANGUAGES:
        translation.activate(wanted)
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, wanted, max_age=365 * 86400, samesite="Lax")
    return response


@login_required
def new_case(request: HttpRequest) -> HttpResponse:
    """Begin a case."""
    if request.method != "POST":
        return render(request, "aigaq/first_day/new_case.html")
    try:
        row = begun.begin(
            request.user,  # type: ignore[arg-type]
            key=field(request, "key"),
            title=field(request, "title"),
            event=field(request, "event") or field(request, "title"),
            at=timezone.now(),
        )
    except AigaqError as error:
        return _again(request, "aigaq/first_day/new_case.html", error, {})
    return redirect("case", key=row.key)


def new_source(request: HttpRequest, key: str) -> HttpResponse:
    """Paste a text or bring a file; its bytes are sealed before they are read."""
    row, case = cases.case(request.user, key)
    access.require(request.user, "code", row)
    context = {"row": row, "case": case}
    if request.method != "POST":
        return render(request, "aigaq/first_day/new_source.html", context)
    try:
        name, data = _bytes(request)
        source = add_source(
            request.user,  # type: ignore[arg-type]
            row,
            key=field(request, "key"),
            what=field(request, "what"),
            name=name,
            data=data,
            at=timezone.now(),
            official="official" in request.POST,
            document="document" in request.POST,
        )
    except AigaqError as error:
        return _again(request, "aigaq/first_day/new_source.html", error, context)
    return redirect("reader", key=key, source=source.key)


def _bytes(request: HttpRequest) -> tuple[str, bytes]:
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.name or "file", upload.read()
    pasted = request.POST.get("text", "")[: PASTED + 1]
    if not pasted.strip():
        raise MissingField(key="text")
    return "text.txt", pasted.replace("\r\n", "\n").encode()


def _again(
    request: HttpRequest, template: str, error: AigaqError, context: dict[str, object]
) -> HttpResponse:
    """The form once more, with what was typed and what was wrong."""
    said = sentence(error, language_of(translation.get_language()))
    return render(request, template, {**context, "problems": [said], "typed": request.POST}, status=400)


def members(request: HttpRequest, key: str) -> HttpResponse:
    """Who belongs to the case; a lead gives roles and compartments."""
    row, case = cases.case(request.user, key)
    if request.method == "POST":
        _arrange(request, row, case)
        messages.success(request, "saved")
        return redirect("members", key=key)
    context = {
        "row": row,
        "case": case,
        "members": people.members(request.user, row),
        "roles": sorted(access.MAY["read"]),
        "leads": access.may(request.user, "lead", row),
    }
    return render(request, "aigaq/first_day/members.html", context)


def _arrange(request: HttpRequest, row: Any, case: Case) -> None:
    """Put a record into a compartment, let somebody see into one, or give a role: as the form was filled."""
    lead: Any = request.user
    compartment = field(request, "compartment", longest=80)
    if "seal" in request.POST:
        kind, key = field(request, "kind"), field(request, "record")
        if not compartment:
            raise MissingField(key="compartment")
        if kind == "statement":
            # What was coded in one go stays together: the whole entry goes in.
            kind, key = "entry", case.statement(key).entry or key
        membership.seal(lead, row, kind=kind, key=key, compartment=compartment, at=timezone.now())
        return
    username = field(request, "username", longest=150)
    if compartment:
        membership.grant(lead, row, username=username, compartment=compartment, at=timezone.now())
    else:
        membership.invite(lead, row, username=username, role=field(request, "role"), at=timezone.now())
