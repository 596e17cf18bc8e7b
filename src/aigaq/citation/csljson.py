"""CSL-JSON 1.0.2, with which any of some ten thousand styles can be made elsewhere.

Invariant: only fields of that schema; what it has no field for stands in `note` and, for programs, in `custom`.
"""

from __future__ import annotations

import json
from datetime import date

from aigaq.citation.asked import Asked
from aigaq.citation.citable import Author, Body
from aigaq.citation.naming import key_of, note

_MARKUP = str.maketrans({"<": "‹", ">": "›"})
"""Processors read `<i>` and the like in a text as markup, and the format has no way to write the sign itself."""


def entry(one: Asked) -> str:
    """A list of one item."""
    what = one.what
    item: dict[str, object] = {
        "id": key_of(one),
        "type": "manuscript" if what.draft else "webpage",
        "title": what.title.translate(_MARKUP),
        "author": [_author(author) for author in what.authors],
        "publisher": what.publisher,
        "publisher-place": what.place,
        "issued": _day(what.published),
        "accessed": _day(one.accessed),
        "version": what.revision,
        "URL": what.address,
        "language": what.language,
        "note": note(one),
        "custom": _custom(one),
    }
    kept = {name: value for name, value in item.items() if value}
    return json.dumps([kept], ensure_ascii=False, indent=2)


def _author(one: Author) -> dict[str, str]:
    if isinstance(one, Body):
        return {"literal": one.name}
    told = {"family": one.family, "given": one.given, "suffix": one.suffix}
    return {name: value for name, value in told.items() if value}


def _day(when: date | None) -> dict[str, object] | None:
    return {"date-parts": [[when.year, when.month, when.day]]} if when else None


def _custom(one: Asked) -> dict[str, str]:
    what = one.what
    told = {
        "revised": what.revised.isoformat() if what.revised else None,
        "sha256": what.digest,
        "statement": what.statement.id if what.statement else None,
    }
    return {name: value for name, value in told.items() if value}
