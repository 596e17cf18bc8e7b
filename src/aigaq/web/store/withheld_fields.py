"""Which fields of a record are withheld from whoever lacks a compartment, and the record as she sees it.

Invariant: wherever a row becomes a record for a viewer it passes `masked`; who lacks one of the compartments of a
field sees the record as if somebody had written it without.
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
    """A row of what is withheld, as far as it takes to mask with it."""

    kind: str
    key: str
    field: str
    compartment: str
    words: str
    wording: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """What is withheld from one set of compartments.

    Args:
        fields: by name of the record (`statement:marat.age`), by field what stands there instead.
        labels: by a label that is withheld, what stands in its place, in the labels of others too.
    """

    fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.fields)

    def label(self, key: str, label: str) -> str:
        """The label of a subject, as it is told."""
        own = self.fields.get(f"subject:{key}", {}).get("label", label)
        return replaced(own, self.labels)

    def keys(self, kind: str) -> set[str]:
        """The keys of the records of a kind of which a field is withheld."""
        return {name.partition(":")[2] for name in self.fields if name.startswith(f"{kind}:")}


def replaced(text: str, words: Mapping[str, str]) -> str:
    """A text in which other words stand for some, wherever these stand as words of their own; the longest first."""
    known = [one for one in sorted(words, key=len, reverse=True) if one in text]
    if not known:
        return text
    pattern = rf"(?<!\w)(?:{'|'.join(map(re.escape, known))})(?!\w)"
    return re.sub(pattern, lambda found: words[found[0]], text)


def withheld(case: CaseRow, held: frozenset[str]) -> Withheld:
    """What holders of these compartments are not told of a case."""
    return _of(one for one in _rows(case) if one.compartment not in held)


def masked(one: _R, hidden: Withheld) -> _R:
    """A record as it is told to those from whom these fields are withheld."""
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
    """What lists of subjects are sorted by: the label as it is told, or the place in the list would tell."""
    told = _relabelled(case, hidden)
    whens = [When(key=key, then=Value(label_key(label)[:200])) for key, label in told.items()]
    return Case(*whens, default=F("folded")) if whens else F("folded")


def relabelled_as(case: CaseRow, hidden: Withheld, folded: Iterable[str]) -> list[str]:
    """The subjects that are told under one of these labels, and have another."""
    wanted = set(folded)
    return [key for key, label in _relabelled(case, hidden).items() if label_key(label)[:200] in wanted]


def _relabelled(case: CaseRow, hidden: Withheld) -> dict[str, str]:
    """By key the subjects whose label is told otherwise than it is, and how."""
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
    """All that is withheld in a case, for the index of search: what is told to nobody else, and who must hold what."""

    hidden: Withheld
    by_name: Mapping[str, frozenset[str]]
    by_words: Mapping[str, frozenset[str]]

    def __bool__(self) -> bool:
        return bool(self.hidden)

    def subject(self, key: str, label: str) -> frozenset[str]:
        """The compartments that it takes to be told a label."""
        inside = (names for words, names in self.by_words.items() if replaced(label, {words: "\0"}) != label)
        return self.by_name.get(f"subject:{key}", frozenset()).union(*inside)

    def statement(self, key: str) -> frozenset[str]:
        """The compartments that it takes to be told all of a statement."""
        return self.by_name.get(f"statement:{key}", frozenset())

    @property
    def compartments(self) -> frozenset[str]:
        """All the compartments for which something is withheld."""
        return frozenset().union(*self.by_name.values())


def kept(case: CaseRow) -> Kept:
    """All that is withheld in a case, from anybody."""
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
        # The wording of whoever withheld it first stands, whoever else did so later.
        fields.setdefault(f"{one.kind}:{one.key}", {}).setdefault(one.field, one.wording)
        if one.words:
            labels.setdefault(one.words, one.wording)
    return Withheld(fields, labels)


def _rows(case: CaseRow) -> list[_Field]:
    """Asked for in plain SQL: every entry that is saved asks, and mostly there is nothing."""
    names = ", ".join(f'"{name}"' for name in _Field._fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {names} FROM web_withheldrow WHERE case_id = %s AND ended_at IS NULL ORDER BY id",
            [of_case(case)],
        )
        return [_Field(*row) for row in cursor.fetchall()]
