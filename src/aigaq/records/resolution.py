"""From drafts in words to typed statements.

Invariant: a word that points nowhere is refused by name; nothing is created because it was misspelt.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aigaq.errors import AigaqError, BadValue, UnknownCode, UnknownField, UnknownId
from aigaq.records import quantities, relative, yamltext
from aigaq.records.entries import Entry, Raw, as_list, as_words
from aigaq.records.expansion import Draft, where
from aigaq.records.predicates import Predicate
from aigaq.records.relative import Relative
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import UNDATED, Code, Ref, Unknown, Value, Words, Yes
from aigaq.records.vocabulary import Vocabulary

_ID = re.compile(r"[^\s,;:()\[\]{}#]+")
_HEDGE = re.compile(r"(\d{1,3})(?:-(\d{1,3}))?")
_POLARITIES = {"not": "denies", "cannot-say": "cannot-say"}


@dataclass(frozen=True, slots=True)
class Known:
    """Everything an id may point at.

    Args:
        subjects: by id, those that forms made included.
        entries: by id of an entry, the ids of its statements, main one first.
        questions: ids.
    """

    vocabulary: Vocabulary
    subjects: Mapping[str, Subject]
    entries: Mapping[str, tuple[str, ...]]
    statements: frozenset[str]
    questions: frozenset[str]


def resolve(draft: Draft, source: Source, known: Known) -> Statement:
    """The statement of a draft.

    Raises:
        UnknownCode, UnknownId, UnknownField, BadValue, BadDate, BadQuantity, ReversedRange: with file, line and id.
    """
    try:
        return _statement(draft, source, known)
    except AigaqError as error:
        for key, value in where(draft.entry).items():
            error.parameters.setdefault(key, value)
        raise


def _statement(draft: Draft, source: Source, known: Known) -> Statement:
    polarity, predicate = _predicate(draft.predicate, known.vocabulary)
    entry = draft.entry
    option = _Options(entry, known)
    chain, basis = option.chain(source), option.code("how", "basis", source.default_basis)
    if draft.through_court:
        chain, basis = (*chain, Link("court")), "official-record"
    return Statement(
        id=draft.id,
        subject=chain[-1].voice
        if draft.subject == "$origin"
        else subject_of(draft.subject, predicate, known),
        predicate=predicate.code,
        value=value_of(draft.value, predicate.takes, predicate.codes, known),
        chain=chain,
        passages=(Passage(source.key, entry.place),),
        source=source.key,
        event=_event(draft, known),
        basis=basis,
        polarity=polarity,
        modality=option.code("sure", "modality", "certain"),
        aspect=option.code("aspect", "aspect", "single"),
        conditions=tuple(known.vocabulary.code("condition", word) for word in option.words("under")),
        qualifiers=_qualifiers(draft, predicate, known),
        premises=tuple(
            dict.fromkeys(one for word in option.words("because") for one in statements_of(word, known))
        ),
        answers=option.pointing("answers", known.questions),
        completes=option.main("completes"),
        said=option.said(),
        hedge=option.hedge(),
        note=option.text("note"),
        entry=entry.id,
    )


def _predicate(written: str, vocabulary: Vocabulary) -> tuple[str, Predicate]:
    head, _, rest = written.partition(" ")
    polarity = _POLARITIES.get(head) if rest else None
    code = rest.strip() if polarity else written
    if code not in vocabulary.predicates:
        raise UnknownCode(key="predicate", value=code)
    return polarity or "affirms", vocabulary.predicates[code]


def subject_of(written: str, predicate: Predicate, known: Known) -> str:
    """Whom a statement is about: an id of the cast, a made event, or `#` and a statement's id."""
    about_statements = predicate.about == ("statement",)
    if not about_statements and written in known.subjects:
        return written
    if (about_statements or "any" in predicate.about) and (main := _main(written, known)) is not None:
        return f"#{main}"
    raise UnknownId(value=written)


def statements_of(written: str, known: Known) -> tuple[str, ...]:
    """The ids of the statements that `written` means: one statement, or all of an entry."""
    if written in known.entries:
        return known.entries[written]
    if written in known.statements:
        return (written,)
    raise UnknownId(value=written)


def _main(written: str, known: Known) -> str | None:
    bare = written.removeprefix("#")
    if bare in known.statements:
        return bare
    return known.entries[bare][0] if bare in known.entries else None


def _event(draft: Draft, known: Known) -> str | None:
    if draft.event is None:
        return None
    if draft.event not in known.subjects:
        raise UnknownId(value=draft.event)
    return draft.event


def value_of(raw: Raw, takes: str, codes: str | None, known: Known) -> Value:
    """A value of the type that the register asks for."""
    written = as_words(raw)
    if (unknown := known.vocabulary.find("unknown", written)) is not None:
        return Unknown(unknown)
    return _READERS[takes](written, codes, known)


def _code(written: str, codes: str | None, known: Known) -> Value:
    assert codes is not None
    found = known.vocabulary.find(codes, written)
    if found is not None:
        return Code(codes, found)
    if known.vocabulary.lists[codes].open:
        return Words(written)
    raise UnknownCode(key=codes, value=written)


