"""The reader: the text as it reads on one side, the statements of the line in view on the other.

Invariant: a line shows whose words it is; brackets are the editor's; furniture is faded, never hidden.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.casework.portraits import said_view
from aigaq.errors import NotFound
from aigaq.records.documents import Document, insertions_of, is_content, sentences_of
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.vocab.messages import Language
from aigaq.records.voice_decisions import speakers
from aigaq.web.layout.paging import cut
from aigaq.web.protect import withholding
from aigaq.web.sources import charsets
from aigaq.web.sources import voices as whose
from aigaq.web.store import access, cases, lists, voice_kinds
from aigaq.web.store.case_heads import documents


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters within a line: plain, or an editor's bracket; `start` in code points of the text."""

    text: str
    start: int
    sentence: int | None
    editor: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the text as the reader shows it."""

    number: int
    who: str
    content: bool
    pieces: tuple[Piece, ...]
    voice: str | None
    coded: int
    chosen: bool
    guessed: bool


def sources(request: HttpRequest, key: str) -> HttpResponse:
    """Every source with how far it is coded."""
    row, case = cases.bare(request.user, key)
    shown = cut(sorted(case.records.sources), request)
    coded = lists.coded_lines(request.user, row, shown.rows)
    texts = documents(row, {source: case.records.sources[source] for source in shown.rows})
    listed = [
        _progress(case.records.sources[source], texts.get(source), coded.get(source, set()))
        for source in shown.rows
    ]
    context = {
        "row": row,
        "case": case,
        "listed": listed,
        "shown": shown,
        "may_code": access.may(request.user, "code", row),
    }
    return render(request, "sources/sources.html", context)


def _progress(source: Source, document: Document | None, coded: set[int]) -> dict[str, object]:
    lines = [n for n in range(1, len(document.lines) + 1) if is_content(document, n)] if document else []
    return {"source": source, "lines": len(lines), "coded": len(coded & set(lines))}


def read(request: HttpRequest, key: str, source: str) -> HttpResponse:
    """One source, and the statements of the line asked for."""
    row, case = cases.of_source(request.user, key, source)
    if source not in case.records.sources:
        raise NotFound
    chosen = _number(request.GET.get("line"))
    told, document = case.records.sources[source], case.documents.get(source)
    by_line = _by_line(case, source)
    decided = speakers(source, case.records.decisions)
    lines = [
        _line(case, source, document, n, by_line, chosen, decided.get(n))
        for n in _numbers(case, source, document)
    ]
    context = {
        "row": row,
        "case": case,
        "source": told,
        "document": document,
        "lines": lines,
        "chosen": chosen,
        "cards": [_card(case, one) for one in by_line.get(chosen or 0, ())],
        "may_code": document is not None and access.may(request.user, "code", row),
        "guessed": any(line.guessed for line in lines),
        "here": whose.here(case, source, document, chosen) if chosen is not None else None,
        "speakers": whose.offered(case) if chosen is not None else (),
        "may_bind": document is None and told.media is None and access.may(request.user, "code", row),
        "forms": _forms(case),
        "copy_of": case.records.sources[source].derived_from,
        **charsets.told(document),
        **withholding.told(request, row, "source", source),
    }
    return render(request, "sources/reader.html", context)


def _number(written: str | None) -> int | None:
    return int(written) if written and written.isdecimal() and len(written) < 8 else None


def _numbers(case: Case, source: str, document: Document | None) -> list[int]:
    """The lines with words; of a text that is not at hand, the lines that something coded points to."""
    if document is None:
        said = (place for one in case.records.statements for place in one.passages)
        asked = (place for one in case.records.questions for place in one.passages)
        return sorted({place.line for place in (*said, *asked) if place.source == source})
    return [
        n
        for n in range(1, len(document.lines) + 1)
        if document.lines[n - 1].end > document.lines[n - 1].start
    ]


def _by_line(case: Case, source: str) -> dict[int, list[Statement]]:
    found: dict[int, list[Statement]] = {}
    for one in case.records.statements:
        if one.source == source:
            found.setdefault(one.passages[0].line, []).append(one)
    return found


def _line(
    case: Case,
    source: str,
    document: Document | None,
    number: int,
    by_line: dict[int, list[Statement]],
    chosen: int | None,
    decided: str | None,
) -> Line:
    told = case.records.sources[source]
    said = by_line.get(number, [])
    voice = voice_kinds.of(said[0], case.evidence()) if said else None
    return Line(
        number=number,
        who=whose.called(case, decided or told.voice_at(number)),
        content=document is None or decided is not None or is_content(document, number),
        pieces=_pieces(document, number) if document else (),
        voice=voice,
        coded=len(said),
        chosen=number == chosen,
        guessed=decided is None and told.is_guessed(number),
    )


def _pieces(document: Document, number: int) -> tuple[Piece, ...]:
    """The line cut at its brackets, each piece with the sentence it is in."""
    pieces: list[Piece] = []
    brackets = insertions_of(document, number)
    line = document.lines[number - 1]
    edges = sorted({line.start, line.end, *(b.span.start for b in brackets), *(b.span.end for b in brackets)})
    edges = sorted({*edges, *(s.span.start for s in sentences_of(document, number))})
    for start, end in pairwise(edges):
        sentence = next(
            (s.number for s in sentences_of(document, number) if s.span.start <= start < s.span.end), None
        )
        editor = any(b.span.start <= start < b.span.end for b in brackets)
        pieces.append(Piece(document.text[start:end], start, sentence, editor))
    return tuple(pieces)


def _card(case: Case, one: Statement) -> dict[str, object]:
    evidence = case.evidence()
    return {
        "said": said_view(case, one),
        "statement": one,
        "label": evidence.label(one.subject),
        "voice": voice_kinds.of(one, evidence),
        "place": locators.write(one.passages[0].place),
    }


def _forms(case: Case) -> list[tuple[str, Mapping[Language, str]]]:
    """The forms that people code with, each once."""
    return [(name, form.labels) for name, form in case.records.vocabulary.forms.items() if name == form.code]
