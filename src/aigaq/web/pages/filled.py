"""From a filled form to the entry that it says.

Invariant: the same form gives the same entry, so that what is saved is what the preview showed; somebody new gets an
id made of the entry's own, which is of chance, never one made of the name.
"""

from __future__ import annotations

import hashlib
import json
import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

from aigaq.bundle import locators
from aigaq.casework.case import Case
from aigaq.errors import BadValue, MissingField, TooLarge
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.forms import Form, Slot
from aigaq.records.messages import LANGUAGES
from aigaq.records.plain import to_plain
from aigaq.records.statements import Place
from aigaq.records.subjects import Kind, Subject
from aigaq.web.pages.blanks import kind_of
from aigaq.web.pages.forms import field

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
ADDRESSED = re.compile(r".*\[([^\[\]\s]+)\]")
_LINES = 40
_LABEL = 300
"""Letters of a label: what is called after somebody, as an event is, has to fit into 500."""


@dataclass(frozen=True, slots=True)
class Filled:
    """An entry, and whom it names for the first time."""

    entry: Entry
    added: tuple[Subject, ...]

    def digest(self) -> str:
        """What tells this entry from any other."""
        plain = json.dumps([to_plain(self.entry), to_plain(self.added)], sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(plain.encode()).hexdigest()


def entry_id(written: str) -> str:
    """The id of the entry that a form carries, or a new one of chance."""
    return written if _ENTRY.fullmatch(written) else f"e{secrets.token_hex(4)}"


def read(request: HttpRequest, case: Case, source: str, form: Form, *, identity: str) -> Filled:
    """The entry that the posted form says.

    Raises:
        MissingField, BadValue, TooLarge ...: what is not there, or is no value.
    """
    form_read = _Reading(request, case, form, identity)
    who = form_read.who()
    slots = (*form_read.slots(), *form_read.options())
    entry = Entry(identity, source, place_of(request), form.code, who, slots=slots)
    return Filled(entry, tuple(form_read.added))


def place_of(request: HttpRequest) -> Place:
    """The place that the form names: a line, some of its sentences, or the brackets in them."""
    first, last = field(request, "first"), field(request, "last")
    line, bracket = field(request, "line"), field(request, "bracket")
    whole = f"L{line}.{first}-{last}" if last and last != first else f"L{line}.{first}"
    number = f".{bracket}" if bracket else ""
    _, place = locators.parse(f"{whole} editor{number}" if field(request, "editor") else whole)
    return place


class _Reading:
    """Reads one posted form; the state is whom it has named for the first time so far."""

    def __init__(self, request: HttpRequest, case: Case, form: Form, identity: str) -> None:
        self.request, self.case, self.form, self.identity = request, case, form, identity
        self.words = case.records.vocabulary
        self.added: list[Subject] = []

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
            return tuple(self._named(one, new) for one in _lines(written))
        return self._named(written, new)

    def slots(self) -> Iterator[tuple[str, Raw]]:
        for name, slot in self.form.slots.items():
            written = field(self.request, f"slot-{name}") if name == slot.name else ""
            if written:
                yield name, self._slot(slot, written)

    def _slot(self, slot: Slot, written: str) -> Raw:
        kind = kind_of(slot, self.form, self.words)
        if kind.takes == "pair":
            what = field(self.request, f"slot-{slot.name}-what")
            return (written, self._named(what, None))
        if kind.takes == "parts":
            return RawMap(tuple(self._part(one) for one in _lines(written)))
        if kind.codes is not None and (code := self._code(kind.codes, written)) is not None:
            return code
        if kind.takes in ("ref", "place"):
            return self._named(written, "place" if kind.takes == "place" else None)
        return written

    def _part(self, written: str) -> tuple[str, Raw]:
        group, _, size = written.rpartition(":")
        return self._named(group.strip(), "group"), size.strip()

    def options(self) -> Iterator[tuple[str, Raw]]:
        for name in OPTIONS:
            if name == "under":
                if chosen := tuple(self.request.POST.getlist("under"))[:_LINES]:
                    yield name, chosen
            elif written := field(self.request, name):
                yield name, self._option(name, written)

    def _option(self, name: str, written: str) -> Raw:
        if name == "via":
            voices = tuple(self._named(one.strip(), None) for one in written.split(";") if one.strip())
            return voices if len(voices) > 1 else voices[0] if voices else written
        if name == "said":
            return self._named(written, None)
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

    def _named(self, written: str, new: Kind | None) -> str:
        """The id that a label means; with `new`, somebody or something that the case does not know yet is added.

        Raises:
            BadValue: several have that label, and it was not said which.
        """
        subjects = self.case.records.subjects
        if written in subjects or not written:
            return written
        addressed = ADDRESSED.fullmatch(written)
        if addressed and addressed[1] in subjects:
            return addressed[1]
        folded = written.casefold()
        same = [one.id for one in (*subjects.values(), *self.added) if one.label.casefold() == folded]
        if len(same) > 1:
            raise BadValue(
                key=self.form.code, value=written, due=", ".join(f"{written} [{one}]" for one in same)
            )
        if same or new is None:
            return same[0] if same else written
        return self._add(written, new)

    def _add(self, written: str, kind: Kind) -> str:
        if len(written) > _LABEL:
            raise TooLarge(limit=_LABEL)
        key = f"{kind[0]}{self.identity[1:]}{len(self.added) + 1}"
        named = kind == "person" and written[:1].isupper()
        self.added.append(Subject(key, kind, written, named=named))
        return key


def _lines(written: str) -> list[str]:
    lines = [one.strip() for one in re.split(r"[\n;]", written) if one.strip()]
    if len(lines) > _LINES:
        raise TooLarge(limit=_LINES)
    return lines
