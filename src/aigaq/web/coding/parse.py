"""From a filled form to the entry that it says.

Invariant: the same form gives the same entry, so that what is saved is what the preview showed; somebody new gets an
id made of the entry's own, which is of chance, never one made of the name.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.http import HttpRequest

from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.errors import MissingField, TooLarge
from aigaq.records.coding.forms import Form, Slot
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.labels import is_name
from aigaq.records.serialize import to_plain
from aigaq.records.statements import Place
from aigaq.records.subjects import Kind, Subject
from aigaq.records.vocab.messages import LANGUAGES
from aigaq.records.voice_decisions import speakers
from aigaq.web.coding.fields import Kind as SlotKind
from aigaq.web.coding.fields import kind_of
from aigaq.web.coding.labels import AUTHORITY, PEOPLE, VOICES, WORDS, Added, Labels, Met
from aigaq.web.layout.fields import field

OPTIONS = ("how", "sure", "via", "through", "aspect", "under", "said", "note")
_NEW: dict[str, Kind] = {
    "person": "person",
    "group": "group",
    "group-or-harm": "group",
    "event": "event",
    "events": "event",
    "thing": "thing",
    "any": "person",
}
_LISTS = {"how": "basis", "sure": "modality", "through": "through", "aspect": "aspect"}
_ENTRY = re.compile(r"e[0-9a-f]{8}")
_SOMEBODY = frozenset(
    {"agent", "of-unit", "member-of", "who-acted-first", "helped", "threatened", "drove-off"}
)
"""Predicates whose value is somebody; a charge or a cause is not, though it may point at something."""
_LINES = 40


@dataclass(frozen=True, slots=True)
class Filled:
    """An entry, whom it names for the first time, and whose labels somebody bears already.

    `digest` tells what was typed, as it is read without a choice of the preview, from anything else.
    """

    entry: Entry
    digest: str
    new: tuple[Added, ...] = ()
    met: tuple[Met, ...] = ()

    @property
    def added(self) -> tuple[Subject, ...]:
        """Whom it names for the first time."""
        return tuple(one.subject for one in self.new if not one.words)


def entry_id(written: str) -> str:
    """The id of the entry that a form carries, or a new one of chance."""
    return written if _ENTRY.fullmatch(written) else f"e{secrets.token_hex(4)}"


def read(request: HttpRequest, case: Case, source: str, form: Form, *, identity: str) -> Filled:
    """The entry that the posted form says.

    Raises:
        MissingField, BadValue, TooLarge ...: what is not there, or is no value.
    """
    plain = _Reading(request, case, source, form, identity, {})
    entry = plain.entry()
    told = [to_plain(entry), to_plain(tuple(one.subject for one in plain.labels.added))]
    told.append([[one.label, list(one.others)] for one in plain.labels.met])
    digest = hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
    chosen = _Reading(request, case, source, form, identity, request.POST.dict())
    return Filled(chosen.entry(), digest, tuple(chosen.labels.added), tuple(chosen.labels.met))


def place_of(request: HttpRequest) -> Place:
    """The place that the form names: a line, some of its sentences, or the brackets in them."""
    first, last = field(request, "first"), field(request, "last")
    line, bracket = field(request, "line"), field(request, "bracket")
    whole = f"L{line}.{first}-{last}" if last and last != first else f"L{line}.{first}"
    number = f".{bracket}" if bracket else ""
    _, place = locators.parse(f"{whole} editor{number}" if field(request, "editor") else whole)
    return place


class _Reading:
    """Reads one posted form; the state is whom it has named for the first time so far.

    Args:
        choices: what was chosen in the preview, by the name of the field.
    """

    def __init__(
        self,
        request: HttpRequest,
        case: Case,
        source: str,
        form: Form,
        identity: str,
        choices: Mapping[str, str],
    ) -> None:
        self.request, self.case, self.source, self.form = request, case, source, form
        self.identity = identity
        self.words = case.records.vocabulary
        self.labels = Labels(case.records.subjects, identity, choices)

    def entry(self) -> Entry:
        """The entry that the form says."""
        who = self.who()
        slots = (*self.slots(), *self.speaker(), *self.options())
        return Entry(self.identity, self.source, place_of(self.request), self.form.code, who, slots=slots)

    def speaker(self) -> Iterator[tuple[str, Raw]]:
        """Whose words the line holds, where somebody says otherwise than the source does."""
        written = field(self.request, "speaker")
        line = place_of(self.request).line
        decided = speakers(self.source, self.case.records.decisions).get(line)
        told = self._named(written, "voice", "speaker", (*VOICES, AUTHORITY)) if written else decided
        source = self.case.records.sources[self.source]
        if told is not None and told != source.voice_at(line) and not field(self.request, "editor"):
            yield "speaker", told

    def who(self) -> Raw:
        written = field(self.request, "who")
        if not written:
            raise MissingField(key=self.form.code)
        if self.form.who == "statement":
            return written
        if self.form.who == "group-or-harm" and (harm := self._code("harm", written)) is not None:
            return harm
        new = _NEW.get(self.form.who)
        if self.form.who == "events":
            return tuple(self._named(one, new, "who") for one in _lines(written))
        return self._named(written, new, "who", PEOPLE if new == "person" else ())

    def slots(self) -> Iterator[tuple[str, Raw]]:
        for name, slot in self.form.slots.items():
            written = field(self.request, f"slot-{name}") if name == slot.name else ""
            if written:
                yield name, self._slot(slot, written)

    def _slot(self, slot: Slot, written: str) -> Raw:
        kind = kind_of(slot, self.form, self.words)
        if kind.takes == "pair":
            what = field(self.request, f"slot-{slot.name}-what")
            return (written, self._named(what, None, f"slot-{slot.name}"))
        if kind.takes == "parts":
            return RawMap(tuple(self._part(one) for one in _lines(written)))
        if kind.codes is not None and (code := self._code(kind.codes, written)) is not None:
            return code
        if kind.takes == "place":
            return self._named(written, "place", f"slot-{slot.name}")
        if kind.takes == "ref":
            return self._someone(written, slot, kind)
        return written

    def _someone(self, written: str, slot: Slot, kind: SlotKind) -> Raw:
        """An event that is there, or whoever did it: who is named so is somebody, not a word that nothing hangs on."""
        blank = f"slot-{slot.name}"
        if kind.meaning not in _SOMEBODY or self.words.find("unknown", written) is not None:
            return self._named(written, None, blank)
        new: Kind = "body" if kind.meaning == "of-unit" else "person" if is_name(written) else "group"
        return self._named(written, new, blank, (*PEOPLE, AUTHORITY, WORDS))

    def _part(self, written: str) -> tuple[str, Raw]:
        group, _, size = written.rpartition(":")
        return self._named(group.strip(), "group", "split"), size.strip()

    def options(self) -> Iterator[tuple[str, Raw]]:
        for name in OPTIONS:
            if name == "under":
                if chosen := tuple(self.request.POST.getlist("under"))[:_LINES]:
                    yield name, chosen
            elif written := field(self.request, name):
                yield name, self._option(name, written)

    def _option(self, name: str, written: str) -> Raw:
        if name == "via":
            kinds = (*VOICES, AUTHORITY)
            voices = tuple(
                self._named(one.strip(), "voice", "via", kinds) for one in written.split(";") if one.strip()
            )
            return voices if len(voices) > 1 else voices[0] if voices else written
        if name == "said":
            return self._named(written, None, "said")
        found = self._code(_LISTS[name], written) if name in _LISTS else None
        return written if found is None else found

    def _code(self, codes: str, written: str) -> str | None:
        """The code that a word means: itself, another spelling of it, or its label in any of the languages."""
        found = self.words.find(codes, written)
        if found is not None:
            return found
        folded = written.casefold()
        terms = self.words.lists[codes].terms.values()
        return next(
            (one.code for one in terms if folded in {one.labels[lang].casefold() for lang in LANGUAGES}), None
        )

    def _named(self, written: str, new: Kind | None, blank: str, kinds: tuple[str, ...] = ()) -> str:
        return self.labels.find(written, new, field=blank, kinds=kinds)


def _lines(written: str) -> list[str]:
    lines = [one.strip() for one in re.split(r"[\n;]", written) if one.strip()]
    if len(lines) > _LINES:
        raise TooLarge(limit=_LINES)
    return lines
