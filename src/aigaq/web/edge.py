"""The edge of the shell: expected errors become pages.

Invariant: unknown and forbidden are one page, and none tells a name.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from aigaq.errors import AigaqError, CaseInvalid, NotAllowed, NotFound, NotReckoned, Stale, Withdrawn
from aigaq.records.vocab.messages import sentence
from aigaq.web.layout import public
from aigaq.web.layout.context import language_of
from aigaq.web.layout.expired_forms import words_kept

_log = logging.getLogger("aigaq")


class Nobody:
    """Takes the session off whoever asks for what is for readers: the team reads there as anybody does."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request."""
        if request.path.startswith(public.ROOT):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.answer(request)


class SaidErrors:
    """Turns our expected errors into pages with a sentence."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request."""
        if request.path.startswith(public.ROOT) and "\0" in request.path:
            # No address has one, and PostgreSQL refuses to be asked for it.
            return public.missing(request.path)
        return self.answer(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A page for an error of ours; anything else goes on to Django."""
        if request.path.startswith(public.ROOT) and isinstance(error, NotFound | Withdrawn):
            # No sign-in would show a reader more, and whoever is signed in gets no other answer.
            there = public.missing if isinstance(error, NotFound) else public.taken_back
            return there(request.path)
        if isinstance(error, NotFound):
            if not request.user.is_authenticated:
                # What was posted would be lost on the way through the sign-in: it stays in the page.
                posted = request.method == "POST"
                return words_kept(request) if posted else redirect_to_login(request.get_full_path())
            return not_found(request)
        if isinstance(error, NotReckoned):
            return not_reckoned(request, error)
        if isinstance(error, AigaqError):
            return said(request, error)
        return None


def said(request: HttpRequest, error: AigaqError) -> HttpResponse:
    """The page that says what was wrong, what was kept and what to do."""
    status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 400
    problems = error.problems if isinstance(error, CaseInvalid) else (error,)
    texts = [sentence(problem, language_of(get_language())) for problem in problems]
    if request.path.startswith(public.ROOT):
        return public.not_done(texts, status)
    return render(request, "layout/error.html", {"texts": texts, "navigation": []}, status=status)


def not_reckoned(request: HttpRequest, error: NotReckoned) -> HttpResponse:
    """Figures of a large case: nobody asked for them yet, and how to ask."""
    texts = [sentence(error, language_of(get_language()))]
    return render(request, "layout/not_reckoned.html", {"texts": texts}, status=409)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Nothing here, for you or for anybody: the same page."""
    if request.path.startswith(public.ROOT):
        return public.missing(request.path)
    texts = [sentence(NotFound(), language_of(get_language()))]
    return render(
        request, "layout/error.html", {"texts": texts, "missing": True, "navigation": []}, status=404
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """Somebody tries too often."""
    return render(request, "layout/too_many.html", {"navigation": []}, status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """A failure of ours."""
    _log.error("a page failed: %s", request.resolver_match.view_name if request.resolver_match else "?")
    return render(request, "layout/broken.html", status=500)
