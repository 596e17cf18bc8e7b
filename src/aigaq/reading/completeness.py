"""Completeness of a text: whether it seems to begin or end in the middle.

Invariant: False means "no sign of it", never "it is whole": a text cut between two sentences shows nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from aigaq.reading import lists
from aigaq.reading.sentences import ends_with_stop
from aigaq.records.documents import Turn

_NO_SPEECH = frozenset({"heading", "furniture", "citation"})
_OPENING = " \t\u00a0\"'“‘«‹„([{—–-*_>"
_WORD_GOES_ON = re.compile(r"[\w'\-]")
_DOTS = ("...", "…", "..")


def start_missing(lines: Sequence[str], turns: Sequence[Turn]) -> bool:
    """Whether the text seems to begin in the middle: dots, a small letter, "And", "Но", "Сондай-ақ".

    A transcript with labels that begins with an answer counts too.
    """
    first = next((turn for turn in turns if _speech(turn, lines) is not None), None)
    line = _speech(first, lines) if first is not None else None
    if first is None or line is None:
        return False
    if first.label is not None and first.role.startswith("interviewee"):
        return True
    text = line.partition(":")[2] if first.label is not None else line
    return goes_on(text)


def goes_on(text: str) -> bool:
    """Whether a text begins like a continuation of another."""
    words = text.lstrip(_OPENING)
    if words.startswith(_DOTS) or words[:1].islower():
        return True
    folded = lists.fold(words[:60])
    return any(
        folded.startswith(opening) and not _WORD_GOES_ON.match(folded, len(opening))
        for opening in lists.words("turns", "goes_on")
    )


def end_missing(lines: Sequence[str], turns: Sequence[Turn]) -> bool:
    """Whether the text seems to break off: no full stop, dots, or an unanswered question at the end."""
    last = next((turn for turn in reversed(turns) if _speech(turn, lines) is not None), None)
    if last is None:
        return False
    line = next(
        line for line in reversed(lines[last.first_line - 1 : last.last_line]) if line.strip()
    ).strip()
    return (
        last.role.startswith("interviewer")
        or not ends_with_stop(line)
        or line.rstrip("\"'”’»›“‘)]} ").endswith(_DOTS)
    )


def _speech(turn: Turn, lines: Sequence[str]) -> str | None:
    """First line of a turn that is no heading or furniture of the page; None if there is none."""
    if turn.role in _NO_SPEECH:
        return None
    return next((line for line in lines[turn.first_line - 1 : turn.last_line] if line.strip()), None)
