"""The count ladder: claimed, documented, estimated, each by itself. Invariant: no field mixes two of them.

Unknown is never zero: an open end is None, a refusal is a value with its reasons.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from aigaq.records.statements import Passage
from aigaq.records.vocab.messages import Language


@dataclass(frozen=True, slots=True)
class Refused:
    """The program does not answer, and says why.

    Args:
        reasons: codes of the list `refusal`.
        needed: what would make an answer possible, in the same words.
    """

    reasons: tuple[str, ...]
    needed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Individual:
    """One person, named or told apart, whom the rule's harm befell.

    Args:
        kind: list `death-class`.
        state: list `state`.
        when: EDTF, or None where no calendar day bounds it.
        statements: those that say so, in the order of their ids.
        reason: of an unresolved one, why (list `unresolved`).
        by_event: predicates (weapon, where, agent, when) of which something is said of the event alone, not of them.
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
    """Somebody who is not counted, and why (list `excluded`)."""

    id: str
    label: str
    reason: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Several people who are not told apart; never added to the individuals.

    Args:
        low, high: how many, as said; high None = open. "About" is widened by a tenth.
        about: the number of whoever says "about", where nobody says another.
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
    """What somebody offers as the reason for a figure."""

    statement: str
    by: str
    modality: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class ClaimedTotal:
    """A figure somebody gives. It is never so many records.

    Args:
        text: the figure in the words of the coding.
        about: "about 400", "nearly 400": the number is no exact one.
        documented: how many are documented in what the figure is given for, where that is more than it allows.
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
    text: str | None = None
    about: bool = False
    documented: int | None = None


@dataclass(frozen=True, slots=True)
class Ladder:
    """The answer to "how many?", with everybody in or out and the reason.

    Args:
        evidence: the threshold asked for.
        documented_min: how many individuals stand at or above it.
        claimed_totals: figures of what the rule counts; `claimed_apart` those of which nobody says whether they are.
        claimed_elsewhere: how many figures of the harm are given for another event, place or time.
        undated_sources: of a count as of a day, those that say no day and are taken to have spoken by then.
        documented_max: with the unresolved and the groups that overlap nobody; None = open.
        at_most: nothing of unknown size and no larger figure stands beside, so that the most may be called so.
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
