"""Expand an entry of a coding into the statement drafts it implies: statements still in the coder's words.

Invariant: every draft carries the place and the options of its entry. An empty slot writes nothing; it is found again
later as "not stated". Used alike by bundles and by the coding forms on screen.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from aigaq.errors import BadValue, DuplicateId, EmptyValue, MissingField, UnknownCode, UnknownField
from aigaq.records.coding.forms import Form, Made, Slot, Template
from aigaq.records.entries import Entry, Raw, RawMap, as_list, as_words
from aigaq.records.subjects import Kind, Subject
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary

OPTIONS = frozenset(
    (
        *("speaker", "via", "through", "how", "sure", "hedge", "under", "aspect"),
        *("because", "answers", "completes", "said", "note", "event", "example-of"),
    )
)
"""Options of every entry about how it was said; all other keys are qualifiers or slots."""
_ONLY_WHERE_A_SLOT = frozenset(["event", "example-of"])
"""Options of a plain entry that a form accepts only as a slot: otherwise they would be silently lost."""


@dataclass(frozen=True, slots=True)
class StatementDraft:
    """A statement whose parts are still words. `through_court`: the court stands behind the voice, by its record."""

    id: str
    entry: Entry
    subject: str
    predicate: str
    value: Raw
    event: str | None = None
    qualifiers: tuple[tuple[str, Raw], ...] = ()
    through_court: bool = False


@dataclass(frozen=True, slots=True)
class Expansion:
    """The result of expanding an entry: drafts, created events and described people, the statement its id refers to."""

    drafts: tuple[StatementDraft, ...]
    made: tuple[Subject, ...]
    main: str
    form: Form | None
    unfilled: tuple[str, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids of its statements, the main one first."""
        return (self.main, *(draft.id for draft in self.drafts if draft.id != self.main))


def expand(
    entry: Entry, vocabulary: Vocabulary, *, anchor: str | None, subjects: Mapping[str, Subject]
) -> Expansion:
    """The statement drafts of one entry.

    Args:
        anchor: the event that the case is about; a claimed total without `in` belongs to it.
        subjects: by id; their labels become part of the labels of the events that a form creates.
    Raises:
        UnknownCode, UnknownField, MissingField, BadValue: without the place of the entry, which the caller knows.
    """
    if entry.form is None:
        return _plain(entry)
    form = vocabulary.forms.get(entry.form)
    if form is None:
        raise UnknownCode(key="form", value=entry.form, known=nearest(entry.form, vocabulary.forms))
    _check_slots(entry, form)
    if form.code == "order":
        return _order(entry, form)
    return _Filling(entry, form, vocabulary, anchor, subjects).expansion()


def _plain(entry: Entry) -> Expansion:
    qualifiers = tuple((name, value) for name, value in entry.slots if name not in OPTIONS)
    event = entry.slot("event")
    subjects = as_list(entry.who)
    base = StatementDraft(
        entry.id, entry, "", entry.predicate, entry.value, as_words(event) if event else None, qualifiers
    )
    drafts: list[StatementDraft] = []
    made: list[Subject] = []
    # `[[a, b], predicate, [x, y]]` makes one statement for each subject and value.
    pairs = [(who, value) for who in subjects for value in as_list(entry.value)]
    if not pairs:
        raise EmptyValue(key=entry.predicate)
    for number, (who, value) in enumerate(pairs, 1):
        words = as_words(who)
        described = _described(entry, words)
        made.extend(one for one in described if one not in made)
        own_id = entry.id if len(pairs) == 1 else f"{entry.id}.{number}"
        drafts.append(replace(base, id=own_id, subject=described[0].id if described else words, value=value))
    if (example := entry.slot("example-of")) is not None:
        drafts.append(StatementDraft(f"{entry.id}.example", entry, drafts[0].subject, "example-of", example))
    return Expansion(tuple(drafts), tuple(made), drafts[0].id, None)


def _described(entry: Entry, words: str) -> list[Subject]:
    """An unnamed person or thing (`someone in the city`), known from this one statement only."""
    if words.split(" ", 1)[0].casefold() not in ("someone", "somebody", "something", "unnamed"):
        return []
    kind: Kind = "thing" if words.casefold().startswith("something") else "person"
    return [Subject(f"{entry.id}.someone", kind, words, made_by=entry.id)]


