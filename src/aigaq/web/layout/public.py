"""Parts shared by all public pages around a published dossier.

Invariant: no page here requires an account, and of a case only its current edition is shown.
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
"""Prefix of all addresses for readers."""


class Addressed(Protocol):
    """A dossier as readers know it: by its address."""

    address: str


def activate(language: str) -> Language:
    """Switch to the language of the address, whatever the reader chose elsewhere."""
    known = language_of(language)
    translation.activate(known)
    return known


def public_page(
    request: HttpRequest, template: str, dossier: Addressed, title: str, *, status: int = 200, **values: Any
) -> HttpResponse:
    """A page around a dossier: its title, the way back, the same page in other languages.

    Args:
        title: title of the current edition, never of the case as it is now.
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
    context = {"dossier": dossier, "title": title, "others": others, **values}
    return render(request, template, context, status=status)


def missing(path: str = "") -> HttpResponse:
    """The page "nothing here". It is the same for everybody and tells of no account and no dossier.

    Args:
        path: address; the page is in its language, or in the reader's if it names none.
    """
    languages = [part for part in path.removeprefix(ROOT).split("/")[1:3] if part in LANGUAGES]
    if languages:
        activate(languages[0])
    page = render_to_string("layout/missing.html", {"lang": language_of(get_language())})
    return HttpResponse(page, status=404)


def refused(texts: list[str], status: int) -> HttpResponse:
    """The page for a refused request, with the reasons. For readers, who have no cases to go back to."""
    context = {"lang": language_of(get_language()), "texts": texts}
    return HttpResponse(render_to_string("layout/not_done.html", context), status=status)


def busy() -> HttpResponse:
    """The page for a request that is already being computed for somebody else."""
    page = render_to_string("layout/busy.html", {"lang": language_of(get_language())})
    return HttpResponse(page, status=503, headers={"Retry-After": "10"})


def withdrawn(path: str) -> HttpResponse:
    """The page for withdrawn content: the same bytes at every address, whatever was there.

    A feed address answers with a feed, so that its followers learn of it; after status 410 they would stop reading.
    """
    texts = [(code, say("public-withdrawn-head", code), say("public-withdrawn", code)) for code in LANGUAGES]
    if path.endswith(".atom"):
        feed = render_to_string("publish/tombstone.atom", {"texts": texts})
        return HttpResponse(feed, content_type="application/atom+xml; charset=utf-8")
    return HttpResponse(render_to_string("publish/tombstone.html", {"texts": texts}), status=410)
