"""Required compartments of a record: its own, and those of every record that it refers to.

Invariant: a record that refers to a hidden record is hidden too, and so on until no more follow. The short name of a
new record never depends on anything that its maker may not see.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping
from functools import reduce
from itertools import count
from operator import or_
from typing import Any

from django.db import connection
from django.db.models import Q

from aigaq.errors import DuplicateId
from aigaq.web.models import (
    CaseRow,
    DecisionRow,
    EntryRow,
    QuestionRow,
    ReadingRow,
    RecordRow,
    SafeguardRow,
    SourceRow,
    StatementRow,
    SubjectRow,
)
from aigaq.web.store.rows import keyed, of_case

KINDS: Mapping[str, tuple[type[RecordRow[Any]], ...]] = {
    "subject": (SubjectRow,),
    "source": (SourceRow,),
    "entry": (EntryRow,),
    "statement": (StatementRow,),
    "question": (QuestionRow,),
    "judgement": (DecisionRow, ReadingRow),
    "safeguard": (SafeguardRow,),
}
"""Tables by the kind with which a record name begins."""


def kind_of(row: type[RecordRow[Any]]) -> str:
    """Kind of these rows in record names; for rows that no record refers to, the name of their record class."""
    return next((kind for kind, rows in KINDS.items() if row in rows), row.record.__name__.lower())


def required_compartments(
    own: Mapping[str, frozenset[str]], touches: Mapping[str, Iterable[str]]
) -> dict[str, frozenset[str]]:
    """Required compartments by record name. Records that require none are left out.

    Args:
        own: by record name, the compartments that a person put it into.
        touches: by record name, the names of the records that it refers to.
    """
    # Compartments pass from a record to the records that refer to it, so references are followed backwards.
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


def compartment_sets(case: CaseRow) -> dict[int, frozenset[str]]:
    """Sets of compartments that the records of a case need, by database key of the set."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, names FROM web_sealrow WHERE case_id = %s", [of_case(case)])
        return {key: frozenset(json.loads(names)) for key, names in cursor.fetchall()}


def visible_q(case: CaseRow, held: frozenset[str]) -> Q:
    """Filter for records that holders of these compartments may see."""
    open_to_them = [key for key, names in compartment_sets(case).items() if names <= held]
    seen = Q(seal__isnull=True)
    return seen | Q(seal__in=open_to_them) if open_to_them else seen


def needed(case: CaseRow, names: Iterable[str]) -> frozenset[str]:
    """Compartments required by any of the named records, together."""
    sets = compartment_sets(case)
    by_kind: dict[str, list[str]] = {}
    for name in names if sets else ():
        kind, _, key = name.partition(":")
        by_kind.setdefault(kind, []).append(key)
    rows = [(row, keys) for kind, keys in by_kind.items() for row in KINDS[kind]]
    found = {seal for row, keys in rows for (seal,) in keyed(row, case, keys, "seal") if seal is not None}
    return reduce(or_, (sets[key] for key in found), frozenset())


_LETTERS = "bcdfghjkmnpqrstvwxyz"
"""No vowels, so that four letters form no word."""
_BEHIND = 4


def short_name(typed: str, *, seen: Collection[str], whole: bool, taken: Callable[[str], bool]) -> str:
    """Name for a new record.

    Args:
        seen: names of the same kind that the maker sees.
        whole: the maker knows that no other names exist.
        taken: tells whether a name is in use, visible to the maker or not.
    Raises:
        DuplicateId: a visible record has the name already, for instance when a form is sent twice.
    """
    same = next((one for one in seen if one == typed or (not whole and _made_of(one, typed))), None)
    if same is not None:
        raise DuplicateId(value=same)
    if whole:
        return typed
    return next(name for name in (f"{typed}-{_chance()}" for _ in count()) if not taken(name))


def _chance() -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(_BEHIND))


def _made_of(name: str, typed: str) -> bool:
    """Whether a name is the typed one with random letters behind it."""
    before, _, behind = name.rpartition("-")
    return before == typed and len(behind) == _BEHIND and set(behind) <= set(_LETTERS)
