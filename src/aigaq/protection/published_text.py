"""Published text: every word that a draft would show, with its place.

Invariant: every field of every record is searched, except those listed here with a reason. A new field is searched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields
from itertools import pairwise
from types import MappingProxyType
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
    yield from _with_address("subject", records.subjects.items(), draft.slugs)
    yield from _with_address("source", records.sources.items(), draft.slugs)
    for key, text in draft.texts.items():
        # Line by line, so that a reason can name the line.
        for number, line in enumerate(text.split("\n"), 1):
            yield Spot("text", key, "text", number), line
    yield from _with_address("statement", _by_id(records.statements))
    for entry in records.entries:
        yield from _words_of("entry", entry.id, entry)
    yield from _with_address("decision", _by_id(records.decisions))
    yield from _with_address("reading", _by_id(records.readings))
    yield from _with_address("question", _by_id(records.questions))
    yield from _with_address("rule", records.rules.items())
    for number, file in enumerate(draft.files, 1):
        yield from _words_of("file", str(number), file)
    for place, text in draft.words.items():
        yield Spot("words", place, "text"), text


def _with_address(
    kind: str, records: Iterable[tuple[str, Record]], slugs: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[Spot, str | None]]:
    """All words of records that have an address, with the address."""
    for name, record in records:
        yield from _words_of(kind, name, record)
        yield Spot(kind, name, "slug"), slugs.get(name, name)


def _by_id(records: Iterable[Statement | Decision | Reading | Question]) -> Iterator[tuple[str, Record]]:
    return ((record.id, record) for record in records)


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
