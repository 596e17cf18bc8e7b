"""An edition as its pages tell of it. Invariant: every day and number is given; nothing here looks at a clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from aigaq.citation import Author
from aigaq.records.decisions import Decision
from aigaq.records.statements import Statement
from aigaq.records.vocab.messages import LANGUAGES, Language

ChangeKind = Literal["published", "added", "changed", "decided", "gone"]


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between two editions.

    Args:
        kind: `gone` tells nothing else: what was taken back may have been taken back to keep somebody safe.
        revision, at: the edition that brought it.
        before, after: the statement as it was and as it is.
        why: the reasons that we gave, where we decided something about it.
        decision: what we decided since the edition before; its targets are what it is about.
    """

    kind: ChangeKind
    revision: str
    at: date
    before: Statement | None = None
    after: Statement | None = None
    why: str | None = None
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Edition:
    """What stands on every page of an edition.

    Args:
        revision: as people cite it.
        address: where the edition lasts, without a slash at its end; None where it has no address yet.
        changes: since the first edition, newest first; empty for a first edition.
        rule: the count that stands in front; the case's own where left out.
        languages: of our words; what the case holds stays in the language in which it was written.
        paper: a PDF lies beside the pages of each language.
        tools: where readers comment, send something and translate, in full and without a slash at its end; where
            it is left out, the pages do not offer it.
        checkpoint: the state of the log from which the edition was made, as text that can be held against it later.
    """

    revision: str
    published: date
    revised: date | None = None
    address: str | None = None
    authors: tuple[Author, ...] = ()
    publisher: str | None = None
    place: str | None = None
    changes: tuple[Change, ...] = ()
    rule: str | None = None
    languages: tuple[Language, ...] = LANGUAGES
    paper: bool = False
    tools: str | None = None
    checkpoint: str | None = None

    @property
    def day(self) -> date:
        """The day of this edition."""
        return self.revised or self.published


@dataclass(frozen=True, slots=True)
class Page:
    """One file of the site.

    Args:
        path: below the folder of the site, with slashes, of letters that every file system takes.
        media: its media type.
    """

    path: str
    media: str
    data: bytes
