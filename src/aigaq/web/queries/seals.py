"""Which compartments it takes to see a record: those it was put into, and those of all that it touches.

Invariant: what touches a hidden thing is hidden too, and what touches that, until nothing more falls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Q

from aigaq.web.models import (
    CaseRow,
    DecisionRow,
    EntryRow,
    QuestionRow,
    ReadingRow,
    RecordRow,
    SealRow,
    SourceRow,
    StatementRow,
    SubjectRow,
)

KINDS: Mapping[str, tuple[type[RecordRow[Any]], ...]] = {
    "subject": (SubjectRow,),
    "source": (SourceRow,),
    "entry": (EntryRow,),
    "statement": (StatementRow,),
    "question": (QuestionRow,),
    "judgement": (DecisionRow, ReadingRow),
}
"""By the kind that a name begins with, the rows that bear it."""


def kind_of(row: type[RecordRow[Any]]) -> str:
    """What names of these rows begin with; of rows that nothing touches, the name of their record."""
    return next((kind for kind, rows in KINDS.items() if row in rows), row.record.__name__.lower())


def spread(
    own: Mapping[str, frozenset[str]], touches: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """By name, all the compartments that it takes to see a record; who takes none is not there.

    Args:
        own: by name, the compartments that somebody put a record into.
        touches: by name, the names that a record touches.
    """
    touching: dict[str, list[str]] = {}
    for name, others in touches.items():
        for other in others:
            touching.setdefault(other, []).append(name)
    found = {name: names for name, names in own.items() if names}
    waiting = list(found)
    while waiting:
        name = waiting.pop()
        for other in touching.get(name, ()):
            before = found.get(other, frozenset())
            if not found[name] <= before:
                found[other] = before | found[name]
                waiting.append(other)
    return found


def holds(case: CaseRow, held: frozenset[str]) -> Q:
    """What asks for the records that holders of these compartments may see."""
    open_to_them = [one.pk for one in SealRow.objects.filter(case=case) if frozenset(one.names) <= held]
    seen = Q(seal__isnull=True)
    return seen | Q(seal__in=open_to_them) if open_to_them else seen


def needed(case: CaseRow, names: Iterable[str]) -> frozenset[str]:
    """All the compartments of the records of these names together."""
    sets = {one.pk: frozenset(one.names) for one in SealRow.objects.filter(case=case)}
    if not sets:
        return frozenset()
    by_kind: dict[str, list[str]] = {}
    for name in names:
        kind, _, key = name.partition(":")
        by_kind.setdefault(kind, []).append(key)
    rows = [(row, keys) for kind, keys in by_kind.items() for row in KINDS[kind]]
    found: set[int] = set()
    for row, keys in rows:
        sealed = row._default_manager.filter(case=case, key__in=keys, seal__isnull=False)
        found.update(sealed.values_list("seal", flat=True))
    return reduce(or_, (sets[pk] for pk in found), frozenset())
