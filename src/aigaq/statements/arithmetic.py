"""Arithmetic checks: sizes of groups and their parts, people and room, ages, time served, order of a life.

Invariant: each finding names its premises. It is `broken` only where no reading of the numbers and dates fits; how far
groups overlap is never guessed. What cannot be known either way is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from aigaq.records.dates import when as dates
from aigaq.records.dates.anchoring import Solution, as_when
from aigaq.records.dates.when import When
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.dating import node_of
from aigaq.statements.evidence import Evidence
from aigaq.statements.terms import days_of, quantity_of, unit_of
from aigaq.statements.trials import same_trial
from aigaq.statements.verdicts import verdict_dates, verdict_day


def arithmetic(evidence: Evidence, solution: Solution) -> tuple[Finding, ...]:
    """The findings of every check that the statements allow, sorted."""
    findings = [
        *parts_and_wholes(evidence),
        *splits_by_source(evidence),
        *served_and_imposed(evidence),
        *served_and_computed(evidence, solution),
        *ages(evidence, solution),
        *order(evidence, solution),
        *people_and_room(evidence),
    ]
    short = {frozenset(one.premises) for one in findings if one.result == "short"}
    findings = [
        one for one in findings if one.result != "unaccounted" or frozenset(one.premises) not in short
    ]
    return tuple(
        sorted(
            set(findings),
            key=lambda finding: (finding.rule, finding.subject, finding.result, finding.premises),
        )
    )


def broken_sums(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """Findings that do not fit, as contradictions."""
    for finding in arithmetic(evidence, solution):
        if finding.result in ("broken", "short"):
            statements = [evidence.by_id[premise] for premise in finding.premises]
            sides = tuple(Side(f"{s.predicate} {s.subject}: {s.value.text}", (s.id,)) for s in statements)
            name = f"arithmetic/{finding.rule}/{'+'.join(finding.premises)}"
            # Too few may only mean that nobody told of the rest: a tension for a person to judge.
            result = "contradicts" if finding.result == "broken" else "tension"
            yield Contradiction(
                name, finding.subject, statements[0].predicate, "arithmetic", result, sides, finding.rule
            )


Result = Literal["holds", "unaccounted", "short", "broken"]


@dataclass(frozen=True, slots=True)
class Finding:
    """Result of one check.

    Args:
        rule: parts, subset, served, age, order or capacity.
        result: `short` is a split whose parts make up less than the whole.
        amount: how many are unaccounted for or left over; how many people are above a capacity.
        premises: the statements that it rests on.
    """

    rule: str
    subject: str
    result: Result
    premises: tuple[str, ...]
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class _Sized:
    """Size of a group: the fewest and the most that anybody gives, and the statements that say so."""

    group: str
    low: int
    high: int | None
    premises: tuple[str, ...]


def _size(
    group: str, evidence: Evidence, predicate: str = "size", source: str | None = None
) -> _Sized | None:
    """The size by all sources, or by one source alone."""
    statements = [one for one in evidence.statements(group, predicate) if one.polarity == "affirms"]
    statements = [one for one in statements if source is None or one.source == source]
    ranges = [(allowed(one.value), one.id) for one in statements if isinstance(one.value, Quantity)]
    if not ranges:
        return None
    highs = [high for (_, high), _ in ranges if high is not None]
    high = max(highs) if len(highs) == len(ranges) else None
    return _Sized(group, min(low for (low, _), _ in ranges), high, tuple(sorted(by for _, by in ranges)))


def parts_and_wholes(evidence: Evidence) -> Iterator[Finding]:
    """Checks of parts and wholes: no part is larger than its whole; how many the parts leave unaccounted for."""
    parts: dict[str, dict[str, tuple[_Sized, str]]] = {}
    splits: dict[tuple[str, str], dict[str, tuple[_Sized, str]]] = {}
    for link in evidence.by_predicate.get("subset-of", ()):
        if isinstance(link.value, Ref) and link.polarity == "affirms":
            part = _size(link.subject, evidence)
            if part is not None:
                whole_id = evidence.canonical(link.value.id)
                parts.setdefault(whole_id, {})[part.group] = (part, link.id)
                if link.entry is not None:
                    splits.setdefault((whole_id, link.entry), {})[part.group] = (part, link.id)
    for whole_id, parts_of_whole in sorted(parts.items()):
        whole = _size(whole_id, evidence)
        if whole is not None:
            split = [
                dict(split_parts)
                for (of, _), split_parts in sorted(splits.items())
                if of == whole_id and len(split_parts) > 1
            ]
            yield from _whole(
                whole, list(parts_of_whole.values()), evidence, one_split=parts_of_whole in split
            )
            yield from (
                broken
                for split_parts in split
                if split_parts != parts_of_whole
                for broken in _exceeding(whole, list(split_parts.values()))
            )


def splits_by_source(evidence: Evidence) -> Iterator[Finding]:
    """Checks of a whole that one entry splits into parts, by the numbers of its own source alone.

    The parts of a split are meant to make up the whole. What another source says of a part repairs no sum of this one.
    A single part leaves the rest open and is no split.
    """
    splits: dict[tuple[str, str, str], list[Statement]] = {}
    for link in evidence.by_predicate.get("subset-of", ()):
        if isinstance(link.value, Ref) and link.polarity == "affirms" and link.entry is not None:
            key = (evidence.canonical(link.value.id), link.entry, link.source)
            splits.setdefault(key, []).append(link)
    for (whole_id, _, source), links in sorted(splits.items()):
        whole = _size(whole_id, evidence, source=source)
        sized = [(_size(link.subject, evidence, source=source), link.id) for link in links]
        parts = [(part, link) for part, link in sized if part is not None]
        if whole is None or len(parts) < 2 or len(parts) < len(links):
            continue
        yield from _exceeding(whole, parts)
        highs = [part.high for part, _ in parts if part.high is not None]
        if len(highs) == len(parts) and sum(highs) < whole.low:
            every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
            yield Finding("parts", whole.group, "short", every, whole.low - sum(highs))


def _exceeding(whole: _Sized, parts: list[tuple[_Sized, str]]) -> Iterator[Finding]:
    """Broken where the parts of one split, which do not overlap, are more than the whole."""
    if whole.high is not None and sum(part.low for part, _ in parts) > whole.high:
        every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
        yield Finding("parts", whole.group, "broken", every)


def _whole(
    whole: _Sized, parts: list[tuple[_Sized, str]], evidence: Evidence, *, one_split: bool
) -> Iterator[Finding]:
    for part, link in parts:
        premises = (*part.premises, link, *whole.premises)
        if whole.high is not None and part.low > whole.high:
            yield Finding("subset", part.group, "broken", premises)
        elif part.high is not None and part.high <= whole.low:
            yield Finding("subset", part.group, "holds", premises)
    if one_split and (exceeding := list(_exceeding(whole, parts))):
        yield from exceeding
        return
    if whole.low == whole.high and all(part.low == part.high for part, _ in parts):
        yield from _parts(whole, parts, evidence, one_split=one_split)


def _parts(
    whole: _Sized, parts: list[tuple[_Sized, str]], evidence: Evidence, *, one_split: bool
) -> Iterator[Finding]:
    """Exact parts of an exact whole: whether they make it up, or how many they leave unaccounted for."""
    every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
    together = sum(part.low for part, _ in parts)
    subjects = (evidence.subjects.get(part.group) for part, _ in parts)
    apart = one_split or len(parts) == 1 or all(one is not None and one.overlap == "none" for one in subjects)
    if together == whole.low:
        yield Finding("parts", whole.group, "holds", every)
    elif apart and together > whole.low and len(parts) > 1:
        yield Finding("parts", whole.group, "broken", every)
    elif apart and together < whole.low:
        yield Finding("parts", whole.group, "unaccounted", every, whole.low - together)
    elif not apart:
        for part, link in parts:
            premises = (*part.premises, link, *whole.premises)
            if part.low < whole.low:
                yield Finding("parts", whole.group, "unaccounted", premises, whole.low - part.low)


def people_and_room(evidence: Evidence) -> Iterator[Finding]:
    """Checks of people in a place of stated capacity. Too many is crowding, no broken sum; `amount` says how many."""
    rooms = {one.subject for one in evidence.by_predicate.get("capacity", ()) if one.polarity == "affirms"}
    for room, group, at in sorted(_held(rooms, evidence)):
        space, size = _size(room, evidence, "capacity"), _size(group, evidence)
        if space is None or space.high is None or size is None:
            continue
        premises = (*size.premises, at, *space.premises)
        if size.low > space.high:
            yield Finding("capacity", room, "unaccounted", premises, size.low - space.high)
        elif size.high is not None and size.high <= space.low:
            yield Finding("capacity", room, "holds", premises)


def _held(rooms: set[str], evidence: Evidence) -> set[tuple[str, str, str]]:
    """Room, group, and the statement that puts the group, or an event that befell it, into the room."""
    if not rooms:
        return set()
    befallen: dict[str, set[str]] = {}
    for harm in (*evidence.by_predicate.get("victim-of", ()), *evidence.by_predicate.get("died", ())):
        event = harm.value.id if isinstance(harm.value, Ref) else harm.event
        if event is not None and harm.polarity == "affirms":
            befallen.setdefault(event, set()).add(harm.subject)
    return {
        (placing.value.id, group, placing.id)
        for placing in (*evidence.by_predicate.get("held-at", ()), *evidence.by_predicate.get("where", ()))
        if isinstance(placing.value, Ref) and placing.value.id in rooms and placing.polarity == "affirms"
        for group in {placing.subject, *befallen.get(placing.subject, ())}
    }


_SENTENCES = ("sentence-imposed", "sentence-after-appeal")


def served_and_imposed(evidence: Evidence) -> Iterator[Finding]:
    """Checks that nobody serves more than was imposed on them in the same trial, or left of it by an appeal."""
    for served in evidence.by_predicate.get("served", ()):
        longest = days_of(served.value, evidence.vocabulary)
        for imposed in (one for code in _SENTENCES for one in evidence.statements(served.subject, code)):
            most = days_of(imposed.value, evidence.vocabulary)
            same = same_trial(served, imposed, evidence)
            if longest is None or most is None or not same or "denies" in (served.polarity, imposed.polarity):
                continue
            premises = (served.id, imposed.id)
            if most[1] is not None and longest[0] > most[1]:
                yield Finding("served", served.subject, "broken", premises)
            elif longest[1] is not None and longest[1] <= most[0]:
                yield Finding("served", served.subject, "holds", premises)


def served_and_computed(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """Checks that the time served fits the time from verdict, or earlier arrest, to release."""
    for served in evidence.by_predicate.get("served", ()):
        served_days = _served_days(served, evidence) if served.polarity == "affirms" else None
        for verdict, release in _verdict_and_release(served, evidence) if served_days is not None else ():
            began = verdict_day(verdict, evidence, solution)
            ended = _date(node_of(release, evidence), solution)
            if began is None or ended is None or served_days is None:
                continue
            shortest = _between(began.latest_start, ended.earliest_start)
            longest = _between(_arrested(served, began, evidence, solution), ended.latest_end)
            too_long = longest is not None and served_days[0] > longest
            if too_long or (
                shortest is not None and served_days[1] is not None and served_days[1] < shortest
            ):
                days = verdict_dates(verdict, evidence)
                premises = (served.id, verdict.id, *(one.id for one in days), release.id)
                yield Finding("served", served.subject, "broken", tuple(dict.fromkeys(premises)))


def _served_days(served: Statement, evidence: Evidence) -> tuple[float, float | None] | None:
    """The days that a time served may mean: people say "two years" of 18 months and of nearly three years."""
    days, length = days_of(served.value, evidence.vocabulary), quantity_of(served.value)
    unit = unit_of(length, evidence.vocabulary) if length is not None else None
    if days is None or unit is None:
        return None
    return max(0.0, days[0] - unit[0] / 2), None if days[1] is None else days[1] + unit[1]


def _verdict_and_release(served: Statement, evidence: Evidence) -> Iterator[tuple[Statement, Statement]]:
    verdicts = [one for one in evidence.statements(served.subject, "verdict") if one.polarity == "affirms"]
    releases = [
        one for one in evidence.statements(served.subject, "released-on") if one.polarity == "affirms"
    ]
    for release in releases:
        custody = "detention" in evidence.acts.get(release.event or "", frozenset())
        for verdict in verdicts:
            apart = same_trial(served, verdict, evidence) and same_trial(release, verdict, evidence)
            if apart and not custody:
                yield verdict, release


def _arrested(served: Statement, began: When, evidence: Evidence, solution: Solution) -> date | None:
    """The first day that may count as served, for custody before the verdict often does; None if unknown."""
    first = [began.earliest_start] if began.earliest_start else []
    for statement in evidence.statements(served.subject, "victim-of"):
        event = statement.value.id if isinstance(statement.value, Ref) else ""
        held = statement.polarity == "affirms" and "detention" in evidence.acts.get(event, frozenset())
        when = _date(event, solution) if held else None
        if held and (when is None or when.earliest_start is None):
            return None
        first += [when.earliest_start] if when is not None and when.earliest_start else []
    return min(first, default=None)


def _between(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days


def ages(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """Checks that an age at an event fits the birth and the day of the event."""
    for born in evidence.by_predicate.get("birth", ()):
        if not isinstance(born.value, When) or born.polarity != "affirms":
            continue
        for age in evidence.statements(born.subject, "age-at"):
            when = _date(age.event, solution)
            years = _years(born.value, when) if when is not None else None
            if years is None or not isinstance(age.value, Quantity) or age.polarity != "affirms":
                continue
            low, high = allowed(age.value)
            fits = low <= years[1] and (high is None or high >= years[0])
            yield Finding("age", born.subject, "holds" if fits else "broken", (born.id, age.id))


def _date(event: str | None, solution: Solution) -> When | None:
    solved = solution.get(event) if event is not None else None
    return as_when(solved) if solved is not None else None


def _years(born: When, when: When) -> tuple[int, int] | None:
    """The least and the greatest possible age in whole years."""
    if None in (born.earliest_start, born.latest_end, when.earliest_start, when.latest_end):
        return None
    assert born.earliest_start and born.latest_end and when.earliest_start and when.latest_end
    ages = []
    for birth, day in ((born.latest_end, when.earliest_start), (born.earliest_start, when.latest_end)):
        ages.append(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))
    return ages[0], ages[1]


def order(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """Checks that birth is before death, and verdict before release."""
    for first, then in (("birth", "died"), ("verdict", "released-on")):
        for late in evidence.by_predicate.get(then, ()):
            for early in evidence.statements(late.subject, first):
                if then == "released-on" and early.event != late.event:
                    continue
                ends = _dated(early, evidence, solution), _dated(late, evidence, solution)
                affirmed = early.polarity == late.polarity == "affirms"
                if affirmed and ends[0] and ends[1] and dates.before(ends[1], ends[0]):
                    yield Finding("order", late.subject, "broken", (early.id, late.id))


def _dated(statement: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """The date of a statement's fact: a birth as written, a verdict with its event, all else as solved."""
    if statement.predicate == "birth":
        return statement.value if isinstance(statement.value, When) else None
    if statement.predicate == "verdict":
        return verdict_day(statement, evidence, solution)
    return _date(node_of(statement, evidence), solution)
