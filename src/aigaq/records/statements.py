"""Statements, the atoms of a case: who says what, how they know it, and the exact passage.

Invariant: a statement is never changed. Whatever happens to it later is another statement or a decision.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from aigaq.errors import BadValue, ReversedRange, SourceNotNamed
from aigaq.records.values import Value

_LOCATOR = re.compile(
    r"(?:(?P<source>[^\s.]\S*)\s+)?[Ll]?(?P<line>\d{1,7})(?:\.(?P<first>\d{1,5})(?:-(?P<last>\d{1,5}))?)?"
    r"(?:\s+editor(?:\.(?P<bracket>\d{1,4}))?)?"
)


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

    @property
    def written(self) -> str:
        """The locator as text, without its source; `parse_locator` gives the same place again."""
        sentences = ""
        if self.first is not None:
            sentences = f".{self.first}" if self.last in (None, self.first) else f".{self.first}-{self.last}"
        editor = "" if not self.editor else " editor" if self.bracket is None else f" editor.{self.bracket}"
        return f"L{self.line}{sentences}{editor}"


def parse_locator(written: str) -> tuple[str | None, Place]:
    """The source's key (None if absent) and the place of a locator: `L35.2-3`, `L9 editor`, `talk L4`.

    Raises:
        BadValue: not a locator. ReversedRange: the range of sentences runs backwards.
    """
    match = _LOCATOR.fullmatch(written.strip())
    if match is None or int(match["line"]) < 1 or match["first"] == "0":
        raise BadValue(key="place", value=written, due="L35, L35.2, L35.2-3, L9 editor")
    first = int(match["first"]) if match["first"] else None
    last = int(match["last"]) if match["last"] else first
    if first is not None and last is not None and last < first:
        raise ReversedRange(value=written)
    editor = " editor" in f" {written}".replace("\t", " ")
    bracket = int(match["bracket"]) if match["bracket"] else None
    return match["source"], Place(int(match["line"]), first, last, editor, bracket)


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


def parse_passage(written: str, sources: tuple[str, ...]) -> Passage:
    """The passage that a locator names in a case with these sources.

    Raises:
        SourceNotNamed: the locator names no source, and the case has several or none. BadValue, ReversedRange.
    """
    source, place = parse_locator(written)
    if source is None and len(sources) != 1:
        due = f"{sources[0]} {written}" if sources else ""
        raise SourceNotNamed(value=written, due=due, known=", ".join(sources))
    return Passage(source or sources[0], place)


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
