"""Read one file and show its content. Invariant: nothing is written."""

from __future__ import annotations

import argparse
import json
import time
from pathlib import Path

from aigaq.casework import views
from aigaq.cli.files import bytes_of
from aigaq.reading import read
from aigaq.records.documents import Document, Span, Turn, is_content, text_of
from aigaq.records.reading_warnings import warnings_in_words
from aigaq.records.vocab.messages import Language, say


def read_file(args: argparse.Namespace, language: Language) -> int:
    """Read one file and show its content."""
    document = read(bytes_of(Path(args.file)), charset=args.charset, name=args.file, clock=time.monotonic)
    if args.json:
        print(json.dumps(_document_view(document), ensure_ascii=False, indent=2))
        return 0
    confidence = "" if document.charset.confidence is None else f", {document.charset.confidence:.2f}"
    counts = {
        "lines": len(document.lines),
        "sentences": len(document.sentences),
        "brackets": len(document.insertions),
    }
    how = document.charset.from_
    print(
        say("read-summary", language, **counts, charset=document.charset.name, how=how, confidence=confidence)
    )
    for missing, code in (
        (document.start_missing, "read-start-missing"),
        (document.end_missing, "read-end-missing"),
    ):
        if missing:
            print(say(code, language))
    for warning in warnings_in_words(document, language):
        print(warning)
    for turn in document.turns:
        named = f" ({_label(document, turn)})" if turn.label is not None else ""
        guess = f"  {say('read-guessed', language)}" if turn.guessed else ""
        print(f"  L{turn.first_line}-{turn.last_line}  {turn.role}{named}{guess}")
    return 0


def _label(document: Document, turn: Turn) -> str | None:
    """The words by which the text names the voice, without terminal control characters."""
    words = text_of(document, turn.label) if turn.label is not None else None
    return words and "".join(letter for letter in words if letter.isprintable())


def _document_view(document: Document) -> views.Json:
    return {
        "item": document.item,
        "media_type": document.media_type,
        "digest": document.digest,
        "title": document.title,
        "charset": {
            "name": document.charset.name,
            "from": document.charset.from_,
            "confidence": None if document.charset.confidence is None else str(document.charset.confidence),
            "choices": list(document.charset.choices),
            "odd_lines": list(document.charset.odd_lines),
        },
        "lines": [
            {"line": n, **_bounds(line), "content": is_content(document, n)}
            for n, line in enumerate(document.lines, 1)
        ],
        "sentences": [
            {"line": sentence.line, "number": sentence.number, **_bounds(sentence.span)}
            for sentence in document.sentences
        ],
        "insertions": [
            {
                "line": insertion.line,
                "number": insertion.number,
                "kind": insertion.kind,
                **_bounds(insertion.span),
            }
            for insertion in document.insertions
        ],
        "turns": [_turn_view(document, one) for one in document.turns],
        "start_missing": document.start_missing,
        "end_missing": document.end_missing,
        "warnings": list(document.warnings),
    }


def _bounds(span: Span) -> dict[str, int]:
    return {"start": span.start, "end": span.end}


def _turn_view(document: Document, turn: Turn) -> views.Json:
    return {
        "role": turn.role,
        "first": turn.first_line,
        "last": turn.last_line,
        "label": _label(document, turn),
        "guessed": turn.guessed,
    }
