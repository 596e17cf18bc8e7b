"""What became of a statement: asserted, corrected, taken back, reaffirmed; as of any date.

Invariant: nothing is deleted and the last word is never taken to be the true one. A recantation that was itself
extorted leaves the earlier word standing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from aigaq.records import dates
from aigaq.records.dates import When
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.values import Code, Ref

STANDING = frozenset({"asserted", "reaffirmed", "recanted-under-pressure"})
"""States in which a word still counts; the others are shown and no longer count."""

_STATE_OF_KIND = {
    "corrected": "corrected",
    "retracted": "retracted",
    "coerced": "recanted-coerced",
    "under-pressure": "recanted-under-pressure",
    "reaffirmed": "reaffirmed",
}


@dataclass(frozen=True, slots=True)
class Status:
    """The state of one statement and the statements that brought it there, in order."""

    state: str
    by: tuple[str, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether the statement still counts."""
        return self.state in STANDING


ASSERTED = Status("asserted")


def statuses(
    statements: Iterable[Statement],
    *,
    sources: Mapping[str, Source],
    entries: Mapping[str, tuple[str, ...]],
    as_of: date | None = None,
) -> dict[str, Status]:
    """The status of every statement that a later word touched; all others are simply asserted.

    Args:
        entries: statements of an entry, main one first. What is said of the main one goes for the whole entry.
        as_of: later words than this day are left aside; those without any date are taken to have been said.
    """
    touching = [
        word
        for word in statements
        if word.predicate in ("recants", "corrects") and word.polarity == "affirms"
    ]
    touching = [word for word in touching if _said_by(word, sources, as_of)]
    touching.sort(key=lambda word: (_day(word, sources), word.id))
    by_target: dict[str, list[Statement]] = {}
    for word in touching:
        if isinstance(word.value, Ref):
            for target in _targets(word.value.id.removeprefix("#"), entries):
                by_target.setdefault(target, []).append(word)
    found: dict[str, Status] = {}
    for target in by_target:
        _settle(target, by_target, found, set())
    return found


def _targets(statement: str, entries: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    for entry in (statement, statement.rpartition(".")[0]):
        whole = entries.get(entry)
        if whole and whole[0] == statement:
            return whole
    return (statement,)


def _settle(
    target: str, by_target: Mapping[str, list[Statement]], found: dict[str, Status], open_: set[str]
) -> Status:
    if target in found or target not in by_target:
        return found.get(target, ASSERTED)
    if target in open_:
        return ASSERTED
    open_.add(target)
    words = [word for word in by_target[target] if _settle(word.id, by_target, found, open_).stands]
    status = Status(_state(words[-1]), tuple(word.id for word in words)) if words else ASSERTED
    found[target] = status
    return status


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


def _said_by(word: Statement, sources: Mapping[str, Source], as_of: date | None) -> bool:
    if as_of is None:
        return True
    when = _when_said(word, sources)
    return when is None or when.earliest_start is None or when.earliest_start <= as_of
