"""The coding form: what is typed into it, the entry that this says, and the fields that the page shows.

Invariant: the same form gives the same entry, so what is saved is what the preview showed. The id of a new subject is
made of the entry's random id, never of the name.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from aigaq.casework.case import Case
from aigaq.errors import MissingField, TooLarge
from aigaq.records.coding.forms import Form, Slot
from aigaq.records.coding.resolution import qualifier_types
from aigaq.records.documents import Document
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.labels import is_name
from aigaq.records.serialize import to_plain
from aigaq.records.statements import Place, parse_locator
from aigaq.records.subjects import Kind, Subject
from aigaq.records.vocab.messages import LANGUAGES, Language
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.voice_decisions import speakers
from aigaq.web.coding.labels import AUTHORITY, PEOPLE, VOICES, WORDS, KnownLabel, LabelReader, NewSubject
from aigaq.web.layout.fields import field
from aigaq.web.store.access import CaseHandle

OPTIONS = ("how", "sure", "via", "through", "aspect", "under", "said", "note")
"""Fields that every form has, whatever its slots."""
OPTION_LISTS = {
    **{"how": "basis", "sure": "modality", "through": "through", "aspect": "aspect"},
    **{"under": "condition"},
}
"""By name of such a field, its list of codes."""
_KIND_OF_WHO: dict[str, Kind] = {
    "person": "person",
    "group": "group",
    "group-or-harm": "group",
    "event": "event",
    "events": "event",
    "thing": "thing",
    "any": "person",
}
_ENTRY_ID = re.compile(r"e[0-9a-f]{8}")
_SOMEBODY = frozenset(
    {"agent", "of-unit", "member-of", "who-acted-first", "helped", "threatened", "drove-off"}
)
"""Predicates whose value is somebody; a charge or a cause is not, though it may point at something."""
_MOST_LINES = 40


@dataclass(frozen=True, slots=True)
class CodingRequest:
    """A request for the coding form of one line: the form, its source, and the words typed so far.

    Args:
        row, case: as the viewer sees them.
        source: key of the source; `document` is its text.
        typed: by name of the field; `under` holds several codes with commas between them.
    """

    request: HttpRequest
    row: CaseHandle
    case: Case
    source: str
    document: Document
    form: Form
    typed: dict[str, str]
    language: Language

    @property
    def line(self) -> int:
        """The line that is coded; the first one where the request names none."""
        line = self.typed.get("line", "")
        return int(line) if line.isdecimal() and 0 < int(line[:8]) <= len(self.document.lines) else 1


@dataclass(frozen=True, slots=True)
class ParsedForm:
    """The entry that a posted form says, with its new subjects and the labels that somebody bears already.

    Args:
        digest: of the form read without the choices of the preview; it differs where something else was typed.
    """

    entry: Entry
    digest: str
    new: tuple[NewSubject, ...] = ()
    known: tuple[KnownLabel, ...] = ()

    @property
    def added(self) -> tuple[Subject, ...]:
        """The subjects that the entry names for the first time."""
        return tuple(new.subject for new in self.new if not new.words)


def entry_id(written: str) -> str:
    """The id of the entry that a form carries, or a new random one."""
    return written if _ENTRY_ID.fullmatch(written) else f"e{secrets.token_hex(4)}"


def parse(coding: CodingRequest, identity: str) -> ParsedForm:
    """Parse the posted form into an entry of this id.

    Raises:
        MissingField, BadValue, TooLarge ...: a field is empty that is needed, or holds no value that it takes.
    """
    # Read twice: the choices of the preview must not change the digest, or choosing would look like typing anew.
    typed = _FormParser(coding, identity, choices={})
    content = [to_plain(typed.entry()), to_plain(tuple(new.subject for new in typed.labels.new))]
    content.append([[label.label, list(label.others)] for label in typed.labels.known])
    digest = hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    chosen = _FormParser(coding, identity, choices=coding.request.POST.dict())
    return ParsedForm(chosen.entry(), digest, tuple(chosen.labels.new), tuple(chosen.labels.known))


class _FormParser:
    """Parser of one posted form; its state is the labels that it has met so far.

    Args:
        choices: by name of the field, the choices made in the preview.
    """

    def __init__(self, coding: CodingRequest, identity: str, *, choices: Mapping[str, str]) -> None:
        self.coding, self.request, self.form = coding, coding.request, coding.form
        self.identity = identity
        self.vocabulary = coding.case.records.vocabulary
        self.labels = LabelReader(coding.case.records.subjects, identity, choices)

    def entry(self) -> Entry:
        """The entry that the form says; the order of the fields decides the ids of new subjects."""
        who, slots, place = self._who(), [*self._slots()], self._place()
        slots += [*self._speaker(place), *self._options()]
        return Entry(self.identity, self.coding.source, place, self.form.code, who, slots=tuple(slots))

    def _place(self) -> Place:
        """The place that the form names: a line, some of its sentences, or the brackets in them."""
        first, last = field(self.request, "first"), field(self.request, "last")
        line, bracket = field(self.request, "line"), field(self.request, "bracket")
        place = f"L{line}.{first}-{last}" if last and last != first else f"L{line}.{first}"
        if field(self.request, "editor"):
            place += f" editor.{bracket}" if bracket else " editor"
        return parse_locator(place)[1]

    def _who(self) -> Raw:
        written = field(self.request, "who")
        if not written:
            raise MissingField(key=self.form.code)
        if self.form.who == "statement":
            return written
        if self.form.who == "group-or-harm" and (harm := self._code("harm", written)) is not None:
            return harm
        new = _KIND_OF_WHO.get(self.form.who)
        if self.form.who == "events":
            return tuple(self.labels.find(line, new, field="who") for line in _lines(written))
        return self.labels.find(written, new, field="who", kinds=PEOPLE if new == "person" else ())

    def _slots(self) -> Iterator[tuple[str, Raw]]:
        for name, slot in self.form.slots.items():
            written = field(self.request, f"slot-{name}") if name == slot.name else ""
            if written:
                yield name, self._slot(slot, written)

    def _slot(self, slot: Slot, written: str) -> Raw:
        name, slot_type = f"slot-{slot.name}", slot_type_of(slot, self.form, self.vocabulary)
        if slot_type.takes == "pair":
            return (written, self.labels.find(field(self.request, f"{name}-what"), None, field=name))
        if slot_type.takes == "parts":
            parts: list[tuple[str, Raw]] = []
            for line in _lines(written):
                group, _, size = line.rpartition(":")
                parts.append((self.labels.find(group.strip(), "group", field="split"), size.strip()))
            return RawMap(tuple(parts))
        if slot_type.codes is not None and (code := self._code(slot_type.codes, written)) is not None:
            return code
        if slot_type.takes == "place":
            return self.labels.find(written, "place", field=name)
        if slot_type.takes != "ref":
            return written
        if slot_type.meaning not in _SOMEBODY or self.vocabulary.find("unknown", written) is not None:
            return self.labels.find(written, None, field=name)
        # Whoever did it is a subject, so that later statements can be about them; words alone could carry none.
        body = slot_type.meaning == "of-unit"
        new: Kind = "body" if body else "person" if is_name(written) else "group"
        return self.labels.find(written, new, field=name, kinds=(*PEOPLE, AUTHORITY, WORDS))

    def _speaker(self, place: Place) -> Iterator[tuple[str, Raw]]:
        """The speaker of the line, where the coder or a decision names another one than the source does."""
        written, source = field(self.request, "speaker"), self.coding.source
        if written:
            speaker: str | None = self._voice(written, "speaker")
        else:
            speaker = speakers(source, self.coding.case.records.decisions).get(place.line)
        by_source = self.coding.case.records.sources[source].voice_at(place.line)
        if speaker is not None and speaker != by_source and not field(self.request, "editor"):
            yield "speaker", speaker

    def _options(self) -> Iterator[tuple[str, Raw]]:
        for name in OPTIONS:
            if name == "under":
                if conditions := tuple(self.request.POST.getlist("under"))[:_MOST_LINES]:
                    yield name, conditions
            elif written := field(self.request, name):
                yield name, self._option(name, written)

    def _option(self, name: str, written: str) -> Raw:
        if name == "via":
            voices = tuple(self._voice(part.strip(), "via") for part in written.split(";") if part.strip())
            return voices if len(voices) > 1 else voices[0] if voices else written
        if name == "said":
            return self.labels.find(written, None, field="said")
        code = self._code(OPTION_LISTS[name], written) if name in OPTION_LISTS else None
        return written if code is None else code

    def _voice(self, written: str, name: str) -> str:
        return self.labels.find(written, "voice", field=name, kinds=(*VOICES, AUTHORITY))

    def _code(self, codes: str, written: str) -> str | None:
        """The code that a word means: itself, another spelling of it, or its label in any of the languages."""
        code = self.vocabulary.find(codes, written)
        if code is not None:
            return code
        folded = written.casefold()
        for term in self.vocabulary.lists[codes].terms.values():
            if folded in {term.labels[language].casefold() for language in LANGUAGES}:
                return term.code
        return None


def _lines(written: str) -> list[str]:
    lines = [part.strip() for part in re.split(r"[\n;]", written) if part.strip()]
    if len(lines) > _MOST_LINES:
        raise TooLarge(limit=_MOST_LINES)
    return lines


@dataclass(frozen=True, slots=True)
class SlotType:
    """The type of a slot's value, its list of codes, and the predicate or qualifier that it writes."""

    takes: str
    codes: str | None
    meaning: str


