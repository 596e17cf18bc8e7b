"""Our judgements: signed, dated, with reasons, reversible, never deleted; and the questions that stay open.

Invariant: a decision names who took it, when and why. A reading is a decision: our inference, never the
source's word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, get_args

from aigaq.records.statements import Passage
from aigaq.records.values import Value

DecisionKind = Literal[
    "accept", "exclude", "include", "same", "different", "grade", "resolve", "read-as", "withdraw", "speaks"
]
DECISION_KINDS: tuple[DecisionKind, ...] = get_args(DecisionKind)


@dataclass(frozen=True, slots=True)
class Decision:
    """One judgement about one or several targets.

    Args:
        targets: ids of subjects, statements (`#id`) or decisions; for speaks first whoever speaks, then the voices that
            are hers, or the source.
        value: for accept the state (`confirmed`), for exclude the reason (list `excluded`), for grade the
            grade, for read-as (of sources) the charset, for speaks the lines of the source (`L4, L7-9`).
        harm: of which harm an accept or exclude speaks (list `harm`).
    """

    id: str
    kind: DecisionKind
    targets: tuple[str, ...]
    by: str
    at: date
    reasons: str
    value: str | None = None
    harm: str = "died"
    rule: str | None = None


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one withdrew, oldest first; a withdrawn withdrawal is void."""
    ordered = sorted(decisions, key=lambda decision: (decision.at, decision.id))
    withdrawn: set[str] = set()
    kept = []
    for decision in reversed(ordered):
        if decision.id in withdrawn:
            continue
        kept.append(decision)
        if decision.kind == "withdraw":
            withdrawn.update(decision.targets)
    return tuple(reversed(kept))


def charsets(decisions: Iterable[Decision]) -> dict[str, str]:
    """By source, the charset that somebody decided its file is read in; the last decision in force goes."""
    return {
        source: decision.value
        for decision in in_force(decisions)
        if decision.kind == "read-as" and decision.value is not None
        for source in decision.targets
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """What we infer from a source: a triple with its premises, signed. Off under the rule "source only"."""

    id: str
    subject: str
    predicate: str
    value: Value
    premises: tuple[str, ...]
    passages: tuple[Passage, ...]
    by: str
    at: date
    modality: str = "probable"
    event: str | None = None
    qualifiers: tuple[tuple[str, Value], ...] = ()
    polarity: str = "affirms"


@dataclass(frozen=True, slots=True)
class Question:
    """A lead: what was asked or must be asked.

    Args:
        state: list `question-state`. `not-stated` is computed from empty slots of forms, `not-compared` from words
            that no list holds; neither is ever written.
        about: a subject, or None.
        passages: where it was asked.
        answers: ids of the statements that answer it.
        computed: the program found it; nobody wrote it.
    """

    id: str
    ask: str
    state: str
    about: str | None = None
    passages: tuple[Passage, ...] = ()
    answers: tuple[str, ...] = ()
    leading: bool = False
    computed: bool = False
    slot: str | None = None

    @property
    def is_blank(self) -> bool:
        """Whether it is an empty slot of a form, and no question in words."""
        return self.computed and self.state == "not-stated"


def already(decisions: Sequence[Decision], new: Decision) -> Decision | None:
    """The very same decision, where it is the last in force on any of these: pressed twice it is taken once."""
    near = [one for one in in_force(decisions) if not {*one.targets}.isdisjoint(new.targets)]
    return near[-1] if near and replace(near[-1], id=new.id) == new else None
