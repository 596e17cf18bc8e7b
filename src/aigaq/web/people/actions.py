"""New subjects, and decisions on people. Invariant: a decision has reasons, and stands until another takes it back."""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import BadValue, MissingField, UnknownId
from aigaq.records.decisions import Decision, DecisionKind, already
from aigaq.records.serialize import to_plain
from aigaq.records.subjects import BUILT_IN, Subject
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.web.models import CaseRow, DecisionRow, SubjectRow
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.insert import fresh, keep

_KINDS: tuple[DecisionKind, ...] = ("accept", "exclude", "same", "different", "withdraw", "resolve")


def add_subject(viewer: Viewer, row: CaseRow, subject: Subject, *, at: datetime) -> Subject:
    """Add a subject about which nothing is stated yet.

    Raises:
        NotFound, NotAllowed: may not code here. DuplicateId: the id is taken.
    """
    by = viewer.get_username()
    with change():
        require(viewer, "code", row)
        row.refresh_from_db()
        keep(SubjectRow, row, (subject,), by=by, at=at)
        log(row, "subject.added", by=by, about=subject.id, at=at)
    return subject


def decide(
    viewer: Viewer,
    row: CaseRow,
    *,
    kind: str,
    targets: tuple[str, ...],
    value: str | None,
    reasons: str,
    at: datetime,
    harm: str = "died",
) -> Decision:
    """Take a decision on one or several subjects, or withdraw one.

    Raises:
        NotFound, NotAllowed: may not decide here. UnknownId: a target not there. MissingField: no reasons.
        UnknownCode: a value that the vocabulary does not hold. BadValue: no such kind.
    """
    require(viewer, "decide", row)
    decision_kind = next((known for known in _KINDS if known == kind), None)
    if decision_kind is None:
        raise BadValue(key="kind", value=kind, due=", ".join(_KINDS))
    if not reasons.strip():
        raise MissingField(key="reasons")
    compartments = held(viewer, row)
    head = case_head(row, compartments)
    known_ids = {subject.id for subject in BUILT_IN} | {decision.id for decision in head.decisions}
    if decision_kind != "withdraw":
        # An entry may bear the id of a subject: a withdrawal would reach it for somebody who may not even see it.
        subjects = SubjectRow.objects.filter(visible_q(row, compartments), case=row, key__in=targets)
        known_ids |= set(subjects.values_list("key", flat=True))
    for target in targets:
        if target not in known_ids:
            raise UnknownId(value=target)
    code, harm_code = _code(decision_kind, value, head.vocabulary), head.vocabulary.code("harm", harm)
    by, why = viewer.get_username(), reasons.strip()
    with change():
        require(viewer, "decide", row)
        row.refresh_from_db()
        decision = Decision(fresh("d", at), decision_kind, targets, by, at.date(), why, code, harm_code)
        if (before := already(case_head(row, compartments).decisions, decision)) is not None:
            return before
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, f"decision.{kind}", by=by, about=",".join(targets)[:300], at=at, content=to_plain(decision))
    return decision


def _code(kind: DecisionKind, written: str | None, vocabulary: Vocabulary) -> str | None:
    """The code of the state that accepting gives, or of the reason for excluding; of other kinds as it came."""
    if kind == "accept":
        return vocabulary.code("state", written or "confirmed")
    if kind == "exclude":
        return vocabulary.code("excluded", written or "decision")
    return written
