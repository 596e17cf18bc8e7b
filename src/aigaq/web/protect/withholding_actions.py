"""Withhold single fields of a record from whoever lacks a compartment, and disclose them again.

Invariant: only a lead who holds the compartment does either, with a reason; the record itself is never touched, and
the log tells ids alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q

from aigaq.errors import BadValue, DuplicateId, MissingField, UnknownId
from aigaq.records.serialize import Plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.withholding import WITHHELD
from aigaq.web.models import Account, CaseRow, SourceRow, StatementRow, SubjectRow, WithheldRow
from aigaq.web.protect.withheld_along import Act, active, fields
from aigaq.web.protect.withholding_check import about, disclosed_so, withheld_so
from aigaq.web.store import index_tables
from aigaq.web.store.access import held, require
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import holds
from aigaq.web.store.reasons import reason
from aigaq.web.store.withheld_fields import masked, replaced, withheld

FIELDS: Mapping[str, tuple[str, ...]] = {
    "subject": ("label",),
    "statement": ("value",),
    "source": ("title", "what"),
}
"""By kind of record, the fields that can be withheld."""
LONGEST_WORDING = 300
_ROWS: Mapping[str, Any] = {"subject": SubjectRow, "statement": StatementRow, "source": SourceRow}


def withhold(
    viewer: Account, case: CaseRow, act: Act, *, wording: str = "", reasons: str, at: datetime
) -> None:
    """Tell a field to the holders of a compartment alone; everybody else is told the wording, or that it is withheld.

    What was made of the same words goes along: the words of the entry, other statements made of them, its note.

    Args:
        wording: what stands in place of a label or title; a value is told to be withheld by us.
    Raises:
        NotFound, NotAllowed: the viewer does not lead the case. MissingField, BadValue: no reason or wording, one too
            long or one that tells; a field that stands in no word of its own. DuplicateId: it is withheld already.
        UnknownId: no such record or field, or a compartment that she does not hold.
    """
    with change():
        own, why = _may(viewer, case), reason(reasons)
        record = _record(case, act, own)
        instead = _wording(act, record, masked(record, withheld(case, own)), wording)
        rows = [
            WithheldRow(case=case, kind=kind, key=key, field=field, compartment=act.compartment, act=act.name)
            for kind, key, field in fields(case, own, act, record)
        ]
        if active(case, act).exists():
            raise DuplicateId(value=act.key)
        for row in rows:
            row.by, row.at, row.reasons, row.wording = viewer.get_username(), at, why, instead
            row.words = record.label if isinstance(record, Subject) else ""
            row.save(force_insert=True)
        _reindex(case, rows)
        _log(viewer, case, "withheld", act, withheld_so(rows), at)


def disclose(viewer: Account, case: CaseRow, act: Act, *, reasons: str, at: datetime) -> None:
    """Tell a field to all who may see its record again.

    Raises:
        NotFound, NotAllowed, MissingField, BadValue: as `withhold`.
        UnknownId: it is not withheld for that compartment, or she does not hold it.
    """
    with change():
        own, why = _may(viewer, case), reason(reasons)
        _record(case, act, own)
        rows = list(active(case, act))
        if not rows:
            raise UnknownId(value=act.key)
        for row in rows:
            row.ended_by, row.ended_at, row.ended_why = viewer.get_username(), at, why
            row.save(update_fields=["ended_by", "ended_at", "ended_why"])
        _reindex(case, rows)
        _log(viewer, case, "disclosed", act, disclosed_so(rows), at)


def _may(viewer: Account, case: CaseRow) -> frozenset[str]:
    """What she holds in the case as it is now: while she waited to write it may have moved, and she been taken out."""
    require(viewer, "lead", case)
    case.refresh_from_db()
    return held(viewer, case)


def _log(viewer: Account, case: CaseRow, what: str, act: Act, written: Plain, at: datetime) -> None:
    log(case, f"field.{what}", by=viewer.get_username(), about=about(act.name), at=at, content=written)


def _record(case: CaseRow, act: Act, own: frozenset[str]) -> Any:
    """The record as it is: for a lead who may see it, and holds the compartment."""
    if act.field not in FIELDS.get(act.kind, ()) or act.compartment not in own:
        raise UnknownId(value=act.key)
    found = _ROWS[act.kind].objects.filter(holds(case, own), case=case, key=act.key).first()
    if found is None:
        raise UnknownId(value=act.key)
    return found.to_record()


def _wording(act: Act, record: Any, told: Any, wording: str) -> str:
    """What stands in place of the field; words of one's own that do not tell what they stand for.

    Args:
        told: the record as she is told it: against what she is not told no wording of hers is held.
    """
    if isinstance(record, Statement):
        if record.value == WITHHELD:
            raise DuplicateId(value=act.key)
        return ""
    words, instead = getattr(told, act.field), " ".join(wording.split())
    if not instead:
        raise MissingField(key="wording")
    if not words or len(instead) > LONGEST_WORDING or words.casefold() in instead.casefold():
        raise BadValue(key="wording", value="…", due=f"1–{LONGEST_WORDING}")
    if isinstance(record, Subject) and record.made_by is not None:
        # Its label follows from the words of an entry: those of the one it is called after are to be withheld.
        raise BadValue(key="label", value=act.key, due=record.made_by)
    return instead


def _reindex(case: CaseRow, rows: list[WithheldRow]) -> None:
    """Let what is withheld stand in search where it belongs now, and its words leave the tables where it stood."""
    labels, asked = {row.words: "" for row in rows if row.words}, Q(pk__in=[])
    for words in labels:
        asked |= Q(label__contains=words)
    subjects = [
        one for one in SubjectRow.objects.filter(asked, case=case) if replaced(one.label, labels) != one.label
    ]
    told = Q(key__in=[row.key for row in rows if row.kind == "statement"])
    told |= Q(predicate="name", subject__in=[one.key for one in subjects])
    index_tables.moved(
        case,
        {
            SubjectRow: [one.pk for one in subjects],
            StatementRow: list(StatementRow.objects.filter(told, case=case).values_list("pk", flat=True)),
        },
    )
