"""Our judgements: signed, dated, with reasons, reversible, never deleted; and questions that remain open.

Invariant: a decision names who took it, when and why. A reading is a decision: our inference, never the source's
word.
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
    """A judgement about one or several targets.

    Args:
        targets: ids of subjects, statements (`#id`) or decisions. For speaks: first the speaker, then the voices that
            are the same person, or the source.
        value: for accept the state (`confirmed`), for exclude the reason (list `excluded`), for grade the
            grade, for read-as (of sources) the charset, for speaks the lines of the source (`L4, L7-9`).
        harm: the harm that an accept or exclude is about (list `harm`).
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
    """The decisions that no later one withdrew, oldest first; withdrawing a withdrawal restores the decision."""
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
    """By source, the charset that decisions set for it; the last decision in force wins."""
    return {
        source: decision.value
        for decision in in_force(decisions)
        if decision.kind == "read-as" and decision.value is not None
        for source in decision.targets
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """Our inference from a source: a signed triple with its premises. Not used under the rule "source only"."""

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
    """A lead: something that was asked or must be asked.

    Args:
        state: list `question-state`. `not-stated` is computed from empty slots of forms, `not-compared` from words
            that no list holds; neither is ever written.
        about: a subject, or None.
        passages: the places where it was asked.
        answers: ids of the statements that answer it.
        computed: found by the program, not written by a person.
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
        """Whether it is an empty slot of a form rather than a written question."""
        return self.computed and self.state == "not-stated"


def already(decisions: Sequence[Decision], new: Decision) -> Decision | None:
    """The decision identical to `new` if it is the last in force on any of its targets: two clicks count once."""
    near = [one for one in in_force(decisions) if not {*one.targets}.isdisjoint(new.targets)]
    return near[-1] if near and replace(near[-1], id=new.id) == new else None
