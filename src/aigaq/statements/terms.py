"""Prison sentences and lengths of time in words: twenty years, 240 months, life, death.

Invariant: words that are neither a length of time nor a sentence of the list never contradict anything.
"""

from __future__ import annotations

from aigaq.errors import AigaqError
from aigaq.records import quantities
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.values import Value
from aigaq.records.vocab.vocabulary import Vocabulary

Days = tuple[int, int | None]
"""Fewest and most days; None is open."""


def sentences_compared(a: Value, b: Value, vocabulary: Vocabulary) -> str:
    """How two sentences of one trial stand to each other (list `contradiction-result`)."""
    kinds = [vocabulary.find("sentence", one.text) for one in (a, b)]
    if kinds[0] is not None and kinds[0] == kinds[1]:
        return "agrees"
    lengths = [quantity_of(one) for one in (a, b)]
    days = [days_of(one, vocabulary) for one in (a, b)]
    is_known = [kind is not None or length is not None for kind, length in zip(kinds, days, strict=True)]
    alone = any(kind is not None and vocabulary.fact("sentence", kind, "alone") == "yes" for kind in kinds)
    if alone and all(is_known):
        return "contradicts"
    if lengths[0] is None or lengths[1] is None:
        return "not-comparable"
    result = quantities.compare(lengths[0], lengths[1])
    if result != "not-comparable" or days[0] is None or days[1] is None:
        return result
    return "compatible" if _overlap(days[0], days[1]) else "contradicts"


def quantity_of(value: Value) -> Quantity | None:
    """The quantity of a value or of its words; None where there is none."""
    if isinstance(value, Quantity):
        return value
    try:
        return quantities.parse(value.text)
    except AigaqError:
        return None


def days_of(value: Value, vocabulary: Vocabulary) -> Days | None:
    """A length of time in days; None where the words give none."""
    length = quantity_of(value)
    unit = unit_of(length, vocabulary) if length is not None else None
    if length is None or unit is None:
        return None
    low, high = allowed(length)
    return low * unit[0], None if high is None else high * unit[1]


def unit_of(length: Quantity, vocabulary: Vocabulary) -> tuple[int, int] | None:
    """The fewest and the most days of one unit."""
    word = (length.unit or "").split(" ")[0]
    code = vocabulary.find("time-unit", word) if word else None
    if code is None:
        return None
    least, most = (vocabulary.fact("time-unit", code, name) for name in ("least", "most"))
    return int(least or 0), int(most or 0)


def _overlap(a: Days, b: Days) -> bool:
    return (a[1] is None or b[0] <= a[1]) and (b[1] is None or a[0] <= b[1])
