"""Say who speaks: in some lines of a source, or who a voice is; and add somebody whom no form has named yet.

Invariant: it is a decision or a new record; no source, no statement and nobody who is there is touched.
"""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import BadValue, MissingField, PlaceNotInSource, UnknownId
from aigaq.records.decisions import Decision, already
from aigaq.records.serialize import to_plain
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.voice_decisions import lines_of
from aigaq.web.models import Account, CaseRow, DecisionRow, SubjectRow
from aigaq.web.store.access import held, require
from aigaq.web.store.case_heads import shelf
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import holds
from aigaq.web.store.insert import fresh, keep


def say_lines(
    viewer: Account,
    row: CaseRow,
    *,
    source: str,
    lines: str,
    speaker: str,
    new: tuple[Subject, ...] = (),
    reasons: str,
    at: datetime,
) -> Decision:
    """Say who speaks in some lines of a source (`L4-6`): whoever codes from them next is offered that voice.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such source or speaker. MissingField: no reasons.
        BadValue, PlaceNotInSource: no lines, or none of that source.
    """
    require(viewer, "code", row)
    known = shelf(row, held(viewer, row)).sources.get(source)
    if known is None:
        raise UnknownId(value=source)
    runs = list(lines_of(lines))
    if not runs:
        raise BadValue(key="lines", value=lines[:60], due="L4, L7-9")
    if known.lines is not None and max(last for _, last in runs) > known.lines:
        raise PlaceNotInSource(value=lines[:60])
    written = ", ".join(f"L{first}-{last}" if last > first else f"L{first}" for first, last in runs)
    return _decided(viewer, row, (speaker, source), written, new=new, reasons=reasons, at=at)


def say_voice(
    viewer: Account,
    row: CaseRow,
    *,
    voice: str,
    speaker: str,
    new: tuple[Subject, ...] = (),
    reasons: str,
    at: datetime,
) -> Decision:
    """Say who a voice is: all that it says counts as theirs, wherever it was coded.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such voice or speaker. MissingField: no reasons.
        BadValue: no voice of one source, or the voice itself.
    """
    require(viewer, "code", row)
    found = SubjectRow.objects.filter(holds(row, held(viewer, row)), case=row, key=voice).first()
    if found is None:
        raise UnknownId(value=voice)
    if found.kind != "voice" or voice == speaker:
        raise BadValue(key="speaks", value=found.label, due="a voice, and somebody else")
    return _decided(viewer, row, (speaker, voice), None, new=new, reasons=reasons, at=at)


def add_subject(viewer: Account, row: CaseRow, one: Subject, *, at: datetime) -> Subject:
    """Add somebody of whom nothing is said yet.

    Raises:
        NotFound, NotAllowed: may not code here. DuplicateId: the id is taken.
    """
    by = viewer.get_username()
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        keep(SubjectRow, row, (one,), by=by, at=at)
        log(row, "subject.added", by=by, about=one.id, at=at)
    return one


def _decided(
    viewer: Account,
    row: CaseRow,
    targets: tuple[str, ...],
    value: str | None,
    *,
    new: tuple[Subject, ...],
    reasons: str,
    at: datetime,
) -> Decision:
    if not reasons.strip():
        raise MissingField(key="reasons")
    by, own = viewer.get_username(), held(viewer, row)
    known = {one.id for one in (*BUILT_IN, *new)}
    if targets[0] not in known and not _seen(row, own, targets[0]):
        raise UnknownId(value=targets[0])
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        decision = Decision(fresh("d", at), "speaks", targets, by, at.date(), reasons.strip(), value)
        if (before := already(shelf(row, own).decisions, decision)) is not None:
            return before
        keep(SubjectRow, row, new, by=by, at=at)
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, "decision.speaks", by=by, about=",".join(targets)[:300], at=at, content=to_plain(decision))
    return decision


def _seen(row: CaseRow, own: frozenset[str], key: str) -> bool:
    return SubjectRow.objects.filter(holds(row, own), case=row, key=key).exists()
