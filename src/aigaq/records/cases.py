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
    """An expected result that the case states for itself: by which rule, and the value that the program must give."""

    key: str
    rule: str
    evidence: str | None
    expected: tuple[tuple[str, Raw], ...]


@dataclass(frozen=True, slots=True)
class Intruder:
    """A recorded attempt to identify a person from published material alone (the motivated intruder test of the ICO).

    Args:
        by: who tried; minutes: how long; sources: what was searched or asked (registers, networks, people).
        found: the person was found, or narrowed down to a few.
    """

    by: str
    minutes: int
    sources: tuple[str, ...]
    found: bool


@dataclass(frozen=True, slots=True)
class Consent:
    """A person's consent to being shown.

    Args:
        uses: the audiences it covers; `public` for a publication.
        until: the last day; None if none was named. withdrawn: the day it was withdrawn.
    """

    uses: tuple[str, ...]
    until: date | None = None
    withdrawn: date | None = None


@dataclass(frozen=True, slots=True)
class Safeguard:
    """A protection of people or records: what a publication must not tell. The safeguard itself is never published.

    Args:
        covers: ids of the cast or of entries.
        wording: the words published in their place.
        withholds: ids of statements whose value is not published; that the statement exists is.
        names: further names by which the covered people could be found, absent from the case itself.
        alike: how many people fit everything published about them, as judged by somebody who knows; None if unknown.
        intruder, consent: the recorded attempt and consent; None if there is none.
        replaces: id of the earlier safeguard that this one replaces; the earlier one is kept but no longer applies.
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
    """The safeguards in force: those that no later safeguard replaces."""
    listed = tuple(safeguards)
    replaced = {one.replaces for one in listed}
    return tuple(one for one in listed if one.id not in replaced)


@dataclass(frozen=True, slots=True)
class Pin:
    """The position of a locator in one file, with a salted digest of the whole sentences around it.

    Args:
        start, end: of the words themselves, in code points.
        sentence_start, sentence_end: of the whole sentences; their digest finds them again in a changed file.
        nth, times: which occurrence of these exact words this is, and of how many; 0 if not counted.
        before, behind: digests of the neighbouring sentences, which tell repeated words apart; empty if there is no
            neighbour, and in any copy that is published.
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
    """All pins of one source. `salt` is hexadecimal; `ids` holds the lasting id of each statement."""

    item: str
    salt: str
    places: Mapping[str, Pin]
    ids: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class CaseRecords:
    """All records of a case, independent of how they are stored.

    Args:
        unfilled: by entry id, the slots of its form left empty; they are computed as "not stated".
        made_for: by entry id, the ids of the statements made from it, the main one first.
        added_words: additions of the case to the vocabulary, as written.
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