def slot_type_of(slot: Slot, form: Form, vocabulary: Vocabulary) -> SlotType:
    """The type of value that a slot takes."""
    if slot.template is not None:
        predicate = vocabulary.predicates[slot.template.predicate]
        return SlotType(predicate.takes, predicate.codes, predicate.code)
    if slot.qualifier is not None:
        if form.code == "recants" and slot.qualifier == "kind":
            return SlotType("code", "recant-kind", "kind")
        takes, codes, _ = qualifier_types().get(slot.qualifier, ("text", None, False))
        return SlotType(takes, codes, slot.qualifier)
    if slot.pair:
        return SlotType("pair", None, slot.name)
    if slot.parts:
        return SlotType("parts", None, slot.name)
    if slot.made is not None:
        return SlotType("yes", None, slot.name)
    if slot.into in ("event", "subject"):
        return SlotType("ref", None, "event")
    return SlotType("date" if slot.name.endswith("when") else "text", None, slot.name)


_EVENTS = frozenset({"part-of", "example-of", "tried-in", "victim-of", "at", "about", "event", "in"})
"""Predicates and qualifiers whose value is an event."""


@dataclass(frozen=True, slots=True)
class FormField:
    """A slot of a form as the page shows it.

    Args:
        widget: `select`, `open` (a list that takes other words too), `yes`, `pair`, `lines`, or `words`.
        choices: code and label.
        offers: name of the list of suggestions beside it.
        suggested: the value is a suggestion from the words of the source, not confirmed by anybody.
        other: of a pair, its second half.
        note: code of the message that says when the field is needed.
    """

    name: str
    label: str
    value: str
    widget: str
    takes: str
    choices: tuple[tuple[str, str], ...]
    offers: str
    needed: bool
    suggested: bool = False
    other: str = ""
    note: str = ""

    @property
    def shown(self) -> str:
        """The value as people read it: of a code its label."""
        return dict(self.choices).get(self.value, self.value)


