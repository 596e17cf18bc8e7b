"""Values that follow from statements: age groups, order in time, labelled sums.

Invariant: a computed value names its premises, is never stored, and is never surer than they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations

from aigaq.records.dates import when
from aigaq.records.dates.anchoring import Solution, as_when
from aigaq.records.dates.when import When, overlaps
from aigaq.records.ladder import Refused
from aigaq.records.quantities import Quantity, allowed
from aigaq.records.statements import Statement
from aigaq.records.values import Ref
from aigaq.statements.compare import wider
from aigaq.statements.evidence import Evidence

_ADULT = 18


@dataclass(frozen=True, slots=True)
class Computed:
    """A value that nobody stated in so many words.

    Args:
        value: a code, or words of ours.
        premises: ids of the statements it rests on.
    """

    subject: str
    predicate: str
    value: str
    premises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelledSum:
    """Sum of claimed totals of different places or days, with its parts."""

    low: int
    high: int | None
    parts: tuple[tuple[str, str], ...]
    premises: tuple[str, ...]


def age_group(person: str, evidence: Evidence) -> Computed | None:
    """`minor` or `adult` by every age stated; None where none is stated or they differ."""
    statements = [one for one in evidence.statements(person, "age-at") if one.polarity == "affirms"]
    groups = {_age_group(one.value) for one in statements if isinstance(one.value, Quantity)}
    group = groups.pop() if len(groups) == 1 else None
    return (
        Computed(person, "age-group", group, tuple(sorted(one.id for one in statements))) if group else None
    )


def _age_group(age: Quantity) -> str | None:
    low, high = allowed(age)
    if low >= _ADULT:
        return "adult"
    return "minor" if high is not None and high < _ADULT else None


def during(inner: str, outer: str, solution: Solution) -> tuple[bool | None, tuple[str, ...]]:
    """Whether one event lay within another, with the premises. True and False are certain; None is unknown."""
    a, b = solution.get(inner), solution.get(outer)
    if a is None or b is None:
        return None, ()
    premises = tuple(sorted({*a.premises, *b.premises}))
    within, around = as_when(a), as_when(b)
    if within is None or around is None:
        return None, premises
    if not when.overlaps(within, around):
        return False, premises
    bounds = (b.latest_start, a.earliest_start, a.latest_end, b.earliest_end)
    if any(day is None for day in bounds):
        return None, premises
    began, first, last, ended = (day for day in bounds if day is not None)
    return (True if began <= first and last <= ended else None), premises


def labelled_sum(totals: Iterable[Statement], evidence: Evidence) -> LabelledSum | Refused:
    """Add the totals that one voice claims of one harm for different places or days.

    Returns:
        The sum with its labels, or the refusal: a figure that no longer counts, two voices or harms, or two figures
        that may be of the same people.
    """
    statements = sorted(totals, key=lambda statement: statement.id)
    ids = tuple(one.id for one in statements)
    if not all(evidence.status_of(one.id).still_counts for one in statements):
        return Refused(("claim-not-standing",), ids)
    if (
        len({one.origin for one in statements}) != 1
        or len({one.qualifier("harm") for one in statements}) != 1
    ):
        return Refused(("claims-of-two",), ids)
    if not all(_apart(one, other, evidence) for one, other in combinations(statements, 2)):
        return Refused(("claims-overlap",), ids)
    ranges = [allowed(one.value) for one in statements if isinstance(one.value, Quantity)]
    if len(ranges) < len(statements):
        return Refused(("size-unknown",), ids)
    highs = [high for _, high in ranges if high is not None]
    labels = tuple((evidence.label(one.subject), _scope(one, evidence)) for one in statements)
    whole = sum(highs) if len(highs) == len(ranges) else None
    return LabelledSum(sum(low for low, _ in ranges), whole, labels, ids)


def _apart(statement: Statement, other: Statement, evidence: Evidence) -> bool:
    """Whether two figures are of different people: of places of which none contains the other, or of different days."""
    places = (statement.qualifier("place"), other.qualifier("place"))
    if isinstance(places[0], Ref) and isinstance(places[1], Ref):
        here, there = (evidence.canonical(place.id) for place in places if isinstance(place, Ref))
        above = (
            {evidence.canonical(outer) for outer in wider(here, evidence)},
            {evidence.canonical(outer) for outer in wider(there, evidence)},
        )
        if here != there and here not in above[1] and there not in above[0]:
            return True
    days = (statement.qualifier("day"), other.qualifier("day"))
    return isinstance(days[0], When) and isinstance(days[1], When) and not overlaps(days[0], days[1])


def _scope(statement: Statement, evidence: Evidence) -> str:
    qualifiers = [statement.qualifier(name) for name in ("place", "day")]
    return "; ".join(evidence.label(value.text) for value in qualifiers if value is not None)
