"""A form that came too late: the sign-in had ended. Its words come back, to be sent again.

Invariant: words are given back only to the page that sent them, never to another site's form.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.web import doors

_NEVER = frozenset(
    {"csrfmiddlewaretoken", "password", "password1", "password2", "oldpassword", "code", "credential"}
)


def words_kept(request: HttpRequest) -> HttpResponse:
    """The words that were posted, with the way to sign in again and to send them."""
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
    """A form whose token is none of this sign-in: from our own page it comes back, from anywhere else it is refused."""
    words = {name for name in request.POST if name not in _NEVER}
    if (
        doors.is_ours(request, request.headers.get("Origin", ""))
        and words
        and not request.path.startswith("/accounts/")
    ):
        return words_kept(request)
    return render(request, "layout/error.html", {"texts": [], "navigation": []}, status=403)
