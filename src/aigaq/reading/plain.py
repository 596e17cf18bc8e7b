"""Plain text: decoded letters with line feeds as line breaks, and nothing else changed.

Invariant: line n here is line n of the file, so that `L37` can be counted in any editor.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aigaq.errors import TooLarge
from aigaq.reading.limits import Budget, Limits
from aigaq.reading.sentences import ends_with_stop
from aigaq.records.documents import Span

# UTF-32 takes four bytes for a letter; nothing takes more. The byte order mark and the break take as many.
_BYTES_A_LETTER = 4


def check_lines(data: bytes, limits: Limits) -> None:
    """Raise `TooLarge` before decoding, if the bytes already show that a line is too long.

    A line of 200 MB is refused here, before four bytes are spent on each of its letters.
    """
    window = (limits.longest_line + 2) * _BYTES_A_LETTER
    position = 0
    while len(data) - position >= window:
        end = position + window
        last = max(data.rfind(b"\n", position, end), data.rfind(b"\r", position, end))
        if last < 0:
            raise TooLarge(limit=limits.longest_line, what="line")
        position = last + 1


def one_kind_of_break(text: str) -> str:
    """Text with every line break as a line feed."""
    return text.replace("\r\n", "\n").replace("\r", "\n") if "\r" in text else text


def lines_of(text: str, budget: Budget) -> tuple[Span, ...]:
    """Place of every line, without its line break; an empty text has one empty line."""
    budget.check_places(text.count("\n") + 1)
    spans: list[Span] = []
    start = 0
    for line in text.split("\n"):
        budget.check_line(len(line))
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    budget.check_time()
    return tuple(spans)


def is_hard_wrapped(lines: Sequence[str]) -> bool:
    """Whether sentences run over line breaks: five lines, and one in five, begin with a small letter."""
    filled = sum(1 for line in lines if line and not line.isspace())
    running = sum(
        1
        for line, following in pairwise(lines)
        if line.strip() and following[:1].islower() and not ends_with_stop(line)
    )
    return running >= 5 and running * 5 >= filled


def strings(text: str, lines: Sequence[Span]) -> list[str]:
    """Text of every line."""
    return [text[line.start : line.end] for line in lines]
