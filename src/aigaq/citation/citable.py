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
    """One statement of the edition.

    Args:
        places: where it stands, as people write it: `interview L17.1`.
        said_by: safe labels of the voices, nearest first; the last is the origin.
        through: safe labels of the hands that the whole source passed: who asked, who translated, what outlet.
        source: what the source is.
    """

    id: str
    places: tuple[str, ...] = ()
    said_by: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Citable:
    """An edition of a case, or the case as a draft where none was published.

    Args:
        key: short name of the case.
        digest: SHA-256 of the content, in hexadecimal: of the edition's manifest, or of the draft.
        language: of the edition (`en`, `ru`, `kk` ...); None where it is not said.
        publisher: who published it, the outlet.
        place: where the publisher sits; only Vancouver asks.
        revision: id of the edition; None for a draft, which has no date of publication and no address either.
        address: where this edition lasts.
        statement: the one statement that is cited; None for the whole.
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
        """Whether it is unpublished."""
        return self.revision is None

    @property
    def short(self) -> str:
        """The digest as a citation shows it."""
        return f"sha256:{self.digest[:SHORT]}"

    @property
    def outlet(self) -> str | None:
        """The publisher; None where it is named as the author already."""
        return None if Body(self.publisher or "") in self.authors else self.publisher
