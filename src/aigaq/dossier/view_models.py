"""View models of pages, as plain values. Invariant: every word is final, and every link leads to an existing page."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Text that links to a page by its address relative to the language folder; None: plain text."""

    text: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of a source, with its words if the text is on board; `source` is its description."""

    at: Link
    words: str | None
    source: str
    language: str | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement in brief.

    Args:
        what: the predicate; of: its subject, if that is not the subject of the page.
        value: the value, linked to the subject it names.
        voice: kind of voice, the only meaning of colour; by: the voices, nearest first.
        became: its later status, if it is no longer simply asserted.
    """

    id: str
    to: str
    what: str
    of: Link
    value: Link
    denies: bool
    cannot_say: bool
    qualified: tuple[tuple[str, str], ...]
    voice: str
    by: tuple[str, ...]
    how: tuple[str, ...]
    became: str | None
    copy: bool
    disputed: bool
    where: tuple[PlaceView, ...]


@dataclass(frozen=True, slots=True)
class VoiceGroup:
    """One voice with its basis, and its statements that say the same."""

    voice: str
    by: tuple[str, ...]
    how: tuple[str, ...]
    rows: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class SameStatement:
    """One assertion about a subject, with everybody who makes it; its words are those of the first."""

    row: StatementView
    heard: tuple[VoiceGroup, ...]


@dataclass(frozen=True, slots=True)
class LinkedSide:
    """One side of a contradiction, with its voices."""

    value: str
    heard: tuple[VoiceGroup, ...]
    rows: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class LinkedContradiction:
    """Statements that cannot all hold."""

    id: str
    to: str
    about: Link
    what: str
    kind: str
    result: str
    result_code: str
    sides: tuple[LinkedSide, ...]


@dataclass(frozen=True, slots=True)
class CountStatus:
    """A person's status in the count: counted, unresolved or left out; and the reason."""

    code: str
    state: str | None
    kind: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of ours: day, content, reasons."""

    at: str
    what: str
    reasons: str


@dataclass(frozen=True, slots=True)
class SubjectView:
    """Everything said about a subject: person, event, place ..."""

    id: str
    kind: str
    label: str
    when: str | None
    relative: tuple[str, ...]
    computed: bool
    from_: tuple[Link, ...]
    standing: CountStatus | None
    said: tuple[SameStatement, ...]
    clashes: tuple[LinkedContradiction, ...]
    not_stated: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    decisions: tuple[DecisionView, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A link of the chain: a voice, and the channel through which the word was passed on."""

    label: str
    through: str | None
    to: str | None


@dataclass(frozen=True, slots=True)
class FourQuestions:
    """One statement with its four questions."""

    row: StatementView
    chain: tuple[VoiceView, ...]
    tail: tuple[str, ...]
    origins: int
    premises: tuple[Link, ...]
    clashes: tuple[LinkedContradiction, ...]
    became_by: tuple[Link, ...]
    resting: tuple[Link, ...]
    lost: tuple[Link, ...]
    decisions: tuple[DecisionView, ...]
