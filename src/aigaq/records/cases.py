"""All records of one case. Invariant: statements follow from entries; nothing here is a conclusion."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from aigaq.records.decisions import Decision, Question, Reading
from aigaq.records.entries import Entry, Raw, RawMap
from aigaq.records.rules import CountRule
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.vocab.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Answer:
    """What the program must say about the case: the case's own test, by the rule it asks."""

    key: str
    rule: str
    evidence: str | None
    expected: tuple[tuple[str, Raw], ...]


@dataclass(frozen=True, slots=True)
class Intruder:
    """A try to find out who somebody is from what would be published alone (the motivated intruder of the ICO's test).

    Args:
        by: who tried; minutes: for how long; sources: what was asked (registers, networks, people).
        found: somebody was found, or could be narrowed down to a few.
    """

    by: str
    minutes: int
    sources: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """What somebody agreed to.

    Args:
        uses: whom it may be shown to: `public` for a publication.
        until: the last day; None where none was named. withdrawn: the day it was taken back.
    """

    uses: tuple[str, ...]
    until: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Safeguard:
    """Whom or what must not be told from a publication; it never leaves the house.

    Args:
        covers: ids of the cast or of entries.
        wording: what stands in their place outside.
        withholds: ids of statements whose value is not told, while it is told that there is one.
        names: names by which those covered could be found and that the case itself does not hold.
        alike: how many people all that is told of them would fit, by somebody who knows; None where nobody said.
        intruder, consent: what was tried, and what was agreed to; None where nothing was.
        replaces: id of the earlier one that it stands in place of; that one is kept and holds no more.
    """

    id: str
    covers: tuple[str, ...]
    wording: str
    reasons: str
    by: str
    at: date
    withholds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    alike: int | None = None
    intruder: Intruder | None = None
    consent: Consent | None = None
    replaces: str | None = None


def holding(safeguards: Iterable[Safeguard]) -> tuple[Safeguard, ...]:
    """The safeguards that no later one stands in place of: those that are applied."""
    listed = tuple(safeguards)
    replaced = {one.replaces for one in listed}
    return tuple(one for one in listed if one.id not in replaced)


@dataclass(frozen=True, slots=True)
class Pin:
    """Where a place of a source stands in one file, and a salted digest of the whole sentences around it.

    Args:
        start, end: the words themselves, code points.
        sentence_start, sentence_end: the whole sentences; their digest finds them again in a changed file.
        nth, times: which of the places with these very words it is, and of how many; 0 where nobody counted.
        before, behind: digests of the sentence on either side, by which words that stand twice are told apart; empty in
            a copy that leaves the house, and where there is none.
    """

    start: int
    end: int
    sentence_start: int
    sentence_end: int
    digest: str
    nth: int = 0
    times: int = 0
    before: str = ""
    behind: str = ""


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
