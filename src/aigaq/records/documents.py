"""A source after reading: text, lines, sentences, brackets and turns, each by its position.

Invariant: every place is a pair of code-point positions in `Document.text`; no place holds words of its own.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import Literal

from aigaq.errors import PlaceNotInSource

Kind = Literal["note", "gloss", "identification", "completion"]
Origin = Literal["bom", "declared", "detected", "given"]

# Roles that reading assigns; a case may write others (`asker`, `judge`) in its source.yaml. If several people ask,
# answer or speak, each has a number: `interviewee-2`, `speaker-1`.
NO_CONTENT = frozenset({"furniture", "citation"})


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open range of code points: from `start` up to, but not including, `end`."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Sentence `number` (from 1) of line `line`; `L35.2` names one."""

    span: Span
    line: int
    number: int


@dataclass(frozen=True, slots=True)
class Insertion:
    """Bracket `number` (from 1) of a line: words of the editor of the text, not of the speaker.

    The span holds the brackets themselves. `sentence`: the number of its sentence within the line.
    """

    span: Span
    line: int
    number: int
    sentence: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class Turn:
    """Consecutive lines of one voice or one kind; `label` is the place where the text itself names the voice ("Q:").

    `guessed`: nothing on these lines names the voice; the program assumes it.
    """

    role: str
    first_line: int
    last_line: int
    label: Span | None = None
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class Charset:
    """The charset by which bytes were decoded.

    Args:
        confidence: from 0 to 1; None if not measured.
        choices: this charset, and others that decode the bytes identically or nearly as well.
        odd_lines: the first lines that seem to be in another charset.
    """

    name: str
    confidence: float | None
    choices: tuple[str, ...]
    from_: Origin
    odd_lines: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A source as text with its places; made by `aigaq.reading.read`, never edited.

    Args:
        item: sha256 (hex) of the bytes that were read.
        digest: sha256 (hex) of `text` in UTF-8.
        lines: line n is `lines[n - 1]`, without its line break.
        start_missing: the text seems to begin in the middle. False means no sign of that, not that the text is
            complete.
        end_missing: the same for the end.
        warnings: codes, each explained in docs/reference/lines-and-sentences.md.
    """

    item: str
    media_type: str
    text: str
    digest: str
    lines: tuple[Span, ...]
    sentences: tuple[Sentence, ...]
    insertions: tuple[Insertion, ...]
    turns: tuple[Turn, ...]
    title: str | None
    charset: Charset
    start_missing: bool
    end_missing: bool
    warnings: tuple[str, ...]


def text_of(document: Document, span: Span) -> str:
    """The words of a span."""
    if not 0 <= span.start <= span.end <= len(document.text):
        raise PlaceNotInSource(value=f"{span.start}-{span.end}")
    return document.text[span.start : span.end]


def line_text(document: Document, line: int) -> str:
    """The words of a line, without its line break."""
    return text_of(document, span_of_line(document, line))


def line_of(document: Document, position: int) -> int:
    """The number of the line that contains a position; a line break belongs to the line it ends."""
    if not 0 <= position <= len(document.text):
        raise PlaceNotInSource(value=str(position))
    return bisect_right(document.lines, position, key=lambda span: span.start)


def sentences_of(document: Document, line: int) -> tuple[Sentence, ...]:
    """The sentences of a line in order; none on a blank line."""
    span_of_line(document, line)
    start = bisect_left(document.sentences, line, key=lambda sentence: sentence.line)
    end = bisect_right(document.sentences, line, key=lambda sentence: sentence.line)
    return document.sentences[start:end]


def insertions_of(document: Document, line: int) -> tuple[Insertion, ...]:
    """The brackets of a line in order."""
    span_of_line(document, line)
    start = bisect_left(document.insertions, line, key=lambda insertion: insertion.line)
    end = bisect_right(document.insertions, line, key=lambda insertion: insertion.line)
    return document.insertions[start:end]


def turn_of(document: Document, line: int) -> Turn | None:
    """The turn that covers a line, or None for a blank line between two turns."""
    span_of_line(document, line)
    before = bisect_right(document.turns, line, key=lambda turn: turn.first_line)
    turn = document.turns[before - 1] if before else None
    return turn if turn is not None and turn.last_line >= line else None


def role_of(document: Document, line: int) -> str | None:
    """The role of a line, or None for a blank line between two turns."""
    turn = turn_of(document, line)
    return None if turn is None else turn.role


def is_content(document: Document, line: int) -> bool:
    """Whether a line belongs to the source itself: not blank, not page furniture, not a citation line."""
    return bool(line_text(document, line).strip()) and role_of(document, line) not in NO_CONTENT


def span_of_line(document: Document, line: int) -> Span:
    """The span of a line, without its line break."""
    if not 1 <= line <= len(document.lines):
        raise PlaceNotInSource(value=f"L{line}")
    return document.lines[line - 1]
