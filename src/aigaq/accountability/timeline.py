"""Events in the order of time.

Invariant: what nothing anchors is listed apart, with its own words, never placed by guess.
"""

from __future__ import annotations

from dataclasses import dataclass

from aigaq.records.anchoring import Solution
from aigaq.records.relative import Relative
from aigaq.records.statements import Passage
from aigaq.statements.dating import when_of
from aigaq.statements.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Dated:
    """One event on the calendar, or beside it.

    Args:
        when: EDTF, or None.
        computed: it follows from other dates; `premises` are the statements that it rests on.
        hedged: a premise is only probable or possible.
        relative: the words of its relative dates.
    """

    event: str
    label: str
    when: str | None
    earliest: str | None
    latest: str | None
    computed: bool
    hedged: bool
    approximate: bool
    disputed: bool
    relative: tuple[str, ...]
    premises: tuple[str, ...]
    passages: tuple[Passage, ...]


def timeline(evidence: Evidence, solution: Solution) -> tuple[Dated, ...]:
    """Every dated event, earliest first; then those that stay relative, in the order of their ids."""
    disputed = {subject for clash in solution.clashes for subject in clash.subjects}
    found = [_dated(event, evidence, solution, event in disputed) for event in sorted(solution)]
    shown = [one for one in found if one.when is not None or one.relative]
    return tuple(
        sorted(shown, key=lambda one: (one.when is None, one.earliest or one.latest or "", one.event))
    )


def date_of(event: str, evidence: Evidence, solution: Solution) -> Dated:
    """When one event was, with what the answer rests on."""
    disputed = any(event in clash.subjects for clash in solution.clashes)
    return _dated(event, evidence, solution, disputed)


def _dated(event: str, evidence: Evidence, solution: Solution, disputed: bool) -> Dated:
    solved = solution.get(event)
    when = when_of(event, solution, evidence)
    own = event.split("~")[0]
    said = [
        one
        for one in evidence.about.get(evidence.one(own), ())
        if one.predicate in ("when", "died", "released-on")
    ]
    premises = solved.premises if solved and when else ()
    rests = [evidence.all[one] for one in premises if one in evidence.all] or said
    return Dated(
        event=event,
        label=evidence.label(own),
        when=when.text if when else None,
        earliest=when.earliest_start.isoformat() if when and when.earliest_start else None,
        latest=when.latest_end.isoformat() if when and when.latest_end else None,
        computed=bool(solved and when and solved.computed),
        hedged=bool(solved and when and not solved.certain),
        approximate=bool(solved and when and (solved.approximate or when.approximate)),
        disputed=disputed,
        relative=tuple(sorted({one.value.text for one in said if isinstance(one.value, Relative)})),
        premises=premises,
        passages=tuple(dict.fromkeys(passage for one in rests for passage in one.passages)),
    )
