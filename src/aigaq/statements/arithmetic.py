"""Whether the numbers and dates of a case come out: parts and wholes, ages, time served, order, room.

Invariant: a sum is called broken only where no reading of the words lets it come out; overlap is never guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from aigaq.errors import AigaqError
from aigaq.records import dates, quantities
from aigaq.records.anchoring import Solution, as_when
from aigaq.records.dates import When
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.contradictions import Contradiction, Side
from aigaq.statements.dating import node_of
from aigaq.statements.evidence import Evidence

Result = Literal["holds", "unaccounted", "broken"]
_DAYS = {"day": (1, 1), "week": (7, 7), "month": (28, 31), "year": (365, 366)}


@dataclass(frozen=True, slots=True)
class Finding:
    """One check of the numbers.

    Args:
        rule: parts, subset, served, age, order or capacity.
        amount: of what is unaccounted for, how many; of what is above a capacity, by how many.
        premises: the statements that it rests on.
    """

    rule: str
    subject: str
    result: Result
    premises: tuple[str, ...]
    amount: int | None = None


def arithmetic(evidence: Evidence, solution: Solution) -> tuple[Finding, ...]:
    """Every check that the statements allow, sorted; what cannot be known either way is left out."""
    found = [
        *_wholes(evidence),
        *_served(evidence),
        *_ages(evidence, solution),
        *_order(evidence, solution),
        *_capacity(evidence),
    ]
    return tuple(sorted(set(found), key=lambda one: (one.rule, one.subject, one.result, one.premises)))


def broken_sums(evidence: Evidence, solution: Solution) -> Iterator[Contradiction]:
    """The broken ones as contradictions."""
    for one in arithmetic(evidence, solution):
        if one.result == "broken":
            said = [evidence.all[premise] for premise in one.premises]
            sides = tuple(Side(f"{s.predicate} {s.subject}: {s.value.text}", (s.id,)) for s in said)
            name = f"arithmetic/{one.rule}/{'+'.join(one.premises)}"
            yield Contradiction(
                name, one.subject, said[0].predicate, "arithmetic", "contradicts", sides, one.rule
            )


@dataclass(frozen=True, slots=True)
class _Sized:
    """A group, the fewest and the most that anybody gives, and who says so."""

    group: str
    low: int
    high: int | None
    premises: tuple[str, ...]


def _size(group: str, evidence: Evidence, predicate: str = "size") -> _Sized | None:
    said = [one for one in evidence.said(group, predicate) if one.polarity == "affirms"]
    ranges = [(allowed(one.value), one.id) for one in said if isinstance(one.value, Quantity)]
    if not ranges:
        return None
    highs = [high for (_, high), _ in ranges if high is not None]
    high = max(highs) if len(highs) == len(ranges) else None
    return _Sized(group, min(low for (low, _), _ in ranges), high, tuple(sorted(by for _, by in ranges)))


def _wholes(evidence: Evidence) -> Iterator[Finding]:
    """A part is no larger than its whole; parts that make up the whole; how many a part leaves open."""
    parts: dict[str, dict[str, tuple[_Sized, str]]] = {}
    for link in evidence.under.get("subset-of", ()):
        if isinstance(link.value, Ref) and link.polarity == "affirms":
            part = _size(link.subject, evidence)
            if part is not None:
                parts.setdefault(evidence.one(link.value.id), {})[part.group] = (part, link.id)
    for whole_id, found in sorted(parts.items()):
        whole = _size(whole_id, evidence)
        if whole is not None:
            yield from _whole(whole, list(found.values()), evidence)


def _whole(whole: _Sized, parts: list[tuple[_Sized, str]], evidence: Evidence) -> Iterator[Finding]:
    for part, link in parts:
        premises = (*part.premises, link, *whole.premises)
        if whole.high is not None and part.low > whole.high:
            yield Finding("subset", part.group, "broken", premises)
        elif part.high is not None and part.high <= whole.low:
            yield Finding("subset", part.group, "holds", premises)
    if whole.low != whole.high or any(part.low != part.high for part, _ in parts):
        return
    every = tuple(p for part, link in parts for p in (*part.premises, link)) + whole.premises
    together = sum(part.low for part, _ in parts)
    subjects = (evidence.subjects.get(part.group) for part, _ in parts)
    apart = len(parts) == 1 or all(one is not None and one.overlap == "none" for one in subjects)
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


def _served(evidence: Evidence) -> Iterator[Finding]:
    """Nobody serves more than was imposed on them in the same case."""
    for served in evidence.under.get("served", ()):
        longest = _days(served)
        for imposed in evidence.said(served.subject, "sentence-imposed"):
            most = _days(imposed)
            same = served.qualifier("in") in (None, imposed.qualifier("in"))
            if longest is None or most is None or not same or "denies" in (served.polarity, imposed.polarity):
                continue
            premises = (served.id, imposed.id)
            if most[1] is not None and longest[0] > most[1]:
                yield Finding("served", served.subject, "broken", premises)
            elif longest[1] is not None and longest[1] <= most[0]:
                yield Finding("served", served.subject, "holds", premises)


def _days(one: Statement) -> tuple[int, int | None] | None:
    """A length of time in days, the least and the most; None where its words tell no length."""
    value = one.value
    if not isinstance(value, Quantity):
        try:
            value = quantities.parse(value.text)
        except AigaqError:
            return None
    unit = _DAYS.get((value.unit or "").removesuffix("s"))
    if unit is None:
        return None
    low, high = allowed(value)
    return low * unit[0], None if high is None else high * unit[1]


def _ages(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """An age told at an event fits the birth and the day of the event."""
    for born in evidence.under.get("birth", ()):
        if not isinstance(born.value, When) or born.polarity != "affirms":
            continue
        for age in evidence.said(born.subject, "age-at"):
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
    """The least and the greatest age in whole years."""
    if None in (born.earliest_start, born.latest_end, when.earliest_start, when.latest_end):
        return None
    assert born.earliest_start and born.latest_end and when.earliest_start and when.latest_end
    ages = []
    for birth, day in ((born.latest_end, when.earliest_start), (born.earliest_start, when.latest_end)):
        ages.append(day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)))
    return ages[0], ages[1]


def _order(evidence: Evidence, solution: Solution) -> Iterator[Finding]:
    """Born before dead, sentenced before released: the same for everybody."""
    for first, then in (("birth", "died"), ("verdict", "released-on")):
        for late in evidence.under.get(then, ()):
            for early in evidence.said(late.subject, first):
                if then == "released-on" and early.event != late.event:
                    continue
                ends = _dated(early, evidence, solution), _dated(late, evidence, solution)
                affirmed = early.polarity == late.polarity == "affirms"
                if affirmed and ends[0] and ends[1] and dates.before(ends[1], ends[0]):
                    yield Finding("order", late.subject, "broken", (early.id, late.id))


def _dated(one: Statement, evidence: Evidence, solution: Solution) -> When | None:
    """When a statement's fact was: a birth as written, a verdict with its event, the rest as solved."""
    if one.predicate == "birth":
        return one.value if isinstance(one.value, When) else None
    return _date(one.event if one.predicate == "verdict" else node_of(one, evidence), solution)


def _capacity(evidence: Evidence) -> Iterator[Finding]:
    """How many are said to have been where there was room for so many.

    Too many is crowding, not a broken sum: it says by how many.
    """
    rooms = {one.subject for one in evidence.under.get("capacity", ()) if one.polarity == "affirms"}
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
    """Room, group and the statement that puts it there: the group itself, or what befell it there."""
    if not rooms:
        return set()
    befallen: dict[str, set[str]] = {}
    for one in (*evidence.under.get("victim-of", ()), *evidence.under.get("died", ())):
        event = one.value.id if isinstance(one.value, Ref) else one.event
        if event is not None and one.polarity == "affirms":
            befallen.setdefault(event, set()).add(one.subject)
    return {
        (at.value.id, group, at.id)
        for at in (*evidence.under.get("held-at", ()), *evidence.under.get("where", ()))
        if isinstance(at.value, Ref) and at.value.id in rooms and at.polarity == "affirms"
        for group in {at.subject, *befallen.get(at.subject, ())}
    }
