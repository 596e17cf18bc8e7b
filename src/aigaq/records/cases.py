"""All records of one case. Invariant: statements follow from entries; nothing here is a conclusion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program must say about the case: the case's own test, by the rule it asks."""

    key: str
    rule: str
    evidence: str | None
    expected: tuple[tuple[str, Raw], ...]


@dataclass(frozen=True, slots=True)
class Safeguard:
    """Whom or what must not be told from a publication; it never leaves the house.

    Args:
        covers: ids of the cast or of entries.
        wording: what stands in their place outside.
    """

    id: str
    covers: tuple[str, ...]
    wording: str
    reasons: str
    by: str
    at: date


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a place of a source stands in one file, and a salted digest of the whole sentences around it.

    Args:
        start, end: the words themselves, code points.
        sentence_start, sentence_end: the whole sentences; their digest finds them again in a changed file.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    digest: str


@dataclass(frozen=True, slots=True)
class Pins:
    """The pins of one source; `salt` in hexadecimal, `ids` the lasting id of each statement."""

    item: str
    salt: str
    places: Mapping[str, Pin]
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """What a case holds, however it is stored.

    Args:
        unfilled: by entry id, the slots of its form that nobody filled: "not stated", computed.
        made_for: by entry id, the statements it became, main one first.
        added_words: what the case adds to the vocabulary, as it was written.
    """

    key: str
    title: str
    anchor: str | None
    coder: str
    second_coder: str | None
    vocabulary: Vocabulary
    subjects: Mapping[str, Subject]
    sources: Mapping[str, Source]
    entries: tuple[Entry, ...]
    statements: tuple[Statement, ...]
    decisions: tuple[Decision, ...] = ()
    readings: tuple[Reading, ...] = ()
    questions: tuple[Question, ...] = ()
    rules: Mapping[str, CountRule] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    safeguards: tuple[Safeguard, ...] = ()
    pins: Mapping[str, Pins] = field(default_factory=dict)
    unfilled: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made_for: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    added_words: RawMap | None = None
