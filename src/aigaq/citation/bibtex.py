"""BibTeX, for LaTeX with either processor (BibTeX or Biber).

Invariant: braces are balanced, and no letter of a field acts as a command. Letters stay as they are (UTF-8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aigaq.citation.citable import Author, Body
from aigaq.citation.naming import key_of, note
from aigaq.citation.request import CitationRequest

_ESCAPED = str.maketrans(
    {
        **{letter: f"\\{letter}" for letter in "{}$&#_%"},
        "\\": "\\textbackslash{}",
        "~": "\\textasciitilde{}",
        "^": "\\textasciicircum{}",
    }
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
"""Macros of BibTeX, which a style turns into words."""
_SPLITS = re.compile(r",|\band\b", re.IGNORECASE)
BABEL_NAMES = {"en": "english", "ru": "russian", "kk": "kazakh"}


def entry(request: CitationRequest) -> str:
    """Entry of the type `misc`, which both processors know."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(request))
    return f"@misc{{{key_of(request)},\n{fields}\n}}"


def _fields(request: CitationRequest) -> Iterator[tuple[str, str]]:
    what = request.what
    if what.authors:
        yield "author", f"{{{' and '.join(_author(author) for author in what.authors)}}}"
    # Double braces: a style may not write the title in small letters.
    yield "title", f"{{{{{escaped(what.title)}}}}}"
    if what.publisher:
        yield "howpublished", f"{{{escaped(what.publisher)}}}"
    if what.place:
        yield "address", f"{{{escaped(what.place)}}}"
    if what.published:
        # The older processor reads year and month, the newer one date.
        yield "year", f"{{{what.published.year:04}}}"
        yield "month", _MONTHS[what.published.month - 1]
        yield "date", f"{{{what.published.isoformat()}}}"
    if what.revision:
        yield "version", f"{{{escaped(what.revision)}}}"
    if what.address:
        yield "url", f"{{{what.address}}}"
    if request.accessed:
        yield "urldate", f"{{{request.accessed.isoformat()}}}"
    if what.language in BABEL_NAMES:
        yield "langid", f"{{{BABEL_NAMES[what.language]}}}"
    yield "note", f"{{{escaped(note(request))}}}"


def escaped(text: str) -> str:
    """Text in which every letter that acts as a command is escaped."""
    return text.translate(_ESCAPED)


def _author(author: Author) -> str:
    """Author: the family name in braces, which protect an "and" or comma; the given name without, for its initials."""
    if isinstance(author, Body):
        return f"{{{escaped(author.name)}}}"
    family, given_name = f"{{{escaped(author.family)}}}", escaped(author.given or "")
    if _SPLITS.search(given_name):
        given_name = f"{{{given_name}}}"
    parts = (family, f"{{{escaped(author.suffix)}}}" if author.suffix else "", given_name)
    return ", ".join(part for part in parts if part)
