"""Documented people of a count by place, day, sex and age.

Invariant: the rows of every table add up to the documented number; "not stated" is a row of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from aigaq.counting.causes import cause_events, causes_of, event_of
from aigaq.counting.harm_reports import harm_reports
from aigaq.records.ladder import Individual, Ladder
from aigaq.records.statements import Statement
from aigaq.records.values import Ref, Unknown
from aigaq.statements.compare import wider
from aigaq.statements.computed import age_group
from aigaq.statements.evidence import Evidence
from aigaq.statements.modality import NOT_FACTUAL, affirms_firmly

NOT_STATED = "not-stated"
UNSETTLED = "unsettled"
"""Stated in more than one way, or in a way that allows both values."""


@dataclass(frozen=True, slots=True)
class Row:
    """Number of documented people with one value.

    Args:
        value: id of a place, EDTF, words as they were told, `minor` or `adult`; None where `kind` is not `told`.
        kind: told, not-stated or unsettled.
    """

    value: str | None
    kind: str
    people: int


@dataclass(frozen=True, slots=True)
class Table:
    """One table: `place`, `day`, `sex` or `age`; told values in order, then what is unsettled and not stated."""

    name: str
    rows: tuple[Row, ...]

    @property
    def people(self) -> int:
        """Everybody in the table."""
        return sum(row.people for row in self.rows)


def breakdown(ladder: Ladder, evidence: Evidence, *, role: str) -> tuple[Table, ...]:
    """The documented individuals of a ladder by place, day, sex and age.

    Args:
        evidence: what the ladder was counted from.
        role: which place (list `place-role`): where the injury was, where the death was ...
    """
    people = ladder.individuals
    reports = harm_reports(evidence, ladder.harm) if people else {}
    supporting = {
        one.id: [word for word in reports.get(one.id, ()) if word.id in one.statements] for one in people
    }
    return (
        _table("place", (_place(one.id, supporting[one.id], ladder.harm, evidence, role) for one in people)),
        _table("day", (_settled({one.when} if one.when else ()) for one in people)),
        _table("sex", (_sex(one.id, evidence) for one in people)),
        _table("age", (_age(one, evidence) for one in people)),
    )


Value = tuple[str, str | None]
"""A kind of row and its value."""


def _table(name: str, values: Iterable[Value]) -> Table:
    counted = Counter(values)
    order = ("told", UNSETTLED, NOT_STATED)
    rows = sorted(counted.items(), key=lambda row: (order.index(row[0][0]), row[0][1] or ""))
    return Table(name, tuple(Row(value, kind, people) for (kind, value), people in rows))


def _settled(values: Iterable[str]) -> Value:
    """The value if all agree; unsettled if they differ, not stated if there is none."""
    distinct = set(values)
    if not distinct:
        return NOT_STATED, None
    return ("told", distinct.pop()) if len(distinct) == 1 else (UNSETTLED, None)


def _place(person: str, statements: Iterable[Statement], harm: str, evidence: Evidence, role: str) -> Value:
    """The narrowest place stated, in a role, for the events of a person's harm; wider places agree with it."""
    events = {
        event for one in statements if (event := one.event or event_of(one.value, evidence)) is not None
    }
    if harm == "died":
        events |= cause_events(filter(affirms_firmly, causes_of(person, evidence)), evidence)
    places = {
        evidence.canonical(statement.value.id)
        for event in events
        for statement in _meant(evidence.statements(event, "where"))
        if isinstance(statement.value, Ref) and _role(statement) == role
    }
    around = {evidence.canonical(outer) for one in places for outer in wider(one, evidence)}
    return _settled(places - around or places)


def _role(statement: Statement) -> str:
    role = statement.qualifier("role")
    return role.text if role is not None else "happened"


def _meant(statements: Iterable[Statement]) -> Iterable[Statement]:
    return (one for one in statements if one.polarity == "affirms" and one.modality not in NOT_FACTUAL)


def _sex(person: str, evidence: Evidence) -> Value:
    values = [
        one.value for one in _meant(evidence.statements(person, "sex")) if not isinstance(one.value, Unknown)
    ]
    return _settled(value.text.strip().casefold() for value in values)


def _age(individual: Individual, evidence: Evidence) -> Value:
    """`minor` or `adult` where every age stated allows only that."""
    computed = age_group(individual.id, evidence)
    if computed is not None:
        return "told", computed.value
    statements = [
        word
        for word in _meant(evidence.statements(individual.id, "age-at"))
        if not isinstance(word.value, Unknown)
    ]
    return (UNSETTLED if statements else NOT_STATED), None
