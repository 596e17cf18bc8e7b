"""Resolve statement drafts in words into typed statements, as the register of predicates requires.

Invariant: an id that does not exist is refused by name; a misspelling never creates anything.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from aigaq.errors import BadValue, NoAge, UnknownCode, UnknownField, UnknownId
from aigaq.records import quantities, yamltext
from aigaq.records.coding.expansion import StatementDraft
from aigaq.records.coding.forms import Form
from aigaq.records.dates import relative
from aigaq.records.dates.relative import Relative
from aigaq.records.entries import Entry, Raw, as_list, as_words
from aigaq.records.quantities import Quantity
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import UNDATED, Code, Ref, Unknown, Value, Words, Yes
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Known:
    """All ids that an entry may refer to.

    Args:
        subjects: by id, including those that forms created.
        entries: by id of an entry, the ids of its statements, the main one first.
        questions: ids of the questions.
    """

    vocabulary: Vocabulary
    subjects: Mapping[str, Subject]
    entries: Mapping[str, tuple[str, ...]]
    statements: frozenset[str]
    questions: frozenset[str]

    def main_of(self, written: str) -> str | None:
        """The statement that an id refers to: itself, or the main one of an entry; None if there is none."""
        bare = written.removeprefix("#")
        if bare in self.statements:
            return bare
        return self.entries[bare][0] if bare in self.entries else None

    def statements_of(self, written: str) -> tuple[str, ...]:
        """The ids of the statements that an id refers to: one statement, or all of an entry.

        Raises:
            UnknownId: neither an entry nor a statement has the id.
        """
        if written in self.entries:
            return self.entries[written]
        if written in self.statements:
            return (written,)
        raise UnknownId(value=written)


_POLARITIES = {"not": "denies", "cannot-say": "cannot-say"}


def resolve(draft: StatementDraft, source: Source, known: Known) -> Statement:
    """The typed statement of a draft.

    Raises:
        UnknownCode, UnknownId, UnknownField, BadValue, BadDate, BadQuantity, ReversedRange: without the place of the
            entry, which the caller knows.
    """
    polarity, predicate = _predicate(draft.predicate, known.vocabulary)
    option = _Options(draft.entry, known)
    chain, basis = option.chain(source), option.code("how", "basis", source.default_basis)
    if draft.through_court:
        # If the court speaks for itself it is already in the chain; a second time would make a ring.
        chain = chain if chain[-1].voice == "court" else (*chain, Link("court"))
        basis = "official-record"
    about_origin = draft.subject == "$origin"
    subject = chain[-1].voice if about_origin else subject_of(draft.subject, predicate, known)
    value = possible(value_of(draft.value, predicate.takes, predicate.codes, known), predicate.most)
    if draft.event is not None and draft.event not in known.subjects:
        raise UnknownId(value=draft.event)
    because = [premise for word in option.words("because") for premise in known.statements_of(word)]
    return Statement(
        id=draft.id,
        subject=subject,
        predicate=predicate.code,
        value=value,
        chain=chain,
        passages=(Passage(source.key, draft.entry.place),),
        source=source.key,
        event=draft.event,
        basis=basis,
        polarity=polarity,
        modality=option.code("sure", "modality", "certain"),
        aspect=option.code("aspect", "aspect", "single"),
        conditions=tuple(known.vocabulary.code("condition", word) for word in option.words("under")),
        qualifiers=_qualifiers(draft, predicate, known),
        premises=tuple(dict.fromkeys(because)),
        answers=option.question("answers"),
        completes=option.statement("completes"),
        said=option.said(),
        hedge=option.hedge(),
        note=option.text("note"),
        entry=draft.entry.id,
    )


def _predicate(written: str, vocabulary: Vocabulary) -> tuple[str, Predicate]:
    head, _, rest = written.partition(" ")
    polarity = _POLARITIES.get(head) if rest else None
    code = rest.strip() if polarity else written
    if code not in vocabulary.predicates:
        raise UnknownCode(key="predicate", value=code, known=nearest(code, vocabulary.predicates))
    return polarity or "affirms", vocabulary.predicates[code]


def _qualifiers(draft: StatementDraft, predicate: Predicate, known: Known) -> tuple[tuple[str, Value], ...]:
    types = qualifier_types()
    allowed = {*predicate.key, *predicate.qualifiers, *(name for name, (_, _, free) in types.items() if free)}
    qualifiers: list[tuple[str, Value]] = []
    for name, raw in draft.qualifiers:
        if name not in allowed:
            raise UnknownField(key=name, known=", ".join(sorted(allowed)))
        takes, codes, _ = types.get(name, ("text", None, False))
        if predicate.code == "recants" and name == "kind":
            takes, codes = "code", "recant-kind"
        qualifiers.extend((name, value_of(one, takes, codes, known)) for one in as_list(raw))
    return tuple(qualifiers)


# The options of an entry: how it was said, by whom, on what it rests. An option with an unknown id is refused by
# name.

_HEDGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")


class _Options:
    """Reads the options of an entry: voice, basis, certainty, hedge."""

    def __init__(self, entry: Entry, known: Known) -> None:
        self.entry = entry
        self.known = known

    def text(self, name: str) -> str | None:
        """An option as one line of words; None if it is absent."""
        raw = self.entry.slot(name)
        return None if raw is None else as_words(raw)

    def words(self, name: str) -> tuple[str, ...]:
        """An option as separate words."""
        raw = self.entry.slot(name)
        return () if raw is None else tuple(as_words(item) for item in as_list(raw))

    def code(self, name: str, list_name: str, default: str) -> str:
        """An option as a code of a list; the default if it is absent."""
        written = self.text(name)
        return default if written is None else self.known.vocabulary.code(list_name, written)

    def chain(self, source: Source) -> tuple[Link, ...]:
        """The chain of voices, nearest first; `through` is the channel by which the last one passed the word on.

        A line that belongs to the page itself has no voice, so the entry must name one (`speaker`).
        """
        place = self.entry.place
        voices = (self._first(source), *self.words("via"))
        for voice in voices:
            if voice in ("furniture", "citation"):
                raise BadValue(
                    key="place",
                    value=f"L{place.line}",
                    due="a line with content, or who speaks in it (speaker)",
                )
            if voice not in self.known.subjects:
                raise UnknownId(value=voice)
        through = self.text("through")
        if through is not None and through not in self.known.subjects:
            through = self.known.vocabulary.code("through", through)
        return (*(Link(voice) for voice in voices[:-1]), Link(voices[-1], through))

    def _first(self, source: Source) -> str:
        """The nearest voice: the one the entry names, else the source's voice at that place."""
        place, written = self.entry.place, self.text("speaker")
        if place.editor and written is not None:
            raise BadValue(key="speaker", value=written, due="a place outside brackets")
        return "editor" if place.editor else written or source.voice_at(place.line)

    def question(self, name: str) -> str | None:
        """An option that refers to a question."""
        written = self.text(name)
        if written is not None and written not in self.known.questions:
            raise UnknownId(value=written)
        return written

    def statement(self, name: str) -> str | None:
        """An option that refers to a statement."""
        written = self.text(name)
        return None if written is None else _main_of(written, self.known)

    def said(self) -> Value | None:
        """The time of saying: a date, or the event at which it was said."""
        written = self.text("said")
        if written is None:
            return None
        return Ref(written) if written in self.known.subjects else date_of(written, None, self.known)

    def hedge(self) -> tuple[int, int] | None:
        """The words of the passage that hedge it: positions of first and last, counted from 1."""
        written = self.text("hedge")
        if written is None:
            return None
        match = _HEDGE.fullmatch(written.removeprefix("words ").strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise BadValue(key="hedge", value=written, due="words by number: 1-3")
        return first, last


# Written words as typed values.

_KINDS: Mapping[str, frozenset[str]] = {
    "person": frozenset({"person", "voice"}),
    "group": frozenset({"group"}),
    "body": frozenset({"body", "group"}),
    "unit": frozenset({"body", "group"}),
    "event": frozenset({"event"}),
    "place": frozenset({"place"}),
    "thing": frozenset({"thing"}),
    "any": frozenset(),
    "statement": frozenset(),
}
"""Kinds of subject accepted for each kind that the register or a form requires; empty: all. A voice counts as a
person; a unit may be written as a body or as a group.
"""
_MISSPELT = 0.75
DATED_KINDS = frozenset({"event", "thing"})
DATED = "the id of an event, or of an entry that dates something"
_ID = re.compile(r"[^\s,;:()\[\]{}#]+")


def subject_of(written: str, predicate: Predicate, known: Known) -> str:
    """The subject id of a statement: an id of the cast, a created event, or `#` and the id of a statement."""
    about_statements = predicate.about == ("statement",)
    if not about_statements and written in known.subjects:
        _check_kind(written, predicate.about, predicate.code, known)
        return written
    if (about_statements or "any" in predicate.about) and (main := known.main_of(written)) is not None:
        return f"#{main}"
    raise UnknownId(value=written)


def _check_kind(written: str, due: tuple[str, ...], key: str, known: Known) -> None:
    kinds = {kind for one in due for kind in _KINDS[one]}
    if kinds and known.subjects[written].kind not in kinds:
        raise BadValue(key=key, value=written, due=f"the id of: {', '.join(due)}")


def check_who(entry: Entry, form: Form | None, known: Known) -> None:
    """Refuse a form about the wrong kind of subject: a group cannot be one dead person, a road cannot be killed.

    Raises:
        BadValue: names the kind required. An id missing from the case is reported elsewhere.
    """
    who = as_words(entry.who)
    if form is not None and who in known.subjects and form.who in _KINDS:
        due = ("person", "group", "body") if form.who == "person" else (form.who,)
        _check_kind(who, due, form.code, known)


def value_of(raw: Raw, takes: str, codes: str | None, known: Known) -> Value:
    """A value of the type that the register requires."""
    written = as_words(raw)
    if (unknown := known.vocabulary.find("unknown", written)) is not None:
        return Unknown(unknown)
    return _READERS[takes](written, codes, known)


_YEARS = frozenset(("year", "years", "yr", "yrs", "y", "год", "года", "лет", "жас", "жаста"))


def possible(value: Value, most: int | None) -> Value:
    """The value itself, unless it is an age that nobody can have.

    Raises:
        NoAge: a quantity in years above `most`.
    """
    if most is None or not isinstance(value, Quantity):
        return value
    # Only the first word of a unit matters, as in "года рождения".
    if value.unit is not None and value.unit.split(" ")[0].casefold() not in _YEARS:
        return value
    if max(value.low or 0, value.high or 0) > most:
        raise NoAge(value=value.text)
    return value


def _code(written: str, codes: str | None, known: Known) -> Value:
    assert codes is not None
    code = known.vocabulary.find(codes, written)
    if code is not None:
        return Code(codes, code)
    if known.vocabulary.lists[codes].open:
        return Words(written)
    raise UnknownCode(key=codes, value=written, known=nearest(written, known.vocabulary.lists[codes].terms))


def _ref(written: str, codes: str | None, known: Known) -> Value:
    if written in known.subjects:
        return Ref(written)
    if codes is not None and (code := known.vocabulary.find(codes, written)) is not None:
        return Code(codes, code)
    if (main := known.main_of(written)) is not None:
        return Ref(f"#{main}")
    if _ID.fullmatch(written) and not _is_own_word(written, codes, known):
        raise UnknownId(value=written, remedy="remedy-one-word")
    return Words(written)


def _is_own_word(written: str, codes: str | None, known: Known) -> bool:
    """Whether a single word is free text for an open list ("tuberculosis") rather than a misspelt id."""
    if codes is None or not known.vocabulary.lists[codes].open or "." in written:
        return False
    return not get_close_matches(written, [*known.subjects, *known.entries], n=1, cutoff=_MISSPELT)


def _main_of(written: str, known: Known) -> str:
    if (main := known.main_of(written)) is None:
        raise UnknownId(value=written)
    return main


def date_of(written: str, codes: str | None, known: Known) -> Value:
    """An EDTF date, a relative date whose anchor is in the case, or "undated"."""
    if written.casefold() in ("undated", "yes"):
        return UNDATED
    when = relative.parse_when(written)
    if isinstance(when, Relative) and not when.anchor_is_date and known.main_of(when.anchor) is None:
        if when.anchor not in known.subjects:
            raise UnknownId(value=when.anchor)
        if known.subjects[when.anchor].kind not in DATED_KINDS:
            raise BadValue(key=f"{written.rpartition(' ')[0]} ...", value=when.anchor, due=DATED)
    return when


def _yes(written: str, codes: str | None, known: Known) -> Value:
    if written.casefold() not in ("yes", "true"):
        raise BadValue(key="value", value=written, due="true")
    return Yes()


_READERS: dict[str, Callable[[str, str | None, Known], Value]] = {
    "text": lambda written, codes, known: Words(written),
    "ref": _ref,
    "place": _ref,
    "date": date_of,
    "quantity": lambda written, codes, known: quantities.parse(written),
    "yes": _yes,
    "statement": lambda written, codes, known: Ref(f"#{_main_of(written, known)}"),
    "code": _code,
}


@cache
def qualifier_types() -> dict[str, tuple[str, str | None, bool]]:
    """By qualifier: its value type, its list of codes, and whether every predicate takes it."""
    types: dict[str, tuple[str, str | None, bool]] = {}
    for name, node in yamltext.read(Path(__file__).parents[1] / "vocab" / "qualifiers.yaml"):
        fields = yamltext.mapping(node, key=name.text)
        takes, _, codes = (fields.text("takes") or "text").partition(" ")
        types[name.text] = (takes, codes or None, fields.yes("everywhere"))
    return types
