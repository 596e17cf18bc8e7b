"""What every page around a published dossier shares.

Invariant: nobody needs an account here, and nothing is shown of a case but what its current edition shows.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation

from aigaq.records.messages import LANGUAGES, Language
from aigaq.web.models import DossierRow
from aigaq.web.pages.around import language_of

NAMES = {"en": "English", "ru": "Русский", "kk": "Қазақша"}


def speaking(language: str) -> Language:
    """Answer in the language of the address, whatever the reader chose elsewhere."""
    found = language_of(language)
    translation.activate(found)
    return found


def shown(
    request: HttpRequest, template: str, dossier: DossierRow, title: str, *, status: int = 200, **values: Any
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
            (code, NAMES[code], to(kwargs={**match.kwargs, "language": code}) + query) for code in LANGUAGES
        ]
    around = {"dossier": dossier, "title": title, "others": others, **values}
    return render(request, template, around, status=status)
