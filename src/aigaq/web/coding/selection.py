"""A selection of words in the reader, checked against the text that the server holds.

Invariant: a place is taken from the text alone; offsets that do not hold the quoted words are refused, never mended.
The sentences that hold the words are the place of an entry; the words themselves are only shown.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.errors import QuoteNotFound
from aigaq.records.documents import Document, Span, line_of, sentences_of

_LONGEST = 12


@dataclass(frozen=True, slots=True)
class Selection:
    """Some words of one line: where they stand (code points), and the sentences that hold them."""

    span: Span
    line: int
    first: int
    last: int


def selection(document: Document, start: str, end: str, quote: str | None = None) -> Selection | None:
    """The selection between two offsets; None where none was made.

    Args:
        start, end: code points in the text, as they were sent.
        quote: the words that the browser showed there; None where they were checked before.
    Raises:
        QuoteNotFound: no such offsets, other words there, or words that no sentence holds.
    """
    if not start and not end:
        return None
    if not (start.isdecimal() and end.isdecimal()) or max(len(start), len(end)) > _LONGEST:
        raise QuoteNotFound
    span = Span(int(start), int(end))
    if not 0 <= span.start < span.end <= len(document.text):
        raise QuoteNotFound
    if quote is not None and document.text[span.start : span.end] != quote.replace("\r\n", "\n"):
        raise QuoteNotFound
    line = line_of(document, span.start)
    held = [
        one.number
        for one in sentences_of(document, line)
        if one.span.start < span.end and span.start < one.span.end
    ]
    if not held:
        raise QuoteNotFound
    return Selection(span, line, held[0], held[-1])
