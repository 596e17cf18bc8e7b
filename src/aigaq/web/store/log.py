"""The log as one chain: what a row of it is bound by, and whether every row still is what was written.

Invariant: a row is bound to the one before it; what it was written about must be in the case as it was written then.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from datetime import date
from typing import Any

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
"""What the first row is bound to."""
_AT_ONCE = 500


def digest_of(row: EventRow) -> str:
    """The digest of a row of the log, over all that it says and the digest of the one before."""
    case = str(row.case_id) if row.case_id else ""
    said = [str(row.seq), row.before, row.at.isoformat(), row.by, row.action, case, row.about, row.content]
    # Rows of before anything was bound keep the digest that they have.
    said += [row.bound] if row.bound else []
    # The same holds for rows of before there were columns for the thing they are about. A list in JSON is never
    # taken for a digest, so that the two cannot stand for each other.
    thing = [row.about_kind, row.about_id, row.detail]
    said += [json.dumps(thing, sort_keys=True, ensure_ascii=False)] if thing != ["", "", None] else []
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def content_of(written: Plain) -> str:
    """The digest of what was written, as a row of the log keeps it."""
    return hashlib.sha256(json.dumps(written, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def chain(seen: Seen) -> Iterator[Difference]:
    """Each row of the log that is missing, changed, or not bound to the one before."""
    due, before = 0, START
    for row in _events(seen):
        if isinstance(row, str):
            yield Difference("log", row, "unreadable")
            # What it says of itself nobody knows; the row after it is held against the next.
            due, before = due + 1, ""
            continue
        if row.seq != due:
            yield Difference("log", f"{due}–{row.seq - 1}" if row.seq - 1 > due else str(due), "missing")
        # What was cut out is told once; what comes after is bound to a row that nobody has any more.
        elif before and row.before != before:
            yield Difference("log", str(row.seq), "column", "before")
        if row.digest != digest_of(row):
            yield Difference("log", str(row.seq), "column", "digest")
        due, before = row.seq + 1, row.digest


def _events(seen: Seen) -> Iterator[EventRow | str]:
    """The rows of the log in order; of one that cannot be read, the number that stands in it."""
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
        # Of a wrong type it is no row of the log, whatever Django makes of it.
        return row if isinstance(row.seq, int) and digest_of(row) else str(pk)
    except DAMAGE:
        return str(pk)


def logged(case: CaseRow) -> Iterator[Difference]:
    """What the log of a case says was written, and is not there as it was; rows taken off the end of the log."""
    events = EventRow.objects.filter(case=case)
    # Every change moves the case on by one version, and stands in the log.
    if events.count() < case.version:
        yield Difference("log", f"{events.count()} < {case.version}", "short")
    entries = dict(_contents(case, EntryRow))
    decisions = set(dict(_contents(case, DecisionRow)).values()) | set(_rules(case))
    for kind in (QuestionRow, SafeguardRow):
        decisions |= set(dict(_contents(case, kind)).values())
    # What is withheld has rows of its own, that no record tells of (`keptback`).
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
    """What was written with a rule: the rule, and the decision that says why to count so."""
    rules = {one.key: one.row.body for some in in_parts(RuleRow, case) for one in some if one.row is not None}
    for some in in_parts(DecisionRow, case):
        for one in some:
            if one.record is not None and one.record.rule in rules:
                yield content_of([rules[one.record.rule], one.row.body])


def log_state(edition: str, *, at: date) -> str | None:
    """What is printed with an edition: the digest of the last row of the log; None where the log is empty.

    Each row is bound to the one before (`chain`): where a row up to that one is changed or taken out and the rest
    is written anew to fit, no row has this digest. It is not signed, and shows nothing to whoever cannot see the log.

    Args:
        edition: where the edition lasts.
        at: its day.
    """
    last = EventRow.objects.order_by("-seq").values_list("digest", flat=True).first()
    return f"aigaq log state\nedition {edition}\nday {at.isoformat()}\nsha256 {last}\n" if last else None
