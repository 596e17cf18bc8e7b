"""The search page over people and things, statements and passages; and the labels that a form offers while typing.

Invariant: neither answers otherwise for what is sealed than for what does not exist.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from aigaq.casework.views import dated_view
from aigaq.errors import BadDate, NotReckoned
from aigaq.records.dates.day_in_text import day_in
from aigaq.records.subjects import KINDS as SUBJECT_KINDS
from aigaq.statements.origins import VOICE_KINDS
from aigaq.web.layout.paging import page_number
from aigaq.web.search import queries
from aigaq.web.store.access import case_row
from aigaq.web.store.cases import case

_LONGEST = 200


def search(request: HttpRequest, key: str) -> HttpResponse:
    """The hits of a query in what the viewer may see."""
    query = _query(request)
    kind = next((kind for kind in queries.KINDS if kind == request.GET.get("kind")), None)
    voice = next((voice for voice in VOICE_KINDS if voice == request.GET.get("voice")), None)
    page = min(page_number(request), queries.LAST_PAGE)
    context = {
        "row": case_row(request.user, key),
        "q": query,
        "kind": "statement" if voice else kind,
        "voice": voice,
        "voices": [(voice, f"voice-{voice}") for voice in VOICE_KINDS],
        "result": queries.search(request.user, key, query, kind=kind, voice=voice, page=page),
        "page": page,
        "last": page >= queries.LAST_PAGE,
        **(_on_day(request, key, query) if page == 1 and voice is None and kind is None else {}),
    }
    return render(request, "search/search.html", context)


def _on_day(request: HttpRequest, key: str, query: str) -> dict[str, object]:
    """For a query that is a whole date: the events that may have been on it, computed dates included."""
    day = day_in(query)
    try:
        events = case(request.user, key)[1].timeline(on=day) if day else ()
    except BadDate:
        return {}
    except NotReckoned:
        # The timeline of a large case says how to have it worked out.
        return {"day": day}
    return {"day": day, "dated": dated_view(events[: queries.AT_FIRST])}


def find(request: HttpRequest, key: str) -> JsonResponse:
    """The first labels that begin with the words of a query: `{"found": [{"id": ..., "label": ...}]}`."""
    kind = next((kind for kind in SUBJECT_KINDS if kind == request.GET.get("kind")), None)
    labels = queries.complete(request.user, key, _query(request), kind=kind)
    return JsonResponse({"found": [{"id": subject, "label": label} for subject, label in labels]})


def _query(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", " ")[:_LONGEST]
