"""Furniture of a page: headings, tool rows, login and cookie notices, citation lines.

Invariant: a line is only marked, never dropped; its number and text stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from aigaq.reading import lists
from aigaq.reading.sentences import ends_with_stop, is_question

_LONGEST_NOTICE = 200
_LONGEST_TITLE = 200
_LONGEST_HEADING = 120
_SHORTEST_REPEATED_TITLE = 20
_LONGEST_CITATION_ROUND_TITLE = 200
_MOST_SMALL_WORDS = 1
_FEWEST_WORDS_OF_SPEECH = 4
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
# A whole date with its year and nothing behind it but an address: "viewed 17 December, in the morgue" is none.
_DATED = re.compile(
    r"\s*:?\s*(?:on\s+)?(?:\d{1,2}[ ./-](?:[^\W\d_]{3,12}\.?|\d{1,2})[ ./-],?\s*\d{4}|\d{4}[./-]\d{1,2}[./-]\d{1,2}"
    r"|[^\W\d_]{3,12}\.? \d{1,2},? \d{4})[\s.,;:)\]»”\"]*(?:(?:from|at)?[\s:]*<?(?:https?://|www\.)\S*)?\s*$"
)
_APART = " \t.,;:|»«“”\"'()[]–—-/\u00a0"
_TOOL_WORD = re.compile(r"[^\W_][\w.'\-]*")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")


def natures(lines: Sequence[str], marked: Mapping[int, str], *, blank_lines_part: bool) -> dict[int, str]:
    """Nature of lines (heading, furniture or citation), by line number.

    Args:
        marked: nature of lines by the markup; it is never overruled.
        blank_lines_part: paragraphs are separated by blank lines, as in plain text; only then headings are
            looked for.
    """
    natures_found = dict(marked)
    if blank_lines_part:
        natures_found |= {line: role for line, role in _headings(lines).items() if line not in marked}
    title = next(
        (lines[line - 1].strip() for line in sorted(natures_found) if natures_found[line] == "heading"), ""
    )
    before = ""
    for number, line in enumerate(lines, start=1):
        role = (
            _page_role(line, title, before)
            if line and natures_found.get(number, "heading") == "heading"
            else None
        )
        if role is not None:
            natures_found[number] = role
        before = (line.strip() and line) or before
    return natures_found


def is_speech(line: str) -> bool:
    """Whether a line of margin or footer is content: whole sentences that are in no list of tools."""
    words = line.split()
    return len(words) >= _FEWEST_WORDS_OF_SPEECH and ends_with_stop(line) and _page_role(line, "", "") is None


def title_of(lines: Sequence[str], natures_found: Mapping[int, str]) -> str | None:
    """The first heading, without Markdown marks; None if nothing looks like one."""
    first = min((line for line, role in natures_found.items() if role == "heading"), default=None)
    return None if first is None else lines[first - 1].strip().lstrip("#").strip()


def _page_role(line: str, title: str, before: str) -> str | None:
    text = lists.fold(line.strip())
    if not text or len(text) > _LONGEST_CITATION_ROUND_TITLE + _LONGEST_TITLE:
        return None
    if _is_furniture(text, before):
        return "furniture"
    return "citation" if _is_citation(line.strip(), text, lists.fold(title)) else None


def _is_furniture(text: str, before: str) -> bool:
    if len(text) > _LONGEST_NOTICE:
        return False
    tools = lists.lookup("furniture", "tools")
    words = _TOOL_WORD.findall(text)
    # "Where were you?" "Home": a single word after a question is an answer, not a heading.
    answer = len(words) == 1 and is_question(before)
    row = bool(words) and not answer and not ends_with_stop(text) and all(word in tools for word in words)
    whole = text.rstrip(" .:!»›>…") in lists.lookup("furniture", "lines")
    return row or whole or text.startswith(lists.words("furniture", "starts"))


def _is_citation(line: str, text: str, title: str) -> bool:
    """Whether a line is a citation: it has an address or date of access, or only the title with paper and date."""
    if text.endswith(lists.words("furniture", "cited_end")):
        return True
    if any(mark in text for mark in lists.words("furniture", "cited_marks")):
        return True
    for word in lists.words("furniture", "cited_dated"):
        at = text.find(word)
        if at >= 0 and text[:at].rstrip()[-1:] in ("", *_APART) and _DATED.match(text, at + len(word)):
            return True
    return _repeats(line, text, title)


def _repeats(line: str, text: str, title: str) -> bool:
    """Whether a line repeats the title with only a year and names beside it; with more it would be a sentence."""
    at = text.find(title)
    if len(title) < _SHORTEST_REPEATED_TITLE or at < 0 or text == title:
        return False
    before, after = text[:at], text[at + len(title) :]
    apart = (
        before[-1:].strip() in ("", *_APART) and after[:1].strip(_APART) == "" and not _runs_on(before, after)
    )
    rest = line[:at] + line[at + len(title) :] if len(line) == len(text) else before + after
    small = [word for word in rest.split() if word[:1].islower()]
    short = len(text) <= len(title) + _LONGEST_CITATION_ROUND_TITLE
    return apart and short and len(small) <= _MOST_SMALL_WORDS and bool(_YEAR.search(text))


def _runs_on(before: str, after: str) -> bool:
    """Whether a word directly precedes or follows the title."""
    return (before[-1:].isspace() and before.rstrip()[-1:].isalnum()) or (
        after[:1].isspace() and after.lstrip()[:1].isalnum()
    )


def _headings(lines: Sequence[str]) -> dict[int, str]:
    filled = [number for number, line in enumerate(lines, start=1) if line and not line.isspace()]
    if len(filled) < 2:
        return {}
    headings: dict[int, str] = {}
    before = ""
    for number in filled[:-1]:
        line = lines[number - 1].strip()
        first = number == filled[0]
        apart = _blank(lines, number + 1) and (first or _blank(lines, number - 1))
        if _MARKDOWN_HEADING.match(line) or (apart and not is_question(before) and _is_short(line, first)):
            headings[number] = "heading"
        before = line
    return headings


def _blank(lines: Sequence[str], number: int) -> bool:
    return 1 <= number <= len(lines) and not lines[number - 1].strip()


def _is_short(line: str, first: bool) -> bool:
    """Whether a line looks like a heading: short, without full stop, beginning with a capital or a digit."""
    longest = _LONGEST_TITLE if first else _LONGEST_HEADING
    if len(line) > longest or ends_with_stop(line) or line.endswith((":", ";", ",", "–", "—", "-")):
        return False
    start = next((letter for letter in line if letter.isalnum()), "")
    return start.isdigit() or start != start.lower() or (start.isalpha() and start == start.upper())
