"""Who speaks in a text that was just read: a voice of its own for everybody whom the text tells apart.

Invariant: no two sources share a voice because nobody said who speaks in them; whose words a line is, and that it is a
guess, is kept with the source.
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
    """A source, and the voices that are its own."""

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
    """The source with who speaks in which lines.

    Args:
        speaks, asks: ids of who speaks and who asks, where somebody said so. Where the text tells several apart who
            answer, nobody of them is taken for the one who was named.
        language: in which the voices are called.
        chance: gives an id for each new voice, never made of a name.
    """
    roles = _roles(document)
    answering, asking = _that(roles, "interviewee"), _that(roles, "interviewer")
    if not any(role != "body" for role in roles):
        answering = roles
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
    """The roles that somebody speaks in, in the order of the text; an empty text has one as well."""
    roles = dict.fromkeys(turn.role for turn in document.turns if turn.role not in _NOBODY)
    return list(roles) or ["body"]


def _that(roles: list[str], kind: str) -> list[str]:
    return [role for role in roles if role.partition("-")[0] == kind]


def _main(document: Document, roles: list[str]) -> str:
    """Of some roles the one that has the most lines."""
    lines: Counter[str] = Counter()
    for turn in document.turns:
        lines[turn.role] += turn.last_line - turn.first_line + 1
    return max(roles, key=lambda role: (lines[role], -roles.index(role)))


def _called(role: str, document: Document, source: str, language: Language) -> tuple[str, bool]:
    """The label of a voice and whether it is a name: as the text calls it, or after the source."""
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
    """The lines of everybody but the main voice; that a label stood there is told by the text."""
    turns = [
        Turn(whose.get(turn.role, turn.role), turn.first_line, turn.last_line)
        for turn in document.turns
        if whose.get(turn.role) != rest
    ]
    return tuple(turns)


def _around(roles: list[str], whose: dict[str, str], asks: str | None) -> list[str]:
    """Who asks, and who wrote a talk down: the words passed through them, and they add nothing to what is said."""
    spoken = any(role != "body" for role in roles)
    asking = [whose[role] for role in _that(roles, "interviewer")]
    return [*asking, *([asks] if asks else []), *([whose["body"]] if spoken and "body" in roles else [])]


def _guessed(document: Document) -> tuple[tuple[int, int], ...]:
    lines = [n for one in document.turns if one.guessed for n in range(one.first_line, one.last_line + 1)]
    runs = [list(run) for _, run in groupby(enumerate(lines), key=lambda pair: pair[1] - pair[0])]
    return tuple((run[0][1], run[-1][1]) for run in runs)
