"""CSL-JSON 1.0.2, from which other programs make any of some ten thousand styles.

Invariant: only fields of that schema are used; other data is in `note` and, for programs, in `custom`.
"""

from __future__ import annotations

import json
from datetime import date

from aigaq.citation.citable import Author, Body
from aigaq.citation.naming import key_of, note
from aigaq.citation.request import CitationRequest

_MARKUP = str.maketrans({"<": "‹", ">": "›"})
"""Replacements for signs that processors read as markup (`<i>`), for the format cannot escape them."""


def entry(request: CitationRequest) -> str:
    """List with one item."""
    what = request.what
    item: dict[str, object] = {
        "id": key_of(request),
        "type": "manuscript" if what.draft else "webpage",
        "title": what.title.translate(_MARKUP),
        "author": [_author(author) for author in what.authors],
        "publisher": what.publisher,
        "publisher-place": what.place,
        "issued": _day(what.published),
        "accessed": _day(request.accessed),
        "version": what.revision,
        "URL": what.address,
        "language": what.language,
        "note": note(request),
        "custom": _custom(request),
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)


def _author(author: Author) -> dict[str, str]:
    if isinstance(author, Body):
        return {"literal": author.name}
    fields = {"family": author.family, "given": author.given, "suffix": author.suffix}
    return {name: value for name, value in fields.items() if value}


def _day(when: date | None) -> dict[str, object] | None:
    return {"date-parts": [[when.year, when.month, when.day]]} if when else None


def _custom(request: CitationRequest) -> dict[str, str]:
    what = request.what
    fields = {
        "revised": what.revised.isoformat() if what.revised else None,
        "sha256": what.digest,
        "statement": what.statement.id if what.statement else None,
    }
    return {name: value for name, value in fields.items() if value}
