"""Published text: every word that a draft would show, with its place.

Invariant: every field of every record is searched, except those listed here with a reason. A new field is searched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from typing import NamedTuple

from aigaq.records.cases import CaseRecords
from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, Raw, RawMap, as_words
from aigaq.records.releases import Attachment, Draft, Spot
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Value

_REACH = 60
"""Letters on each side of a line's end that are searched together for a name broken over it."""

_BY_NAME = frozenset({"slots", "qualifiers"})
_PARTS = {"added_words": "words"}
Record = (
    CaseRecords
    | Subject
    | Source
    | Statement
    | Entry
    | Decision
    | Reading
    | Question
    | CountRule
    | Attachment
)
_ID, _IDS, _CODE, _NUMBER = (
    "its id, searched as its address",
    "ids, searched where they stand",
    "a code",
    "no words",
)
_TEAM = "an account of the team"
WITHOUT_WORDS: Mapping[type[Record], Mapping[str, str]] = {
    CaseRecords: {
        **dict.fromkeys(("key",), _ID),
        **dict.fromkeys(("anchor", "answers", "pins", "unfilled", "made_for"), _IDS),
        **dict.fromkeys(("coder", "second_coder"), _TEAM),
        **dict.fromkeys(("subjects", "sources", "entries", "statements"), "searched one by one"),
        **dict.fromkeys(("decisions", "readings", "questions", "rules"), "searched one by one"),
        "vocabulary": "what the case adds to it is searched",
        "safeguards": "leaves the house in no copy",
    },
    Subject: {
        "id": _ID,
        **dict.fromkeys(("stands_for", "within", "all_with", "made_by", "source"), _IDS),
        **dict.fromkeys(("kind", "overlap"), _CODE),
        **dict.fromkeys(("named", "plural", "official", "document"), _NUMBER),
    },
    Source: {
        "key": _ID,
        **dict.fromkeys(("tail", "turns", "rest", "derived_from"), _IDS),
        "default_basis": _CODE,
        **dict.fromkeys(("lines", "shipped", "guessed", "official", "document"), _NUMBER),
        "media": "searched as the files that are shown",
        "sha256": "a digest",
    },
    Statement: {
        "id": _ID,
        **dict.fromkeys(("subject", "chain", "passages", "source", "event", "premises", "answers"), _IDS),
        **dict.fromkeys(("completes", "entry"), _IDS),
        **dict.fromkeys(("predicate", "basis", "polarity", "modality", "aspect", "conditions"), _CODE),
        **dict.fromkeys(("hedge", "at"), _NUMBER),
        "by": _TEAM,
    },
    Entry: {
        **dict.fromkeys(("id", "source", "file"), _IDS),
        **dict.fromkeys(("form", "predicate"), _CODE),
        **dict.fromkeys(("place", "line"), _NUMBER),
    },
    Decision: {
        "id": _ID,
        **dict.fromkeys(("targets", "rule"), _IDS),
        **dict.fromkeys(("kind", "harm"), _CODE),
        "at": _NUMBER,
        "by": _TEAM,
    },
    Reading: {
        "id": _ID,
        **dict.fromkeys(("subject", "premises", "passages", "event"), _IDS),
        **dict.fromkeys(("predicate", "modality", "polarity"), _CODE),
        "at": _NUMBER,
        "by": _TEAM,
    },
    Question: {
        "id": _ID,
        **dict.fromkeys(("about", "passages", "answers"), _IDS),
        **dict.fromkeys(("state", "slot"), _CODE),
        **dict.fromkeys(("leading", "computed"), _NUMBER),
    },
    CountRule: {
        "key": _ID,
        **dict.fromkeys(("scope", "place", "population", "speakers", "leave_out"), _IDS),
        **dict.fromkeys(("harm", "place_role", "origins", "threshold", "custody"), _CODE),
        "readings": _NUMBER,
    },
    Attachment: {
        **dict.fromkeys(("shows", "hears", "covered", "source"), _IDS),
        **dict.fromkeys(("kind", "media"), _CODE),
        **dict.fromkeys(("remade", "width", "height", "pages", "distressing"), _NUMBER),
        "digest": "a digest",
    },
}
"""By record, its fields that are not searched, with the reason. All others are searched."""
_SEARCHED = {
    kind: tuple(one.name for one in fields(kind) if one.name not in bare)
    for kind, bare in WITHOUT_WORDS.items()
}


class Field(NamedTuple):
    """Words of a draft with their place.

    Args:
        seam: of two lines joined, the offset where the first ends; hits on one side of it belong to that line.
    """

    spot: Spot
    text: str
    seam: int | None = None


def published_fields(draft: Draft) -> Iterator[Field]:
    """Every field of a draft with words: titles, labels, addresses, values, notes, texts by line, names of files."""
    for spot, text in _spoken(draft):
        if text:
            yield Field(spot, text)
    for key, text in draft.texts.items():
        # A name may be broken over the end of a line, with or without a hyphen.
        for number, (line, after) in enumerate(pairwise(text.split("\n")), 1):
            ends, begins = line[-_REACH:], after[:_REACH]
            if ends.strip() and begins.strip():
                yield Field(Spot("text", key, "text", number), f"{ends}\n{begins}", len(ends))


def _spoken(draft: Draft) -> Iterator[tuple[Spot, str | None]]:
    records = draft.records
    yield Spot("case", records.key, "slug"), records.key
    yield from _words_of("case", records.key, records)
    for key, subject in records.subjects.items():
        yield from _words_of("subject", key, subject)
        yield Spot("subject", key, "slug"), draft.slugs.get(key, key)
    for key, source in records.sources.items():
        yield from _words_of("source", key, source)
        yield Spot("source", key, "slug"), draft.slugs.get(key, key)
    for key, text in draft.texts.items():
        # Line by line, so that a reason can name the line.
        for number, line in enumerate(text.split("\n"), 1):
            yield Spot("text", key, "text", number), line
    for statement in records.statements:
        yield from _words_of("statement", statement.id, statement)
        yield Spot("statement", statement.id, "slug"), statement.id
    for entry in records.entries:
        yield from _words_of("entry", entry.id, entry)
    yield from _of_judgements(records)
    for number, file in enumerate(draft.files, 1):
        yield from _words_of("file", str(number), file)
    for place, text in draft.words.items():
        yield Spot("words", place, "text"), text


def _of_judgements(records: CaseRecords) -> Iterator[tuple[Spot, str | None]]:
    for decision in records.decisions:
        yield from _words_of("decision", decision.id, decision)
        yield Spot("decision", decision.id, "slug"), decision.id
    for reading in records.readings:
        yield from _words_of("reading", reading.id, reading)
        yield Spot("reading", reading.id, "slug"), reading.id
    for question in records.questions:
        yield from _words_of("question", question.id, question)
        yield Spot("question", question.id, "slug"), question.id
    for key, rule in records.rules.items():
        yield from _words_of("rule", key, rule)
        yield Spot("rule", key, "slug"), key


def _words_of(kind: str, name: str, record: Record) -> Iterator[tuple[Spot, str | None]]:
    """All words of a record, except from the fields of `WITHOUT_WORDS`."""
    for field in _SEARCHED[type(record)]:
        value = getattr(record, field)
        if field in _BY_NAME:
            yield from ((Spot(kind, name, part), _text(words)) for part, words in value)
        else:
            yield Spot(kind, name, _PARTS.get(field, field)), _text(value)


def _text(value: Value | Raw | None) -> str | None:
    if value is None or isinstance(value, str):
        return value
    return as_words(value) if isinstance(value, RawMap | tuple) else value.text
