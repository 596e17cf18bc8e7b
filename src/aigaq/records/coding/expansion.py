"""From one entry of a coding to the statements it implies, still in words.

Invariant: every draft carries the place and the options of its entry; a slot left out writes nothing (the
program finds it again as "not stated"). Used by bundles and by the coding forms of the screens alike.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from aigaq.errors import BadValue, DuplicateId, EmptyValue, MissingField, UnknownCode, UnknownField
from aigaq.records.coding.drafts import Draft, Expansion, where
from aigaq.records.coding.filling import Filling
from aigaq.records.coding.forms import Form
from aigaq.records.entries import Entry, as_list, as_words
from aigaq.records.subjects import Kind, Subject
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary

OPTIONS = frozenset(
    [
        "speaker",
        "via",
        "through",
        "how",
        "sure",
        "hedge",
        "under",
        "aspect",
        "because",
        "answers",
        "completes",
        "said",
        "note",
        "event",
        "example-of",
    ]
)
"""What every entry may say about how it was said; the rest are qualifiers or slots."""
_ONLY_WHERE_A_SLOT = frozenset(["event", "example-of"])
"""Options of a plain entry that a form takes only as a slot: elsewhere they would be lost in silence."""


def expand(entry: Entry, vocabulary: Vocabulary, *, anchor: str | None, labels: dict[str, str]) -> Expansion:
    """The statements of one entry, in words.

    Args:
        anchor: the event that the case is about; a claimed total without `in` is claimed for it.
        labels: label by id, for the labels of made events.
    Raises:
        UnknownCode, UnknownField, MissingField, BadValue: with the file, line and id of the entry.
    """
    if entry.form is None:
        return _plain(entry)
    form = vocabulary.forms.get(entry.form)
    if form is None:
        raise UnknownCode(
            **where(entry), key="form", value=entry.form, known=nearest(entry.form, vocabulary.forms)
        )
    _check_slots(entry, form)
    if form.code == "order":
        return _order(entry, form)
    return Filling(entry, form, vocabulary, anchor, labels).expansion()


def _plain(entry: Entry) -> Expansion:
    qualifiers = tuple((name, value) for name, value in entry.slots if name not in OPTIONS)
    event = entry.slot("event")
    subjects = as_list(entry.who)
    base = Draft(
        entry.id, entry, "", entry.predicate, entry.value, as_words(event) if event else None, qualifiers
    )
    drafts: list[Draft] = []
    made: list[Subject] = []
    pairs = [(who, value) for who in subjects for value in as_list(entry.value)]
    if not pairs:
        raise EmptyValue(**where(entry), key=entry.predicate)
    for number, (who, value) in enumerate(pairs, 1):
        words = as_words(who)
        described = _described(entry, words)
        made.extend(one for one in described if one not in made)
        own_id = entry.id if len(pairs) == 1 else f"{entry.id}.{number}"
        drafts.append(replace(base, id=own_id, subject=described[0].id if described else words, value=value))
    if (example := entry.slot("example-of")) is not None:
        drafts.append(Draft(f"{entry.id}.example", entry, drafts[0].subject, "example-of", example))
    return Expansion(tuple(drafts), tuple(made), drafts[0].id, None)


def _described(entry: Entry, words: str) -> list[Subject]:
    """`someone in the city`: a person nobody named, known by this one statement alone."""
    if words.split(" ", 1)[0].casefold() not in ("someone", "somebody", "something", "unnamed"):
        return []
    kind: Kind = "thing" if words.casefold().startswith("something") else "person"
    return [Subject(f"{entry.id}.someone", kind, words, made_by=entry.id)]


def _check_slots(entry: Entry, form: Form) -> None:
    written: dict[str, str] = {}
    for name, _ in entry.slots:
        if name not in form.slots and (name not in OPTIONS or name in _ONLY_WHERE_A_SLOT):
            options = sorted(OPTIONS - _ONLY_WHERE_A_SLOT - form.slots.keys())
            raise UnknownField(**where(entry), key=name, known=", ".join((*form.slots, *options)))
        slot = form.slots[name].name if name in form.slots else None
        if slot is not None and written.setdefault(slot, name) != name:
            raise DuplicateId(**where(entry), value=f"{written[slot]}, {name}")
    for name in form.needs:
        if name not in written:
            raise MissingField(**where(entry), key=name)


def _order(entry: Entry, form: Form) -> Expansion:
    events = [as_words(item) for item in as_list(entry.who)]
    if len(events) < 2:
        raise BadValue(**where(entry), key="order", value=as_words(entry.who), due="two events or more")
    drafts = tuple(
        Draft(f"{entry.id}.{number}", entry, first, "before", then)
        for number, (first, then) in enumerate(pairwise(events), 1)
    )
    return Expansion(drafts, (), drafts[0].id, form)
