"""The keys that work on every page, as a page for whoever has no script. Invariant: it tells nothing of any case."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def keys(request: HttpRequest) -> HttpResponse:
    """The list of keys."""
    return render(request, "layout/keys.html")
