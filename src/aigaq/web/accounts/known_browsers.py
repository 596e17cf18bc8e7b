"""Browsers in which an account signed in before: wrong tries of strangers do not lock them out.

Invariant: the cookie tells neither name nor account, opens nothing, and counts for one name; whoever steals it gets the
tries of one sender.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import constant_time_compare, salted_hmac

_SALT = "aigaq.familiar"
_SECONDS = 365 * 86400
_MOST = 5
"""Accounts that one browser is known for: an office has several, and a cookie must stay short."""


def cookie_name() -> str:
    """The name of the cookie."""
    return "__Host-familiar" if settings.SECURE else "familiar"


def number_of(request: HttpRequest, name: str) -> str:
    """The number of the browser, if the account of the name signed in with it before; else empty."""
    for digest, number in _pairs(request):
        if constant_time_compare(digest, _digest(number, name)):
            return number
    return ""


def came_in(request: HttpRequest, name: str) -> None:
    """Make the browser known for the name; the response carries the cookie."""
    if not number_of(request, name):
        number = secrets.token_urlsafe(12)
        others = _pairs(request)[-(_MOST - 1) :]
        request.META["aigaq.familiar"] = [*others, [_digest(number, name), number]]


def listen() -> None:
    """Learn of every sign-in, by password, passkey or second step."""
    user_logged_in.connect(_signed_in, dispatch_uid=_SALT)


def _signed_in(sender: Any, request: HttpRequest | None = None, user: Any = None, **more: Any) -> None:
    if request is not None:
        came_in(request, user.get_username())


class Familiar:
    """Middleware that sets the cookie in a browser in which somebody just signed in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request."""
        response = self.answer(request)
        pairs = request.META.get("aigaq.familiar")
        if pairs:
            response.set_cookie(
                cookie_name(),
                signing.dumps(pairs, salt=_SALT, compress=True),
                max_age=_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SECURE,
            )
        return response


def _pairs(request: HttpRequest) -> list[list[str]]:
    """The pairs of digest and number in the cookie; none if it is forged or too old."""
    try:
        pairs = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return []
    return [[str(part) for part in pair] for pair in pairs]


def _digest(number: str, name: str) -> str:
    """The keyed digest of a name: whoever reads the cookie does not learn the name."""
    return str(salted_hmac(_SALT, f"{number}:{name.lower()}", algorithm="sha256").hexdigest())
