"""Data of a citation. Invariant: published, revised and accessed are three dates; none replaces another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

SHORT = 12
"""Letters of a digest in a citation: 48 bits, enough for the editions of one case."""


@dataclass(frozen=True, slots=True)
class Person:
    """A person who wrote the edition, and agreed to be named as its author; `suffix` is Jr., III and the like."""

    family: str
    given: str | None = None
    suffix: str | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """An institution that wrote the edition; its name is never inverted or shortened."""

    name: str


Author = Person | Body


@dataclass(frozen=True, slots=True)
class Cited:
    """Statement of the edition that is cited.

    Args:
        places: its places in the source, as people write them: `interview L17.1`.
        said_by: safe labels of the voices, nearest first; the last is the origin.
        through: safe labels of all through whose hands the source went: interviewer, translator, outlet.
        source: description of the source.
    """

    id: str
    places: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Citable:
    """An edition of a case, or the case as a draft if none was published.

    Args:
        key: short name of the case.
        digest: SHA-256 of the content, in hexadecimal: of the edition's manifest, or of the draft.
        language: of the edition (`en`, `ru`, `kk` ...); None if unknown.
        publisher: the publisher.
        place: the publisher's place; only Vancouver uses it.
        revision: id of the edition; None for a draft, which has no date of publication and no address either.
        address: lasting address of this edition.
        statement: the cited statement; None for the whole.
    """

    key: str
    title: str
    digest: str
    language: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    place: str | None = None
    published: date | None = None
    revised: date | None = None
    revision: str | None = None
    address: str | None = None
    statement: Cited | None = None

    @property
    def draft(self) -> bool:
        """Whether the case is unpublished."""
        return self.revision is None

    @property
    def short(self) -> str:
        """Digest as shortened in a citation."""
        return f"sha256:{self.digest[:SHORT]}"

    @property
    def outlet(self) -> str | None:
        """Publisher; None if it is already named as the author."""
        return None if Body(self.publisher or "") in self.authors else self.publisher
