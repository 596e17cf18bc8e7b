"""Browsers in which an account came in before: the limits of strangers' wrong tries do not hold for them.

Invariant: the cookie says neither name nor account, opens nothing, and serves the one name it was given for; whoever
steals it has the tries of one sender.
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
"""Accounts of one browser: that of an office has several, and no request carries more than a line of them."""


def cookie_name() -> str:
    """The cookie."""
    return "__Host-familiar" if settings.SECURE else "familiar"


def number_of(request: HttpRequest, name: str) -> str:
    """The number of the browser, if the name came in with it before; else nothing."""
    for digest, number in _told(request):
        if constant_time_compare(digest, _digest(number, name)):
            return number
    return ""


def came_in(request: HttpRequest, name: str) -> None:
    """Let the browser be known for the name from the answer on."""
    if not number_of(request, name):
        number = secrets.token_urlsafe(12)
        others = _told(request)[-(_MOST - 1) :]
        request.META["aigaq.familiar"] = [*others, [_digest(number, name), number]]


def listen() -> None:
    """Hear of everybody who comes in, whichever way: password, passkey, second step."""
    user_logged_in.connect(_heard, dispatch_uid=_SALT)


def _heard(sender: Any, request: HttpRequest | None = None, user: Any = None, **more: Any) -> None:
    if request is not None:
        came_in(request, user.get_username())


class Familiar:
    """Gives the cookie to a browser in which somebody just came in."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request."""
        response = self.answer(request)
        told = request.META.get("aigaq.familiar")
        if told:
            response.set_cookie(
                cookie_name(),
                signing.dumps(told, salt=_SALT, compress=True),
                max_age=_SECONDS,
                httponly=True,
                samesite="Lax",
                secure=settings.SECURE,
            )
        return response


def _told(request: HttpRequest) -> list[list[str]]:
    try:
        told = signing.loads(request.COOKIES.get(cookie_name(), ""), salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return []
    return [[str(part) for part in pair] for pair in told]


def _digest(number: str, name: str) -> str:
    """Which name, for us alone: whoever finds the browser does not learn it."""
    return str(salted_hmac(_SALT, f"{number}:{name.lower()}", algorithm="sha256").hexdigest())
