"""Whether what is withheld is what the log says was withheld, and disclosed again.

Invariant: nothing of what stands in a field, nor of the words in its place, is told; acts are named by ids alone.
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


def about(act: str) -> str:
    """An act as the log names it."""
    return act[:_ABOUT]


def withheld_so(rows: Iterable[WithheldRow]) -> Plain:
    """What is written when a field is withheld, and what with it: the log keeps its digest."""
    found = [(one.kind, one.key, one.field, one.compartment, one.act) for one in rows]
    told = {(one.words, one.wording, one.reasons, one.by) for one in rows}
    return [[list(one) for one in sorted(found)], [list(one) for one in sorted(told)]]


def disclosed_so(rows: Iterable[WithheldRow]) -> Plain:
    """What is written when it is disclosed again."""
    ended = {(one.ended_by, one.ended_why) for one in rows}
    return [withheld_so(rows), [list(one) for one in sorted(ended)]]


def kept_back(case: CaseRow) -> Iterator[Difference]:
    """Each act of withholding or disclosing that the log does not tell so, or that is gone."""
    rows = list(WithheldRow.objects.filter(case=case))
    begun = [(about(one.act), one.at, content_of(withheld_so(some))) for one, some in _acts(rows)]
    ended = [
        (about(one.act), one.ended_at, content_of(disclosed_so(some)))
        for one, some in _acts([row for row in rows if row.ended_at is not None])
        if one.ended_at is not None
    ]
    yield from _against(case, "field.withheld", begun)
    yield from _against(case, "field.disclosed", ended)


def _acts(rows: list[WithheldRow]) -> Iterator[tuple[WithheldRow, list[WithheldRow]]]:
    """The rows that were written in one go, with the first of them."""

    def name(one: WithheldRow) -> tuple[str, str, datetime, datetime | None]:
        return one.act, one.compartment, one.at, one.ended_at

    for _, each in groupby(sorted(rows, key=lambda one: (*map(str, name(one)), one.pk)), key=name):
        some = list(each)
        yield some[0], some


def _against(case: CaseRow, action: str, written: list[tuple[str, datetime, str]]) -> Iterator[Difference]:
    events = EventRow.objects.filter(case=case, action=action).order_by("seq")
    logged = [(one.about, one.at, one.content) for one in events]
    # Rows of the log of an earlier version say that it was done, and not with what.
    bare = {(act, at) for act, at, content in logged if content == content_of(None)}
    due = Counter((act, content) for act, at, content in logged if (act, at) not in bare)
    there = Counter((act, content) for act, at, content in written if (act, at) not in bare)
    gone = dict.fromkeys(act for act, _ in due - there)
    yield from (Difference("withheld", act, "logged") for act in gone)
    more = dict.fromkeys(act for act, _ in there - due if act not in gone)
    yield from (Difference("withheld", act, "unlogged") for act in more)
