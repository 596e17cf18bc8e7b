"""Numbers for people to read, in words or in signs. Invariant: "about" and "at least" are never lost."""

from __future__ import annotations

from aigaq.records.vocab.messages import Language, say


def in_signs(low: int | None, high: int | None, *, about: bool = False) -> str:
    """A number in signs: 16, ≥ 10, ≤ 4, 2–5, ≈ 400; empty where no number was stated."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {low}"
    if low == high:
        return f"≈ {high}" if about else str(high)
    return f"≤ {high}" if not low else f"{low}–{high}"


def as_said(text: str | None, low: int | None, high: int | None, *, about: bool = False) -> str:
    """The quoted words of a figure, with the number in signs where the words do not show it.

    Without words there is nothing to quote, and the number stands alone.
    """
    number = in_signs(low, high, about=about)
    if text is None:
        return number or "?"
    is_in_words = number in ("", text) or (about and str(high) in text)
    return f"“{text}”" if is_in_words else f"“{text}” ({number})"


def in_a_sentence(low: int | None, high: int | None, language: Language, *, about: bool = False) -> str:
    """A number within a sentence: "at least 10", "about 400", "at most 4"."""
    if low is None and high is None:
        return "–"
    if high is None:
        return say("figure-at-least", language, number=low)
    if low == high:
        return say("figure-about", language, number=high) if about else str(high)
    return f"{low}–{high}" if low else say("figure-at-most", language, number=high)
