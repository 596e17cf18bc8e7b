"""Security headers of all responses, in one place.

Invariant: every response carries them, errors and files included.
"""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from aigaq.web.network import tls

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
    ),
    # `no-referrer` would make Django refuse every plain form.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # No page of ours uses these features, and no page that somebody slips in may.
    "Permissions-Policy": (
        "accelerometer=(), autoplay=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
        "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), usb=()"
    ),
}
if tls():
    # A year, in which a browser never asks over plain HTTP again, whatever its user types or clicks.
    HEADERS["Strict-Transport-Security"] = "max-age=31536000"
PUBLIC_CACHE = "public, no-cache"
"""Cache-Control of published files: anybody may keep a copy, but must ask the server before showing it again."""


class SecurityHeaders:
    """Middleware that sets the headers on every response; only static and published content may be cached."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Response to a request."""
        response = self.get_response(request)
        for name, value in HEADERS.items():
            response.setdefault(name, value)
        if response.headers.get("Cache-Control") == PUBLIC_CACHE:
            # Remove whatever was added for one visitor: published pages are the same for all.
            response.cookies.clear()
            del response.headers["Vary"]
        elif not request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "private, no-store"
        return response