def _ref(written: str, codes: str | None, known: Known) -> Value:
    if written in known.subjects:
        return Ref(written)
    if codes is not None and (found := known.vocabulary.find(codes, written)) is not None:
        return Code(codes, found)
    if (main := _main(written, known)) is not None:
        return Ref(f"#{main}")
    if _ID.fullmatch(written):
        raise UnknownId(value=written)
    return Words(written)


def _statement_ref(written: str, codes: str | None, known: Known) -> Value:
    main = _main(written, known)
    if main is None:
        raise UnknownId(value=written)
    return Ref(f"#{main}")


def _date(written: str, codes: str | None, known: Known) -> Value:
    if written.casefold() in ("undated", "yes"):
        return UNDATED
    when = relative.parse_when(written)
    if isinstance(when, Relative) and not when.anchor_is_date and when.anchor not in known.subjects:
        main = _main(when.anchor, known)
        if main is None:
            raise UnknownId(value=when.anchor)
    return when


def _quantity(written: str, codes: str | None, known: Known) -> Value:
    return quantities.parse(written)


def _yes(written: str, codes: str | None, known: Known) -> Value:
    if written.casefold() not in ("yes", "true"):
        raise BadValue(key="value", value=written, due="true")
    return Yes()


def _words(written: str, codes: str | None, known: Known) -> Value:
    return Words(written)


_READERS: dict[str, Callable[[str, str | None, Known], Value]] = {
    "text": _words,
    "ref": _ref,
    "place": _ref,
    "date": _date,
    "quantity": _quantity,
    "yes": _yes,
    "statement": _statement_ref,
    "code": _code,
}


def _qualifiers(draft: Draft, predicate: Predicate, known: Known) -> tuple[tuple[str, Value], ...]:
    types = qualifier_types()
    allowed = {*predicate.key, *predicate.qualifiers, *(name for name, (_, _, free) in types.items() if free)}
    found: list[tuple[str, Value]] = []
    for name, raw in draft.qualifiers:
        if name not in allowed:
            raise UnknownField(key=name)
        takes, codes, _ = types.get(name, ("text", None, False))
        if predicate.code == "recants" and name == "kind":
            takes, codes = "code", "recant-kind"
        found.extend((name, value_of(one, takes, codes, known)) for one in as_list(raw))
    return tuple(found)


@cache
def qualifier_types() -> dict[str, tuple[str, str | None, bool]]:
    """For each qualifier: its value type, its list of codes, and whether every predicate takes it."""
    found: dict[str, tuple[str, str | None, bool]] = {}
    for name, node in yamltext.read(Path(__file__).parent / "vocab" / "qualifiers.yaml"):
        fields = yamltext.mapping(node, key=name.text)
        takes, _, codes = (yamltext.text_of(fields, "takes") or "text").partition(" ")
        found[name.text] = (takes, codes or None, yamltext.yes_of(fields, "everywhere"))
    return found


class _Options:
    """Reads the options of an entry."""

    def __init__(self, entry: Entry, known: Known) -> None:
        self.entry = entry
        self.known = known

    def text(self, name: str) -> str | None:
        raw = self.entry.slot(name)
        return None if raw is None else as_words(raw)

    def words(self, name: str) -> tuple[str, ...]:
        raw = self.entry.slot(name)
        return () if raw is None else tuple(as_words(item) for item in as_list(raw))

    def code(self, name: str, list_name: str, default: str) -> str:
        written = self.text(name)
        return default if written is None else self.known.vocabulary.code(list_name, written)

    def chain(self, source: Source) -> tuple[Link, ...]:
        """The voice of the place, then those behind it; `through` is how the last of them passed it on."""
        place = self.entry.place
        voices = ("editor" if place.editor else source.voice_at(place.line), *self.words("via"))
        for voice in voices:
            if voice in ("furniture", "citation"):
                raise BadValue(key="place", value=f"L{place.line}", due="a line with content")
            if voice not in self.known.subjects:
                raise UnknownId(value=voice)
        through = self.text("through")
        if through is not None and through not in self.known.subjects:
            through = self.known.vocabulary.code("through", through)
        return (*(Link(voice) for voice in voices[:-1]), Link(voices[-1], through))

    def pointing(self, name: str, known: frozenset[str]) -> str | None:
        written = self.text(name)
        if written is not None and written not in known:
            raise UnknownId(value=written)
        return written

    def main(self, name: str) -> str | None:
        written = self.text(name)
        if written is None:
            return None
        found = _main(written, self.known)
        if found is None:
            raise UnknownId(value=written)
        return found

    def said(self) -> Value | None:
        """When it was said: a date, or the event at which it was said."""
        written = self.text("said")
        if written is None:
            return None
        return Ref(written) if written in self.known.subjects else _date(written, None, self.known)

    def hedge(self) -> tuple[int, int] | None:
        written = self.text("hedge")
        if written is None:
            return None
        match = _HEDGE.fullmatch(written.removeprefix("words ").strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (0, 0)
        if not 1 <= first <= last:
            raise BadValue(key="hedge", value=written, due="words by number: 1-3")
        return first, last