def _check_slots(entry: Entry, form: Form) -> None:
    written: dict[str, str] = {}
    for name, _ in entry.slots:
        if name not in form.slots and (name not in OPTIONS or name in _ONLY_WHERE_A_SLOT):
            options = sorted(OPTIONS - _ONLY_WHERE_A_SLOT - form.slots.keys())
            raise UnknownField(key=name, known=", ".join((*form.slots, *options)))
        slot = form.slots[name].name if name in form.slots else None
        if slot is not None and written.setdefault(slot, name) != name:
            raise DuplicateId(value=f"{written[slot]}, {name}")
    for name in form.needs:
        if name not in written:
            raise MissingField(key=name)


def _order(entry: Entry, form: Form) -> Expansion:
    events = [as_words(item) for item in as_list(entry.who)]
    if len(events) < 2:
        raise BadValue(key="order", value=as_words(entry.who), due="two events or more")
    drafts = tuple(
        StatementDraft(f"{entry.id}.{number}", entry, first, "before", then)
        for number, (first, then) in enumerate(pairwise(events), 1)
    )
    return Expansion(drafts, (), drafts[0].id, form)


# Filling one form: the statements that its entry implies, slot by slot. An empty slot writes nothing; a filled slot
# writes exactly what the form says.


class _Filling:
    """Fills in one form. Its state: the drafts and events made so far."""

    def __init__(
        self,
        entry: Entry,
        form: Form,
        vocabulary: Vocabulary,
        anchor: str | None,
        subjects: Mapping[str, Subject],
    ) -> None:
        self.entry = entry
        self.vocabulary = vocabulary
        self.form = form
        self.who = as_words(entry.who)
        self.subjects = subjects
        own_event = entry.slot("event") if "event" in form.slots else None
        self.event = as_words(own_event) if own_event else f"{entry.id}.event"
        self.makes_event = form.event_label is not None and own_event is None
        self.claimed = self._claimed(anchor)
        self.made: list[Subject] = []
        self.drafts: list[StatementDraft] = []

    def expansion(self) -> Expansion:
        """All drafts of the form, in the order of its slots."""
        form = self.form
        filled = {form.slots[name].name: value for name, value in self.entry.slots if name in form.slots}
        if self.makes_event:
            self._make("event", str(form.event_label))
        for template in form.always:
            into = (value for name, value in filled.items() if form.slots[name].into == template.id)
            value = filled.get(template.value_from or "") or next(into, None) or template.value
            self._add(template, str(template.value) if value is None else value)
        # Each slot once, under its first name; aliases are skipped.
        slots = [slot for name, slot in form.slots.items() if name == slot.name]
        for slot in slots:
            if slot.name in filled:
                self._fill(slot, filled[slot.name])
        if not self.drafts:
            raise MissingField(key=" / ".join(slot.name for slot in slots))
        ids = [draft.id for draft in self.drafts]
        main = f"{self.entry.id}.{form.main}"
        qualifiers = self._qualifiers(filled)
        self.drafts = [
            replace(draft, qualifiers=(*draft.qualifiers, *qualifiers)) if draft.id == main else draft
            for draft in self.drafts
        ]
        unfilled = tuple(name for name in form.asks if name not in filled)
        return Expansion(
            tuple(self.drafts), tuple(self.made), main if main in ids else ids[0], form, unfilled
        )

    def _claimed(self, anchor: str | None) -> str | None:
        """The group that a total is claimed for; the event if the entry names only a harm."""
        if self.form.who != "group-or-harm":
            return None
        within = self.entry.slot("in")
        return as_words(within) if within is not None else (self.who if self.who in self.subjects else anchor)

    def _fill(self, slot: Slot, value: Raw) -> None:
        if slot.pair:
            self._pair(slot, value)
        if slot.parts:
            self._parts(value)
        if slot.made is not None and self._is_made(slot, value):
            self._make_beside(slot.made)
        if slot.template is not None:
            template, values = self._template_for(slot, as_words(value)) or slot.template, as_list(value)
            for number, item in enumerate(values, 1):
                self._add(template, item, suffix="" if len(values) == 1 else f".{number}")

    def _template_for(self, slot: Slot, written: str) -> Template | None:
        """The special template for a value's code, or for a wider code above it; None if the slot's own applies."""
        for wider, template in (slot.split or {}).items():
            codes = self.vocabulary.predicates[template.predicate].codes
            code = self.vocabulary.find(codes, written) if codes is not None else None
            if (
                code is not None
                and codes is not None
                and self.vocabulary.lists[codes].falls_under(code, wider)
            ):
                return template
        return None

    def _is_made(self, slot: Slot, value: Raw) -> bool:
        """Whether the slot's event took place: "yes", or any words if the slot also takes words."""
        said = as_words(value).casefold()
        if slot.template is None and said not in ("yes", "true", "no", "false"):
            raise BadValue(key=slot.name, value=as_words(value), due="yes / no")
        return said not in ("no", "false")

    def _draft(
        self,
        suffix: str,
        subject: str,
        predicate: str,
        value: Raw,
        event: str | None = None,
        qualifiers: tuple[tuple[str, Raw], ...] = (),
        through_court: bool = False,
    ) -> None:
        """Add a draft; `suffix` tells its id from those of the other statements of the entry."""
        own_id = f"{self.entry.id}.{suffix}"
        parts = (subject, predicate, value, event, qualifiers, through_court)
        self.drafts.append(StatementDraft(own_id, self.entry, *parts))

    def _add(self, template: Template, value: Raw, suffix: str = "") -> None:
        subject = self._stand_in(template.subject)
        if subject is None:
            raise MissingField(key="in")
        words = self._stand_in(value) if isinstance(value, str) else value
        event = self._stand_in(template.event) if template.event else None
        role: tuple[tuple[str, Raw], ...] = (("role", template.role),) if template.role else ()
        self._draft(f"{template.id}{suffix}", subject, template.predicate, words or "", event, role)

    def _stand_in(self, words: str) -> str | None:
        return {"$who": self.who, "$event": self.event, "$claimed": self.claimed}.get(words, words)

    def _pair(self, slot: Slot, value: Raw) -> None:
        """Write what the court held (`of: [ordered, shooting]`); the court stands behind the voice of the entry."""
        parts = as_list(value)
        if len(parts) != 2:
            raise BadValue(key=slot.name, value=as_words(value), due="[predicate, value]")
        self._draft("for", self.who, as_words(parts[0]), parts[1], through_court=slot.through_court)

    def _parts(self, value: Raw) -> None:
        if not isinstance(value, RawMap):
            raise BadValue(key="split", value=as_words(value), due="{group: number, ...}")
        for part, number in value.entries:
            self._draft(f"split.{part}", part, "size", number)
            self._draft(f"within.{part}", part, "subset-of", self.who)

    def _make(self, suffix: str, label: str) -> str:
        event, who = f"{self.entry.id}.{suffix}", self.subjects.get(self.who)
        whom = self.who if who is None else who.label
        self.made.append(Subject(event, "event", f"{label} {whom}", made_by=self.entry.id))
        return event

    def _make_beside(self, made: Made) -> None:
        event = self._make(made.suffix, made.label)
        self._draft(f"{made.suffix}-type", event, "type", made.act)
        self._draft(f"{made.suffix}-victim", self.who, "victim-of", event)
        if made.part_of_event:
            self._draft(f"{made.suffix}-in", event, "part-of", self.event)
        if made.after_event:
            self._draft(f"{made.suffix}-after", self.event, "before", event)

    def _qualifiers(self, filled: Mapping[str, Raw]) -> list[tuple[str, Raw]]:
        """The slots that qualify the main statement. A total without a harm counts deaths."""
        slots = self.form.slots
        qualifiers = [
            (qualifier, value)
            for name, value in filled.items()
            if (qualifier := slots[name].qualifier) is not None
        ]
        if self.form.who == "group-or-harm" and "harm" not in filled:
            qualifiers.insert(0, ("harm", "died" if self.who in self.subjects else self.who))
        return qualifiers
