"""Timeline: events in the order of time, and the happenings that they belong to, without what copies repeat.

Invariant: an event without a date is listed apart with its own words, never placed by a guess. Different days are never
merged; only what says the same or less is left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aigaq.records.dates import edtf
from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.everyday import as_edtf
from aigaq.records.dates.relative import Relative
from aigaq.records.dates.when import When
from aigaq.records.statements import Passage, Statement
from aigaq.records.values import UNDATED
from aigaq.statements.dating import DEATH, RELEASE, node_of, when_of
from aigaq.statements.evidence import Evidence

Disputes = tuple[frozenset[str], frozenset[str]]
"""Events whose dates clash, and the clashing statements."""


@dataclass(frozen=True, slots=True)
class Dated:
    """An event with its date, or without one.

    Args:
        when: EDTF, or None.
        computed: the date follows from other dates; `premises` are the statements that it rests on.
        hedged: a premise is only probable or possible.
        disputed: dates of it, or of what it depends on, exclude each other; `when` is then the span of all.
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
    """Every dated event once, earliest first; then those with relative dates only, in the order of their ids.

    A death told by several sources has one line for each day given. The death that followed an act has its own line
    only where it says more than the act. An event that only copies tell of has none where the original tells it too.
    """
    happenings: dict[str, list[Dated]] = {}
    disputes = _disputes(solution)
    for event in without_copies(solution, evidence):
        dated = _dated(event, evidence, solution, disputes)
        if dated.when is not None or dated.relative or dated.disputed:
            happenings.setdefault(happening(event, evidence), []).append(dated)
    shown = [line for lines in happenings.values() for line in _lines(lines, evidence)]
    return tuple(
        sorted(
            shown, key=lambda dated: (dated.when is None, dated.earliest or dated.latest or "", dated.event)
        )
    )


def possible_on(events: Iterable[Dated], day: str) -> tuple[Dated, ...]:
    """The events that may have been on a day, or within a month, a year or a span.

    Args:
        day: EDTF, or an everyday form of it. Events without any date are left out.
    Raises:
        BadDate: no date.
    """
    wanted = edtf.parse(as_edtf(day))
    return tuple(one for one in events if one.when and dates.overlaps(edtf.parse(one.when), wanted))


def _lines(dated: list[Dated], evidence: Evidence) -> list[Dated]:
    """The lines of one happening: the act by each day given, then the death where it says more."""
    deaths = [one for one in dated if is_death(one.event, evidence)]
    acts = _by_day([one for one in dated if one not in deaths])
    return [*acts, *_by_day([one for one in deaths if not acts or _says_more(one, acts, evidence)])]


def _by_day(dated: list[Dated]) -> list[Dated]:
    """One line for each date, with all its premises. A date that contains another has no line of its own."""
    days: dict[tuple[str | None, tuple[str, ...]], list[Dated]] = {}
    for event in dated:
        days.setdefault((event.when, event.relative if event.when is None else ()), []).append(event)
    lines = [_joined(same) for same in days.values()]
    return [
        event for event in lines if not any(_is_wider(event, other) for other in lines if other is not event)
    ]


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


def _is_wider(wide: Dated, narrow: Dated) -> bool:
    """Whether a date contains another and more. A relative date may be another day and is kept."""
    if wide.when is None or narrow.when is None:
        return False
    return is_wider(dates.parse(wide.when), dates.parse(narrow.when))


def _says_more(death: Dated, acts: list[Dated], evidence: Evidence) -> bool:
    """Whether the death itself is dated, and not by the words of the act."""
    statements = [evidence.by_id[one] for one in death.premises if one in evidence.by_id]
    dated = any(one.predicate == "died" and one.value != UNDATED for one in statements)
    if death.when is not None and not dated:
        return False
    return not any(
        (death.when, death.relative) == (act.when, act.relative)
        or (act.when is not None and (death.when == act.when or _is_wider(death, act)))
        for act in acts
    )


def _label(event: str, evidence: Evidence) -> str:
    """The label of a line; a release that is no event of its own is labelled by the people released."""
    event_id = event.split("~")[0]
    if not event.endswith(RELEASE):
        return evidence.label(event_id)
    statements = (
        one for one in evidence.by_predicate.get("released-on", ()) if node_of(one, evidence) == event
    )
    freed = sorted({evidence.label(one.subject) for one in statements})
    return f"the release of {', '.join(freed) or evidence.label(event_id)}"


def date_of(event: str, evidence: Evidence, solution: Solution) -> Dated:
    """The date of one event with its premises."""
    return _dated(event, evidence, solution, _disputes(solution))


