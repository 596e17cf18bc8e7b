"""RIS, for reference managers. Invariant: one line per field, so that no field can pose as another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aigaq.citation.citable import Author, Body
from aigaq.citation.naming import key_of, note
from aigaq.citation.request import CitationRequest


def entry(request: CitationRequest) -> str:
    """Entry: a web page if there is an address, else an unpublished work."""
    return "\r\n".join(f"{tag}  - {value}" for tag, value in _fields(request))


def _fields(request: CitationRequest) -> Iterator[tuple[str, str]]:
    what = request.what
    yield "TY", "UNPB" if what.draft else "ELEC"
    yield "ID", key_of(request)
    for author in what.authors:
        yield "AU", _author(author)
    yield "TI", what.title
    if what.publisher:
        yield "PB", what.publisher
    if what.place:
        yield "CY", what.place
    if what.published:
        yield "PY", f"{what.published.year:04}"
        yield "DA", _day(what.published)
    if what.revision:
        yield "ET", what.revision
    if request.accessed:
        yield "Y2", _day(request.accessed)
    if what.address:
        yield "UR", what.address
    if what.language:
        yield "LA", what.language
    yield "N1", note(request)
    yield "ER", ""


def _author(author: Author) -> str:
    """An author as `family, given`. RIS cannot escape a comma, so one within a name becomes a dash."""
    if isinstance(author, Body):
        return _whole(author.name)
    return ", ".join(_whole(name) for name in (author.family, author.given, author.suffix) if name)


def _whole(name: str) -> str:
    return " – ".join(part.strip() for part in name.split(",") if part.strip())


def _day(when: date) -> str:
    return f"{when.year:04}/{when:%m/%d}"
