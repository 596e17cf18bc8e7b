"""Whom a typed label means: somebody who is there, or somebody new.

Invariant: nobody is made one with another, and nobody doubled, without being told so before it is saved: a name is
taken for the one who bears it, a description for somebody else, and the preview offers the other way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from aigaq.errors import BadValue, TooLarge
from aigaq.records.labels import is_name, is_nobody, label_key, tidy
from aigaq.records.subjects import BUILT_IN, Kind, Subject

ADDRESSED = re.compile(r"(?P<label>.*?)\s*\[(?P<id>[^\[\]\s]+)\]")
NEW = "new"
"""Behind a label in brackets, or chosen in the preview: somebody else of that label."""
AUTHORITY = "authority"
WORDS = "words"
"""No subject at all: the words stay what they are."""
_LABEL = 300
"""Letters of a label: what is called after somebody, as an event is, has to fit into 500."""
_NOBODY = frozenset({"unknown", "they-unnamed", "editor", "heading"})
_DESCRIBED: frozenset[Kind] = frozenset({"person", "voice"})
PEOPLE: tuple[Kind, ...] = ("person", "group", "body")
VOICES: tuple[Kind, ...] = ("voice", "person", "group", "body")


@dataclass(frozen=True, slots=True)
class Met:
    """A label that was typed and that somebody in the case bears already.

    Args:
        field: the name of the choice in the form.
        others: ids of those who bear it.
        chosen: one of them, or `new`.
    """

    field: str
    label: str
    others: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Added:
    """Somebody or something that is new.

    Args:
        field: the name of the choice of what it is; `kinds`: what may be chosen.
        words: it was chosen to be no subject, only words.
    """

    subject: Subject
    field: str
    kinds: tuple[str, ...] = ()
    words: bool = False

    @property
    def chosen(self) -> str:
        """What it is, as the choice names it."""
        return WORDS if self.words else AUTHORITY if self.subject.official else self.subject.kind


class Labels:
    """Reads the labels of one form; the state is whom it has named for the first time so far."""

    def __init__(self, subjects: Mapping[str, Subject], identity: str, sent: Mapping[str, str]) -> None:
        self.subjects, self.identity, self.sent = subjects, identity, sent
        self.added: list[Added] = []
        self.met: list[Met] = []
        self._by_key: dict[str, list[str]] = {}
        for one in subjects.values():
            self._by_key.setdefault(label_key(one.label), []).append(one.id)

    def find(self, written: str, new: Kind | None, *, field: str, kinds: tuple[str, ...] = ()) -> str:
        """The id that a label means; with `new`, somebody or something that the case does not know yet is added.

        Args:
            field: the blank that it was typed into.
            kinds: what somebody new may be instead, by the coder's choice.
        Raises:
            BadValue: several have that label, and it was not said which. TooLarge: no label is that long.
        """
        speaking = new == "voice"
        if not written or (written in self.subjects and (speaking or written not in _NOBODY)):
            return written
        addressed = ADDRESSED.fullmatch(written)
        if addressed and addressed["id"] in self.subjects:
            return addressed["id"]
        anew = addressed is not None and addressed["id"] == NEW
        label = tidy(addressed["label"] if addressed and anew else written)
        mark = hashlib.sha256(
            f"{field if not is_name(label) else ''}:{label_key(label)}".encode()
        ).hexdigest()[:8]
        if (mine := next((one for one in self.added if one.field == f"kind-{mark}"), None)) is not None:
            return label if mine.words else mine.subject.id
        same = self._same(label, speaking)
        if new is None:
            return self._one(label, same) if same else written
        chosen = NEW if anew or not same else self._chosen(label, same, mark, new)
        if same:
            self.met.append(Met(f"is-{mark}", label, tuple(same), chosen))
        return chosen if chosen != NEW else self._add(label, new, mark, kinds)

    def _same(self, label: str, speaking: bool) -> list[str]:
        """Those who bear a label. Nobody is one of the voices that every case has for having no name."""
        found = self._by_key.get(label_key(label), [])
        return [one for one in found if speaking or one not in _NOBODY]

    def _chosen(self, label: str, same: list[str], mark: str, new: Kind) -> str:
        """As the coder chose; else the one who bears a name, and somebody else where it is a description."""
        choice = self.sent.get(f"is-{mark}", "")
        if choice == NEW or choice in same:
            return choice
        if new == "person" and all(self.subjects[one].kind == "voice" for one in same):
            # Whoever spoke is not for that the one who was killed: counts look at people.
            return NEW
        described = [one for one in same if self.subjects[one].kind in _DESCRIBED]
        built_in = {one.id for one in BUILT_IN}
        if new in _DESCRIBED and described == same and (is_nobody(label) or not is_name(label)):
            return NEW if not built_in & {*same} else same[0]
        return self._one(label, same)

    def _one(self, label: str, same: list[str]) -> str:
        if len(same) > 1:
            due = ", ".join(f"{label} [{one}]" for one in (*same, NEW))
            raise BadValue(key="label", value=label, due=due)
        return same[0]

    def _add(self, label: str, kind: Kind, mark: str, kinds: tuple[str, ...]) -> str:
        if len(label) > _LABEL:
            raise TooLarge(limit=_LABEL)
        key = f"{kind[0]}{self.identity[1:]}{len(self.added) + 1}"
        made = Subject(key, kind, label, named=kind in _DESCRIBED and is_name(label))
        wanted = self.sent.get(f"kind-{mark}", "")
        if wanted in kinds and wanted != WORDS:
            made = as_kind(made, wanted)
        words = wanted == WORDS and WORDS in kinds
        self.added.append(Added(made, f"kind-{mark}", kinds, words))
        return label if words else key


def as_kind(one: Subject, wanted: str) -> Subject:
    """The same as another kind; an authority is a body that speaks officially."""
    kind: Kind = next((each for each in VOICES if each == wanted), "body")
    named = kind in _DESCRIBED and is_name(one.label)
    return replace(one, kind=kind, named=named, official=wanted == AUTHORITY)
