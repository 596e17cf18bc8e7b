"""A case as one viewer sees it. Invariant: every answer on a page comes from this case, so none can tell of more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from aigaq.casework.case import Case
from aigaq.records.cases import CaseRecords
from aigaq.web.models import CaseRow, StatementRow, TextRow
from aigaq.web.store import partial_cases, whole_cases
from aigaq.web.store.access import Viewer, case_row, held, may, require
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.whole_cases import opened, records_of

LARGE = 5_000
"""Statements above which what is drawn from all of a case is as it was last worked out, not as it stands now; and a
form suggests only whom its line and words name."""


def my_cases(viewer: Viewer) -> list[CaseRow]:
    """The cases that the viewer is a member of, by key."""
    if not viewer.is_authenticated:
        return []
    return list(CaseRow.objects.filter(members__account_id=viewer.pk).order_by("key"))


def case(viewer: Viewer, key: str) -> tuple[CaseRow, Case]:
    """The row and the whole case, with only what the viewer may see; a large one as it was last reckoned.

    Raises:
        NotFound: no such case, or not hers. NotReckoned: a large case that nobody has had reckoned for her eyes yet.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    if not _large(row, own):
        return row, opened(row, own, safeguards=safeguards)
    return row, whole_cases.worked_out(row, own, safeguards=safeguards)


def bare(viewer: Viewer, key: str) -> tuple[CaseRow, Case]:
    """The row and the case without its statements: for pages that show none.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial_cases.bare)


def about(viewer: Viewer, key: str, subject: str) -> tuple[CaseRow, Case]:
    """The row and the part of the case around a subject.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.about, subject=subject))


def telling(viewer: Viewer, key: str, statement: str) -> tuple[CaseRow, Case]:
    """The row and the part of the case around a statement or entry.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.telling, statement=statement))


def of_source(viewer: Viewer, key: str, source: str) -> tuple[CaseRow, Case]:
    """The row and the part of the case that a source tells.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.of_source, source=source))


def at_line(viewer: Viewer, key: str, source: str, line: int, words: Iterable[str]) -> tuple[CaseRow, Case]:
    """The row and the case for a coding form: the whole one, from which the form suggests people, places and events.

    Of a large case it is the part that is coded from a line, with whom some words name by id or label.

    Raises:
        NotFound: no such case, or not hers.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    if not _large(row, own):
        return row, opened(row, own, safeguards=safeguards)
    return row, partial_cases.at_line(row, own, source=source, line=line, words=words)


def naming(viewer: Viewer, key: str, source: str, words: Iterable[str]) -> tuple[CaseRow, Case]:
    """The row and what a filled form is read by: a text, and whom the words in it name.

    Raises:
        NotFound: no such case, or not hers.
    """
    row = case_row(viewer, key)
    return row, partial_cases.naming(row, held(viewer, row), source, words)


def _part(viewer: Viewer, key: str, part: Callable[[CaseRow, frozenset[str]], Case]) -> tuple[CaseRow, Case]:
    row = case_row(viewer, key)
    return row, part(row, held(viewer, row))


def _large(row: CaseRow, own: frozenset[str]) -> bool:
    """Whether these eyes see a large case: how much lies behind a seal must not tell by how pages answer."""
    if row.written <= LARGE or case_head(row, own).whole:
        return row.written > LARGE
    return StatementRow.objects.filter(visible_q(row, own), case=row).order_by()[: LARGE + 1].count() > LARGE


def reckon(viewer: Viewer, key: str) -> CaseRow:
    """Read a whole large case as the viewer sees it and keep it, with what its pages ask first; the row.

    Raises:
        NotFound: no such case, or not hers.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    whole_cases.work_out(row, own, safeguards=safeguards)
    return row


def leaving(viewer: Viewer, key: str, *, private: bool) -> tuple[CaseRecords, dict[str, bytes]]:
    """The records and texts of a case for a copy that leaves the database; what the viewer may not see stays.

    The safeguards are there for whoever writes the copy: without them nothing would be masked.

    Raises:
        NotFound: no such case, or not hers. NotAllowed: the safeguards themselves go to a lead alone.
    """
    row = case_row(viewer, key)
    require(viewer, "lead" if private else "read", row)
    records = records_of(row, held(viewer, row), safeguards=True)
    texts = TextRow.objects.filter(case=row, source__in=list(records.sources))
    return records, {one.source: bytes(one.data) for one in texts}
