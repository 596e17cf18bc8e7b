"""Warnings of the reader as sentences. Invariant: the page and the terminal say the same."""

from __future__ import annotations

from aigaq.records.documents import Document
from aigaq.records.vocab.messages import Language, say


def warnings_in_words(document: Document, language: Language) -> tuple[str, ...]:
    """Each warning of a document as a sentence, with advice."""
    charset = document.charset
    choices = ", ".join(one for one in charset.choices if one != charset.name)[:120] or "–"
    lines = ", ".join(str(line) for line in charset.odd_lines) or "–"
    return tuple(
        say(f"read-{code}", language, charset=charset.name, choices=choices, lines=lines)
        for code in document.warnings
    )


def charset_in_words(document: Document, language: Language) -> str:
    """The charset of a document, and how it was determined."""
    how = say(f"charset-how-{document.charset.from_}", language)
    return say("charset-line", language, charset=document.charset.name, how=how)
