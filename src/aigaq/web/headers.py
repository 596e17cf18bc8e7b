"""The header table, in one place.

Invariant: every response carries it, errors and files included.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from aigaq.web.doors import tls

TABLE = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    # `no-referrer` would make Django refuse every plain form.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # No page of ours asks for any of it, and none that somebody slips in may.
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()"
    ),
}
if tls():
    # A year: who typed the name alone, or follows an old link, never asks over plain HTTP again.
    TABLE["Strict-Transport-Security"] = "max-age=31536000"
PUBLIC_CACHE = "public, no-cache"
"""What a published file says of caches: anybody may keep it, and asks before showing it again."""


class SecurityHeaders:
    """Puts the table on every response; whatever is neither static nor published is kept in no cache."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request."""
        response = self.answer(request)
        for name, value in TABLE.items():
            response.setdefault(name, value)
        if response.headers.get("Cache-Control") == PUBLIC_CACHE:
            # Whatever was added for one visitor on the way out: what is published is the same for all.
            response.cookies.clear()
            del response.headers["Vary"]
        elif not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
