"""What the selected words offer to a form: a day, a number, somebody the case knows.

Invariant: what is found is only offered; it is marked, and nothing is written before somebody has looked at it.
"""

from __future__ import annotations

import re
from itertools import product

from aigaq.casework.case import Case
from aigaq.errors import AigaqError
from aigaq.records.coding.forms import Form
from aigaq.records.dates.day_in_text import day_in, without_dates
from aigaq.records.dates.everyday import months
from aigaq.records.documents import Document, Span, sentences_of, text_of
from aigaq.records.hedges import is_bounding
from aigaq.records.quantities import parse
from aigaq.web.coding.fields import kind_of, only_speaking, unmistakable

_NUMBER = re.compile(r"(?<![\d.,:-])(\d{1,4})(?![\d.,:-]*\d)(?!\s*%)")
_DAYS = ("died-when", "when", "released", "day")
_SIZES = ("n", "size")


def number_in(words: str) -> str | None:
    """The one number in some words that is no part of a date, with what bounds it ("more than 16").

    None where there is none or more than one, and where a word beside it may bound it in a way that is not read: the
    bare number would say more than the source does.
    """
    words = words if day_in(words) is None else without_dates(words)
    found = [one for one in _NUMBER.finditer(words) if not _is_day(words[one.end() :])]
    if len({one[1] for one in found}) != 1:
        return None
    before, after, number = _with_signs(words, found[0])
    spans = sorted(product(range(_AROUND), repeat=2), key=sum, reverse=True)
    for left, right in spans:
        told = " ".join([*before[len(before) - left :], number, *after[:right]]).strip(' .,;:!?»”")')
        if left <= len(before) and right <= len(after) and _bounded(told):
            return told
    beside = [*before[-2:], *after[:2]]
    return (
        None if number != found[0][1] or any(is_bounding(word.strip(".,;:")) for word in beside) else number
    )


_AROUND = 5


def _with_signs(words: str, found: re.Match[str]) -> tuple[list[str], list[str], str]:
    """What stands before and behind a number, and the number with the signs and endings that touch it."""
    start, end = found.span()
    while start and not words[start - 1].isspace():
        start -= 1
    while end < len(words) and not words[end].isspace():
        end += 1
    return words[:start].split(), words[end:].split(), words[start:end].strip('.,;:!?()«»“”"')


def _bounded(told: str) -> bool:
    """Whether words are a quantity that is not simply a number, and say nothing of what was counted."""
    try:
        quantity = parse(told)
    except AigaqError:
        return False
    return quantity.exactness != "exact" and quantity.unit is None


def _is_day(after: str) -> bool:
    """Whether a month follows: "14 May" is no number of people."""
    return bool(after.split()) and after.split()[0].strip(".,;:").casefold() in months()


def found_in(words: str, form: Form, case: Case) -> dict[str, str]:
    """By the name of the field, what the words offer to a form."""
    found: dict[str, str] = {}
    day, number = day_in(words), number_in(words)
    slots = [name for name, slot in form.slots.items() if name == slot.name]
    if day and (first := next((name for name in _DAYS if name in slots), None)):
        found[f"slot-{first}"] = day
    # Of one person there is no number; one that stands beside him is of something else.
    if number and form.who != "person" and (size := next((name for name in _SIZES if name in slots), None)):
        found[f"slot-{size}"] = number
    places = _known(words, case, ("place",))
    wanted = [
        name for name in slots if kind_of(form.slots[name], form, case.records.vocabulary).takes == "place"
    ]
    if len(places) == 1 and len(wanted) == 1:
        found[f"slot-{wanted[0]}"] = places[0]
    people = _victims(words, case) if form.who == "person" else _known(words, case, (form.who,))
    if len(people) == 1:
        found["who"] = people[0]
    return found


def _victims(words: str, case: Case) -> list[str]:
    """Whom the words name: no witness, and nobody of a description, who may be another than the one before."""
    spoken, shown = only_speaking(case), unmistakable(case.records.subjects.values())
    named = {shown[one.id] for one in case.records.subjects.values() if one.named and one.id not in spoken}
    return [label for label in _known(words, case, ("person",)) if label in named]


def _known(words: str, case: Case, kinds: tuple[str, ...]) -> list[str]:
    """The labels of what the case knows and the words name in full."""
    folded, named = words.casefold(), unmistakable(case.records.subjects.values())
    return [
        named[one.id]
        for one in case.records.subjects.values()
        if one.kind in kinds and re.search(rf"\b{re.escape(one.label.casefold())}\b", folded)
    ]


def words_of(document: Document, line: int, first: int, last: int, *, chosen: Span | None) -> str:
    """The words that were selected, or those of the sentences where none were."""
    if chosen is not None:
        return text_of(document, chosen)
    inside = [one for one in sentences_of(document, line) if first <= one.number <= last]
    return text_of(document, Span(inside[0].span.start, inside[-1].span.end)) if inside else ""
