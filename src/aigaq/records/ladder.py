"""The count ladder: claimed, documented, estimated, each by itself. Invariant: no field mixes two of them.

Unknown is never zero: an open end is None, a refusal is a value with its reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aigaq.records.statements import Passage
from aigaq.records.vocab.messages import Language


@dataclass(frozen=True, slots=True)
class Refused:
    """A refusal to answer, with the reasons.

    Args:
        reasons: codes of the list `refusal`.
        needed: what would make an answer possible, as codes of the same list.
    """

    reasons: tuple[str, ...]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Individual:
    """One person, named or otherwise distinguished, who suffered the harm of the rule.

    Args:
        kind: list `death-class`.
        state: list `state`.
        when: EDTF; None if no calendar day bounds it.
        statements: those that report the harm, in the order of their ids.
        reason: why the person is unresolved (list `unresolved`).
        by_event: predicates (weapon, where, agent, when) stated for the event only, not for the person.
    """

    id: str
    label: str
    named: bool
    kind: str
    state: str
    when: str | None
    passages: tuple[Passage, ...]
    statements: tuple[str, ...]
    independent_origins: int
    reason: str | None = None
    by_event: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excluded:
    """A person who is not counted, and the reason (list `excluded`)."""

    id: str
    label: str
    reason: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several people who are not distinguished from each other; never added to the individuals.

    Args:
        low, high: number of people as said; high None = open. "About" is widened by a tenth.
        about: the number given with "about", if nobody gives another.
        overlap: with the individuals and the other groups (list `overlap`).
    """

    id: str
    label: str
    low: int
    high: int | None
    overlap: str
    passages: tuple[Passage, ...] = ()
    about: int | None = None


@dataclass(frozen=True, slots=True)
class Explanation:
    """A reason that somebody gives for a figure."""

    statement: str
    by: str
    modality: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ClaimedTotal:
    """A figure that somebody claims. It never stands for that many records.

    Args:
        voice: kind of the voice that claims it (`statements.origins.VoiceKind`).
        text: the figure in the words of the coding.
        about: the number is not exact ("about 400", "nearly 400").
        documented: number documented in the scope of the figure, if that exceeds the figure.
    """

    statement: str
    claimant: str
    low: int | None
    high: int | None
    scope: str
    said_at: str | None
    status: str
    explanations: tuple[Explanation, ...]
    passages: tuple[Passage, ...]
    voice: str
    text: str | None = None
    about: bool = False
    documented: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The answer to "how many?", with everybody counted or left out, and the reason.

    Args:
        evidence: the threshold applied.
        documented_min: number of individuals at or above it.
        claimed_totals: figures for exactly what the rule counts; `claimed_apart`: figures for which nobody says
            whether they are.
        claimed_elsewhere: number of figures of the harm given for another event, place or time.
        undated_sources: in a count as of a day, undated sources; they are assumed to have spoken by then.
        documented_max: including the unresolved and the groups that overlap nobody; None = open.
        at_most: `documented_max` may be called a maximum: there is no group of unknown size and no larger figure.
    """

    rule: str
    harm: str
    evidence: str
    as_of: str | None
    scope: str | None
    individuals: tuple[Individual, ...]
    unresolved: tuple[Individual, ...]
    excluded: tuple[Excluded, ...]
    groups: tuple[Group, ...]
    claimed_totals: tuple[ClaimedTotal, ...]
    documented_min: int
    documented_max: int | None
    open_ended: bool
    estimate: Refused
    sum_of_groups: Refused | None
    sentence: dict[Language, str] = field(default_factory=dict)
    claimed_apart: tuple[ClaimedTotal, ...] = ()
    claimed_elsewhere: int = 0
    at_most: bool = False
    undated_sources: tuple[str, ...] = ()
