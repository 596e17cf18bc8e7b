"""One box over people and things, statements and passages; and the names that a form offers while somebody types.

Invariant: neither answers otherwise for what is sealed than for what does not exist.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from aigaq.records.subjects import KINDS as SUBJECTS
from aigaq.web.queries import search as asking
from aigaq.web.queries.access import case_row

_LONGEST = 200


def search(request: HttpRequest, key: str) -> HttpResponse:
    """What the words asked for are found in, of what the viewer may see."""
    asked = _asked(request)
    kind = request.GET.get("kind")
    kind = kind if kind in asking.KINDS else None
    page = _page(request)
    context = {
        "row": case_row(request.user, key),
        "q": asked,
        "kind": kind,
        "found": asking.search(request.user, key, asked, kind=kind, page=page),
        "page": page,
        "last": page >= asking.LAST_PAGE,
    }
    return render(request, "aigaq/search/search.html", context)


def find(request: HttpRequest, key: str) -> JsonResponse:
    """The first labels that begin with what somebody typed, as JSON: `{"found": [{"id": ..., "label": ...}]}`."""
    kind = request.GET.get("kind")
    found = asking.labels(request.user, key, _asked(request), kind=kind if kind in SUBJECTS else None)
    return JsonResponse({"found": [{"id": one, "label": label} for one, label in found]})


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", " ")[:_LONGEST]


def _page(request: HttpRequest) -> int:
    written = request.GET.get("page", "1")
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 5 else 1
    return min(max(number, 1), asking.LAST_PAGE)
