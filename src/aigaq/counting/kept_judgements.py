"""Judgements kept from one count to the next by the same rule, for a case to which entries are added.

Invariant: a kept judgement is the one that judging anew would give. It is taken over only while the context of the
count, the reports of the person and every value that the judgement read are the same; what it read is noted while it is
made: a list of dependencies kept by hand would be incomplete one day, and a count wrong.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar, overload

from aigaq.counting.count_context import CountContext
from aigaq.counting.days import Days
from aigaq.counting.people import judge
from aigaq.records.dates.anchoring import Solution, Solved
from aigaq.records.dates.conflicts import Clash
from aigaq.records.ladder import Excluded, Individual
from aigaq.records.statements import Statement
from aigaq.statements.evidence import Evidence

_V = TypeVar("_V")
_Default = TypeVar("_Default")
_EVERYTHING = "\0"
"""Noted instead of an id where a whole index was gone through; no subject can have it as id."""
_BY_ID = ("subjects", "by_id", "status", "by_subject", "by_predicate", "acts", "deaths", "entries")
"""Indexes of `Evidence` that grow with its statements, each by an id."""


@dataclass(frozen=True, slots=True)
class _Judgement:
    """A person judged, with the reports and every id that the judgement asked for."""

    reports: list[Statement]
    ids: frozenset[str]
    judged: Individual | Excluded


class KeptJudgements:
    """The judgements of the last count by a rule. Safe to share between threads and between versions of a case."""

    def __init__(self) -> None:
        # One value, so that no thread sees the judgements of one count beside the context of another.
        self._last: tuple[CountContext, Mapping[str, _Judgement]] | None = None

    def judged(
        self, people: Mapping[str, list[Statement]], context: CountContext
    ) -> list[Individual | Excluded]:
        """Everybody judged, in the order given.

        Args:
            people: by person, every report of the harm.
        """
        kept, changed = _unchanged(self._last, context)
        ids: set[str] = set()
        evidence, solution = _watched(context.evidence, context.solution, ids)
        watching = replace(context, evidence=evidence, solution=solution, days=Days(evidence, solution))
        judgements: dict[str, _Judgement] = {}
        for person, reports in people.items():
            known = kept.get(person)
            if known is None or known.reports != reports or not known.ids.isdisjoint(changed):
                ids.clear()
                judged = judge(person, reports, watching)
                known = _Judgement(reports, frozenset(ids), judged)
            judgements[person] = known
        self._last = context, judgements
        return [one.judged for one in judgements.values()]


def _unchanged(
    last: tuple[CountContext, Mapping[str, _Judgement]] | None, context: CountContext
) -> tuple[Mapping[str, _Judgement], frozenset[str]]:
    """The judgements that may still hold, and the ids under which anything changed since."""
    nothing: tuple[Mapping[str, _Judgement], frozenset[str]] = {}, frozenset({_EVERYTHING})
    if last is None:
        return nothing
    before, judgements = last
    # All but the evidence and the dates, which are compared id by id; `days` asks them, and keeps what clashes.
    whole = replace(before, evidence=context.evidence, solution=context.solution, days=context.days)
    if whole != context or before.days.told != context.days.told:
        return nothing
    changed = _changes((before.evidence, before.solution), (context.evidence, context.solution))
    return nothing if changed is None else (judgements, changed)


def _watched(evidence: Evidence, solution: Solution, ids: set[str]) -> tuple[Evidence, Solution]:
    """The same evidence and dates; every id asked of them is added to `ids`.

    Not noted are the sources, the vocabulary and the clusters: `_changes` compares these as wholes.
    """
    noted = {name: _Noted(getattr(evidence, name), ids) for name in _BY_ID}
    watching = _WatchedEvidence(
        **noted,
        live=_NotedSequence(evidence.live, ids),
        sources=evidence.sources,
        vocabulary=evidence.vocabulary,
        clusters=evidence.clusters,
        plain=evidence,
        ids=ids,
    )
    return watching, _WatchedDates(solution, ids)


def _changes(before: tuple[Evidence, Solution], after: tuple[Evidence, Solution]) -> frozenset[str] | None:
    """Every id under which anything changed, and `_EVERYTHING`; None if what is not noted by id changed too."""
    (old, dates_before), (new, dates_after) = before, after
    if old.sources != new.sources or old.vocabulary != new.vocabulary or old.clusters != new.clusters:
        return None
    changed = {_EVERYTHING, *dates_after.changed_since(dates_before)}
    for name in _BY_ID:
        changed.update(_differing(getattr(old, name), getattr(new, name)))
    return frozenset(changed)


def _differing(old: Mapping[str, object], new: Mapping[str, object]) -> Iterable[str]:
    yield from old.keys() ^ new.keys()
    for key, value in new.items():
        other = old.get(key, value)
        # Identity first: nearly all are the very same, and to compare two statements field by field is slow.
        if other is not value and other != value:
            yield key


class _Noted(Mapping[str, _V]):
    """An index that notes which of its ids are asked for, also those that it does not have."""

    def __init__(self, values: Mapping[str, _V], ids: set[str]) -> None:
        self._values = values
        self._ids = ids

    def __getitem__(self, key: str) -> _V:
        self._ids.add(key)
        return self._values[key]

    def __contains__(self, key: object) -> bool:
        self._ids.add(str(key))
        return key in self._values

    @overload
    def get(self, key: str, /) -> _V | None: ...
    @overload
    def get(self, key: str, /, default: _V | _Default) -> _V | _Default: ...
    def get(self, key: str, /, default: object = None) -> object:
        """The value of an id, noted as any other look-up."""
        self._ids.add(key)
        return self._values.get(key, default)

    def __iter__(self) -> Iterator[str]:
        self._ids.add(_EVERYTHING)
        return iter(self._values)

    def __len__(self) -> int:
        self._ids.add(_EVERYTHING)
        return len(self._values)


class _NotedSequence(Sequence[Statement]):
    """The statements that still count, of which only all can be asked."""

    def __init__(self, values: Sequence[Statement], ids: set[str]) -> None:
        self._values = values
        self._ids = ids

    @overload
    def __getitem__(self, place: int) -> Statement: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Statement]: ...
    def __getitem__(self, place: int | slice) -> Statement | Sequence[Statement]:
        self._ids.add(_EVERYTHING)
        return self._values[place]

    def __len__(self) -> int:
        self._ids.add(_EVERYTHING)
        return len(self._values)


@dataclass(frozen=True, slots=True, kw_only=True)
class _WatchedEvidence(Evidence):
    """Evidence of which every id asked for is noted, also where the evidence behind it remembers the answer."""

    plain: Evidence
    ids: set[str]

    def canonical(self, subject: str) -> str:
        """As of the evidence; rests on whose death the subject is, and on the clusters."""
        self.ids.add(subject)
        return self.plain.canonical(subject)

    def statements(self, subject: str, predicate: str) -> list[Statement]:
        """As of the evidence; rests on the statements about the canonical id."""
        self.ids.add(self.canonical(subject))
        return self.plain.statements(subject, predicate)


class _WatchedDates(Solution):
    """Dates of which every id asked for is noted."""

    def __init__(self, solution: Solution, ids: set[str]) -> None:
        self._solution = solution
        self._ids = ids

    @property
    def clashes(self) -> tuple[Clash, ...]:  # type: ignore[override]
        """All clashes of the case."""
        self._ids.add(_EVERYTHING)
        return self._solution.clashes

    def __getitem__(self, subject: str) -> Solved:
        self._ids.add(subject)
        return self._solution[subject]

    def __contains__(self, subject: object) -> bool:
        self._ids.add(str(subject))
        return subject in self._solution

    def __iter__(self) -> Iterator[str]:
        self._ids.add(_EVERYTHING)
        return iter(self._solution)

    def __len__(self) -> int:
        self._ids.add(_EVERYTHING)
        return len(self._solution)

    def order_known(self, a: str, b: str) -> bool | None:
        """As of the solution; rests on the groups of both."""
        self._ids.update((a, b))
        return self._solution.order_known(a, b)
