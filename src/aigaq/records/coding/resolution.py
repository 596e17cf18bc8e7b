"""Resolve statement drafts in words into typed statements.

Invariant: an id that does not exist is refused by name; a misspelling never creates anything.
"""

from __future__ import annotations

import re

from aigaq.errors import AigaqError, BadValue, UnknownCode, UnknownField, UnknownId
from aigaq.records.coding.drafts import StatementDraft, where
from aigaq.records.coding.parse_values import (
    Known,
    date_of,
    main_of,
    possible,
    qualifier_types,
    statements_of,
    subject_of,
    value_of,
)
from aigaq.records.entries import Entry, as_list, as_words
from aigaq.records.sources import Source
from aigaq.records.statements import Link, Passage, Statement
from aigaq.records.values import Ref, Value
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.predicates import Predicate
from aigaq.records.vocab.vocabulary import Vocabulary

_POLARITIES = {"not": "denies", "cannot-say": "cannot-say"}


def resolve(draft: StatementDraft, source: Source, known: Known) -> Statement:
    """The typed statement of a draft.

    Raises:
        UnknownCode, UnknownId, UnknownField, BadValue, BadDate, BadQuantity, ReversedRange: with file, line and id.
    """
    try:
        return _statement(draft, source, known)
    except AigaqError as error:
        for key, value in where(draft.entry).items():
            error.parameters.setdefault(key, value)
        raise


def _statement(draft: StatementDraft, source: Source, known: Known) -> Statement:
    polarity, predicate = _predicate(draft.predicate, known.vocabulary)
    entry = draft.entry
    option = Options(entry, known)
    chain, basis = option.chain(source), option.code("how", "basis", source.default_basis)
    if draft.through_court:
        # If the court speaks for itself it is already in the chain; a second time would make a ring.
        chain = chain if chain[-1].voice == "court" else (*chain, Link("court"))
        basis = "official-record"
    return Statement(
        id=draft.id,
        subject=chain[-1].voice
        if draft.subject == "$origin"
        else subject_of(draft.subject, predicate, known),
        predicate=predicate.code,
        value=possible(value_of(draft.value, predicate.takes, predicate.codes, known), predicate.most),
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
        raise UnknownCode(key="predicate", value=code, known=nearest(code, vocabulary.predicates))
    return polarity or "affirms", vocabulary.predicates[code]


def _event(draft: StatementDraft, known: Known) -> str | None:
    if draft.event is None:
        return None
    if draft.event not in known.subjects:
        raise UnknownId(value=draft.event)
    return draft.event


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


class Options:
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

    def pointing(self, name: str, known: frozenset[str]) -> str | None:
        """An option that must be one of the `known` ids."""
        written = self.text(name)
        if written is not None and written not in known:
            raise UnknownId(value=written)
        return written

    def main(self, name: str) -> str | None:
        """An option that refers to a statement."""
        written = self.text(name)
        if written is None:
            return None
        statement = main_of(written, self.known)
        if statement is None:
            raise UnknownId(value=written)
        return statement

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