def fields_of(coding: CodingRequest, suggested: Mapping[str, str]) -> list[FormField]:
    """The fields of a form, in its order, with what was typed or else suggested.

    Args:
        suggested: by name of the field, values from the words of the source.
    """
    form, vocabulary, language = coding.form, coding.case.records.vocabulary, coding.language
    fields = []
    for key, slot in form.slots.items():
        if key != slot.name:
            continue  # another spelling of the same slot
        slot_type, name = slot_type_of(slot, form, vocabulary), f"slot-{slot.name}"
        is_suggested = not coding.typed.get(name) and name in suggested
        offers = {"place": "places", "pair": "events", "ref": "people"}.get(slot_type.takes, "")
        if slot_type.takes == "ref" and slot_type.meaning in _EVENTS:
            offers = "events"
        harm = slot_type.meaning == "harm" and form.who == "group-or-harm"
        shown = FormField(
            name=name,
            label=_slot_label(slot.name, slot_type, vocabulary, language),
            value=suggested[name] if is_suggested else coding.typed.get(name, ""),
            widget=_widget(slot_type, vocabulary),
            takes=slot_type.takes,
            choices=_slot_choices(slot_type, vocabulary, language),
            offers=offers,
            needed=slot.name in form.needs,
            suggested=is_suggested,
            other=coding.typed.get(f"{name}-what", ""),
            note="harm-of-group" if harm else "",
        )
        fields.append(shown)
    return fields


def choices(codes: str, vocabulary: Vocabulary, language: Language) -> tuple[tuple[str, str], ...]:
    """The codes of a list, each with its label."""
    return tuple((code, term.labels[language]) for code, term in vocabulary.lists[codes].terms.items())


def _slot_label(name: str, slot_type: SlotType, vocabulary: Vocabulary, language: Language) -> str:
    """The slot's own label, else that of the predicate it writes."""
    if name in vocabulary.lists["slot"].terms:
        return vocabulary.label("slot", name, language)
    predicate = vocabulary.predicates.get(slot_type.meaning)
    return predicate.labels[language] if predicate else name


def _widget(slot_type: SlotType, vocabulary: Vocabulary) -> str:
    if slot_type.takes in ("yes", "pair"):
        return slot_type.takes
    if slot_type.takes == "parts":
        return "lines"
    if slot_type.codes is None:
        return "words"
    return "open" if slot_type.takes == "ref" or vocabulary.lists[slot_type.codes].open else "select"


def _slot_choices(
    slot_type: SlotType, vocabulary: Vocabulary, language: Language
) -> tuple[tuple[str, str], ...]:
    if slot_type.takes != "pair":
        return choices(slot_type.codes, vocabulary, language) if slot_type.codes else ()
    acts = [(act.code, act.labels[language]) for act in vocabulary.predicates.values() if act.takes == "ref"]
    return tuple(sorted(acts, key=lambda act: act[1].casefold()))
