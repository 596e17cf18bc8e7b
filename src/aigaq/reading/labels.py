"""Labels of speakers at the start of a line: "Q:", "NAME:", "[NAME]", "Прокурор:".

Invariant: a label is stored by its place; its words are never copied out of the text. Each labelled speaker has
a voice; their words are never given to the speaker before.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from aigaq.reading import lists
from aigaq.records.documents import Span

Kind = Literal["asking", "answering", "speaking", "name", "note"]

# Marks of direction and order that are not seen, quotes of mail, dashes, and the time as transcribers note it.
_BEFORE = (
    r"[\s>*_–—\-\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]*"
    r"(?:[\[(]?\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?[\])]?\s*[–—-]?\s*)?[*_]*"
)
_COLON = re.compile(_BEFORE + r"(?P<label>[^\W_][^::\[\]!?]{0,50}?)[*_]*\s*[::][*_]*(?=\s|$)")
_BRACKET = re.compile(_BEFORE + r"\[(?P<label>[^\[\]]{1,40})\][::]?(?=\s)")
_LETTER = re.compile(r"\s*(?P<label>[QqAa])\.(?=\s)")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Label:
    """A label with its place and the role of its voice.

    `guessed`: it occurs only once and is no listed word, or it could mean any of several speakers.
    `lasting`: the voice goes on until the next label; a note covers only its own line.
    """

    span: Span
    role: str
    guessed: bool = False
    lasting: bool = True


@dataclass(frozen=True, slots=True)
class _Mark:
    """Label as written. `which` distinguishes several who ask or answer; empty for "Q" and "Answer"."""

    span: Span
    kind: Kind
    key: str
    which: str
    bracketed: bool


def labels(lines: Sequence[str], starts: Sequence[int], skip: Mapping[int, str]) -> dict[int, Label]:
    """Labels by line number; empty if the text is no labelled transcript.

    A listed word counts, alone or with an addition ("Вопрос следователя"). Any other name must have capitals and occur
    at least twice, or be in brackets in a text where somebody asks. There must be at least two voices; then a name
    that occurs once is a voice too, marked as a guess.

    Args:
        starts: position of each line in the text.
        skip: lines that are headings or the page's own.
    """
    lettered = any(line.lstrip()[:3] in ("Q. ", "q. ") for line in lines)
    marks: dict[int, _Mark] = {}
    for number, line in enumerate(lines, start=1):
        mark = None if number in skip else _mark(line, starts[number - 1], lettered)
        if mark is not None:
            marks[number] = mark
    voices = [mark for mark in marks.values() if mark.kind != "note"]
    sure = _sure(voices)
    if len(sure) < 2:
        return {}
    shapes = {mark.bracketed for mark in voices if mark.key in sure}
    kept = {n: mark for n, mark in marks.items() if mark.key in sure or mark.bracketed in shapes}
    return _labels(kept, sure)


def named_in(words: str) -> tuple[str | None, bool]:
    """Person named by a label, and whether by a name; None if it only says "question" or "answer"."""
    written = _ASIDE.sub("", words).strip()
    kind = _kind(written, lists.fold(" ".join(written.split())))
    if kind is None or (kind[0] in ("asking", "answering") and not kind[2]):
        return None, False
    return written, kind[0] == "name"


def _mark(line: str, start: int, lettered: bool) -> _Mark | None:
    colon = _COLON.match(line)
    match = colon or _BRACKET.match(line) or (_LETTER.match(line) if lettered else None)
    if match is None:
        return None
    written = _ASIDE.sub("", match["label"]).strip()
    kind = _kind(written, lists.fold(" ".join(written.split())))
    if kind is None:
        return None
    span = Span(start + match.start("label"), start + match.end("label"))
    bracketed = colon is None and line[match.start("label") - 1] == "["
    return _Mark(span, *kind, bracketed=bracketed)


def _kind(written: str, key: str) -> tuple[Kind, str, str] | None:
    """Kind of a label, its key for comparison, and the addition that tells which speaker it means."""
    bare = key.rstrip("0123456789 №#.")
    for kind, turn in (("asking", "question"), ("answering", "answer")):
        # The number behind "Q" counts questions; the number behind a witness tells her from the next.
        if bare in lists.lookup("turns", turn):
            return kind, bare, ""  # type: ignore[return-value]  # one of the two above
    for kind in ("asking", "answering", "speaking"):
        if key in lists.lookup("turns", kind) or bare in lists.lookup("turns", kind):
            return kind, key, key  # type: ignore[return-value]  # one of the three above
    words = [word.strip(".,;") for word in key.split()]
    if (
        not words
        or key in lists.lookup("turns", "no_voice")
        or key in lists.lookup("insertions", "transcriber")
    ):
        return None
    if _ends_in(words, "no_label") or key in lists.lookup("turns", "no_label"):
        return "note", key, key
    if len(words) <= _MOST_WORDS and (kind_of_word := _worded(words)) is not None and written[:1].isupper():
        return kind_of_word, key, key
    return ("name", key, key) if _is_name(written.split()) else None


def _worded(words: Sequence[str]) -> Kind | None:
    """Kind of a label by its first or last word: "Вопрос следователя", "Куәнің жауабы"; never by one letter."""
    for kind, turns in (("asking", ("question", "asking")), ("answering", ("answer", "answering"))):
        if any(_ends_in(words, turn) for turn in turns):
            return kind  # type: ignore[return-value]  # one of the two above
    return "speaking" if _ends_in(words, "speaking") else None


def _ends_in(words: Sequence[str], name: str) -> bool:
    return any(len(word) > 2 and word in lists.lookup("turns", name) for word in (words[0], words[-1]))


def _is_name(words: Sequence[str]) -> bool:
    """Whether a label may be a name: few words, each capitalised or of a script without capitals."""
    if not 1 <= len(words) <= _MOST_WORDS or not words[0][0].isalpha():
        return False
    proper = [
        word
        for word in words
        if word.casefold() not in lists.lookup("turns", "particles") and not word[0].isdigit()
    ]
    cased = [word for word in proper if word[0] != word[0].lower()]
    caseless = [word for word in proper if word.lower() == word.upper()]
    if any(word.endswith(".") and len(word) > 3 for word in words):
        return False
    return bool(proper) and len(cased) + len(caseless) == len(proper)


def _sure(marks: Iterable[_Mark]) -> frozenset[str]:
    """Keys accepted as labels: words of the lists, and names that occur often enough."""
    listed = list(marks)
    counts = Counter(mark.key for mark in listed)
    is_dialogue = any(mark.kind == "asking" and mark.bracketed for mark in listed)
    return frozenset(
        mark.key
        for mark in listed
        if mark.kind != "name" or counts[mark.key] > 1 or (is_dialogue and mark.bracketed)
    )


def _labels(kept: Mapping[int, _Mark], sure: frozenset[str]) -> dict[int, Label]:
    roles = _roles(kept.values(), sure)
    numbered = {role.rpartition("-")[0] for role in roles.values() if role[-1].isdecimal()}
    if not _talk(kept.values()):
        # "Mother: wounded", "Son: alive": a list of people looks the same.
        numbered |= set(roles.values())
    labels_found: dict[int, Label] = {}
    for line, mark in kept.items():
        if mark.kind == "note":
            labels_found[line] = Label(mark.span, "body", guessed=True, lasting=False)
        else:
            role = roles[mark.key]
            # "Answer" in a text with two who answer: it could be either.
            labels_found[line] = Label(mark.span, role, guessed=mark.key not in sure or role in numbered)
    return labels_found


def _talk(marks: Iterable[_Mark]) -> bool:
    """Whether it is a conversation: somebody asks, answers or speaks twice. Single remarks may be no conversation."""
    voices = [mark for mark in marks if mark.kind != "note"]
    turned = any(mark.kind in ("asking", "answering") for mark in voices)
    return turned or len({mark.key for mark in voices}) < len(voices)


def _roles(marks: Iterable[_Mark], sure: frozenset[str]) -> dict[str, str]:
    """Role of each label. Every distinct speaker has a role, numbered by first appearance."""
    listed = [mark for mark in marks if mark.kind != "note"]
    kinds: dict[Kind, dict[str, str]] = {"asking": {}, "answering": {}, "speaking": {}, "name": {}}
    for mark in listed:
        kinds[mark.kind][mark.key] = mark.which
    roles: dict[str, str] = {}
    for kind, role in (("asking", "interviewer"), ("answering", "interviewee")):
        keys = kinds[kind]  # type: ignore[index]  # one of the two above
        several = len({which for which in keys.values() if which}) > 1
        apart = [key for key, which in keys.items() if which] if several else []
        roles |= dict.fromkeys(keys, role)
        roles |= {key: f"{role}-{number}" for number, key in enumerate(apart, 1)}
    names = [key for key in kinds["name"] if key in sure]
    if kinds["asking"] and len(names) == 1 and not kinds["answering"]:
        # With one asker and one name, the name answers; with several names nobody can tell.
        roles[names[0]] = "interviewee"
    others = [mark.key for mark in listed if mark.key not in roles]
    return roles | {key: f"speaker-{number}" for number, key in enumerate(dict.fromkeys(others), 1)}
