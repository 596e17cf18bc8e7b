"""A number as people read it, in words or in signs. Invariant: "about" and "at least" are never lost on the way."""

from __future__ import annotations

from aigaq.records.vocab.messages import Language, say


def in_signs(low: int | None, high: int | None, *, about: bool = False) -> str:
    """The numbers alone: 16, ≥ 10, ≤ 4, 2–5, ≈ 400; nothing where no number was said."""
    if low is None and high is None:
        return ""
    if high is None:
        return f"≥ {low}"
    if low == high:
        return f"≈ {high}" if about else str(high)
    return f"≤ {high}" if not low else f"{low}–{high}"


def as_said(text: str | None, low: int | None, high: int | None, *, about: bool = False) -> str:
    """The words of whoever gives a figure, in quotation marks, and the number beside where it is another.

    Without words there is nothing to quote: a number that we made of them stands alone.
    """
    number = in_signs(low, high, about=about)
    if text is None:
        return number or "?"
    told = number in ("", text) or (about and str(high) in text)
    return f"“{text}”" if told else f"“{text}” ({number})"


def in_a_sentence(low: int | None, high: int | None, language: Language, *, about: bool = False) -> str:
    """A number within a sentence: "at least 10", "about 400", "at most 4"."""
    if low is None and high is None:
        return "–"
    if high is None:
        return say("figure-at-least", language, number=low)
    if low == high:
        return say("figure-about", language, number=high) if about else str(high)
    return f"{low}–{high}" if low else say("figure-at-most", language, number=high)
