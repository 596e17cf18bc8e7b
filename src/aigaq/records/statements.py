"""Statements, the atoms of a case: who says what, how they know it, and the exact passage.

Invariant: a statement is never changed. Whatever happens to it later is another statement or a decision.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aigaq.records.values import Value


@dataclass(frozen=True, slots=True)
class Place:
    """A locator as people write it: `L35.2`, `L9 editor`, `L9.1 editor.2`.

    Args:
        line: counted from 1.
        first: the first sentence within the line, counted from 1; None for the whole line.
        last: the last sentence.
        editor: the words inside [brackets], which are the editor's.
        bracket: which bracket of that line or sentence, counted from 1; None for all of them.
    """

    line: int
    first: int | None = None
    last: int | None = None
    editor: bool = False
    bracket: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """The exact place of the words in a source.

    Args:
        source: key of the source.
        place: the locator.
        item: SHA-256 of the file that the offsets count in.
        start, end: code points in the derived text; None while the passage is not bound to a text.
        pin: id of the pin that holds the digest of the sentence.
    """

    source: str
    place: Place
    item: str | None = None
    start: int | None = None
    end: int | None = None
    pin: str | None = None

    @property
    def line(self) -> int:
        """The line, counted from 1."""
        return self.place.line


@dataclass(frozen=True, slots=True)
class Link:
    """One voice of a chain, and the channel through which the word reached it."""

    voice: str
    through: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """One assertion by a source or by somebody in it; never ours.

    Args:
        id: unique in the case.
        subject: a subject's id, or `#` and a statement's id for a statement about a statement.
        predicate: a code of the register.
        value: typed as the register says.
        chain: the asserting voices, nearest first; the last is the origin, as far as known. The source's tail
            (interviewer, translator, republisher) is not repeated here.
        passages: exact places; at least one.
        source: key of the source.
        event: the event it belongs to.
        basis: how the origin knows (list `basis`).
        qualifiers: name and value; the register says which ones are part of the key.
        premises: ids of statements it rests on, as linked by the speaker.
        hedge: first and last hedging word of the passage, counted from 1.
        entry: id of the coding entry that wrote it.
    """

    id: str
    subject: str
    predicate: str
    value: Value
    chain: tuple[Link, ...]
    passages: tuple[Passage, ...]
    source: str
    event: str | None = None
    basis: str = "not-stated"
    polarity: str = "affirms"
    modality: str = "certain"
    aspect: str = "single"
    conditions: tuple[str, ...] = ()
    qualifiers: tuple[tuple[str, Value], ...] = ()
    premises: tuple[str, ...] = ()
    answers: str | None = None
    completes: str | None = None
    said: Value | None = None
    hedge: tuple[int, int] | None = None
    note: str | None = None
    entry: str | None = None
    by: str | None = None
    at: date | None = None

    @property
    def origin(self) -> str:
        """The last voice of the chain, whose knowledge this is."""
        return self.chain[-1].voice

    def qualifier(self, name: str) -> Value | None:
        """The value of a qualifier; None if it was not stated."""
        return next((value for key, value in self.qualifiers if key == name), None)
