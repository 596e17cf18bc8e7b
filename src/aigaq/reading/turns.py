"""Turns (lines with their speaker), guessed by labels or questions. The case may overrule the guess.

Invariant: turns run in the order of the lines, do not overlap, and cover every line that is not blank.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from aigaq.errors import BadValue, PlaceNotInSource
from aigaq.reading import completeness
from aigaq.reading.labels import Label
from aigaq.reading.sentences import is_question
from aigaq.records.documents import Document, Sentence, Turn

GUESSES = ("turns-guessed", "label-once")
"""Warnings for lines given to a voice that they do not name."""
_LONGEST_QUESTION = 800
_FEWEST_QUESTIONS = 2
_LINES_A_QUESTION = 5


def labelled(
    lines: Sequence[str], natures: Mapping[int, str], labels: Mapping[int, Label]
) -> tuple[Turn, ...]:
    """Turns of a labelled transcript; a voice speaks until the next label.

    A line without a label goes to the voice before it, marked as a guess.
    """
    roles: dict[int, _Whose] = {}
    voice = "body"
    for number in _filled(lines):
        label = labels.get(number)
        if label is not None and label.lasting:
            voice = label.role
        if number in natures:
            roles[number] = _Whose(natures[number])
        elif label is not None:
            roles[number] = _Whose(label.role, label.guessed)
        else:
            roles[number] = _Whose(voice, voice != "body")
    return _joined(roles, labels)


def by_questions(
    lines: Sequence[str],
    natures: Mapping[int, str],
    asking: frozenset[int],
    *,
    from_start: bool,
) -> tuple[Turn, ...]:
    """Turns of an interview without labels; a single turn if the text does not look like an interview.

    It looks like one if at least two paragraphs ask, and these are at least one paragraph in five. All voices are
    a guess: a question may be one that nobody was asked.

    Args:
        asking: lines that ask, from `questions`.
        from_start: the text begins in the middle, so that words before the first question are an answer.
            Otherwise they are taken as an introduction, by nobody in particular.
    """
    body = [number for number in _filled(lines) if number not in natures]
    question_lines = [number for number in body if number in asking]
    interview = len(question_lines) >= _FEWEST_QUESTIONS and len(question_lines) * _LINES_A_QUESTION >= len(
        body
    )
    first = question_lines[0] if question_lines else 0
    roles: dict[int, _Whose] = {}
    for number in _filled(lines):
        voice = "interviewer" if number in asking else "interviewee"
        is_voice = interview and (from_start or number >= first)
        whose = _Whose(voice, guessed=True) if is_voice else _Whose("body")
        roles[number] = _Whose(natures[number]) if number in natures else whose
    return _joined(roles, {})


def questions(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """Lines with questions: a line ends in one, or begins with one and at least half its sentences are questions.

    A bracket that is a sentence by itself does not count: an editor's note after a question asks nothing.
    """
    flags: dict[int, list[bool]] = {}
    length: dict[int, int] = {}
    for sentence in sentences:
        words = text[sentence.span.start : sentence.span.end]
        length[sentence.line] = length.get(sentence.line, 0) + len(words)
        if not (words.startswith("[") and words.endswith("]")):
            flags.setdefault(sentence.line, []).append(is_question(words))
    return frozenset(
        line
        for line, asks in flags.items()
        if length[line] <= _LONGEST_QUESTION and (asks[-1] or (asks[0] and sum(asks) * 2 >= len(asks)))
    )


def with_turns(document: Document, turns: Sequence[Turn]) -> Document:
    """The document with the turns stated in a case; all other lines keep their guess.

    Raises:
        PlaceNotInSource: a turn names lines that the source does not have.
        BadValue: two of the turns share a line.
    """
    stated = sorted(turns, key=lambda turn: turn.first_line)
    last = 0
    for turn in stated:
        if not 1 <= turn.first_line <= turn.last_line <= len(document.lines):
            end = "" if turn.last_line == turn.first_line else f"-L{turn.last_line}"
            raise PlaceNotInSource(value=f"L{turn.first_line}{end}")
        if turn.first_line <= last:
            raise BadValue(key="turns", value=f"L{turn.first_line}", due="each line in one turn")
        last = turn.last_line
    kept = [piece for turn in document.turns for piece in _without(turn, stated)]
    merged = tuple(sorted([*stated, *kept], key=lambda turn: turn.first_line))
    lines = [document.text[line.start : line.end] for line in document.lines]
    return replace(
        document,
        turns=merged,
        start_missing=completeness.start_missing(lines, merged),
        end_missing=completeness.end_missing(lines, merged),
        warnings=tuple(code for code in document.warnings if code not in GUESSES),
    )


def _without(turn: Turn, turns: Sequence[Turn]) -> list[Turn]:
    """Remains of a guessed turn outside the stated ones."""
    left: list[Turn] = []
    start = turn.first_line
    for other in turns:
        if other.last_line < start or other.first_line > turn.last_line:
            continue
        if other.first_line > start:
            left.append(replace(turn, first_line=start, last_line=other.first_line - 1))
        start = other.last_line + 1
    if start <= turn.last_line:
        left.append(replace(turn, first_line=start))
    return [piece if piece.first_line == turn.first_line else replace(piece, label=None) for piece in left]


@dataclass(frozen=True, slots=True)
class _Whose:
    """Role of a line, and whether it is a guess."""

    role: str
    guessed: bool = False


def _joined(roles: Mapping[int, _Whose], labels: Mapping[int, Label]) -> tuple[Turn, ...]:
    """Turns of neighbouring lines with the same role; a label always begins a new one."""
    turns: list[Turn] = []
    for number, whose in roles.items():
        label = labels[number].span if number in labels else None
        if turns and label is None and (turns[-1].role, turns[-1].guessed) == (whose.role, whose.guessed):
            turns[-1] = replace(turns[-1], last_line=number)
        else:
            turns.append(Turn(whose.role, number, number, label, whose.guessed))
    return tuple(turns)


def _filled(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines, start=1) if line and not line.isspace()]
