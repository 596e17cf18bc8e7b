"""What every page around a published dossier shares.

Invariant: nobody needs an account here, and nothing is shown of a case but what its current edition shows.
"""

from __future__ import annotations

from functools import partial
from typing import Any, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language

from aigaq.records.vocab.messages import LANGUAGE_NAMES, LANGUAGES, Language, say
from aigaq.web.layout.context import language_of

ROOT = "/d/"
"""Where everything lies that is for readers."""


class Addressed(Protocol):
    """What is known of a dossier by who reads it: its address."""

    address: str


def speaking(language: str) -> Language:
    """Answer in the language of the address, whatever the reader chose elsewhere."""
    found = language_of(language)
    translation.activate(found)
    return found


def shown(
    request: HttpRequest, template: str, dossier: Addressed, title: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    """A page around a dossier: its title, the way back, the same page in the other languages.

    Args:
        title: of the current edition, never of the case as it is now.
    """
    match = request.resolver_match
    others = []
    if match is not None and "language" in match.kwargs:
        to = partial(reverse, match.view_name)
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        others = [
            (code, name, to(kwargs={**match.kwargs, "language": code}) + query)
            for code, name in LANGUAGE_NAMES.items()
        ]
    around = {"dossier": dossier, "title": title, "others": others, **values}
    return render(request, template, around, status=status)


def missing(path: str = "") -> HttpResponse:
    """Nothing here, for anybody; the page knows nobody and no dossier, only a language.

    Args:
        path: where its address names a language, the page is in it; else in the reader's.
    """
    named = [part for part in path.removeprefix(ROOT).split("/")[1:3] if part in LANGUAGES]
    if named:
        speaking(named[0])
    page = render_to_string("layout/missing.html", {"lang": language_of(get_language())})
    return HttpResponse(page, status=404)


def not_done(texts: list[str], status: int) -> HttpResponse:
    """What was asked for was refused, and why: for readers, who have no cases to go back to."""
    told = {"lang": language_of(get_language()), "texts": texts}
    return HttpResponse(render_to_string("layout/not_done.html", told), status=status)


def busy() -> HttpResponse:
    """What was asked for is being made for somebody else this moment."""
    page = render_to_string("layout/busy.html", {"lang": language_of(get_language())})
    return HttpResponse(page, status=503, headers={"Retry-After": "10"})


def taken_back(path: str) -> HttpResponse:
    """That what was here was taken back: the same bytes at every address, whatever it was.

    A feed goes on with a feed, so that whoever follows it is told; 410 would end it unread.
    """
    said = [(code, say("public-withdrawn-head", code), say("public-withdrawn", code)) for code in LANGUAGES]
    if path.endswith(".atom"):
        feed = render_to_string("publish/tombstone.atom", {"said": said})
        return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
    return HttpResponse(render_to_string("publish/tombstone.html", {"said": said}), status=410)
