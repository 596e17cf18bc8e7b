"""The reader: the text as it reads on one side, the statements of the chosen line on the other.

Invariant: a line shows whose words it is, and a guess is called one; brackets are the editor's; furniture is faded,
never hidden. Warnings from reading stand on the page, not in JSON alone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aigaq.casework.case import Case
from aigaq.casework.portraits import said_view
from aigaq.casework.views import Json
from aigaq.reading.turns import GUESSES
from aigaq.records.charset_names import OFFERED
from aigaq.records.decisions import Decision, in_force
from aigaq.records.documents import Document, insertions_of, is_content, sentences_of
from aigaq.records.reading_warnings import charset_in_words, warnings_in_words
from aigaq.records.statements import Statement
from aigaq.records.vocab.messages import Language
from aigaq.records.voice_decisions import is_about_lines, lines_of, speakers
from aigaq.statements.origins import voice_kind, voice_of
from aigaq.web.coding.suggestions import voice_labels

_CHARSET_DOUBTS = frozenset({"charset-uncertain", "charset-mixed", "charset-differs"})
_NO_VOICE = frozenset({"furniture", "citation", "heading"})


@dataclass(frozen=True, slots=True)
class LinePiece:
    """A run of letters within a line: plain, or an editor's bracket; `start` in code points of the text."""

    text: str
    start: int
    sentence: int | None
    editor: bool


@dataclass(frozen=True, slots=True)
class ReaderLine:
    """A line of the text as the reader shows it.

    Args:
        who: label of the speaker; `guessed`: nobody decided it, and the source holds it for a guess.
        voice: kind of voice of the first statement from it; `coded`: how many there are.
        content: it is no furniture of the page.
    """

    number: int
    who: str
    content: bool
    pieces: tuple[LinePiece, ...]
    voice: str | None
    coded: int
    chosen: bool
    guessed: bool


@dataclass(frozen=True, slots=True)
class Card:
    """A statement beside the text."""

    said: Json
    statement: Statement
    label: str
    voice: str
    place: str


@dataclass(frozen=True, slots=True)
class ChosenSpeaker:
    """The speaker of the chosen line.

    Args:
        aside: the line is part of the page itself, not of what was said.
        decided: the decision that named the speaker, if any; `by` and `at` are shown.
        own: the voice is of this source alone, so that it can be said who it is.
        first, last: lines of its turn.
        coded_otherwise: statements from the line keep another voice.
    """

    label: str
    guessed: bool
    aside: bool
    decided: Decision | None
    own: bool
    first: int
    last: int
    coded_otherwise: bool


def reader_context(case: Case, source: str, chosen: int | None, language: Language) -> dict[str, object]:
    """Context of the page of a source.

    Args:
        source: key of one that the case holds.
        chosen: number of the line whose statements are shown.
    """
    record, document = case.records.sources[source], case.documents.get(source)
    by_line: dict[int, list[Statement]] = {}
    for statement in case.records.statements:
        if statement.source == source:
            by_line.setdefault(statement.passages[0].line, []).append(statement)
    lines = _lines(case, source, chosen, by_line)
    forms = case.records.vocabulary.forms
    return {
        "source": record,
        "document": document,
        "lines": lines,
        "chosen": chosen,
        "cards": [_card(case, statement) for statement in by_line.get(chosen or 0, ())],
        "guessed": any(line.guessed for line in lines),
        "here": _chosen_speaker(case, source, chosen) if chosen is not None else None,
        "speakers": voice_labels(case) if chosen is not None else (),
        # A form stands in the vocabulary under each of its spellings; it is offered once.
        "forms": [(key, form.labels) for key, form in forms.items() if key == form.code],
        "copy_of": record.derived_from,
        **(_charset_context(document, language) if document is not None else {}),
    }


