"""Withheld fields of records, and the record as shown to a viewer without the required compartment.

Invariant: every row that becomes a record for a viewer passes `masked`. A viewer without one of the compartments of a
field sees the record as if it had been written without that field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple, TypeVar, cast

from django.db import connection
from django.db.models import Case, F, Q, Value, When
from django.db.models.expressions import Combinable

from aigaq.records.entries import Entry
from aigaq.records.labels import label_key
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.withholding import entry_without, source_without, statement_without, subject_without
from aigaq.web.models import CaseRow, SubjectRow
from aigaq.web.store.rows import of_case

_R = TypeVar("_R")
_KINDS: Mapping[type[Any], str] = {
    Subject: "subject",
    Source: "source",
    Entry: "entry",
    Statement: "statement",
}


class _Field(NamedTuple):
    """Columns of a withheld field that masking needs."""

    kind: str
    key: str
    field: str
    compartment: str
    words: str
    wording: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Everything withheld from holders of one set of compartments.

    Args:
        fields: by record name (`statement:marat.age`) and field, the replacement.
        labels: replacement of each withheld label; it is used within the labels of other subjects too.
    """

    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields)

    def label(self, key: str, label: str) -> str:
        """Label of a subject as shown."""
        own = self.fields.get(f"subject:{key}", {}).get("label", label)
        return replaced(own, self.labels)

    def keys(self, kind: str) -> set[str]:
        """Keys of the records of a kind that have a withheld field."""
        return {name.partition(":")[2] for name in self.fields if name.startswith(f"{kind}:")}


def replaced(text: str, words: Mapping[str, str]) -> str:
    """The text with some words replaced, the longest first; words count only as whole words."""
    known = [one for one in sorted(words, key=len, reverse=True) if one in text]
    if not known:
        return text
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)"
    return re.sub(pattern, lambda found: words[found[0]], text)


def withheld(case: CaseRow, held: frozenset[str]) -> Withheld:
    """Everything withheld from holders of these compartments."""
    return _of(one for one in _rows(case) if one.compartment not in held)


def masked(one: _R, hidden: Withheld) -> _R:
    """The record as shown without the withheld fields."""
    if not hidden or type(one) not in _KINDS:
        return one
    told: Any = one
    name = f"{_KINDS[type(one)]}:{told.key if isinstance(one, Source) else told.id}"
    fields = hidden.fields.get(name, {})
    if isinstance(one, Subject):
        label = hidden.label(one.id, one.label)
        told = subject_without(one, label) if label != one.label else one
    elif isinstance(one, Source):
        told = source_without(one, fields)
    elif fields and isinstance(one, Statement):
        told = statement_without(one, fields)
    elif fields and isinstance(one, Entry):
        told = entry_without(one, fields)
    return cast(_R, told)


def folded_as_told(case: CaseRow, hidden: Withheld) -> Combinable:
    """Sort key of lists of subjects: the label as shown. Sorting by the true label would reveal it."""
    told = _relabelled(case, hidden)
    whens = [When(key=key, then=Value(label_key(label)[:200])) for key, label in told.items()]
    return Case(*whens, default=F("folded")) if whens else F("folded")


def relabelled_as(case: CaseRow, hidden: Withheld, folded: Iterable[str]) -> list[str]:
    """Subjects that are shown under one of these labels and have another one."""
    wanted = set(folded)
    return [key for key, label in _relabelled(case, hidden).items() if label_key(label)[:200] in wanted]


def _relabelled(case: CaseRow, hidden: Withheld) -> dict[str, str]:
    """Subjects whose shown label differs from their own, with the shown label, by key."""
    if not hidden.labels:
        return {}
    asked = Q(key__in=hidden.keys("subject"))
    for words in hidden.labels:
        asked |= Q(label__contains=words)
    found = SubjectRow.objects.filter(asked, case=case).order_by().values_list("key", "label")
    told = ((key, label, hidden.label(key, label)) for key, label in found)
    return {key: shown for key, label, shown in told if shown != label}


@dataclass(frozen=True, slots=True)
class Kept:
    """All withheld fields of a case, for the search index: what is withheld, and the compartments that open it."""

    hidden: Withheld
    by_name: Mapping[str, frozenset[str]]
    by_words: Mapping[str, frozenset[str]]

    def __bool__(self) -> bool:
        return bool(self.hidden)

    def subject(self, key: str, label: str) -> frozenset[str]:
        """Compartments required to see a label."""
        inside = (names for words, names in self.by_words.items() if replaced(label, {words: "\0"}) != label)
        return self.by_name.get(f"subject:{key}", frozenset()).union(*inside)

    def statement(self, key: str) -> frozenset[str]:
        """Compartments required to see all of a statement."""
        return self.by_name.get(f"statement:{key}", frozenset())

    @property
    def compartments(self) -> frozenset[str]:
        """Compartments for which anything is withheld."""
        return frozenset().union(*self.by_name.values())


def kept(case: CaseRow) -> Kept:
    """Everything withheld in a case, from anybody."""
    rows = list(_rows(case))
    by_name: dict[str, frozenset[str]] = {}
    by_words: dict[str, frozenset[str]] = {}
    for one in rows:
        name, own = f"{one.kind}:{one.key}", frozenset({one.compartment})
        by_name[name] = by_name.get(name, frozenset()) | own
        if one.words:
            by_words[one.words] = by_words.get(one.words, frozenset()) | own
    return Kept(_of(rows), by_name, by_words)


def _of(rows: Iterable[_Field]) -> Withheld:
    fields: dict[str, dict[str, str]] = {}
    labels: dict[str, str] = {}
    for one in rows:
        # If a field was withheld twice, the first wording is used.
        fields.setdefault(f"{one.kind}:{one.key}", {}).setdefault(one.field, one.wording)
        if one.words:
            labels.setdefault(one.words, one.wording)
    return Withheld(fields, labels)


def _rows(case: CaseRow) -> list[_Field]:
    """Rows of withheld fields in force. Plain SQL, since each saved entry asks, and mostly there are none."""
    names = ", ".join(f'"{name}"' for name in _Field._fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM web_withheldrow WHERE case_id = %s AND ended_at IS NULL ORDER BY id",
            [of_case(case)],
        )
        return [_Field(*row) for row in cursor.fetchall()]
