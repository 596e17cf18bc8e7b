"""Who speaks in which lines: a suggestion by labels or by questions, which the case may overrule.

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
"""Warnings that some line was given to a voice which nothing on it names."""
_LONGEST_QUESTION = 800
_FEWEST_QUESTIONS = 2
_LINES_A_QUESTION = 5


def labelled(
    lines: Sequence[str], natures: Mapping[int, str], labels: Mapping[int, Label]
) -> tuple[Turn, ...]:
    """Turns of a transcript that names its voices; a voice is taken to speak until the next label.

    A line without a label behind one that has it is given to the same voice, and said to be a guess.
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
    """Turns of an interview without labels, or one body where it does not look like an interview.

    All voices are a guess: a question may be one that nobody was asked.

    It does where at least two paragraphs ask and these are at least one paragraph in five.

    Args:
        asking: lines that ask, from `questions`.
        from_start: the text begins in the middle, so that what stands before the first question is an answer.
            Otherwise it is taken as an introduction, by nobody in particular.
    """
    body = [number for number in _filled(lines) if number not in natures]
    asked = [number for number in body if number in asking]
    interview = len(asked) >= _FEWEST_QUESTIONS and len(asked) * _LINES_A_QUESTION >= len(body)
    first = asked[0] if asked else 0
    roles: dict[int, _Whose] = {}
    for number in _filled(lines):
        voice = "interviewer" if number in asking else "interviewee"
        told = interview and (from_start or number >= first)
        own = _Whose(voice, guessed=True) if told else _Whose("body")
        roles[number] = _Whose(natures[number]) if number in natures else own
    return _joined(roles, {})


def questions(text: str, sentences: Sequence[Sentence]) -> frozenset[int]:
    """The lines that ask: they end in a question, or begin with one and are at least half questions.

    A bracket that is a sentence of its own does not count: the editor's note behind a question asks nothing.
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
    """The same document with the turns that a case states; lines it does not speak of keep their guess.

    Raises:
        PlaceNotInSource: a turn names lines that the source does not have.
        BadValue: two of the turns share a line.
    """
    given = sorted(turns, key=lambda turn: turn.first_line)
    last = 0
    for turn in given:
        if not 1 <= turn.first_line <= turn.last_line <= len(document.lines):
            end = "" if turn.last_line == turn.first_line else f"-L{turn.last_line}"
            raise PlaceNotInSource(value=f"L{turn.first_line}{end}")
        if turn.first_line <= last:
            raise BadValue(key="turns", value=f"L{turn.first_line}", due="each line in one turn")
        last = turn.last_line
    kept = [piece for turn in document.turns for piece in _without(turn, given)]
    merged = tuple(sorted([*given, *kept], key=lambda turn: turn.first_line))
    lines = [document.text[line.start : line.end] for line in document.lines]
    return replace(
        document,
        turns=merged,
        start_missing=completeness.start_missing(lines, merged),
        end_missing=completeness.end_missing(lines, merged),
        warnings=tuple(code for code in document.warnings if code not in GUESSES),
    )


def _without(turn: Turn, turns: Sequence[Turn]) -> list[Turn]:
    """What is left of a guessed turn once the given ones have taken their lines."""
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
    """Of what role a line is, and whether that is a guess."""

    role: str
    guessed: bool = False


def _joined(roles: Mapping[int, _Whose], labels: Mapping[int, Label]) -> tuple[Turn, ...]:
    """Neighbouring lines of one role become one turn; a label always begins a new one."""
    turns: list[Turn] = []
    for number, own in roles.items():
        label = labels[number].span if number in labels else None
        if turns and label is None and (turns[-1].role, turns[-1].guessed) == (own.role, own.guessed):
            turns[-1] = replace(turns[-1], last_line=number)
        else:
            turns.append(Turn(own.role, number, number, label, own.guessed))
    return tuple(turns)


def _filled(lines: Sequence[str]) -> list[int]:
    return [number for number, line in enumerate(lines, start=1) if line and not line.isspace()]
