"""My cases, a new one, one at a glance, its questions, the language. Invariant: what was typed wrong comes back."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from aigaq.casework import portraits, views
from aigaq.errors import AigaqError
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.casebook import actions as begun
from aigaq.web.counts.tallies import figures
from aigaq.web.layout.fields import again, field
from aigaq.web.layout.paging import cut
from aigaq.web.store import access, cases


def my_cases(request: HttpRequest) -> HttpResponse:
    """The cases that the viewer belongs to, or the way in."""
    return render(request, "casebook/home.html", {"cases": cases.my_cases(request.user)})


def forgotten(request: HttpRequest) -> HttpResponse:
    """What to do about a forgotten password; there is no form, so nothing can be tried out on it."""
    return render(request, "account/password_reset.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the page."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    # Not by `redirect`: that takes what somebody typed for the name of a page of ours.
    response = HttpResponseRedirect(back)
    if wanted in LANGUAGES:
        translation.activate(wanted)
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            wanted,
            max_age=365 * 86400,
            samesite="Lax",
            secure=settings.LANGUAGE_COOKIE_SECURE,
        )
    return response


def new_case(request: HttpRequest) -> HttpResponse:
    """Begin a case."""
    access.require_account(request.user)
    if request.method != "POST":
        return render(request, "casebook/new_case.html")
    try:
        row = begun.begin(
            request.user,  # type: ignore[arg-type]
            key=field(request, "key"),
            title=field(request, "title"),
            event=field(request, "event") or field(request, "title"),
            at=timezone.now(),
        )
    except AigaqError as error:
        return again(request, "casebook/new_case.html", error, {})
    return redirect("case", key=row.key)


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


def keys(request: HttpRequest) -> HttpResponse:
    """The list of keys."""
    return render(request, "layout/keys.html")
