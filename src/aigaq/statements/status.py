"""What became of a statement: asserted, corrected, taken back, reaffirmed; as of any date.

Invariant: nothing is deleted and the last word is never taken to be the true one. A recantation that was
itself extorted leaves the earlier word standing.
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
"""States in which a word still counts; the others are shown and no longer count."""

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
    """The state of one statement and the statements that brought it there, in order."""

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
    """The status of every statement that a later word touched; all others are simply asserted.

    Args:
        entries: statements of an entry, main one first. What is said of the main one goes for all.
        voices: say whose words somebody may take back; what others say of them changes nothing here.
        as_of: later words than this day are left aside; those without a date are taken to have been said.
    """
    wholes = {made[0]: made for made in entries.values() if made}
    every = {one.id: one for one in statements}
    by_target: dict[str, list[Statement]] = {}
    for word in every.values():
        earlier = retraction_target(word, every)
        if earlier is None or not voices.may_take_back(word, earlier) or not said_by(word, sources, as_of):
            continue
        for target in wholes.get(earlier.id, (earlier.id,)):
            if target in every and _is_reporters(every[target], word, earlier, voices):
                continue
            by_target.setdefault(target, []).append(word)
    for words in by_target.values():
        # Of one day nobody knows the order: the kind decides, so that an id never does.
        words.sort(key=lambda word: (_day(word, sources), _KINDS.index(_state(word)), word.id))
    return _settled(by_target)


_FRAME = frozenset({"type", "when", "where", "part-of", "before", "example-of"})
"""What is said of an event, not in it."""


def _is_reporters(target: Statement, word: Statement, earlier: Statement, voices: Voices) -> bool:
    """Whether a part of an entry stays with whoever reported it: who takes back testimony takes back the words.

    That somebody testified, when, where and in what order is no word of theirs.
    """
    own = earlier.predicate == "testified" and voices.canonical(word.origin) == voices.canonical(
        earlier.subject
    )
    return own and target.id != earlier.id and target.predicate in _FRAME


def retraction_target(word: Statement, every: Mapping[str, Statement]) -> Statement | None:
    """The earlier statement that a word takes back, corrects or reaffirms; None for any other word."""
    if word.predicate not in ("recants", "corrects") or not isinstance(word.value, Ref):
        return None
    return every.get(word.value.id.removeprefix("#"))


def _settled(by_target: Mapping[str, list[Statement]]) -> dict[str, Status]:
    """The status of each target, once the words that touch it are settled themselves.

    Words that take back each other in a ring do not count against each other.
    """
    found: dict[str, Status] = {}
    left = {one: {word.id for word in words} & by_target.keys() for one, words in by_target.items()}
    resting: dict[str, list[str]] = {}
    for one, needs in left.items():
        for need in needs:
            resting.setdefault(need, []).append(one)
    ready = [one for one, needs in left.items() if not needs]
    while left:
        batch = ready or _on_rings(left, resting)
        found.update({one: _status(by_target[one], found, by_target) for one in batch})
        ready = []
        for one in batch:
            del left[one]
        for one in batch:
            for other in resting.get(one, ()):
                if other in left:
                    left[other].discard(one)
                    if not left[other]:
                        ready.append(other)
    return found


def _on_rings(left: Mapping[str, set[str]], resting: Mapping[str, list[str]]) -> list[str]:
    """Of what waits for each other, those on a ring (or between two): others wait for them as well."""
    kept = {one: sum(other in left for other in resting.get(one, ())) for one in left}
    free = [one for one, others in kept.items() if not others]
    while free:
        one = free.pop()
        del kept[one]
        for need in left[one]:
            if need in kept:
                kept[need] -= 1
                if not kept[need]:
                    free.append(need)
    return list(kept)


def _status(
    words: Iterable[Statement], settled: Mapping[str, Status], by_target: Mapping[str, object]
) -> Status:
    """What the words that stand made of it, in their order; a suspect recantation revives nothing."""
    state, by = "asserted", []
    for word in words:
        pending = word.id in by_target and word.id not in settled
        if pending or not settled.get(word.id, ASSERTED).still_counts:
            continue
        by.append(word.id)
        made = _state(word)
        if made != "recanted-under-pressure" or state in COUNTED_STATES:
            state = made
    return Status(state, tuple(by))


def _state(word: Statement) -> str:
    if word.predicate == "corrects":
        return "corrected"
    kind = word.qualifier("kind")
    return _STATE_OF_KIND[kind.code] if isinstance(kind, Code) else "retracted"


def _when_said(word: Statement, sources: Mapping[str, Source]) -> When | None:
    if isinstance(word.said, When):
        return word.said
    qualifier = word.qualifier("when")
    if isinstance(qualifier, When):
        return qualifier
    source = sources.get(word.source)
    return dates.parse(source.said) if source is not None and source.said else None


def _day(word: Statement, sources: Mapping[str, Source]) -> date:
    when = _when_said(word, sources)
    return (when.earliest_start if when else None) or date.max


def is_dated(word: Statement, sources: Mapping[str, Source]) -> bool:
    """Whether anything says when a word was said."""
    return _when_said(word, sources) is not None


def said_by(word: Statement, sources: Mapping[str, Source], as_of: date | None) -> bool:
    """Whether a word may have been said by a day; one without any date is taken to have been."""
    if as_of is None:
        return True
    when = _when_said(word, sources)
    return when is None or when.earliest_start is None or when.earliest_start <= as_of


def withdrawn(decisions: Iterable[Decision], entries: Mapping[str, tuple[str, ...]]) -> dict[str, Status]:
    """The statements whose coding a decision of ours takes back; one that was withdrawn itself takes nothing back.

    Args:
        entries: statements of an entry; a target may be an entry or one statement.
    """
    found: dict[str, Status] = {}
    gone: set[str] = set()
    for decision in sorted(decisions, key=lambda decision: (decision.at, decision.id), reverse=True):
        if decision.kind != "withdraw" or decision.id in gone:
            continue
        gone |= set(decision.targets)
        for target in decision.targets:
            for one in entries.get(target, (target.removeprefix("#"),)):
                found[one] = Status("withdrawn", (decision.id,))
    return found
