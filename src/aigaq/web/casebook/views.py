"""The first day: my cases, a new case, a source, a language. Invariant: what was typed and is wrong comes back."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from aigaq.errors import AigaqError, MissingField, TooLarge
from aigaq.records.charset_names import OFFERED
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.web.casebook import actions as begun
from aigaq.web.layout.context import language_of
from aigaq.web.layout.fields import again, field
from aigaq.web.sources import speaking, voices
from aigaq.web.sources.actions import Whose, add_source
from aigaq.web.store import access, cases

_VOICES = ("speaks", "asks")
PASTED = 2_000_000
"""Letters of a pasted text; longer ones come as a file."""


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


def new_source(request: HttpRequest, key: str) -> HttpResponse:
    """Paste a text or bring a file; its bytes are sealed before they are read."""
    row, case = cases.bare(request.user, key)
    access.require(request.user, "code", row)
    context = {"row": row, "case": case, "speakers": voices.offered(case), "charsets": OFFERED}
    if request.method != "POST":
        return render(request, "sources/new_source.html", context)
    try:
        _, naming = cases.naming(request.user, key, "", speaking.words_in(request, _VOICES))
        found = speaking.named(request, naming, _VOICES)
        if found.open:
            return render(
                request,
                "sources/new_source.html",
                {**context, "met": found.open, "typed": request.POST},
            )
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
            whose=Whose(
                found.ids.get("speaks"), found.ids.get("asks"), found.new, language_of(get_language())
            ),
            charset=field(request, "charset") or None,
        )
    except AigaqError as error:
        return again(request, "sources/new_source.html", error, context)
    if found.ids.get("speaks") not in (None, source.rest, *(turn.role for turn in source.turns)):
        messages.info(request, "voices-by-the-text")
    return redirect("reader", key=key, source=source.key)


def _bytes(request: HttpRequest) -> tuple[str, bytes]:
    upload = request.FILES.get("file")
    if upload is not None:
        return upload.name or "file", upload.read()
    pasted = request.POST.get("text", "")
    if len(pasted) > PASTED:
        raise TooLarge(limit=PASTED, what="pasted")
    if not pasted.strip():
        raise MissingField(key="text")
    return "text.txt", pasted.replace("\r\n", "\n").encode()
