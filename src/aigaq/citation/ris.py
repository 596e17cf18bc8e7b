"""RIS, for reference managers. Invariant: one line a field, so that no field can pretend to be another."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from aigaq.citation.asked import Asked
from aigaq.citation.citable import Author, Body
from aigaq.citation.naming import key_of, note


def entry(one: Asked) -> str:
    """One entry: of the web where there is an address, else an unpublished work."""
    return "\r\n".join(f"{tag}  - {value}" for tag, value in _fields(one))


def _fields(one: Asked) -> Iterator[tuple[str, str]]:
    what = one.what
    yield "TY", "UNPB" if what.draft else "ELEC"
    yield "ID", key_of(one)
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
    if one.accessed:
        yield "Y2", _day(one.accessed)
    if what.address:
        yield "UR", what.address
    if what.language:
        yield "LA", what.language
    yield "N1", note(one)
    yield "ER", ""


def _author(one: Author) -> str:
    """The comma parts family and given name, and RIS has no way to write another: within a name it becomes a dash."""
    if isinstance(one, Body):
        return _whole(one.name)
    return ", ".join(_whole(name) for name in (one.family, one.given, one.suffix) if name)


def _whole(name: str) -> str:
    return " – ".join(part.strip() for part in name.split(",") if part.strip())


def _day(when: date) -> str:
    return f"{when.year:04}/{when:%m/%d}"
