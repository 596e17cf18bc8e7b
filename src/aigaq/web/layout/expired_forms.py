"""Answer to a form posted after the session ended: it returns the posted words, to be sent again.

Invariant: words go back only to a page of ours, never to a form of another site.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.web import network

_NEVER = frozenset(
    {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code", "credential"}
)


def words_kept(request: HttpRequest) -> HttpResponse:
    """The page with the posted words, and the way to sign in and send them again."""
    words = [(name, one) for name in request.POST for one in request.POST.getlist(name) if name not in _NEVER]
    context = {
        "words": words,
        "readable": [(name, one) for name, one in words if one and name not in ("save", "look", "entry")],
        "signed_in": request.user.is_authenticated,
        "navigation": [],
    }
    status = 403 if request.user.is_authenticated else 401
    return render(request, "layout/expired.html", context, status=status)


def token_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a wrong CSRF token: the words go back to a page of ours; a form of another site is refused."""
    words = {name for name in request.POST if name not in _NEVER}
    if (
        network.is_ours(request, request.headers.get("Origin", ""))
        and words
        and not request.path.startswith("/accounts/")
    ):
        return words_kept(request)
    return render(request, "layout/error.html", {"texts": [], "navigation": []}, status=403)