def _disputes(solution: Solution) -> Disputes:
    subjects = (subject for clash in solution.clashes for subject in clash.subjects)
    return frozenset(subjects), frozenset(one for clash in solution.clashes for one in clash.by)


def _when(
    event: str, statements: list[Statement], evidence: Evidence, solution: Solution, disputes: Disputes
) -> tuple[When | None, tuple[str, ...]]:
    """The date to show, with the statements that it rests on or that dispute it."""
    when = when_of(event, solution, evidence)
    premises = solution[event].premises if when is not None else ()
    apart = [one for one in statements if one.id in disputes[1] and node_of(one, evidence) == event]
    if when is None:
        when = _span_of_words(apart)
    # Every day given belongs to the dispute, even one that bounds nothing.
    return when, tuple(sorted({*premises, *(one.id for one in apart)})) if when is not None else ()


def _span_of_words(statements: list[Statement]) -> When | None:
    """The span of all days given, for an event whose dates contradict those of other events."""
    days = [one.value for one in statements if isinstance(one.value, When) and one.value != UNDATED]
    first = [when.earliest_start for when in days if when.earliest_start]
    last = [when.latest_end for when in days if when.latest_end]
    whole = days and len(first) == len(last) == len(days)
    return dates.from_bounds(min(first), max(last)) if whole else None


def _dated(event: str, evidence: Evidence, solution: Solution, disputes: Disputes) -> Dated:
    solved = solution.get(event)
    event_id = event.split("~")[0]
    statements = [
        statement
        for statement in evidence.by_subject.get(evidence.canonical(event_id), ())
        if statement.predicate in ("when", "died", "released-on")
    ]
    when, premises = _when(event, statements, evidence, solution, disputes)
    resting_on = [evidence.by_id[one] for one in premises if one in evidence.by_id] or statements
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
        passages=tuple(dict.fromkeys(passage for one in resting_on for passage in one.passages)),
    )


Likeness = tuple[str, str, frozenset[str], frozenset[str]]
"""End of an event, label, acts and victims: what a copy has in common with its original."""


def happening(node: str, evidence: Evidence) -> str:
    """The happening that a node of the dates belongs to: of everything around a person's death, that death."""
    event, _, end = node.partition("~")
    canonical = evidence.canonical(event)
    if end not in ("", DEATH.removeprefix("~")):
        return node
    subject = evidence.subjects.get(event)
    return f"{canonical}{DEATH}" if end and subject is not None and subject.kind == "person" else canonical


def is_death(node: str, evidence: Evidence) -> bool:
    """Whether a node is a death and not the act that led to it."""
    return node.endswith(DEATH) or "itself" in evidence.act_facts(node, "death")


def without_copies(solution: Solution, evidence: Evidence) -> list[str]:
    """The nodes of the dates, without those of copies whose original tells the same."""
    sources, victims = _told_by(solution, evidence)
    copies = {key for key, source in evidence.sources.items() if source.derived_from is not None}

    def likeness(node: str) -> Likeness:
        event, _, end = node.partition("~")
        return (
            end,
            evidence.label(event),
            evidence.acts.get(event, frozenset()),
            frozenset(victims.get(event, ())),
        )

    copied = {
        node for node in solution if (tellers := sources.get(node.partition("~")[0])) and tellers <= copies
    }
    originals: dict[Likeness, list[When]] = {}
    for node in solution:
        if node not in copied and (when := when_of(node, solution, evidence)) is not None:
            originals.setdefault(likeness(node), []).append(when)

    def says_more(copy: str) -> bool:
        # Where the originals have no day or wider ones only, the day that a copy gives is kept.
        when = when_of(copy, solution, evidence)
        return all(when is not None and is_wider(day, when) for day in originals.get(likeness(copy), ()))

    return sorted(node for node in solution if node not in copied or says_more(node))


def is_wider(wide: When, narrow: When) -> bool:
    """Whether a date contains another and more."""
    return wide.text != narrow.text and dates.contains(wide, narrow)


def _told_by(events: Iterable[str], evidence: Evidence) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By event, the sources that tell of it, and its victims."""
    wanted = {node.partition("~")[0] for node in events}
    sources: dict[str, set[str]] = {}
    victims: dict[str, set[str]] = {}
    for statement in evidence.live:
        event = (
            statement.event
            if statement.predicate == "died"
            else statement.value.text
            if statement.predicate == "victim-of"
            else None
        )
        for named in {statement.subject, statement.event, event} & wanted:
            sources.setdefault(str(named), set()).add(statement.source)
        if event in wanted:
            victims.setdefault(str(event), set()).add(evidence.canonical(statement.subject))
    return sources, victims
