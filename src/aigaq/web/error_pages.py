"""Pages for errors, and the middleware that answers with them.

Invariant: unknown and forbidden give the same page, and no error page tells a name.
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


class AnonymousReaders:
    """Middleware that drops the session on pages for readers: members of a team get the page that everybody gets."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Response to a request."""
        if request.path.startswith(public.ROOT):
            request.COOKIES.pop(settings.SESSION_COOKIE_NAME, None)
        return self.get_response(request)


class ErrorPages:
    """Middleware that turns expected errors into pages with a sentence."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Response to a request."""
        if request.path.startswith(public.ROOT) and "\0" in request.path:
            # PostgreSQL raises on a zero byte; no address has one.
            return public.missing(request.path)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """The page for an error of ours; Django handles any other exception."""
        if request.path.startswith(public.ROOT) and isinstance(error, NotFound | Withdrawn):
            # Not the sign-in: it would show a reader nothing more.
            page = public.missing if isinstance(error, NotFound) else public.withdrawn
            return page(request.path)
        if isinstance(error, NotFound):
            if not request.user.is_authenticated:
                # A redirect to the sign-in would lose a posted form: its words are shown to be kept.
                posted = request.method == "POST"
                return words_kept(request) if posted else redirect_to_login(request.get_full_path())
            return not_found(request)
        if isinstance(error, NotReckoned):
            return not_computed(request, error)
        if isinstance(error, AigaqError):
            return error_page(request, error)
        return None


def error_page(request: HttpRequest, error: AigaqError) -> HttpResponse:
    """The page that says what was wrong, what was kept and what to do."""
    status = 403 if isinstance(error, NotAllowed) else 409 if isinstance(error, Stale) else 400
    problems = error.problems if isinstance(error, CaseInvalid) else (error,)
    texts = [sentence(problem, language_of(get_language())) for problem in problems]
    if request.path.startswith(public.ROOT):
        return public.refused(texts, status)
    return render(request, "layout/error.html", {"texts": texts, "navigation": []}, status=status)


def not_computed(request: HttpRequest, error: NotReckoned) -> HttpResponse:
    """The page for figures of a large case that nobody had computed yet; it offers to compute them."""
    texts = [sentence(error, language_of(get_language()))]
    return render(request, "layout/not_reckoned.html", {"texts": texts}, status=409)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The page for an unknown or forbidden address."""
    if request.path.startswith(public.ROOT):
        return public.missing(request.path)
    texts = [sentence(NotFound(), language_of(get_language()))]
    return render(
        request, "layout/error.html", {"texts": texts, "missing": True, "navigation": []}, status=404
    )


def too_many(request: HttpRequest) -> HttpResponse:
    """The page for somebody who tries too often."""
    return render(request, "layout/too_many.html", {"navigation": []}, status=429)


def broken(request: HttpRequest) -> HttpResponse:
    """The page for an unexpected failure; the log names the view alone."""
    _log.error("a page failed: %s", request.resolver_match.view_name if request.resolver_match else "?")
    return render(request, "layout/broken.html", status=500)
