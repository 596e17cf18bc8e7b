"""What is withheld along with the value of a statement: the words of its entry, and what else is made of them.

Invariant: nothing that is made of the same words is left out, or it would tell the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aigaq.bundle.tracing import traced
from aigaq.errors import BadValue
from aigaq.records.entries import Entry
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.withholding import WITHHELD
from aigaq.web.models import CaseRow, EntryRow, SubjectRow, WithheldRow
from aigaq.web.store.case_heads import shelf
from aigaq.web.store.entry_records import named


@dataclass(frozen=True, slots=True)
class Act:
    """One field of one record, and the compartment whose holders are told it."""

    kind: str
    key: str
    field: str
    compartment: str

    @property
    def name(self) -> str:
        """The field by name: `statement:marat.age:value`."""
        return f"{self.kind}:{self.key}:{self.field}"


def active(case: CaseRow, act: Act) -> Any:
    """The rows of an act that is in force."""
    return WithheldRow.objects.filter(
        case=case, act=act.name, compartment=act.compartment, ended_at__isnull=True
    )


def fields(
    case: CaseRow, own: frozenset[str], act: Act, record: Subject | Source | Statement
) -> list[tuple[str, str, str]]:
    """Kind, key and field of all that is withheld by an act, what was asked for first.

    Raises:
        BadValue: the value stands in no word of its own, or a label tells it.
    """
    first = (act.kind, act.key, act.field)
    if not isinstance(record, Statement):
        return [first]
    _check_label(case, act, record)
    row = EntryRow.objects.filter(case=case, key=record.entry).first()
    if row is None:
        return [first, *(((act.kind, act.key, "note"),) if record.note else ())]
    found = [
        (*name.split(":", 1), field)
        for name, fields in _traced(case, own, row, act).items()
        for field in fields
    ]
    return [first, *(one for one in found if one != first)]  # type: ignore[list-item]  # a name has two parts


def _check_label(case: CaseRow, act: Act, record: Statement) -> None:
    """Refuse to withhold whose sister somebody is while her label says so ("sister of …")."""
    row = SubjectRow.objects.filter(case=case, key=record.subject).first()
    if row is None or f"subject:{record.value.text}" not in row.touches:
        return
    if not active(case, Act("subject", row.key, "label", act.compartment)).exists():
        raise BadValue(key="label", value=row.key, due=WITHHELD.kind)


def _traced(case: CaseRow, own: frozenset[str], row: EntryRow, act: Act) -> Mapping[str, tuple[str, ...]]:
    box, entry = shelf(case, own), row.to_record()
    assert isinstance(entry, Entry)
    known = named(case, own, box, entry).known
    return traced(entry, act.key, known=known, source=box.sources.get(entry.source), anchor=case.anchor)
