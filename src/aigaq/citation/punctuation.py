"""Punctuation between the parts of a citation. Invariant: a missing part leaves no mark, and no mark is doubled."""

from __future__ import annotations

import re

from aigaq.records.vocab.messages import Language

_ENDS = tuple(".?!…")
_CLOSING = "”’»“)]\"'"
_CLOSED = tuple("”’»“\"'")
QUOTES = {"en": ("“", "”", "‘", "’"), "ru": ("«", "»", "„", "“"), "kk": ("«", "»", "“", "”")}
"""Outer and inner quotation marks."""
_PAIRS = re.compile(r"“([^“”]*)”|„([^„“”]*)[“”]|«([^«»]*)»|\"([^\"]*)\"")


def listed(*parts: str | None, by: str = ", ") -> str:
    """The parts that exist, joined by a mark."""
    return by.join(part for part in parts if part)


def ended(text: str) -> str:
    """Text with a full stop, unless it ends in a mark already, perhaps before a closing quotation mark."""
    bare = text.rstrip(_CLOSING) if text.endswith(_CLOSED) else text
    return text if not text or bare.endswith(_ENDS) else f"{text}."


def sentences(*parts: str | None) -> str:
    """The parts that exist, each with a full stop."""
    return " ".join(ended(part) for part in parts if part)


def capital(text: str) -> str:
    """Text with a capital first letter."""
    return text[:1].upper() + text[1:]


def lower(text: str) -> str:
    """Text with a small first letter."""
    return text[:1].lower() + text[1:]


def quoted(text: str, language: Language, mark: str = "") -> str:
    """Text in quotation marks; quotation marks within it become inner ones.

    Args:
        mark: `.` or `,`. English puts it inside, unless the text ends in a mark; Russian and Kazakh put it behind.
    """
    left, right, inner_left, inner_right = QUOTES[language]
    inside = _PAIRS.sub(lambda found: f"{inner_left}{_inside(found)}{inner_right}", text)
    if language != "en":
        return f"{left}{inside}{right}{mark}"
    if ended(inside) == inside and not (mark == "," and inside.endswith(".")):
        mark = ""  # `?` needs none; the stop of `U.S.` is of the word, and ends no part before a comma
    if inside.endswith(inner_right):
        return f"{left}{inside.removesuffix(inner_right)}{mark}{inner_right}{right}"
    return f"{left}{inside}{mark}{right}"


def _inside(match: re.Match[str]) -> str:
    return next(group for group in match.groups() if group is not None)
