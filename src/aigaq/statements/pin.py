"""From quoted words to the exact place. Invariant: a quote that is absent or stands twice is never pinned by guess."""

from __future__ import annotations

import re

from aigaq.errors import PassageUnbound, QuoteAmbiguous, QuoteNotFound
from aigaq.records.documents import Document, Span, insertions_of, line_of, sentences_of, span_of_line
from aigaq.records.statements import Passage, Place


def pin(document: Document | None, quote: str, *, source: str, line: int | None = None) -> Passage:
    """The place where the quoted words stand.

    Any run of spaces or line breaks in the text fits any in the quote; all else must be the same letters.

    Args:
        line: look in this line alone, counted from 1.
    Raises:
        PassageUnbound: there is no text to look in.
        QuoteNotFound: the words are not there, or the quote has none.
        QuoteAmbiguous: they stand there more than once; `count` says how often.
        PlaceNotInSource: no such line.
    """
    if document is None:
        raise PassageUnbound(id=source)
    found = _found(document, quote, line)
    if not found:
        raise QuoteNotFound(id=source)
    if len(found) > 1:
        raise QuoteAmbiguous(count=len(found), id=source)
    span = found[0]
    return Passage(source, _place(document, span), item=document.item, start=span.start, end=span.end)


def _found(document: Document, quote: str, line: int | None) -> list[Span]:
    words = quote.split()
    if not words:
        return []
    # Looking ahead finds places that overlap each other too ("no no" stands twice in "no no no").
    wanted = re.compile("(?=(" + r"\s+".join(map(re.escape, words)) + "))")
    whole = Span(0, len(document.text)) if line is None else span_of_line(document, line)
    return [Span(one.start(1), one.end(1)) for one in wanted.finditer(document.text, whole.start, whole.end)]


def _place(document: Document, span: Span) -> Place:
    """The line, the sentences and, where the words are an editor's, the bracket."""
    line = line_of(document, span.start)
    touched = [
        one.number
        for one in sentences_of(document, line)
        if one.span.start < span.end and span.start < one.span.end
    ]
    first = touched[0] if touched else None
    last = touched[-1] if len(touched) > 1 else None
    within = [one for one in insertions_of(document, line) if first is None or one.sentence in touched]
    for number, one in enumerate(within, 1):
        if one.span.start <= span.start and span.end <= one.span.end:
            return Place(line, first, last, editor=True, bracket=number if len(within) > 1 else None)
    return Place(line, first, last)
