"""The log as a hash chain: digest, thing and reason of a row, and the check that each row is as it was written.

Invariant: each row is bound to the one before it, and the content it records must be in the case as written then. No
right depends on the free text of `about`: an invitation, a removed member or an edition stands in columns of its own.
Rows older than these columns cannot be changed, as their digest would change; their text is parsed, here alone.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q

from aigaq.errors import BadValue, MissingField
from aigaq.records.serialize import Plain
from aigaq.web.models import (
    CaseRow,
    DecisionRow,
    EntryRow,
    EventRow,
    QuestionRow,
    RecordRow,
    RuleRow,
    SafeguardRow,
)
from aigaq.web.store.chunks import DAMAGE, in_parts
from aigaq.web.store.differences import Difference, Seen

START = "0" * 64
"""Stands for the digest before the first row."""
_AT_ONCE = 500


def digest_of(row: EventRow) -> str:
    """Digest of a row of the log, over all its fields and the digest of the row before."""
    case = str(row.case_id) if row.case_id else ""
    said = [str(row.seq), row.before, row.at.isoformat(), row.by, row.action, case, row.about, row.content]
    # `bound` and the columns of the thing are newer than the log: rows without them must keep their old digest.
    said += [row.bound] if row.bound else []
    # A JSON list never looks like a digest, so the two additions cannot be mistaken for each other.
    thing = [row.about_kind, row.about_id, row.detail]
    said += [json.dumps(thing, sort_keys=True, ensure_ascii=False)] if thing != ["", "", None] else []
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def content_of(written: Plain) -> str:
    """Digest of written content, as a row of the log keeps it."""
    return hashlib.sha256(json.dumps(written, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def chain(seen: Seen) -> Iterator[Difference]:
    """Differences in the chain: rows of the log that are missing, changed, or not bound to the one before."""
    due, before = 0, START
    for row in _events(seen):
        if isinstance(row, str):
            yield Difference("log", row, "unreadable")
            # Its digest is unknown, so the next row cannot be compared with it; the one after that can.
            due, before = due + 1, ""
            continue
        if row.seq != due:
            yield Difference("log", f"{due}–{row.seq - 1}" if row.seq - 1 > due else str(due), "missing")
        # A gap is reported once: the row after it is bound to a row that no longer exists.
        elif before and row.before != before:
            yield Difference("log", str(row.seq), "column", "before")
        if row.digest != digest_of(row):
            yield Difference("log", str(row.seq), "column", "digest")
        due, before = row.seq + 1, row.digest


def _events(seen: Seen) -> Iterator[EventRow | str]:
    """Rows of the log in order; for an unreadable row, its number as text."""
    numbers = list(EventRow.objects.order_by("seq").values_list("pk", flat=True))
    for start in range(0, len(numbers), _AT_ONCE):
        some = numbers[start : start + _AT_ONCE]
        try:
            yield from list(EventRow.objects.filter(pk__in=some).order_by("seq"))
        except DAMAGE:
            for pk in some:
                yield _event(pk)
        seen(len(some))


def _event(pk: int) -> EventRow | str:
    try:
        row = EventRow.objects.get(pk=pk)
        # SQLite may hold a number of a wrong type, which Django reads all the same: such a row is unreadable.
        return row if isinstance(row.seq, int) and digest_of(row) else str(pk)
    except DAMAGE:
        return str(pk)


def logged(case: CaseRow) -> Iterator[Difference]:
    """Differences between the log of a case and its records; also a log whose last rows were cut off."""
    events = EventRow.objects.filter(case=case)
    # Every change raises the version by one and adds a log row, so fewer rows mean that some were cut off.
    if events.count() < case.version:
        yield Difference("log", f"{events.count()} < {case.version}", "short")
    entries = dict(_contents(case, EntryRow))
    decisions = set(dict(_contents(case, DecisionRow)).values()) | set(_rules(case))
    for kind in (QuestionRow, SafeguardRow):
        decisions |= set(dict(_contents(case, kind)).values())
    # A withheld field changes no record, only a row of its own, which is bound by itself (`bound_columns`).
    told = events.exclude(content=content_of(None)).exclude(action__startswith="field.")
    for event in told.order_by("seq").iterator(_AT_ONCE):
        if event.action == "entry.saved" and entries.get(event.about) != event.content:
            yield Difference("entry", event.about, "logged")
        elif event.action != "entry.saved" and event.content not in decisions:
            yield Difference("log", str(event.seq), "unkept")


def _contents(case: CaseRow, kind: type[RecordRow[Any]]) -> Iterator[tuple[str, str]]:
    for some in in_parts(kind, case):
        yield from ((one.key, content_of(one.row.body)) for one in some if one.record is not None)


def _rules(case: CaseRow) -> Iterator[str]:
    """Contents logged with a rule: the rule together with the decision that gives the reason for it."""
    rules = {one.key: one.row.body for some in in_parts(RuleRow, case) for one in some if one.row is not None}
    for some in in_parts(DecisionRow, case):
        for one in some:
            if one.record is not None and one.record.rule in rules:
                yield content_of([rules[one.record.rule], one.row.body])


def log_state(edition: str, *, at: date) -> str | None:
    """State of the log for print in an edition, with the digest of its last row; None if the log is empty.

    Each row is bound to the one before (`chain`): if somebody changes or deletes an earlier row and rewrites the rest
    to fit, no row has this digest any more. The state is not signed, and proves nothing without access to the log.

    Args:
        edition: lasting address of the edition.
        at: day of the edition.
    """
    last = EventRow.objects.order_by("-seq").values_list("digest", flat=True).first()
    return f"aigaq log state\nedition {edition}\nday {at.isoformat()}\nsha256 {last}\n" if last else None


Detail = Mapping[str, str | int]
_TEXT_AFTER_ID = {"invitation": ":", "edition": ":", "member": " – "}
"""By kind of thing: the characters that follow the id in the text of an older row."""
_TEXT_FIELDS: Mapping[str, tuple[str, ...]] = {
    "member.invited": ("role",),
    "member.joined": ("role",),
    "edition.published": ("manifest", "pages"),
    "edition.read": ("manifest", "part"),
}
"""By action: the fields that follow the id in the text of an older row, between colons."""


@dataclass(frozen=True, slots=True)
class Thing:
    """The invitation, member or edition that a row of the log is about.

    Args:
        kind: invitation, member or edition.
        id: mark of an invitation, name of a member, or key of an edition.
        detail: further fields.
    """

    kind: str
    id: str
    detail: Detail = field(default_factory=dict)


def about(kind: str, key: str) -> Q:
    """Filter for the rows of the log about one thing."""
    older = Q(about_kind="", about__startswith=f"{key}{_TEXT_AFTER_ID[kind]}")
    return Q(about_kind=kind, about_id=key) | older


def detail_of(row: EventRow) -> Detail:
    """Further fields of the thing that a row of the log is about."""
    if row.about_kind:
        return row.detail or {}
    _, *parts = row.about.split(":")
    return dict(zip(_TEXT_FIELDS[row.action], parts, strict=False))


LONGEST_REASON = 150
"""Most letters of a reason: it is part of a log row, beside the id of the record."""


def reason(written: str) -> str:
    """The reason on one line.

    Raises:
        MissingField: it is empty. BadValue: it is too long for the log.
    """
    why = " ".join(written.split())
    if not why:
        raise MissingField(key="reasons")
    if len(why) > LONGEST_REASON:
        raise BadValue(key="reasons", value="…", due=f"1–{LONGEST_REASON}")
    return why
