"""Sentence boundaries, by the same rule by which people count `L35.2` by hand.

Invariant: the rule looks at one line alone, so that the number of a sentence never depends on other lines. The whole
rule, with examples, is in docs/reference/lines-and-sentences.md. A change to it moves places that people have already
written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aigaq.reading import lists
from aigaq.reading.brackets import pairs
from aigaq.reading.limits import Budget
from aigaq.records.documents import Sentence, Span

_STOPS = ".!?…؟۔।"
_CLOSERS = "\"'”’»›“‘)\\]}"
_NOTE = r"\[(?:\d{1,3}|[a-z*†‡]|[ivx]{1,5}|(?:note|nb|прим\.?|сноска) ?\d{0,3})\]|[⁰¹²³⁴⁵⁶⁷⁸⁹⁽⁾ᵃᵇᶜ]++|[*†‡§¶]{1,3}+"
"""A footnote mark as sources set it: in brackets, set high, or one of the printers' signs."""
# A stop, the marks that close with it, footnote marks; then a space. Plain digits are a mark only behind a closing
# mark ("He fell.”3"): behind a word they may be a number. Every repeat is possessive and a run of stops is entered at
# its first only: a line of a million dots takes one pass.
_END = re.compile(
    rf"(?<![{_STOPS}])[{_STOPS}]++(?:[{_CLOSERS}]++\d{{1,3}}+(?=\s)|[{_CLOSERS}]*+(?:{_NOTE})*+(?=\s))"
)
_LETTER = re.compile(r"[^\W_]")
_SPACES = re.compile(r"\s*")
_SINGLE_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_ITEM_NUMBER = re.compile(r"\W*(?:\d{1,3}(?:\.\d{1,3})*|[IVX]{1,5})")
_LONGEST_ABBREVIATION = 12


def sentences(text: str, lines: Sequence[Span], budget: Budget) -> tuple[Sentence, ...]:
    """The sentences of all lines in order. A blank line has none, any other at least one."""
    sentences_found: list[Sentence] = []
    for number, line in enumerate(lines, start=1):
        budget.check_time()
        for count, span in enumerate(split(text, line), start=1):
            sentences_found.append(Sentence(span, number, count))
        budget.check_places(len(sentences_found))
    return tuple(sentences_found)


def split(text: str, line: Span) -> Iterator[Span]:
    """The sentences of one line, without the spaces around them."""
    start = _after_spaces(text, line.start, line.end)
    for end in _ends(text, line, start):
        yield Span(start, end)
        start = _after_spaces(text, end, line.end)
    end = start + len(text[start : line.end].rstrip())
    if end > start:
        yield Span(start, end)


def ends_with_stop(text: str) -> bool:
    """Whether a text ends in a full stop, question mark, exclamation mark or dots, with or without closing marks."""
    return text.rstrip().rstrip("\"'”’»›“‘)]}").endswith(tuple(_STOPS))


def is_question(text: str) -> bool:
    """Whether a text ends in a question mark, with or without closing marks."""
    return text.rstrip().rstrip("\"'”’»›“‘)]}").endswith(("?", "؟", "?!", "?..", "?…"))


def _ends(text: str, line: Span, start: int) -> Iterator[int]:
    """Positions after which a new sentence begins."""
    brackets = pairs(text, line).whole
    upcoming = -1
    at = 0
    for match in _END.finditer(text, line.start, line.end):
        stop, end = match.start(), match.end()
        while at < len(brackets) and brackets[at].end <= stop:
            at += 1
        if at < len(brackets) and brackets[at].start < stop and not _closes(brackets[at], end):
            continue
        if upcoming < end:
            upcoming = _next_letter(text, end, line.end)
        if upcoming == line.end:
            return
        following = _after_spaces(text, end, line.end)
        begins = text[following] == "[" or not text[upcoming].islower()
        if begins and not _holds_back(text, start, match, text[upcoming]):
            yield end
            start = following


def _closes(bracket: Span, end: int) -> bool:
    """Whether the stop is the last thing in its bracket: `... of May.]`"""
    return bracket.end <= end


def _holds_back(text: str, start: int, match: re.Match[str], upcoming: str) -> bool:
    """Whether the full stop belongs to an abbreviation, an initial or the number of an item."""
    if match.group()[0] != "." or (len(match.group()) > 1 and match.group()[1] in _STOPS + _CLOSERS + "["):
        return False
    stop = match.start()
    before = text[max(start, stop - 2 * _LONGEST_ABBREVIATION) : stop]
    if len(before) < 2 * _LONGEST_ABBREVIATION and _ITEM_NUMBER.fullmatch(before):
        return True
    tokens = before.split()
    if not tokens or before[-1].isspace():
        return False
    word = lists.fold(tokens[-1].lstrip("\"'“‘«‹„([{—–-"))
    earlier = lists.fold(tokens[-2]) if len(tokens) > 1 else ""
    if word in lists.lookup("sentences", "never"):
        return True
    if word in lists.lookup("sentences", "before_number"):
        return upcoming.isdigit()
    return _is_initial(tokens[-1], word, earlier)


def _is_initial(written: str, word: str, earlier: str) -> bool:
    """Whether it is a single letter, or letters with full stops between: `A.`, `U.S.`; not `2011 г.` nor `и т.д.`."""
    if not _SINGLE_LETTERS.fullmatch(word):
        return False
    may_end = lists.lookup("sentences", "may_end")
    if word in may_end or f"{earlier} {word}" in may_end:
        return False
    return not (len(word) == 1 and written.islower() and earlier[-1:].isdigit())


def _next_letter(text: str, start: int, end: int) -> int:
    """Position of the next letter or digit; the end of the line if there is none."""
    match = _LETTER.search(text, start, end)
    return match.start() if match else end


def _after_spaces(text: str, start: int, end: int) -> int:
    match = _SPACES.match(text, start, end)
    return match.end() if match else start
