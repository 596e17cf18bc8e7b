"""Edition data for its pages. Invariant: every day and number is passed in; nothing here reads a clock."""

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
        kind: `gone` tells nothing more, since a record may have been removed for somebody's safety.
        revision, at: of the edition that introduced it.
        before, after: the statement before and after.
        why: our reasons, if a decision of ours is about it.
        decision: a decision taken since the edition before; its targets are the subject of the change.
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
    """Data shown on every page of an edition.

    Args:
        revision: as people cite it.
        address: permanent address of the edition, without a slash at the end; None if it has none yet.
        changes: since the first edition, newest first; empty for a first edition.
        rule: key of the main count; default: the case's own.
        languages: of our words; words of the case stay in their own language.
        paper: each language also has a PDF.
        tools: full address, without a slash at the end, at which readers comment, send material and translate; None:
            the pages do not offer it.
        checkpoint: the state of the log when the edition was made, as text for later comparison with the log.
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
        path: relative to the site folder, with slashes, in letters that every file system accepts.
        media: its media type.
    """

    path: str
    media: str
    data: bytes
