"""Decisions on people. Invariant: each has reasons, and stands until another takes it back."""

from __future__ import annotations

from datetime import datetime

from aigaq.errors import BadValue, MissingField, UnknownId
from aigaq.records.decisions import Decision, DecisionKind, already
from aigaq.records.serialize import to_plain
from aigaq.records.subjects import BUILT_IN
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.web.models import Account, CaseRow, DecisionRow, SubjectRow
from aigaq.web.store.access import held, require
from aigaq.web.store.case_heads import shelf
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import holds
from aigaq.web.store.insert import fresh, keep

_KINDS: tuple[DecisionKind, ...] = ("accept", "exclude", "same", "different", "withdraw", "resolve")


def decide(
    viewer: Account,
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
    found = _kind(kind)
    if not reasons.strip():
        raise MissingField(key="reasons")
    own = held(viewer, row)
    box = shelf(row, own)
    listed = SubjectRow.objects.filter(holds(row, own), case=row, key__in=targets)
    known = {one.id for one in BUILT_IN} | {one.id for one in box.decisions}
    if found != "withdraw":
        # An entry may bear the id of a subject: taken back here it would be by who may not even see it.
        known |= set(listed.values_list("key", flat=True))
    for target in targets:
        if target not in known:
            raise UnknownId(value=target)
    words = box.vocabulary
    value, harmed = _value(found, value, words), words.code("harm", harm)
    by = viewer.get_username()
    with change():
        require(viewer, "decide", row)
        row.refresh_from_db()
        decision = Decision(fresh("d", at), found, targets, by, at.date(), reasons.strip(), value, harmed)
        if (before := already(shelf(row, own).decisions, decision)) is not None:
            return before
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, f"decision.{kind}", by=by, about=",".join(targets)[:300], at=at, content=to_plain(decision))
    return decision


def _kind(written: str) -> DecisionKind:
    found = next((one for one in _KINDS if one == written), None)
    if found is None:
        raise BadValue(key="kind", value=written, due=", ".join(_KINDS))
    return found


def _value(kind: DecisionKind, written: str | None, words: Vocabulary) -> str | None:
    """The state that accepting gives, the reason for which somebody is left out; of other kinds as it came."""
    if kind == "accept":
        return words.code("state", written or "confirmed")
    return words.code("excluded", written or "decision") if kind == "exclude" else written
