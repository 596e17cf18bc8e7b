"""The frame of every page: languages and navigation. Invariant: a page outside of a case shows nothing of a case."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import get_language

from aigaq.records.vocab.messages import LANGUAGE_NAMES, LANGUAGES, Language

NAVIGATION = (
    ("case", "nav-case"),
    ("sources", "nav-sources"),
    ("subjects:person", "nav-people"),
    ("subjects:event", "nav-events"),
    ("contradictions", "nav-contradictions"),
    ("counts", "nav-counts"),
    ("grid", "nav-grid"),
    ("timeline", "nav-timeline"),
    ("questions", "nav-questions"),
    ("custody", "nav-custody"),
    ("publish", "nav-publish"),
    ("translations", "translations-head"),
    ("members", "nav-members"),
)

SAVED = ("saved", "withdrawn", "already-withdrawn")
"""Messages that views pass as a code; others are sentences already, or are marked "ours"."""


def language_of(code: str | None) -> Language:
    """The language of a code; English for an unknown code."""
    short = (code or "en")[:2]
    return next((one for one in LANGUAGES if one == short), "en")


def page_context(request: HttpRequest) -> dict[str, object]:
    """Context processor: the language, and inside a case its key and the links of its navigation."""
    match = request.resolver_match
    # Only below `c/`: account pages have parameters called `key` too.
    key = match.kwargs.get("key") if match and match.route.startswith("c/") else None
    here = match.view_name if match else ""
    kind = match.kwargs.get("kind") if match else None
    links = [
        {
            "name": name.split(":")[0],
            "kind": name.partition(":")[2],
            "word": word,
            "here": _here(name, here, kind),
        }
        for name, word in NAVIGATION
    ]
    return {
        "lang": language_of(get_language()),
        "LANGS": LANGUAGE_NAMES.items(),
        "SAVED": SAVED,
        "case_key": key,
        "navigation": links if key else [],
    }


def _here(name: str, here: str, kind: str | None) -> bool:
    view, _, of_kind = name.partition(":")
    return view == here and (not of_kind or of_kind == kind)