def _lines(
    case: Case, source: str, chosen: int | None, by_line: Mapping[int, Sequence[Statement]]
) -> list[ReaderLine]:
    """The lines with words; of a text that is not here, the lines that something coded points to."""
    record, document = case.records.sources[source], case.documents.get(source)
    decided = speakers(source, case.records.decisions)
    if document is None:
        records = case.records
        coded = (place for statement in records.statements for place in statement.passages)
        questioned = (place for question in records.questions for place in question.passages)
        numbers = sorted({place.line for place in (*coded, *questioned) if place.source == source})
    else:
        numbers = [number for number, span in enumerate(document.lines, 1) if span.end > span.start]
    lines = []
    for number in numbers:
        statements, speaker = by_line.get(number, []), decided.get(number)
        line = ReaderLine(
            number=number,
            who=_voice_label(case, speaker or record.voice_at(number)),
            content=document is None or speaker is not None or is_content(document, number),
            pieces=_pieces(document, number) if document else (),
            voice=voice_kind(statements[0], case.evidence()) if statements else None,
            coded=len(statements),
            chosen=number == chosen,
            guessed=speaker is None and record.is_guessed(number),
        )
        lines.append(line)
    return lines


def _pieces(document: Document, number: int) -> tuple[LinePiece, ...]:
    """The line cut at its brackets and sentences, each piece with the sentence it is in."""
    line, sentences = document.lines[number - 1], sentences_of(document, number)
    brackets = [bracket.span for bracket in insertions_of(document, number)]
    edges = {line.start, line.end, *(sentence.span.start for sentence in sentences)}
    edges |= {edge for bracket in brackets for edge in (bracket.start, bracket.end)}
    pieces = []
    for start, end in pairwise(sorted(edges)):
        inside = (one.number for one in sentences if one.span.start <= start < one.span.end)
        editor = any(bracket.start <= start < bracket.end for bracket in brackets)
        pieces.append(LinePiece(document.text[start:end], start, next(inside, None), editor))
    return tuple(pieces)


def _card(case: Case, statement: Statement) -> Card:
    evidence = case.evidence()
    return Card(
        said=said_view(case, statement),
        statement=statement,
        label=evidence.label(statement.subject),
        voice=voice_kind(statement, evidence),
        place=statement.passages[0].place.written,
    )


def _voice_label(case: Case, voice: str) -> str:
    """The label of a voice, and behind it who it is, where that is known."""
    evidence = case.evidence()
    who = voice_of(voice, evidence)
    label = evidence.label(voice)
    return label if who == voice or evidence.label(who) == label else f"{label} = {evidence.label(who)}"


def _chosen_speaker(case: Case, source: str, number: int) -> ChosenSpeaker:
    records = case.records
    record, document = records.sources[source], case.documents.get(source)
    decided = speakers(source, records.decisions).get(number)
    voice = decided or record.voice_at(number)
    turn = next((turn for turn in record.turns if turn.first_line <= number <= turn.last_line), None)
    subject = records.subjects.get(voice)
    coded = {
        statement.chain[0].voice
        for statement in records.statements
        if statement.source == source
        and statement.passages[0].line == number
        and not statement.passages[0].place.editor
    }
    furniture = (
        document is not None and 1 <= number <= len(document.lines) and not is_content(document, number)
    )
    decisions = [
        decision
        for decision in in_force(records.decisions)
        if is_about_lines(decision)
        and source in decision.targets[1:]
        and any(first <= number <= last for first, last in lines_of(decision.value or ""))
    ]
    return ChosenSpeaker(
        label=_voice_label(case, voice),
        guessed=decided is None and record.is_guessed(number),
        aside=furniture and decided is None,
        decided=decisions[-1] if decisions else None,
        own=decided is None and subject is not None and subject.source == source and voice not in _NO_VOICE,
        first=turn.first_line if turn else number,
        last=turn.last_line if turn else number,
        coded_otherwise=bool(coded - {voice}),
    )


def _charset_context(document: Document, language: Language) -> dict[str, object]:
    """The charset of a text: how it was found, the doubts about it, and those that can be chosen."""
    # That voices are a guess is said beside them.
    warnings = tuple(code for code in document.warnings if code not in GUESSES)
    choices = [charset for charset in document.charset.choices if charset not in OFFERED]
    return {
        "warnings": warnings_in_words(replace(document, warnings=warnings), language),
        "charset_line": charset_in_words(document, language),
        "charsets": (*OFFERED, *choices),
        "doubtful": not _CHARSET_DOUBTS.isdisjoint(document.warnings),
    }
