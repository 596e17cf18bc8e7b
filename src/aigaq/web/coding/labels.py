"""The subject that a typed label means: one of the case, or a new one.

Invariant: nobody is made one with another, and nobody doubled, without being shown before it is saved. A name is taken
for the one who bears it, a description for somebody else, and the preview offers the other way.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from aigaq.casework.case import Case
from aigaq.errors import BadValue, TooLarge
from aigaq.records.labels import is_name, is_nobody, label_key, tidy
from aigaq.records.subjects import BUILT_IN, Kind, Subject
from aigaq.records.vocab.messages import Language, say

_WITH_ID = re.compile(r"(?P<label>.*?)\s*\[(?P<id>[^\[\]\s]+)\]")
"""A label with the id of its subject, or `new`, in brackets."""
NEW = "new"
"""Behind a label in brackets, or chosen in the preview: somebody else of that label."""
AUTHORITY = "authority"
WORDS = "words"
"""No subject at all: the words stay what they are."""
_LONGEST = 300
"""Letters of a label: what is called after somebody, as an event is, has to fit into 500."""
_NOBODY = frozenset({"unknown", "they-unnamed", "editor", "heading"})
_BUILT_IN = frozenset(subject.id for subject in BUILT_IN)
_DESCRIBED: frozenset[Kind] = frozenset({"person", "voice"})
PEOPLE: tuple[Kind, ...] = ("person", "group", "body")
VOICES: tuple[Kind, ...] = ("voice", "person", "group", "body")


@dataclass(frozen=True, slots=True)
class KnownLabel:
    """A typed label that somebody in the case bears already.

    Args:
        field: name of the choice in the form.
        others: ids of those who bear it.
        chosen: one of them, or `new`.
    """

    field: str
    label: str
    others: tuple[str, ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class NewSubject:
    """A subject that the form names for the first time.

    Args:
        field: name of the choice of its kind; `kinds`: what may be chosen.
        words: it was chosen to be no subject, only words.
    """

    subject: Subject
    field: str
    kinds: tuple[str, ...] = ()
    words: bool = False

    @property
    def chosen(self) -> str:
        """Its kind, as the choice names it."""
        return WORDS if self.words else AUTHORITY if self.subject.official else self.subject.kind


@dataclass(frozen=True, slots=True)
class LabelChoice:
    """The choice on the page between those who bear a label and somebody else of that label.

    Args:
        choices: id or `new`, the words for it, and whether it is chosen.
    """

    label: str
    field: str
    choices: tuple[tuple[str, str, bool], ...]


class LabelReader:
    """Reader of the labels in one form; its state is the new subjects and the known labels so far.

    Args:
        identity: id of the entry, from which the ids of new subjects are made.
        choices: by name of the field, the choices made in the preview.
    """

    def __init__(self, subjects: Mapping[str, Subject], identity: str, choices: Mapping[str, str]) -> None:
        self.subjects, self.identity, self.choices = subjects, identity, choices
        self.new: list[NewSubject] = []
        self.known: list[KnownLabel] = []
        self._by_key: dict[str, list[str]] = {}
        for subject in subjects.values():
            self._by_key.setdefault(label_key(subject.label), []).append(subject.id)

    @property
    def undecided(self) -> list[KnownLabel]:
        """The known labels for which nobody has chosen yet who is meant."""
        return [label for label in self.known if label.field not in self.choices]

    def find(self, written: str, new: Kind | None, *, field: str, kinds: tuple[str, ...] = ()) -> str:
        """The id of the subject that a label means; with `new`, a subject that the case does not know yet is added.

        Args:
            field: the field that the label was typed into.
            kinds: what a new subject may be instead, by the coder's choice.
        Returns:
            The id; the words themselves where they are no label, or were chosen to stay words.
        Raises:
            BadValue: several have that label, and nobody said which. TooLarge: the label is too long.
        """
        speaks = new == "voice"
        if not written or (written in self.subjects and (speaks or written not in _NOBODY)):
            return written
        with_id = _WITH_ID.fullmatch(written)
        if with_id and with_id["id"] in self.subjects:
            return with_id["id"]
        said_new = with_id is not None and with_id["id"] == NEW
        label = tidy(with_id["label"] if with_id and said_new else written)
        # A name is one choice in the whole form; a description in each field may be somebody else.
        scope = "" if is_name(label) else field
        mark = hashlib.sha256(f"{scope}:{label_key(label)}".encode()).hexdigest()[:8]
        if (earlier := next((one for one in self.new if one.field == f"kind-{mark}"), None)) is not None:
            return label if earlier.words else earlier.subject.id
        bearers = [key for key in self._by_key.get(label_key(label), []) if speaks or key not in _NOBODY]
        if new is None:
            return _only(label, bearers) if bearers else written
        chosen = NEW if said_new or not bearers else self._chosen(label, bearers, mark, new)
        if bearers:
            self.known.append(KnownLabel(f"is-{mark}", label, tuple(bearers), chosen))
        return chosen if chosen != NEW else self._add(label, new, mark, kinds)

    def _chosen(self, label: str, bearers: list[str], mark: str, new: Kind) -> str:
        """As the coder chose; by default a name means the one who bears it, a description somebody else."""
        choice = self.choices.get(f"is-{mark}", "")
        if choice == NEW or choice in bearers:
            return choice
        if new == "person" and all(self.subjects[key].kind == "voice" for key in bearers):
            # A voice of that name is not thereby the one who was killed: counts look at people.
            return NEW
        described = all(self.subjects[key].kind in _DESCRIBED for key in bearers)
        if new in _DESCRIBED and described and (is_nobody(label) or not is_name(label)):
            return bearers[0] if _BUILT_IN & {*bearers} else NEW
        return _only(label, bearers)

    def _add(self, label: str, kind: Kind, mark: str, kinds: tuple[str, ...]) -> str:
        if len(label) > _LONGEST:
            raise TooLarge(limit=_LONGEST)
        key = f"{kind[0]}{self.identity[1:]}{len(self.new) + 1}"
        subject = Subject(key, kind, label, named=kind in _DESCRIBED and is_name(label))
        choice = self.choices.get(f"kind-{mark}", "")
        words = choice == WORDS and WORDS in kinds
        if choice in kinds and not words:
            subject = as_kind(subject, choice)
        self.new.append(NewSubject(subject, f"kind-{mark}", kinds, words))
        return label if words else key


def _only(label: str, bearers: list[str]) -> str:
    if len(bearers) > 1:
        due = ", ".join(f"{label} [{key}]" for key in (*bearers, NEW))
        raise BadValue(key="label", value=label, due=due)
    return bearers[0]


def as_kind(subject: Subject, chosen: str) -> Subject:
    """The same subject as another kind; an authority is a body that speaks officially."""
    kind: Kind = next((kind for kind in VOICES if kind == chosen), "body")
    named = kind in _DESCRIBED and is_name(subject.label)
    return replace(subject, kind=kind, named=named, official=chosen == AUTHORITY)


def ids_and_labels(written: Iterable[str]) -> set[str]:
    """Typed words as they stand, and the id and the label of those that are a label with an id."""
    words = {*written}
    # The pattern tries each place of a word to its end: a long note would take minutes, and nobody is called so.
    matches = [match for word in words if len(word) <= 1000 for match in _WITH_ID.finditer(word)]
    return words | {match["id"] for match in matches} | {match["label"] for match in matches}


def label_choices(known: Sequence[KnownLabel], case: Case, language: Language) -> list[LabelChoice]:
    """The choices that the page offers for labels that somebody bears already."""
    rows = []
    for label in known:
        bearers = [(key, _bearer(key, case, language), key == label.chosen) for key in label.others]
        somebody_else = (NEW, say("met-another", language), label.chosen == NEW)
        rows.append(LabelChoice(label.label, label.field, (*bearers, somebody_else)))
    return rows


def _bearer(key: str, case: Case, language: Language) -> str:
    """A subject of the case in words: its kind, and the place of the first statement about it."""
    kind = say(f"kind-one-{case.records.subjects[key].kind}", language)
    first = next((statement for statement in case.records.statements if statement.subject == key), None)
    place = f", {first.source} L{first.passages[0].line}" if first is not None else ""
    return say("met-there", language, kind=kind, place=place)
