"""Which lines are the page's own: headings, tool rows, login and cookie notices, citation lines.

Invariant: a line is only marked, never dropped; its number and its text stay as they were.
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
_YEAR = re.compile(r"(?<!\d)(?:1[89]|20)\d\d(?!\d)")
_DATED = re.compile(r"\s*:?\s*(?:\d{1,2}[ ./-]|\d{4}-|[a-z]{3,9}\.? \d)")
_TOOL_WORD = re.compile(r"[^\W_][\w.'\-]*")
_MARKDOWN_HEADING = re.compile(r"#{1,6}\s+\S")


def natures(lines: Sequence[str], marked: Mapping[int, str], *, blank_lines_part: bool) -> dict[int, str]:
    """Line number -> heading, furniture or citation, for the lines that are one of these.

    Args:
        marked: what the markup itself says of a line; that is never overruled.
        blank_lines_part: paragraphs are set apart by blank lines, as in plain text; only then are headings
            looked for.
    """
    found = dict(marked)
    if blank_lines_part:
        found |= {line: role for line, role in _headings(lines).items() if line not in marked}
    title = next((lines[line - 1].strip() for line in sorted(found) if found[line] == "heading"), "")
    for number, line in enumerate(lines, start=1):
        role = _page_role(line, title) if line and found.get(number, "heading") == "heading" else None
        if role is not None:
            found[number] = role
    return found


def title_of(lines: Sequence[str], found: Mapping[int, str]) -> str | None:
    """The first heading, without the marks of Markdown; None where nothing looks like one."""
    first = min((line for line, role in found.items() if role == "heading"), default=None)
    return None if first is None else lines[first - 1].strip().lstrip("#").strip()


def _page_role(line: str, title: str) -> str | None:
    text = lists.fold(line.strip())
    if not text or len(text) > _LONGEST_CITATION_ROUND_TITLE + _LONGEST_TITLE:
        return None
    if _is_furniture(text):
        return "furniture"
    return "citation" if _is_citation(text, lists.fold(title)) else None


def _is_furniture(text: str) -> bool:
    if len(text) > _LONGEST_NOTICE:
        return False
    tools = lists.lookup("furniture", "tools")
    words = _TOOL_WORD.findall(text)
    row = bool(words) and not ends_with_stop(text) and all(word in tools for word in words)
    whole = text.rstrip(" .:!»›>…") in lists.lookup("furniture", "lines")
    return row or whole or text.startswith(lists.words("furniture", "starts"))


def _is_citation(text: str, title: str) -> bool:
    """It asks for an address, or gives a date of access, or repeats the title beside a year."""
    if text.endswith(lists.words("furniture", "cited_end")):
        return True
    if any(mark in text for mark in lists.words("furniture", "cited_marks")):
        return True
    for word in lists.words("furniture", "cited_dated"):
        at = text.find(word)
        if at >= 0 and not text[at - 1 : at].isalnum() and _DATED.match(text, at + len(word)):
            return True
    repeats = len(title) >= _SHORTEST_REPEATED_TITLE and title in text and text != title
    return repeats and len(text) <= len(title) + _LONGEST_CITATION_ROUND_TITLE and bool(_YEAR.search(text))


def _headings(lines: Sequence[str]) -> dict[int, str]:
    filled = [number for number, line in enumerate(lines, start=1) if line and not line.isspace()]
    if len(filled) < 2:
        return {}
    found: dict[int, str] = {}
    before = ""
    for number in filled[:-1]:
        line = lines[number - 1].strip()
        first = number == filled[0]
        apart = _blank(lines, number + 1) and (first or _blank(lines, number - 1))
        if _MARKDOWN_HEADING.match(line) or (apart and not is_question(before) and _is_short(line, first)):
            found[number] = "heading"
        before = line
    return found


def _blank(lines: Sequence[str], number: int) -> bool:
    return 1 <= number <= len(lines) and not lines[number - 1].strip()


def _is_short(line: str, first: bool) -> bool:
    """Short, no stop at its end, and beginning with a capital or a digit."""
    longest = _LONGEST_TITLE if first else _LONGEST_HEADING
    if len(line) > longest or ends_with_stop(line) or line.endswith((":", ";", ",", "–", "—", "-")):
        return False
    start = next((letter for letter in line if letter.isalnum()), "")
    return start.isdigit() or start != start.lower() or (start.isalpha() and start == start.upper())
