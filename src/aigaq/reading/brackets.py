"""Pairing of square brackets within a line.

Invariant: a bracket ends on the line where it begins, or it is no bracket. Irregular ones are reported, never repaired.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aigaq.records.documents import Span

_BRACKET = re.compile(r"[\[\]]")


@dataclass(frozen=True, slots=True)
class Pairs:
    """The outermost complete brackets of a line in order, with codes for irregular ones."""

    whole: tuple[Span, ...]
    warnings: frozenset[str]


_NONE = Pairs((), frozenset())


def pairs(text: str, line: Span) -> Pairs:
    """The outermost `[...]` of a line; inner brackets are part of the outer ones."""
    if text.find("[", line.start, line.end) < 0 and text.find("]", line.start, line.end) < 0:
        return _NONE
    whole: list[Span] = []
    warnings: set[str] = set()
    opened: list[int] = []
    for match in _BRACKET.finditer(text, line.start, line.end):
        if match.group() == "[":
            opened.append(match.start())
        elif not opened:
            warnings.add("unopened-bracket")
        else:
            start = opened.pop()
            inner = [span for span in whole[-1:] if span.start > start]
            warnings.update({"nested-bracket"} if inner else ())
            while whole and whole[-1].start > start:
                whole.pop()
            whole.append(Span(start, match.end()))
    warnings.update({"unclosed-bracket"} if opened else ())
    return Pairs(tuple(whole), frozenset(warnings))
