"""Assign voices to a newly read text: one voice of its own for each speaker whom the text distinguishes.

Invariant: sources never share a voice just because their speakers are unknown. The source records the voice of each
line, and whether it is a guess.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import groupby

from aigaq.reading.labels import named_in
from aigaq.records.documents import Document, Turn, text_of
from aigaq.records.labels import tidy
from aigaq.records.sources import Source
from aigaq.records.subjects import Subject
from aigaq.records.vocab.messages import Language, say

_NOBODY = frozenset({"heading", "furniture", "citation"})
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Voiced:
    """A source with its newly made voices."""

    source: Source
    made: tuple[Subject, ...]


def voiced(
    source: Source,
    document: Document,
    *,
    speaks: str | None,
    asks: str | None,
    language: Language,
    chance: Callable[[], str],
) -> Voiced:
    """The source with the speaker of each line.

    Args:
        speaks, asks: ids of the stated speaker and interviewer, if any. If the text distinguishes several people who
            answer, none of them is taken for the stated speaker.
        language: of the labels of new voices.
        chance: generates the id of each new voice; never from a name.
    """
    roles = _roles(document)
    answering, asking = _that(roles, "interviewee"), _that(roles, "interviewer")
    # A text without labels is all "body": whoever speaks in it also answers.
    if not any(role != "body" for role in roles):
        answering = roles
    # The stated speaker or interviewer is assigned only if exactly one role can be meant.
    named_voice = {
        role: voice
        for named, voice in ((answering, speaks), (asking, asks))
        for role in named[:1]
        if voice is not None and len(named) == 1
    }
    made = {
        role: Subject(chance(), "voice", *_called(role, document, source.key, language), source=source.key)
        for role in roles
        if role not in named_voice
    }
    whose = named_voice | {role: one.id for role, one in made.items()}
    main = _main(document, answering or roles)
    coded = replace(
        source,
        turns=_turns(document, whose, whose[main]),
        rest=whose[main],
        tail=tuple(dict.fromkeys(_around(roles, whose, asks))),
        guessed=_guessed(document),
    )
    return Voiced(coded, tuple(made.values()))


def _roles(document: Document) -> list[str]:
    """The speaking roles in the order of the text; an empty text also has one."""
    roles = dict.fromkeys(turn.role for turn in document.turns if turn.role not in _NOBODY)
    return list(roles) or ["body"]


def _that(roles: list[str], kind: str) -> list[str]:
    return [role for role in roles if role.partition("-")[0] == kind]


def _main(document: Document, roles: list[str]) -> str:
    """The role with the most lines."""
    lines: Counter[str] = Counter()
    for turn in document.turns:
        lines[turn.role] += turn.last_line - turn.first_line + 1
    return max(roles, key=lambda role: (lines[role], -roles.index(role)))


def _called(role: str, document: Document, source: str, language: Language) -> tuple[str, bool]:
    """The label of a voice, and whether it is a name: taken from the text, else made from the source."""
    labels = (text_of(document, one.label) for one in document.turns if one.role == role and one.label)
    for words in labels:
        name, is_name = named_in(words)
        if name is not None:
            return say("voice-named", language, name=tidy(name)[:_LONGEST], source=source), is_name
    kind = role.partition("-")[0]
    alone = kind == "body" and not any(one != "body" for one in _roles(document))
    code = {"interviewer": "voice-asks", "body": "voice-speaks" if alone else "voice-writes"}
    return say(code.get(kind, "voice-speaks"), language, source=source), False


def _turns(document: Document, whose: dict[str, str], rest: str) -> tuple[Turn, ...]:
    """The turns of all voices but the main one; labels in the text are not repeated here."""
    turns = [
        Turn(whose.get(turn.role, turn.role), turn.first_line, turn.last_line)
        for turn in document.turns
        if whose.get(turn.role) != rest
    ]
    return tuple(turns)


def _around(roles: list[str], whose: dict[str, str], asks: str | None) -> list[str]:
    """Voices that only pass the words on: the interviewer, and the writer who took the talk down."""
    spoken = any(role != "body" for role in roles)
    asking = [whose[role] for role in _that(roles, "interviewer")]
    return [*asking, *([asks] if asks else []), *([whose["body"]] if spoken and "body" in roles else [])]


def _guessed(document: Document) -> tuple[tuple[int, int], ...]:
    lines = [n for one in document.turns if one.guessed for n in range(one.first_line, one.last_line + 1)]
    runs = [list(run) for _, run in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0])]
    return tuple((run[0][1], run[-1][1]) for run in runs)
