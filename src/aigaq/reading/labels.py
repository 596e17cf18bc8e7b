"""Names and letters at the start of a line that say who speaks: "Q:", "NAME:", "[NAME]".

Invariant: a label is known by its place; its words are never copied out of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aigaq.reading import lists
from aigaq.records.documents import Span

_COLON = re.compile(r"[\s>*_–—-]*(?P<label>[^\W_][^:\[\].!?]{0,40}?)[*_]*\s*:[*_]*(?=\s|$)")
_BRACKET = re.compile(r"\s*\[(?P<label>[^\[\]]{1,40})\](?=\s)")
_LETTER = re.compile(r"\s*(?P<label>[QqAa])\.(?=\s)")
_MOST_WORDS = 4


@dataclass(frozen=True, slots=True)
class Label:
    """Where a line names its voice, and the role that follows from it."""

    span: Span
    role: str


def labels(lines: Sequence[str], starts: Sequence[int], skip: Mapping[int, str]) -> dict[int, Label]:
    """Line number -> label, or nothing at all where the text is no labelled transcript.

    A word from the lists (asking, answering) counts as it stands; any other name must be written with
    capitals and stand at least twice, or in brackets where somebody asks. There must be two labels or more.

    Args:
        starts: the position of each line in the text.
        skip: lines that are headings or the page's own.
    """
    found: dict[int, tuple[Span, str]] = {}
    lettered = any(line.lstrip()[:3] in ("Q. ", "q. ") for line in lines)
    for number, line in enumerate(lines, start=1):
        match = None if number in skip else _match(line, lettered)
        if match is not None:
            place = Span(starts[number - 1] + match.start("label"), starts[number - 1] + match.end("label"))
            found[number] = place, _key(match["label"])
    bracketed = {key for number, (_, key) in found.items() if lines[number - 1].lstrip().startswith("[")}
    kept = _kept(Counter(key for _, key in found.values()), bracketed)
    if len(kept) < 2:
        return {}
    return {line: Label(span, kept[key]) for line, (span, key) in found.items() if key in kept}


def _match(line: str, lettered: bool) -> re.Match[str] | None:
    match = _COLON.match(line) or _BRACKET.match(line) or (_LETTER.match(line) if lettered else None)
    if match is None:
        return None
    key = _key(match["label"])
    if key in lists.lookup("turns", "asking") or key in lists.lookup("turns", "answering"):
        return match
    words = match["label"].split()
    plain = key in lists.lookup("turns", "no_label") or key in lists.lookup("insertions", "transcriber")
    named = len(words) <= _MOST_WORDS and all(word[0] != word[0].lower() for word in words)
    return match if named and not plain else None


def _key(label: str) -> str:
    """The label without the number in "Q1"."""
    return lists.fold(" ".join(label.split())).rstrip("0123456789 ")


def _kept(counts: Counter[str], bracketed: set[str]) -> dict[str, str]:
    """The labels that count, each with its role."""
    asking = [key for key in counts if key in lists.lookup("turns", "asking")]
    answering = [key for key in counts if key in lists.lookup("turns", "answering")]
    enough = {key for key in counts if counts[key] > 1 or (asking and key in bracketed)}
    names = [key for key in counts if key in enough and key not in asking and key not in answering]
    # One name beside one who asks is the one who answers; of several nobody can tell.
    other = "interviewee" if asking and len(names) == 1 and not answering else "speaker"
    return {
        **dict.fromkeys(asking, "interviewer"),
        **dict.fromkeys(answering, "interviewee"),
        **dict.fromkeys(names, other),
    }
