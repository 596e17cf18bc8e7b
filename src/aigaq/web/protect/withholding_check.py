"""The withheld fields against the log, which says what was withheld and disclosed.

Invariant: a difference names ids alone, neither the words of a field nor those in its place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby

from aigaq.records.serialize import Plain
from aigaq.web.models import CaseRow, EventRow, WithheldRow
from aigaq.web.store.differences import Difference
from aigaq.web.store.log import content_of

_ABOUT = EventRow._meta.get_field("about").max_length


def name_in_log(act: str) -> str:
    """The name of a withheld field as the log holds it."""
    return act[:_ABOUT]


def withheld_content(rows: Iterable[WithheldRow]) -> Plain:
    """The rows written when a field is withheld, as plain values: the log keeps their digest."""
    fields = [(one.kind, one.key, one.field, one.compartment, one.act) for one in rows]
    texts = {(one.words, one.wording, one.reasons, one.by) for one in rows}
    return [[list(one) for one in sorted(fields)], [list(one) for one in sorted(texts)]]


def disclosed_content(rows: Iterable[WithheldRow]) -> Plain:
    """The rows of a field that is disclosed again, as plain values."""
    ended = {(one.ended_by, one.ended_why) for one in rows}
    return [withheld_content(rows), [list(one) for one in sorted(ended)]]


def check_withholding(case: CaseRow) -> Iterator[Difference]:
    """Each withholding or disclosing that the log tells otherwise, or that is gone."""
    rows = list(WithheldRow.objects.filter(case=case))
    withheld = [
        (name_in_log(first.act), first.at, content_of(withheld_content(written)))
        for first, written in _written_together(rows)
    ]
    disclosed = [
        (name_in_log(first.act), first.ended_at, content_of(disclosed_content(written)))
        for first, written in _written_together([row for row in rows if row.ended_at is not None])
        if first.ended_at is not None
    ]
    yield from _against_log(case, "field.withheld", withheld)
    yield from _against_log(case, "field.disclosed", disclosed)


def _written_together(rows: list[WithheldRow]) -> Iterator[tuple[WithheldRow, list[WithheldRow]]]:
    """The rows of each action, with the first of them."""

    def name(row: WithheldRow) -> tuple[str, str, datetime, datetime | None]:
        return row.act, row.compartment, row.at, row.ended_at

    for _, group in groupby(sorted(rows, key=lambda row: (*map(str, name(row)), row.pk)), key=name):
        written = list(group)
        yield written[0], written


def _against_log(
    case: CaseRow, action: str, written: list[tuple[str, datetime, str]]
) -> Iterator[Difference]:
    events = EventRow.objects.filter(case=case, action=action).order_by("seq")
    logged = [(one.about, one.at, one.content) for one in events]
    # Log rows of an earlier version say that a field was withheld, without a digest of what was written.
    bare = {(act, at) for act, at, content in logged if content == content_of(None)}
    due = Counter((act, content) for act, at, content in logged if (act, at) not in bare)
    there = Counter((act, content) for act, at, content in written if (act, at) not in bare)
    gone = dict.fromkeys(act for act, _ in due - there)
    yield from (Difference("withheld", act, "logged") for act in gone)
    more = dict.fromkeys(act for act, _ in there - due if act not in gone)
    yield from (Difference("withheld", act, "unlogged") for act in more)
