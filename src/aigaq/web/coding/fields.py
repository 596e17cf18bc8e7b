"""The blanks of a form as the page shows them: names and choices in the language of the reader, never bare codes.

Invariant: what is offered comes from the case that the viewer sees, so a list of suggestions tells of nothing more.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aigaq.casework.case import Case
from aigaq.records.coding.forms import Form, Slot
from aigaq.records.coding.parse_values import qualifier_types
from aigaq.records.labels import label_key
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.values import Ref
from aigaq.records.vocab.messages import Language
from aigaq.records.vocab.vocabulary import Vocabulary

MOST = 400
"""How many suggestions a list holds; the rest of a large case is found by typing the whole label."""
_EVENTS = frozenset({"part-of", "example-of", "tried-in", "victim-of", "at", "about", "event", "in"})
_LISTS: dict[str, tuple[str, ...]] = {
    "people": ("person", "group", "body"),
    "voices": ("voice", "person", "group", "body"),
    "groups": ("group",),
    "places": ("place",),
    "events": ("event",),
    "things": ("thing",),
}
_BUILT_IN = frozenset(one.id for one in BUILT_IN)
_WHO_LIST = {"person": "people", "any": "people", "group-or-harm": "groups", "group": "groups"}


@dataclass(frozen=True, slots=True)
class Field:
    """One blank of a form.

    Args:
        widget: `select`, `open` (a list that takes other words too), `yes`, `pair`, `lines`, or `words`.
        choices: code and label.
        offers: the list of suggestions beside it, by name.
        found: the value was found in the words and nobody has confirmed it.
        other: of a pair, its second half.
        note: a message that says when the blank is due.
    """

    name: str
    label: str
    value: str
    widget: str
    takes: str
    choices: tuple[tuple[str, str], ...]
    offers: str
    needed: bool
    found: bool = False
    other: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """What stands in the blank: of a code its label."""
        return dict(self.choices).get(self.value, self.value)


@dataclass(frozen=True, slots=True)
class Kind:
    """What a slot takes: the type of its value, its list of codes, the predicate or qualifier behind it."""

    takes: str
    codes: str | None
    meaning: str


def kind_of(slot: Slot, form: Form, vocabulary: Vocabulary) -> Kind:
    """What may be written into a slot."""
    if slot.template is not None:
        predicate = vocabulary.predicates[slot.template.predicate]
        return Kind(predicate.takes, predicate.codes, predicate.code)
    if slot.qualifier is not None:
        if form.code == "recants" and slot.qualifier == "kind":
            return Kind("code", "recant-kind", "kind")
        takes, codes, _ = qualifier_types().get(slot.qualifier, ("text", None, False))
        return Kind(takes, codes, slot.qualifier)
    if slot.pair:
        return Kind("pair", None, slot.name)
    if slot.parts:
        return Kind("parts", None, slot.name)
    if slot.made is not None:
        return Kind("yes", None, slot.name)
    if slot.into in ("event", "subject"):
        return Kind("ref", None, "event")
    return Kind("date" if slot.name.endswith("when") else "text", None, slot.name)


def fields(
    form: Form, case: Case, typed: Mapping[str, str], found: Mapping[str, str], language: Language
) -> list[Field]:
    """Every blank of a form, in its order.

    Args:
        typed: what stands in the blanks already, by the name of the field.
        found: what was found in the words, for blanks where nothing stands.
    """
    slots = (slot for name, slot in form.slots.items() if name == slot.name)
    return [_field(slot, form, case, typed, found, language) for slot in slots]


def _field(
    slot: Slot, form: Form, case: Case, typed: Mapping[str, str], found: Mapping[str, str], language: Language
) -> Field:
    vocabulary = case.records.vocabulary
    kind = kind_of(slot, form, vocabulary)
    name = f"slot-{slot.name}"
    taken = not typed.get(name) and name in found
    return Field(
        name=name,
        label=slot_label(slot.name, kind, vocabulary, language),
        value=found[name] if taken else typed.get(name, ""),
        widget=_widget(kind, vocabulary),
        takes=kind.takes,
        choices=_choices(kind, vocabulary, language),
        offers=_offers(kind),
        needed=slot.name in form.needs,
        found=taken,
        other=typed.get(f"{name}-what", ""),
        note="harm-of-group" if kind.meaning == "harm" and form.who == "group-or-harm" else "",
    )


def slot_label(name: str, kind: Kind, vocabulary: Vocabulary, language: Language) -> str:
    """What people read for a blank: its own label, or that of the predicate it writes."""
    if name in vocabulary.lists["slot"].terms:
        return vocabulary.label("slot", name, language)
    predicate = vocabulary.predicates.get(kind.meaning)
    return predicate.labels[language] if predicate else name


def _widget(kind: Kind, vocabulary: Vocabulary) -> str:
    if kind.takes in ("yes", "pair"):
        return kind.takes
    if kind.takes == "parts":
        return "lines"
    if kind.codes is None:
        return "words"
    return "open" if kind.takes == "ref" or vocabulary.lists[kind.codes].open else "select"


def _choices(kind: Kind, vocabulary: Vocabulary, language: Language) -> tuple[tuple[str, str], ...]:
    if kind.takes == "pair":
        acts = [
            (one.code, one.labels[language]) for one in vocabulary.predicates.values() if one.takes == "ref"
        ]
        return tuple(sorted(acts, key=lambda act: act[1].casefold()))
    return choices(kind.codes, vocabulary, language) if kind.codes else ()


def choices(codes: str, vocabulary: Vocabulary, language: Language) -> tuple[tuple[str, str], ...]:
    """The codes of a list, each with its label."""
    return tuple((code, term.labels[language]) for code, term in vocabulary.lists[codes].terms.items())


def _offers(kind: Kind) -> str:
    if kind.takes == "place":
        return "places"
    if kind.takes == "pair":
        return "events"
    if kind.takes == "ref":
        return "events" if kind.meaning in _EVENTS else "people"
    return ""


def who_offers(form: Form) -> str:
    """The list of suggestions beside the field of whom or what a form is about."""
    return _WHO_LIST.get(form.who, f"{form.who.removesuffix('s')}s")


def offered(case: Case, source: str, words: str) -> dict[str, list[str]]:
    """Whom and what the fields suggest, by label: those in the words first, then those of the source, then the rest."""
    here = {one.subject for one in case.records.statements if one.source == source}
    speaking = only_speaking(case)
    folded = words.casefold()

    def nearness(one: Subject) -> tuple[bool, bool, str]:
        return (one.label.casefold() not in folded, one.id not in here, one.label.casefold())

    named = unmistakable(case.records.subjects.values())
    ordered = sorted(case.records.subjects.values(), key=nearness)
    return {
        name: [
            named[one.id]
            for one in ordered
            if one.kind in kinds and (one.id not in speaking or name != "people")
        ][:MOST]
        for name, kinds in _LISTS.items()
    }


def only_speaking(case: Case) -> frozenset[str]:
    """Those of whom nothing is told but that they speak: nobody who was harmed for having been a witness."""
    voices = {link.voice for one in case.records.statements for link in one.chain}
    voices |= {one.subject for one in case.records.statements if one.predicate == "testified"}
    for source in case.records.sources.values():
        voices |= {source.rest, *source.tail, *(turn.role for turn in source.turns)}
    told = {one.subject for one in case.records.statements if one.predicate != "testified"}
    told |= {one.value.id for one in case.records.statements if isinstance(one.value, Ref)}
    return frozenset(voices - told)


def unmistakable(subjects: Iterable[Subject]) -> dict[str, str]:
    """By id the label; where several read the same, or it describes and is no name, the address of each behind it.

    A description typed again is somebody else; chosen from the list it is the one who is there.
    """
    listed = list(subjects)
    seen = Counter(label_key(one.label) for one in listed)
    return {
        one.id: f"{one.label} [{one.id}]" if seen[label_key(one.label)] > 1 or _describes(one) else one.label
        for one in listed
    }


def _describes(one: Subject) -> bool:
    named = one.named or one.source is not None or one.id in _BUILT_IN
    return one.kind in ("person", "voice") and not named
