"""The header table, in one place.

Invariant: every response carries it, errors and files included.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

TABLE = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    # `no-referrer` would make Django refuse every plain form.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


class SecurityHeaders:
    """Puts the table on every response; whatever is not a static file is kept in no cache."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request."""
        response = self.answer(request)
        for name, value in TABLE.items():
            response.setdefault(name, value)
        if not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
