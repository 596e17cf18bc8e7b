"""A case as one viewer sees it. Invariant: pages answer from this case alone, so none can tell more than it holds."""

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
"""Number of statements above which a case is large: figures of the whole are as last computed, not as of now, and a
form suggests only the subjects that its line and words name."""


def my_cases(viewer: Viewer) -> list[CaseRow]:
    """Cases that the viewer is a member of, by key."""
    if not viewer.is_authenticated:
        return []
    return list(CaseRow.objects.filter(members__account_id=viewer.pk).order_by("key"))


def case(viewer: Viewer, key: str) -> tuple[CaseRow, Case]:
    """The row and the whole case, with only what the viewer may see; a large case as last computed.

    Raises:
        NotFound: no such case, or not the viewer's. NotReckoned: a large case, not computed yet for these rights.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    if not _large(row, own):
        return row, opened(row, own, safeguards=safeguards)
    return row, whole_cases.worked_out(row, own, safeguards=safeguards)


def bare(viewer: Viewer, key: str) -> tuple[CaseRow, Case]:
    """The row and the case without its statements, for pages that show none.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    return _part(viewer, key, partial_cases.bare)


def about(viewer: Viewer, key: str, subject: str) -> tuple[CaseRow, Case]:
    """The row and the part of the case around a subject.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    return _part(viewer, key, partial(partial_cases.about, subject=subject))


def telling(viewer: Viewer, key: str, statement: str) -> tuple[CaseRow, Case]:
    """The row and the part of the case around a statement or entry.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    return _part(viewer, key, partial(partial_cases.telling, statement=statement))


def of_source(viewer: Viewer, key: str, source: str) -> tuple[CaseRow, Case]:
    """The row and the part of the case told by one source.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    return _part(viewer, key, partial(partial_cases.of_source, source=source))


def at_line(viewer: Viewer, key: str, source: str, line: int, words: Iterable[str]) -> tuple[CaseRow, Case]:
    """The row and the case for a coding form, which suggests people, places and events from it.

    The whole case; of a large one, the statements coded from a line, and the subjects that `words` name by id or label.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    if not _large(row, own):
        return row, opened(row, own, safeguards=safeguards)
    return row, partial_cases.at_line(row, own, source=source, line=line, words=words)


def naming(viewer: Viewer, key: str, source: str, words: Iterable[str]) -> tuple[CaseRow, Case]:
    """The row and the case that a filled form is read with: one text, and the subjects that its words name.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    row = case_row(viewer, key)
    return row, partial_cases.naming(row, held(viewer, row), source, words)


def _part(viewer: Viewer, key: str, part: Callable[[CaseRow, frozenset[str]], Case]) -> tuple[CaseRow, Case]:
    row = case_row(viewer, key)
    return row, part(row, held(viewer, row))


def _large(row: CaseRow, own: frozenset[str]) -> bool:
    """Whether the viewer sees a large case. Only visible rows count: page behaviour must not tell of hidden ones."""
    if row.written <= LARGE or case_head(row, own).whole:
        return row.written > LARGE
    return StatementRow.objects.filter(visible_q(row, own), case=row).order_by()[: LARGE + 1].count() > LARGE


def reckon(viewer: Viewer, key: str) -> CaseRow:
    """Compute a large case as the viewer sees it, with the figures its pages need first, and keep it; returns the row.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    whole_cases.work_out(row, own, safeguards=safeguards)
    return row


def leaving(viewer: Viewer, key: str, *, private: bool) -> tuple[CaseRecords, dict[str, bytes]]:
    """Records and texts of a case for a copy that leaves the database, without anything the viewer may not see.

    The safeguards are included, because whoever writes the copy masks by them.

    Raises:
        NotFound: no such case, or not the viewer's. NotAllowed: `private`, and the viewer is no lead.
    """
    row = case_row(viewer, key)
    require(viewer, "lead" if private else "read", row)
    records = records_of(row, held(viewer, row), safeguards=True)
    texts = TextRow.objects.filter(case=row, source__in=list(records.sources))
    return records, {one.source: bytes(one.data) for one in texts}
