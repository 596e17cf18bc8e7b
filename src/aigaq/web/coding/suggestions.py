"""Suggestions for the coding form: from the words selected in the reader, and from the labels of the case.

Invariant: a suggestion is marked as one, and nothing is written before somebody has looked at it. It comes from the
case that the viewer sees, so a list of suggestions shows nothing more.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from aigaq.casework.case import Case
from aigaq.errors import AigaqError, QuoteNotFound
from aigaq.records.coding.forms import Form
from aigaq.records.dates.day_in_text import day_in, without_dates
from aigaq.records.dates.everyday import months
from aigaq.records.documents import Document, Span, line_of, sentences_of, text_of
from aigaq.records.hedges import is_bounding
from aigaq.records.labels import label_key
from aigaq.records.quantities import parse
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.values import Ref
from aigaq.web.coding.forms import slot_type_of

MOST = 400
"""Labels in a list of suggestions; the rest of a large case is found by typing the whole label."""
_LONGEST_OFFSET = 12
_KINDS: dict[str, tuple[str, ...]] = {
    "people": ("person", "group", "body"),
    "voices": ("voice", "person", "group", "body"),
    "groups": ("group",),
    "places": ("place",),
    "events": ("event",),
    "things": ("thing",),
}
"""By name of a list of suggestions, the kinds of subject in it."""
_WHO_LIST = {"person": "people", "any": "people", "group-or-harm": "groups", "group": "groups"}
_BUILT_IN = frozenset(subject.id for subject in BUILT_IN)
_NUMBER = re.compile(r"(?<![\d.,:-])(\d{1,4})(?![\d.,:-]*\d)(?!\s*%)")
_DAY_SLOTS = ("died-when", "when", "released", "day")
_SIZE_SLOTS = ("n", "size")


@dataclass(frozen=True, slots=True)
class Selection:
    """Selected words of one line: their place in code points, and the first and last sentence that hold them."""

    span: Span
    line: int
    first: int
    last: int


def selection(document: Document, start: str, end: str, quote: str | None = None) -> Selection | None:
    """The selection between two offsets, checked against the text; None where nothing was selected.

    Offsets that do not hold the quoted words are refused, never mended. The sentences that hold the words are the
    place of an entry; the words themselves are only shown.

    Args:
        start, end: code points in the text, as they were sent.
        quote: the words that the browser showed there; None where they were checked before.
    Raises:
        QuoteNotFound: no such offsets, other words there, or words that no sentence holds.
    """
    if not start and not end:
        return None
    if not (start.isdecimal() and end.isdecimal()) or max(len(start), len(end)) > _LONGEST_OFFSET:
        raise QuoteNotFound
    span = Span(int(start), int(end))
    if not 0 <= span.start < span.end <= len(document.text):
        raise QuoteNotFound
    if quote is not None and text_of(document, span) != quote.replace("\r\n", "\n"):
        raise QuoteNotFound
    line = line_of(document, span.start)
    numbers = [
        sentence.number
        for sentence in sentences_of(document, line)
        if sentence.span.start < span.end and span.start < sentence.span.end
    ]
    if not numbers:
        raise QuoteNotFound
    return Selection(span, line, numbers[0], numbers[-1])


def words_of(document: Document, line: int, first: int, last: int, *, chosen: Selection | None) -> str:
    """The selected words; without a selection, the words of the sentences from `first` to `last`."""
    if chosen is not None:
        return text_of(document, chosen.span)
    inside = [sentence for sentence in sentences_of(document, line) if first <= sentence.number <= last]
    return text_of(document, Span(inside[0].span.start, inside[-1].span.end)) if inside else ""


def suggest(words: str, form: Form, case: Case) -> dict[str, str]:
    """Values that some words of a source suggest to a form, by name of the field."""
    values: dict[str, str] = {}
    day, number = day_in(words), number_in(words)
    slots = [name for name, slot in form.slots.items() if name == slot.name]
    if day and (first := next((name for name in _DAY_SLOTS if name in slots), None)):
        values[f"slot-{first}"] = day
    # One person has no number; a number beside one is of something else.
    if (
        number
        and form.who != "person"
        and (size := next((name for name in _SIZE_SLOTS if name in slots), None))
    ):
        values[f"slot-{size}"] = number
    vocabulary = case.records.vocabulary
    place_slots = [
        name for name in slots if slot_type_of(form.slots[name], form, vocabulary).takes == "place"
    ]
    places = _named_in(words, case, "place")
    if len(places) == 1 and len(place_slots) == 1:
        values[f"slot-{place_slots[0]}"] = places[0]
    people = _named_in(words, case, form.who)
    if form.who == "person":
        # Neither a witness nor somebody described: one described alike may be another than the one before.
        spoken, labels = only_speaking(case), distinct_labels(case.records.subjects.values())
        named = [one for one in case.records.subjects.values() if one.named and one.id not in spoken]
        victims = {labels[person.id] for person in named}
        people = [label for label in people if label in victims]
    if len(people) == 1:
        values["who"] = people[0]
    return values


def number_in(words: str) -> str | None:
    """The one number in some words that is no part of a date, with the words that bound it ("more than 16").

    None where there is none or more than one, and where a word beside it may bound it in a way that is not read: the
    bare number would say more than the source does.
    """
    words = words if day_in(words) is None else without_dates(words)
    numbers = []
    for match in _NUMBER.finditer(words):
        following = words[match.end() :].split(maxsplit=1)
        # "14 May" is no number of people.
        if not following or following[0].strip(".,;:").casefold() not in months():
            numbers.append(match)
    if len({match[1] for match in numbers}) != 1:
        return None
    before, after, number = _with_signs(words, numbers[0])
    spans = sorted(product(range(_AROUND), repeat=2), key=sum, reverse=True)
    for left, right in spans:
        phrase = " ".join([*before[len(before) - left :], number, *after[:right]]).strip(' .,;:!?»”")')
        if left <= len(before) and right <= len(after) and _is_bounded(phrase):
            return phrase
    hedged = any(is_bounding(word.strip(".,;:")) for word in (*before[-2:], *after[:2]))
    return None if hedged or number != numbers[0][1] else number


_AROUND = 5
"""Words on either side of a number that are tried as its bounds, and one."""


def _with_signs(words: str, number: re.Match[str]) -> tuple[list[str], list[str], str]:
    """The words before and behind a number, and the number with the signs and endings that touch it."""
    start, end = number.span()
    while start and not words[start - 1].isspace():
        start -= 1
    while end < len(words) and not words[end].isspace():
        end += 1
    return words[:start].split(), words[end:].split(), words[start:end].strip('.,;:!?()«»“”"')


def _is_bounded(phrase: str) -> bool:
    """Whether a phrase is a quantity that is more than a plain number, without what was counted."""
    try:
        quantity = parse(phrase)
    except AigaqError:
        return False
    return quantity.exactness != "exact" and quantity.unit is None


def _named_in(words: str, case: Case, kind: str) -> list[str]:
    """The labels of the subjects of a kind that the words name in full."""
    folded, labels = words.casefold(), distinct_labels(case.records.subjects.values())
    # A pattern for each label would be made anew each time; most labels do not stand in the words at all.
    near = [
        one for one in case.records.subjects.values() if one.kind == kind and one.label.casefold() in folded
    ]
    return [
        labels[subject.id]
        for subject in near
        if re.search(rf"\b{re.escape(subject.label.casefold())}\b", folded)
    ]


def who_list(form: Form) -> str:
    """Name of the list of suggestions beside the field of the subject that a form is about."""
    return _WHO_LIST.get(form.who, f"{form.who.removesuffix('s')}s")


def label_lists(case: Case, source: str, words: str) -> dict[str, list[str]]:
    """The lists of suggested labels: those in the words first, then those of the source, then the rest."""
    here = {statement.subject for statement in case.records.statements if statement.source == source}
    spoken, folded = only_speaking(case), words.casefold()

    def distance(subject: Subject) -> tuple[bool, bool, str]:
        return (subject.label.casefold() not in folded, subject.id not in here, subject.label.casefold())

    labels = distinct_labels(case.records.subjects.values())
    ordered = sorted(case.records.subjects.values(), key=distance)
    return {
        name: [
            labels[subject.id]
            for subject in ordered
            if subject.kind in kinds and (subject.id not in spoken or name != "people")
        ][:MOST]
        for name, kinds in _KINDS.items()
    }


def voice_labels(case: Case) -> list[str]:
    """The labels suggested for whoever speaks, in order."""
    labels = distinct_labels(case.records.subjects.values())
    subjects = case.records.subjects.values()
    return sorted(labels[one.id] for one in subjects if one.kind in _KINDS["voices"])[:MOST]


def only_speaking(case: Case) -> frozenset[str]:
    """Ids of those who speak and of whom nothing else is stated: a witness was not harmed for being a witness."""
    statements = case.records.statements
    voices = {link.voice for statement in statements for link in statement.chain}
    voices |= {statement.subject for statement in statements if statement.predicate == "testified"}
    for source in case.records.sources.values():
        voices |= source.voices
    stated = {statement.subject for statement in statements if statement.predicate != "testified"}
    stated |= {statement.value.id for statement in statements if isinstance(statement.value, Ref)}
    return frozenset(voices - stated)


def distinct_labels(subjects: Iterable[Subject]) -> dict[str, str]:
    """By id the label, with the id in brackets where several read the same, or where it describes and is no name.

    A description typed again is somebody else; chosen from the list it is the one who is there.
    """
    listed = list(subjects)
    count = Counter(label_key(subject.label) for subject in listed)
    labels = {}
    for subject in listed:
        named = subject.named or subject.source is not None or subject.id in _BUILT_IN
        describes = subject.kind in ("person", "voice") and not named
        with_id = describes or count[label_key(subject.label)] > 1
        labels[subject.id] = f"{subject.label} [{subject.id}]" if with_id else subject.label
    return labels
