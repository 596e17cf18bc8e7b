"""A case as one viewer sees it. Invariant: every answer on a page comes from this case, so none can tell of more."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from functools import partial
from threading import Lock

from aigaq.casework.case import Case
from aigaq.casework.opening import with_texts
from aigaq.records.cases import CaseRecords
from aigaq.web.models import CaseRow, StatementRow, TextRow
from aigaq.web.store import partial_cases, snapshots
from aigaq.web.store.access import Viewer, case_row, held, may, require
from aigaq.web.store.case_heads import shelf, words_of
from aigaq.web.store.compartments import holds
from aigaq.web.store.visible import seen

LARGE = 5_000
"""Statements above which a page reads its own part of a case, and figures of the whole are as last reckoned."""
_KEPT = 32
_cases: OrderedDict[tuple[str, int, frozenset[str], bool], Case] = OrderedDict()
_lock = Lock()


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
    return row, snapshots.last(row, own, safeguards=safeguards)


def bare(viewer: Viewer, key: str) -> tuple[CaseRow, Case]:
    """The row and the case, of a large one without its statements: for pages that show none.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial_cases.bare)


def about(viewer: Viewer, key: str, subject: str) -> tuple[CaseRow, Case]:
    """The row and the case, of a large one the part around a subject.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.about, subject=subject))


def telling(viewer: Viewer, key: str, statement: str) -> tuple[CaseRow, Case]:
    """The row and the case, of a large one the part around a statement or entry.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.telling, statement=statement))


def of_source(viewer: Viewer, key: str, source: str) -> tuple[CaseRow, Case]:
    """The row and the case, of a large one the part that a source tells.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.of_source, source=source))


def at_line(viewer: Viewer, key: str, source: str, line: int, words: Iterable[str]) -> tuple[CaseRow, Case]:
    """The row and the case, of a large one what is coded from a line, and whom some words name by id or label.

    Raises:
        NotFound: no such case, or not hers.
    """
    return _part(viewer, key, partial(partial_cases.at_line, source=source, line=line, words=words))


def naming(viewer: Viewer, key: str, source: str, words: Iterable[str]) -> tuple[CaseRow, Case]:
    """The row and, of a case of any size, what a filled form is read by: a text, and whom the words in it name.

    Raises:
        NotFound: no such case, or not hers.
    """
    row = case_row(viewer, key)
    return row, partial_cases.naming(row, held(viewer, row), source, words)


def _part(viewer: Viewer, key: str, part: Callable[[CaseRow, frozenset[str]], Case]) -> tuple[CaseRow, Case]:
    row = case_row(viewer, key)
    own = held(viewer, row)
    return (row, part(row, own)) if _large(row, own) else case(viewer, key)


def _large(row: CaseRow, own: frozenset[str]) -> bool:
    """Whether these eyes see a large case: how much lies behind a seal must not tell by how pages answer."""
    if row.written <= LARGE or shelf(row, own).whole:
        return row.written > LARGE
    return StatementRow.objects.filter(holds(row, own), case=row).order_by()[: LARGE + 1].count() > LARGE


def opened(row: CaseRow, compartments: frozenset[str], *, safeguards: bool = False) -> Case:
    """The case for a set of compartments; kept while its version stands."""
    name = (str(row.pk), row.version, compartments, safeguards)
    with _lock:
        if name in _cases:
            _cases.move_to_end(name)
            return _cases[name]
    found = _read(row, compartments, safeguards)
    with _lock:
        _cases[name] = found
        while len(_cases) > _KEPT:
            _cases.popitem(last=False)
    return found


def _read(row: CaseRow, compartments: frozenset[str], safeguards: bool) -> Case:
    records = _records(row, compartments, safeguards=safeguards)
    written = [key for key, source in records.sources.items() if source.media is None]
    texts = {one.source: bytes(one.data) for one in TextRow.objects.filter(case=row, source__in=written)}
    return with_texts(records, texts)


def _records(row: CaseRow, compartments: frozenset[str], *, safeguards: bool) -> CaseRecords:
    vocabulary, added_words = words_of(row)
    left = seen(row, compartments)
    return CaseRecords(
        key=row.key,
        title=row.title,
        anchor=row.anchor if row.anchor in left.subjects else None,
        coder=row.coder,
        second_coder=row.second_coder,
        vocabulary=vocabulary,
        subjects=left.subjects,
        sources=left.sources,
        entries=left.entries,
        statements=left.statements,
        decisions=left.decisions,
        readings=left.readings,
        questions=left.questions,
        rules=left.rules,
        answers=left.answers,
        safeguards=left.safeguards if safeguards else (),
        pins=left.pins,
        unfilled=left.unfilled,
        made_for=left.made,
        added_words=added_words,
    )


def reckon(viewer: Viewer, key: str) -> CaseRow:
    """Read a whole large case as the viewer sees it and keep it, with what its pages ask first; the row.

    Raises:
        NotFound: no such case, or not hers.
    """
    row = case_row(viewer, key)
    own, safeguards = held(viewer, row), may(viewer, "lead", row)
    logged = snapshots.last_logged()
    with snapshots.much_to_read():
        snapshots.keep(row, own, _read(row, own, safeguards), safeguards=safeguards, logged=logged)
    return row


def leaving(viewer: Viewer, key: str, *, private: bool) -> tuple[CaseRecords, dict[str, bytes]]:
    """The records and texts of a case for a copy that leaves the database; what the viewer may not see stays.

    The safeguards are there for whoever writes the copy: without them nothing would be masked.

    Raises:
        NotFound: no such case, or not hers. NotAllowed: the safeguards themselves go to a lead alone.
    """
    row = case_row(viewer, key)
    require(viewer, "lead" if private else "read", row)
    records = _records(row, held(viewer, row), safeguards=True)
    texts = TextRow.objects.filter(case=row, source__in=list(records.sources))
    return records, {one.source: bytes(one.data) for one in texts}
