"""Pages of cases: the list, a new case, the overview, the questions; and the language. Invariant: a refused form comes
back with the words typed into it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.casework import portraits, views
from aigaq.errors import AigaqError
from aigaq.records.decisions import Question
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.casebook import actions
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import field, form_again
from aigaq.web.layout.paging import page_of
from aigaq.web.store import access, cases


def my_cases(request: HttpRequest) -> HttpResponse:
    """The viewer's cases, or the sign-in."""
    return render(request, "casebook/home.html", {"cases": cases.my_cases(request.user)})


def forgotten(request: HttpRequest) -> HttpResponse:
    """The advice about a forgotten password. Without a form, so that nobody can try out which accounts exist."""
    return render(request, "account/password_reset.html")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language and stay on the page."""
    wanted = request.POST.get("language", "")
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        back = "/"
    # Not `redirect`: it would take the posted text for the name of a page.
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
        row = actions.begin(
            request.user,
            key=field(request, "key"),
            title=field(request, "title"),
            event=field(request, "event") or field(request, "title"),
            at=timezone.now(),
        )
    except AigaqError as error:
        return form_again(request, "casebook/new_case.html", error, {})
    return redirect("case", key=row.key)


def overview(request: HttpRequest, key: str) -> HttpResponse:
    """The overview: the ladder, the first contradictions and open questions, the last decisions."""
    row, case = cases.case(request.user, key)
    contradictions = case.contradictions()
    open_questions = [one for one in case.questions() if not one.is_blank]
    return render(
        request,
        "casebook/overview.html",
        {
            "row": row,
            "case": case,
            "ladder": case.ladder(),
            "contradictions": views.contradiction_views(
                case, contradictions[:6], language_of(get_language())
            ),
            "how_many": len(contradictions),
            "questions": views.questions_view(case, open_questions[:6]),
            "open_questions": len(open_questions),
            "decisions": list(reversed(case.records.decisions))[:5],
            "sources": case.records.sources.values(),
        },
    )


def questions(request: HttpRequest, key: str) -> HttpResponse:
    """Open questions, answered questions, and blanks (facts that nobody stated) by subject."""
    row, case = cases.case(request.user, key)
    shown = page_of(sorted(case.questions(), key=lambda one: one.is_blank), request)
    label = case.evidence().label
    blanks: dict[str, list[Question]] = {}
    for question in shown.rows:
        if question.state == "not-stated":
            blanks.setdefault(label(question.about) if question.about else "", []).append(question)
    listed_questions = views.questions_view(case, [one for one in shown.rows if one.state != "not-stated"])
    answered = [
        (
            question,
            [(label(one.subject), one.predicate, portraits.said_view(case, one)) for one in statements],
        )
        for question, statements in case.answered()
    ]
    context = {
        "row": row,
        "case": case,
        "listed_questions": listed_questions,
        "blanks": blanks,
        "shown": shown,
        "answered": answered,
    }
    return render(request, "casebook/questions.html", context)


def keys(request: HttpRequest) -> HttpResponse:
    """The list of keyboard shortcuts."""
    return render(request, "layout/keys.html")
