"""One box over people and things, statements and passages; and the names that a form offers while somebody types.

Invariant: neither answers otherwise for what is sealed than for what does not exist.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from aigaq.casework.views import dated_view
from aigaq.errors import BadDate, NotReckoned
from aigaq.records.dates.day_in_text import day_in
from aigaq.records.subjects import KINDS as SUBJECTS
from aigaq.web.search import queries as asking
from aigaq.web.store.access import case_row
from aigaq.web.store.cases import case
from aigaq.web.store.voice_kinds import VOICES

_LONGEST = 200


def search(request: HttpRequest, key: str) -> HttpResponse:
    """What the words asked for are found in, of what the viewer may see."""
    asked = _asked(request)
    kind = request.GET.get("kind")
    kind = kind if kind in asking.KINDS else None
    voice = request.GET.get("voice")
    voice = voice if voice in VOICES else None
    page = _page(request)
    context = {
        "row": case_row(request.user, key),
        "q": asked,
        "kind": "statement" if voice else kind,
        "voice": voice,
        "voices": [(one, f"voice-{one}") for one in VOICES],
        "found": asking.search(request.user, key, asked, kind=kind, voice=voice, page=page),
        "page": page,
        "last": page >= asking.LAST_PAGE,
        **(_dated(request, key, asked) if page == 1 and voice is None and kind is None else {}),
    }
    return render(request, "search/search.html", context)


def _dated(request: HttpRequest, key: str, asked: str) -> dict[str, object]:
    """Where a whole date is asked for: the events that may have been on it, dates that are computed included."""
    day = day_in(asked)
    try:
        events = case(request.user, key)[1].timeline(on=day) if day else ()
    except BadDate:
        return {}
    except NotReckoned:
        # Of a large case the timeline says how to have it worked out.
        return {"day": day}
    return {"day": day, "dated": dated_view(events[: asking.AT_FIRST])}


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
