"""Status of a statement as of a day: asserted, corrected, retracted, reaffirmed, withdrawn.

Invariant: nothing is deleted, and the last word is not taken for the true one. A retraction under pressure leaves the
earlier statement counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aigaq.records.dates import when as dates
from aigaq.records.dates.when import When
from aigaq.records.decisions import Decision
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref
from aigaq.statements.voices import Voices

COUNTED_STATES = frozenset({"asserted", "reaffirmed", "recanted-under-pressure"})
"""States in which a statement still counts. In any other it is shown and no longer counts."""

_STATE_OF_KIND = {
    "corrected": "corrected",
    "retracted": "retracted",
    "coerced": "recanted-coerced",
    "under-pressure": "recanted-under-pressure",
    "reaffirmed": "reaffirmed",
}
_KINDS = tuple(_STATE_OF_KIND.values())


@dataclass(frozen=True, slots=True)
class Status:
    """State of a statement, with the statements that brought it there, in order."""

    state: str
    by: tuple[str, ...] = ()

    @property
    def still_counts(self) -> bool:
        """Whether the statement still counts."""
        return self.state in COUNTED_STATES


ASSERTED = Status("asserted")


def statuses(
    statements: Iterable[Statement],
    *,
    sources: Mapping[str, Source],
    entries: Mapping[str, tuple[str, ...]],
    voices: Voices,
    as_of: date | None = None,
) -> dict[str, Status]:
    """The status of every statement that a retraction, correction or reaffirmation changes; all others are asserted.

    Args:
        entries: statements of an entry, main one first. What retracts the main one retracts all.
        voices: know whose words a voice may retract; any other retraction has no effect here.
        as_of: retractions said later are left out; those without a date are taken to have been said.
    """
    wholes = {made[0]: made for made in entries.values() if made}
    by_id = {one.id: one for one in statements}
    retracting: dict[str, list[Statement]] = {}
    for retraction in by_id.values():
        earlier = retraction_target(retraction, by_id)
        if (
            earlier is None
            or not voices.may_take_back(retraction, earlier)
            or not said_by_day(retraction, sources, as_of)
        ):
            continue
        for target in wholes.get(earlier.id, (earlier.id,)):
            if target in by_id and _is_reporters(by_id[target], retraction, earlier, voices):
                continue
            retracting.setdefault(target, []).append(retraction)
    for retractions in retracting.values():
        # Within a day the order is unknown: the kind decides, so that the result does not hang on ids.
        retractions.sort(
            key=lambda retraction: (
                _day(retraction, sources),
                _KINDS.index(_state(retraction)),
                retraction.id,
            )
        )
    return _settled(retracting)


_FRAME = frozenset({"type", "when", "where", "part-of", "before", "example-of"})
"""Predicates about an event, as opposed to what was said in it."""


def _is_reporters(target: Statement, retraction: Statement, earlier: Statement, voices: Voices) -> bool:
    """Whether a part of an entry is the reporter's and survives that a witness retracts their testimony.

    Retracting testimony retracts its words. That, when and where somebody testified was said by the reporter.
    """
    is_own = earlier.predicate == "testified" and voices.canonical(retraction.origin) == voices.canonical(
        earlier.subject
    )
    return is_own and target.id != earlier.id and target.predicate in _FRAME


def retraction_target(statement: Statement, by_id: Mapping[str, Statement]) -> Statement | None:
    """The earlier statement that this one retracts, corrects or reaffirms; None where it does none of these."""
    if statement.predicate not in ("recants", "corrects") or not isinstance(statement.value, Ref):
        return None
    return by_id.get(statement.value.id.removeprefix("#"))


def _settled(by_target: Mapping[str, list[Statement]]) -> dict[str, Status]:
    """The status of each target, settled after the statements that retract it, for these may be retracted too.

    Statements that retract each other in a ring have no effect on each other.
    """
    settled: dict[str, Status] = {}
    waiting = {
        target: {word.id for word in retractions} & by_target.keys()
        for target, retractions in by_target.items()
    }
    dependants: dict[str, list[str]] = {}
    for target, needs in waiting.items():
        for needed in needs:
            dependants.setdefault(needed, []).append(target)
    free = [target for target, needs in waiting.items() if not needs]
    while waiting:
        ready_targets = free or _on_rings(waiting, dependants)
        settled.update({target: _status(by_target[target], settled, by_target) for target in ready_targets})
        free = []
        for target in ready_targets:
            del waiting[target]
        for target in ready_targets:
            for other in dependants.get(target, ()):
                if other in waiting:
                    waiting[other].discard(target)
                    if not waiting[other]:
                        free.append(other)
    return settled


def _on_rings(left: Mapping[str, set[str]], resting: Mapping[str, list[str]]) -> list[str]:
    """Of the targets that wait for each other, those on a ring or between two rings."""
    kept = {target: sum(waiting in left for waiting in resting.get(target, ())) for target in left}
    free = [target for target, others in kept.items() if not others]
    while free:
        target = free.pop()
        del kept[target]
        for need in left[target]:
            if need in kept:
                kept[need] -= 1
                if not kept[need]:
                    free.append(need)
    return list(kept)


def _status(
    retractions: Iterable[Statement], settled: Mapping[str, Status], by_target: Mapping[str, object]
) -> Status:
    """The status after the retractions that still count, in order. One under pressure makes nothing count again."""
    state, by = "asserted", []
    for retraction in retractions:
        pending = retraction.id in by_target and retraction.id not in settled
        if pending or not settled.get(retraction.id, ASSERTED).still_counts:
            continue
        by.append(retraction.id)
        next_state = _state(retraction)
        if next_state != "recanted-under-pressure" or state in COUNTED_STATES:
            state = next_state
    return Status(state, tuple(by))


def _state(retraction: Statement) -> str:
    if retraction.predicate == "corrects":
        return "corrected"
    kind = retraction.qualifier("kind")
    return _STATE_OF_KIND[kind.code] if isinstance(kind, Code) else "retracted"


def _when_said(statement: Statement, sources: Mapping[str, Source]) -> When | None:
    if isinstance(statement.said, When):
        return statement.said
    qualifier = statement.qualifier("when")
    if isinstance(qualifier, When):
        return qualifier
    source = sources.get(statement.source)
    return dates.parse(source.said) if source is not None and source.said else None


def _day(statement: Statement, sources: Mapping[str, Source]) -> date:
    when = _when_said(statement, sources)
    return (when.earliest_start if when else None) or date.max


def is_dated(statement: Statement, sources: Mapping[str, Source]) -> bool:
    """Whether anything says when a statement was said."""
    return _when_said(statement, sources) is not None


def said_by_day(statement: Statement, sources: Mapping[str, Source], as_of: date | None) -> bool:
    """Whether a statement may have been said by a day; one without any date is taken to have been."""
    if as_of is None:
        return True
    when = _when_said(statement, sources)
    return when is None or when.earliest_start is None or when.earliest_start <= as_of


def withdrawn(decisions: Iterable[Decision], entries: Mapping[str, tuple[str, ...]]) -> dict[str, Status]:
    """Statements whose coding a decision withdraws. A decision that is itself withdrawn has no effect.

    Args:
        entries: statements of an entry; a target may be an entry or one statement.
    """
    statuses_found: dict[str, Status] = {}
    gone: set[str] = set()
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.id), reverse=True):
        if decision.kind != "withdraw" or decision.id in gone:
            continue
        gone |= set(decision.targets)
        for target in decision.targets:
            for statement_id in entries.get(target, (target.removeprefix("#"),)):
                statuses_found[statement_id] = Status("withdrawn", (decision.id,))
    return statuses_found
