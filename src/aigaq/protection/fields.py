"""Every word that a draft would show, with its place.

Invariant: what is not listed here is not searched, so whoever shows something new of a draft adds it here first.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from aigaq.records.entries import Entry, as_words
from aigaq.records.releases import Attachment, Draft, Spot
from aigaq.records.statements import Statement

_REACH = 60
"""Letters on each side of a line's end in which a name is looked for that goes over it."""


class Field(NamedTuple):
    """Some words and where they stand.

    Args:
        seam: of two neighbouring lines, where the first ends: what lies on one side of it is of another field.
    """

    spot: Spot
    text: str
    seam: int | None = None


def fields_of(draft: Draft) -> Iterator[Field]:
    """Every field with words in it: titles, labels, addresses, values, notes, texts by line, names of files."""
    for spot, text in _spoken(draft):
        if text:
            yield Field(spot, text)
    for key, text in draft.texts.items():
        # A name may be broken over the end of a line, with a hyphen or without.
        for number, (line, after) in enumerate(pairwise(text.split("\n")), 1):
            ends, begins = line[-_REACH:], after[:_REACH]
            if ends.strip() and begins.strip():
                yield Field(Spot("text", key, "text", number), f"{ends}\n{begins}", len(ends))


def _spoken(draft: Draft) -> Iterator[tuple[Spot, str | None]]:
    records = draft.records
    yield Spot("case", records.key, "title"), records.title
    yield Spot("case", records.key, "slug"), records.key
    yield Spot("case", records.key, "words"), as_words(records.added_words) if records.added_words else None
    for key, subject in records.subjects.items():
        yield Spot("subject", key, "label"), subject.label
        yield Spot("subject", key, "slug"), draft.slugs.get(key, key)
    yield from _of_sources(draft)
    for statement in records.statements:
        yield from _of_statement(statement)
    for entry in records.entries:
        yield from _of_entry(entry)
    yield from _of_judgements(draft)
    for number, file in enumerate(draft.files, 1):
        yield from _of_file(str(number), file)
    for place, text in draft.words.items():
        yield Spot("words", place, "text"), text


def _of_sources(draft: Draft) -> Iterator[tuple[Spot, str | None]]:
    for key, source in draft.records.sources.items():
        told = (("title", source.title), ("what", source.what), ("file", source.file))
        yield from ((Spot("source", key, part), text) for part, text in told)
        yield Spot("source", key, "derivation"), source.derivation
        yield Spot("source", key, "slug"), draft.slugs.get(key, key)
    for key, text in draft.texts.items():
        # Line by line, for the sake of the place.
        for number, line in enumerate(text.split("\n"), 1):
            yield Spot("text", key, "text", number), line


def _of_statement(one: Statement) -> Iterator[tuple[Spot, str | None]]:
    yield Spot("statement", one.id, "value"), one.value.text
    yield Spot("statement", one.id, "note"), one.note
    yield Spot("statement", one.id, "said"), one.said.text if one.said is not None else None
    for name, value in one.qualifiers:
        yield Spot("statement", one.id, name), value.text
    yield Spot("statement", one.id, "slug"), one.id


def _of_entry(one: Entry) -> Iterator[tuple[Spot, str | None]]:
    yield Spot("entry", one.id, "value"), as_words(one.value)
    for name, raw in one.slots:
        yield Spot("entry", one.id, name), as_words(raw)


def _of_judgements(draft: Draft) -> Iterator[tuple[Spot, str | None]]:
    records = draft.records
    for decision in records.decisions:
        yield Spot("decision", decision.id, "reasons"), decision.reasons
    for reading in records.readings:
        yield Spot("reading", reading.id, "value"), reading.value.text
    for question in records.questions:
        yield Spot("question", question.id, "ask"), question.ask
        yield Spot("question", question.id, "slug"), question.id


def _of_file(number: str, file: Attachment) -> Iterator[tuple[Spot, str | None]]:
    told = (("name", file.name), ("alt", file.alt), ("caption", file.caption), ("text", file.text))
    yield from ((Spot("file", number, part), text) for part, text in told)
