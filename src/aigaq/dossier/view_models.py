"""What a page is made of, as plain values. Invariant: a word stands here as it will be read; a link is to a page that
is there."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page, by its address below the folder of the language; None: only words."""

    text: str
    to: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place of a source, and its words where the text is on board; `source` is what it is."""

    at: Link
    words: str | None
    source: str
    language: str | None


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement in short.

    Args:
        what: the predicate; of: whom it is about, where that is not whom the page is about.
        value: what is said; leads to whom or what it names.
        voice: its kind, the one meaning of colour; by: who says so, nearest first.
        became: what became of it, where it does not simply stand.
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
    """One voice, how it knows, and each of its statements that say the same."""

    voice: str
    by: tuple[str, ...]
    how: tuple[str, ...]
    rows: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class SameStatement:
    """One thing that is said of somebody, with everybody who says it; its words are those of the first."""

    row: StatementView
    heard: tuple[VoiceGroup, ...]


@dataclass(frozen=True, slots=True)
class SideView:
    """One answer of a contradiction, and who gives it."""

    value: str
    heard: tuple[VoiceGroup, ...]
    rows: tuple[StatementView, ...]


@dataclass(frozen=True, slots=True)
class ContradictionView:
    """Statements that cannot all hold."""

    id: str
    to: str
    about: Link
    what: str
    kind: str
    result: str
    result_code: str
    sides: tuple[SideView, ...]


@dataclass(frozen=True, slots=True)
class CountStatus:
    """How the count takes a person: in, not settled, or out; and why."""

    code: str
    state: str | None
    kind: str | None
    reason: str | None


@dataclass(frozen=True, slots=True)
class DecisionView:
    """A decision of ours: day, what, reasons."""

    at: str
    what: str
    reasons: str


@dataclass(frozen=True, slots=True)
class SubjectView:
    """Everything said about a person, event, place ..."""

    id: str
    kind: str
    label: str
    when: str | None
    relative: tuple[str, ...]
    computed: bool
    from_: tuple[Link, ...]
    standing: CountStatus | None
    said: tuple[SameStatement, ...]
    clashes: tuple[ContradictionView, ...]
    not_stated: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    decisions: tuple[DecisionView, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class VoiceView:
    """A link of the chain: who, and through what the word was passed on."""

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
    clashes: tuple[ContradictionView, ...]
    became_by: tuple[Link, ...]
    resting: tuple[Link, ...]
    lost: tuple[Link, ...]
    decisions: tuple[DecisionView, ...]
