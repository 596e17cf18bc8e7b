"""Withhold single fields of a record from everybody who lacks a compartment, and disclose them again.

Invariants: only a lead who holds the compartment does either, with a reason; the record itself is never touched, and
the log tells ids alone. Everything made of the same words is withheld along, or it would tell the value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from aigaq.bundle.tracing import traced
from aigaq.errors import BadValue, DuplicateId, MissingField, UnknownId
from aigaq.records.entries import Entry
from aigaq.records.sources import Source
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.withholding import WITHHELD
from aigaq.web.models import (
    CaseRow,
    EntryRow,
    RecordRow,
    SourceRow,
    StatementRow,
    SubjectRow,
    WithheldRow,
)
from aigaq.web.protect.withholding_check import disclosed_content, name_in_log, withheld_content
from aigaq.web.store import index_tables
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.entry_records import named
from aigaq.web.store.log import reason
from aigaq.web.store.withheld_fields import masked, replaced, withheld

FIELDS: Mapping[str, tuple[str, ...]] = {
    "subject": ("label",),
    "statement": ("value",),
    "source": ("title", "what"),
}
"""By kind of record, the fields that can be withheld."""
LONGEST_WORDING = 300
Withholdable = Subject | Source | Statement
_ROWS: Mapping[str, type[RecordRow[Any]]] = {
    "subject": SubjectRow,
    "statement": StatementRow,
    "source": SourceRow,
}


@dataclass(frozen=True, slots=True)
class WithheldField:
    """One field of one record, and the compartment whose holders are told it."""

    kind: str
    key: str
    field: str
    compartment: str

    @property
    def name(self) -> str:
        """The field by name: `statement:marat.age:value`."""
        return f"{self.kind}:{self.key}:{self.field}"


def withhold(
    viewer: Viewer, case: CaseRow, target: WithheldField, *, wording: str = "", reasons: str, at: datetime
) -> None:
    """Show a field to the holders of a compartment alone; all others read the wording, or that it is withheld.

    What was made of the same words goes along: the words of the entry, other statements made of them, its note.

    Args:
        wording: the text in place of a label or title; a value reads "withheld" without one.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason or wording, one too
            long or one that tells; a field that stands in no word of its own. DuplicateId: it is withheld already.
        UnknownId: no such record or field, or a compartment that she does not hold.
    """
    with change():
        own, why = _check_lead(viewer, case), reason(reasons)
        record = _record(case, target, own)
        instead = _check_wording(target, record, masked(record, withheld(case, own)), wording)
        rows = [
            WithheldRow(
                case=case, kind=kind, key=key, field=field, compartment=target.compartment, act=target.name
            )
            for kind, key, field in _fields_along(case, own, target, record)
        ]
        if _in_force(case, target).exists():
            raise DuplicateId(value=target.key)
        for row in rows:
            row.by, row.at, row.reasons, row.wording = viewer.get_username(), at, why, instead
            row.words = record.label if isinstance(record, Subject) else ""
            row.save(force_insert=True)
        _reindex(case, rows)
        content, about = withheld_content(rows), name_in_log(target.name)
        log(case, "field.withheld", by=viewer.get_username(), about=about, at=at, content=content)


def disclose(viewer: Viewer, case: CaseRow, target: WithheldField, *, reasons: str, at: datetime) -> None:
    """Show a field to all who may see its record again.

    Raises:
        NotFound, NotAllowed, MissingField, BadValue: as `withhold`.
        UnknownId: it is not withheld for that compartment, or she does not hold it.
    """
    with change():
        own, why = _check_lead(viewer, case), reason(reasons)
        _record(case, target, own)
        rows = list(_in_force(case, target))
        if not rows:
            raise UnknownId(value=target.key)
        for row in rows:
            row.ended_by, row.ended_at, row.ended_why = viewer.get_username(), at, why
            row.save(update_fields=["ended_by", "ended_at", "ended_why"])
        _reindex(case, rows)
        content, about = disclosed_content(rows), name_in_log(target.name)
        log(case, "field.disclosed", by=viewer.get_username(), about=about, at=at, content=content)


def _check_lead(viewer: Viewer, case: CaseRow) -> frozenset[str]:
    """The compartments that the lead holds now. Call it inside the change: she may have lost the case while waiting."""
    require(viewer, "lead", case)
    case.refresh_from_db()
    return held(viewer, case)


def _record(case: CaseRow, target: WithheldField, own: frozenset[str]) -> Withholdable:
    """The unmasked record, for a lead who may see it and holds the compartment."""
    if target.field not in FIELDS.get(target.kind, ()) or target.compartment not in own:
        raise UnknownId(value=target.key)
    row = _ROWS[target.kind]._default_manager.filter(visible_q(case, own), case=case, key=target.key).first()
    if row is None:
        raise UnknownId(value=target.key)
    record: Withholdable = row.to_record()
    return record


def _check_wording(target: WithheldField, record: Withholdable, visible: Withholdable, wording: str) -> str:
    """The text in place of the field; it must not contain the words that it stands for.

    Args:
        visible: the record as the lead reads it; a refusal must not depend on words that she may not read.
    """
    if isinstance(record, Statement):
        if record.value == WITHHELD:
            raise DuplicateId(value=target.key)
        return ""
    words, instead = getattr(visible, target.field), " ".join(wording.split())
    if not instead:
        raise MissingField(key="wording")
    if not words or len(instead) > LONGEST_WORDING or words.casefold() in instead.casefold():
        raise BadValue(key="wording", value="…", due=f"1–{LONGEST_WORDING}")
    if isinstance(record, Subject) and record.made_by is not None:
        # Its label follows from the words of an entry; the label of the one whom it is called after can be withheld.
        raise BadValue(key="label", value=target.key, due=record.made_by)
    return instead


def _reindex(case: CaseRow, rows: list[WithheldRow]) -> None:
    """Index the records anew: withheld words belong into the table of their compartment, and in no other."""
    labels, has_label = {row.words: "" for row in rows if row.words}, Q(pk__in=[])
    for words in labels:
        has_label |= Q(label__contains=words)
    subjects = [
        one
        for one in SubjectRow.objects.filter(has_label, case=case)
        if replaced(one.label, labels) != one.label
    ]
    changed = Q(key__in=[row.key for row in rows if row.kind == "statement"])
    changed |= Q(predicate="name", subject__in=[one.key for one in subjects])
    index_tables.moved(
        case,
        {
            SubjectRow: [one.pk for one in subjects],
            StatementRow: list(StatementRow.objects.filter(changed, case=case).values_list("pk", flat=True)),
        },
    )


def _in_force(case: CaseRow, target: WithheldField) -> QuerySet[WithheldRow]:
    """The rows of a field, and of what is withheld along with it, that are in force."""
    return WithheldRow.objects.filter(
        case=case, act=target.name, compartment=target.compartment, ended_at__isnull=True
    )


def _fields_along(
    case: CaseRow, own: frozenset[str], target: WithheldField, record: Withholdable
) -> list[tuple[str, str, str]]:
    """Kind, key and field of all that must be withheld with a field, itself first.

    Everything made of the same words of an entry goes along, or it would tell the value.

    Raises:
        BadValue: the value stands in no word of its own, or a label tells it.
    """
    first = (target.kind, target.key, target.field)
    if not isinstance(record, Statement):
        return [first]
    _check_label(case, target, record)
    row = EntryRow.objects.filter(case=case, key=record.entry).first()
    if row is None:
        return [first, *(((target.kind, target.key, "note"),) if record.note else ())]
    along = []
    for name, fields in _traced(case, own, row, target).items():
        kind, _, key = name.partition(":")
        along += [(kind, key, field) for field in fields]
    return [first, *(one for one in along if one != first)]


def _check_label(case: CaseRow, target: WithheldField, record: Statement) -> None:
    """Refuse to withhold a relation while the label of the subject tells it ("sister of …")."""
    row = SubjectRow.objects.filter(case=case, key=record.subject).first()
    if row is None or f"subject:{record.value.text}" not in row.touches:
        return
    if not _in_force(case, WithheldField("subject", row.key, "label", target.compartment)).exists():
        raise BadValue(key="label", value=row.key, due=WITHHELD.kind)


def _traced(
    case: CaseRow, own: frozenset[str], row: EntryRow, target: WithheldField
) -> Mapping[str, tuple[str, ...]]:
    head, entry = case_head(case, own), row.to_record()
    assert isinstance(entry, Entry)
    known = named(case, own, head, entry).known
    return traced(entry, target.key, known=known, source=head.sources.get(entry.source), anchor=case.anchor)
