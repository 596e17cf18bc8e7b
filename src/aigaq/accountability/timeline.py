"""Events in the order of time.

Invariant: what nothing anchors is listed apart, with its own words, never placed by guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aigaq.accountability.happenings import happening, is_death, is_wider, without_copies
from aigaq.records.dates import edtf
from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.everyday import as_edtf
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import UNDATED
from aigaq.statements.dating import RELEASE, node_of, when_of
from aigaq.statements.evidence import Evidence

Disputes = tuple[frozenset[str], frozenset[str]]
"""The events whose dates clash, and the statements that do."""


@dataclass(frozen=True, slots=True)
class Dated:
    """One event on the calendar, or beside it.

    Args:
        when: EDTF, or None.
        computed: it follows from other dates; `premises` are the statements that it rests on.
        hedged: a premise is only probable or possible.
        disputed: dates of it, or of what it hangs on, exclude each other; `when` is then the span of all.
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
    """Every dated event once, earliest first; then those that stay relative, in the order of their ids.

    What several sources tell of one death is one line for each day that they give. The death that followed an
    act has a line of its own only where it says more than the act; an event that only copies tell of has none
    where the original tells of it too.
    """
    found: dict[str, list[Dated]] = {}
    disputes = _disputes(solution)
    for event in without_copies(solution, evidence):
        one = _dated(event, evidence, solution, disputes)
        if one.when is not None or one.relative or one.disputed:
            found.setdefault(happening(event, evidence), []).append(one)
    shown = [line for lines in found.values() for line in _lines(lines, evidence)]
    return tuple(
        sorted(shown, key=lambda one: (one.when is None, one.earliest or one.latest or "", one.event))
    )


def possible_on(events: Iterable[Dated], day: str) -> tuple[Dated, ...]:
    """Those of some events that may have been on a day, or within a month, a year or a span.

    Args:
        day: EDTF, or an everyday form of it. Events without any date are left out: nothing says that they were then.
    Raises:
        BadDate: no date.
    """
    asked = edtf.parse(as_edtf(day))
    return tuple(one for one in events if one.when and dates.overlaps(edtf.parse(one.when), asked))


def _lines(told: list[Dated], evidence: Evidence) -> list[Dated]:
    """The lines of one happening: the act by each day that is given, then the death where it says more."""
    deaths = [one for one in told if is_death(one.event, evidence)]
    acts = _by_day([one for one in told if one not in deaths])
    return [*acts, *_by_day([one for one in deaths if not acts or _says_more(one, acts, evidence)])]


def _by_day(told: list[Dated]) -> list[Dated]:
    """One line for each date, with all that it rests on; a wider date than another says nothing of its own."""
    days: dict[tuple[str | None, tuple[str, ...]], list[Dated]] = {}
    for one in told:
        days.setdefault((one.when, one.relative if one.when is None else ()), []).append(one)
    lines = [_joined(same) for same in days.values()]
    return [one for one in lines if not any(_is_wider(one, other) for other in lines if other is not one)]


def _joined(same: list[Dated]) -> Dated:
    return replace(
        same[0],
        computed=all(one.computed for one in same),
        hedged=all(one.hedged for one in same),
        approximate=all(one.approximate for one in same),
        disputed=any(one.disputed for one in same),
        relative=tuple(sorted({words for one in same for words in one.relative})),
        premises=tuple(sorted({premise for one in same for premise in one.premises})),
        passages=tuple(dict.fromkeys(passage for one in same for passage in one.passages)),
    )


def _is_wider(one: Dated, other: Dated) -> bool:
    """Whether a date holds another and more; what stays relative may be another day and is kept."""
    if one.when is None or other.when is None:
        return False
    return is_wider(dates.parse(one.when), dates.parse(other.when))


def _says_more(death: Dated, acts: list[Dated], evidence: Evidence) -> bool:
    """Whether somebody dates the death itself, by other words than the act."""
    statements = [evidence.by_id[one] for one in death.premises if one in evidence.by_id]
    dated = any(one.predicate == "died" and one.value != UNDATED for one in statements)
    if death.when is not None and not dated:
        return False
    return not any(
        (death.when, death.relative) == (act.when, act.relative) or _holds(death, act) for act in acts
    )


def _holds(death: Dated, act: Dated) -> bool:
    return act.when is not None and (death.when == act.when or _is_wider(death, act))


def _label(event: str, evidence: Evidence) -> str:
    """What a line is called; a release that no form made an event of is still the release of somebody."""
    own = event.split("~")[0]
    if not event.endswith(RELEASE):
        return evidence.label(own)
    statements = (
        one for one in evidence.by_predicate.get("released-on", ()) if node_of(one, evidence) == event
    )
    freed = sorted({evidence.label(one.subject) for one in statements})
    return f"the release of {', '.join(freed) or evidence.label(own)}"


def date_of(event: str, evidence: Evidence, solution: Solution) -> Dated:
    """When one event was, with what the answer rests on."""
    return _dated(event, evidence, solution, _disputes(solution))


def _disputes(solution: Solution) -> Disputes:
    subjects = (subject for clash in solution.clashes for subject in clash.subjects)
    return frozenset(subjects), frozenset(one for clash in solution.clashes for one in clash.by)


def _when(
    event: str, statements: list[Statement], evidence: Evidence, solution: Solution, disputes: Disputes
) -> tuple[When | None, tuple[str, ...]]:
    """The date to show, and all that it rests on or that disputes it."""
    when = when_of(event, solution, evidence)
    premises = solution[event].premises if when is not None else ()
    apart = [one for one in statements if one.id in disputes[1] and node_of(one, evidence) == event]
    if when is None:
        when = _span_of_words(apart)
    # Every day that is given belongs to the dispute, also one that bounds nothing.
    return when, tuple(sorted({*premises, *(one.id for one in apart)})) if when is not None else ()


def _span_of_words(statements: list[Statement]) -> When | None:
    """From the earliest to the latest day that anybody gives, where what is told of other things undoes them all."""
    days = [one.value for one in statements if isinstance(one.value, When) and one.value != UNDATED]
    first = [when.earliest_start for when in days if when.earliest_start]
    last = [when.latest_end for when in days if when.latest_end]
    whole = days and len(first) == len(last) == len(days)
    return dates.from_bounds(min(first), max(last)) if whole else None


def _dated(event: str, evidence: Evidence, solution: Solution, disputes: Disputes) -> Dated:
    solved = solution.get(event)
    own = event.split("~")[0]
    statements = [
        statement
        for statement in evidence.by_subject.get(evidence.canonical(own), ())
        if statement.predicate in ("when", "died", "released-on")
    ]
    when, premises = _when(event, statements, evidence, solution, disputes)
    rests = [evidence.by_id[one] for one in premises if one in evidence.by_id] or statements
    return Dated(
        event=event,
        label=_label(event, evidence),
        when=when.text if when else None,
        earliest=when.earliest_start.isoformat() if when and when.earliest_start else None,
        latest=when.latest_end.isoformat() if when and when.latest_end else None,
        computed=bool(solved and when and solved.computed),
        hedged=bool(solved and when and not solved.certain),
        approximate=bool(solved and when and (solved.approximate or when.approximate)),
        disputed=event in disputes[0] or bool(disputes[1] & {*premises}),
        relative=tuple(sorted({one.value.text for one in statements if isinstance(one.value, Relative)})),
        premises=premises,
        passages=tuple(dict.fromkeys(passage for one in rests for passage in one.passages)),
    )
