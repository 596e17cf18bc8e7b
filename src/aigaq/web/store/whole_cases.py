"""Whole cases in memory: read once, then extended by the rows added since.

Invariant: a kept case holds only what its viewer's compartments open. It is read again once anything was sealed,
opened, withheld or decided, or the log is another than the one it was read under. Figures of a large case are shown
with the number of changes since, never as the present state.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from django.db import connection

from aigaq.bundle.binding import bindings, with_bindings
from aigaq.casework.case import Case
from aigaq.casework.opening import with_texts
from aigaq.casework.recent import Recent
from aigaq.errors import NotReckoned
from aigaq.records.cases import CaseRecords
from aigaq.web.models import CaseRow, EntryRow, EventRow, TextRow
from aigaq.web.store import binding
from aigaq.web.store.case_heads import case_head
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.rows import keyed, of_case
from aigaq.web.store.visible import (
    Added,
    Last,
    added_after,
    hides_after,
    visible_case,
    without_hidden_ties,
)

_CLOSING = ("record.sealed", "record.unsealed", "field.withheld", "field.disclosed", "case.rebuilt")
_View = tuple[str, frozenset[str], bool]
"""A view of a case: its database key, the compartments held, whether safeguards are included."""


@dataclass(frozen=True, slots=True)
class _State:
    """State of a case in the database.

    Args:
        version, head: `version` and `shelf` of `CaseRow`. Every change raises the first; all but a change that only
            adds entries raise the second.
        logged, digest: number and digest of the last row of the log. After a rollback, or a restored backup, the same
            numbers come again for other rows, but not the same digest.
        heading: title, anchor and coders, which stand in the row of the case itself.
    """

    version: int
    head: int
    logged: int
    digest: str
    heading: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Kept:
    """A case with the state it was read in, and the positions of its last rows."""

    case: Case
    state: _State
    last: Last
    whole: bool


@dataclass(frozen=True, slots=True)
class _WorkedOut:
    """A large case with the figures that its pages need first.

    Args:
        logged: number of the last row of the log before the case was read.
        last: position of its last entry.
    """

    logged: int
    last: int
    case: Case


_cases: Recent[_View, _Kept] = Recent(16)
_worked_out: Recent[_View, _WorkedOut] = Recent(4)


def opened(row: CaseRow, compartments: frozenset[str], *, safeguards: bool = False) -> Case:
    """The present case for a set of compartments."""
    view = (str(row.pk), compartments, safeguards)
    state, kept = _state(row), _cases.get(view)
    moved = None
    if kept is not None and _goes_on(kept.state, state):
        if kept.state.version == state.version:
            return kept.case
        moved = _moved_on(kept, row, compartments, state)
    if moved is None:
        visible = visible_case(row, compartments, safeguards=safeguards)
        moved = _Kept(_with_texts(row, visible.records), state, visible.last, visible.whole)
    # Writes that the log does not hold yet may be rolled back, so a case read meanwhile is not kept.
    if not binding.unbound():
        _cases.keep(view, moved)
    return moved.case


def read_anew(row: CaseRow, compartments: frozenset[str], *, safeguards: bool = False) -> Case:
    """The case for a set of compartments, read from the rows even if one is kept."""
    return _with_texts(row, records_of(row, compartments, safeguards=safeguards))


def kept() -> int:
    """Number of kept cases."""
    return len(_cases)


def forget() -> None:
    """Drop all kept cases."""
    _cases.clear()
    _worked_out.clear()


def _state(row: CaseRow) -> _State:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT version, shelf, (SELECT MAX(seq) FROM web_eventrow), title, anchor, coder, second_coder"
            " FROM web_caserow WHERE id = %s",
            [of_case(row)],
        )
        version, head, logged, *heading = cursor.fetchone()
        return _State(version, head, logged or 0, _digest(logged or 0), tuple(heading))


def _digest(logged: int) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT digest FROM web_eventrow WHERE seq = %s", [logged])
        found = cursor.fetchone()
    return str(found[0]) if found else ""


def _goes_on(before: _State, now: _State) -> bool:
    """Whether nothing but added rows lies between two states: the same heading, and a log that only grew."""
    same_head = before.head == now.head and before.heading == now.heading
    return same_head and now.version >= before.version and _digest(before.logged) == before.digest


def _moved_on(kept: _Kept, row: CaseRow, compartments: frozenset[str], state: _State) -> _Kept | None:
    """The kept case extended by the rows added since; None if it must be read again."""
    if kept.whole and hides_after(row, compartments, kept.last):
        # The first hidden row: expected figures and all pins are shown only while nothing is hidden.
        return None
    added = added_after(row, compartments, kept.last)
    records = kept.case.records
    # With hidden rows only the pins in use were kept; a new statement in such a source may need another one.
    if not kept.whole and any(
        place.source in records.pins for one in added.statements for place in one.passages
    ):
        return None
    places = {place.source for one in added.statements for place in one.passages}
    texts = {key: text for key, text in kept.case.documents.items() if key in places}
    new = replace(records, statements=added.statements, readings=(), questions=())
    found = bindings(new, texts)
    if any(one.unbound for one in found.values()):
        return None
    bound = replace(added, statements=with_bindings(new, found).statements)
    return _Kept(kept.case.grown(_with_added(records, bound)), state, added.last, kept.whole)


def _with_added(records: CaseRecords, added: Added) -> CaseRecords:
    subjects = {**records.subjects, **{one.id: one for one in added.subjects}}
    subjects |= {one.id: without_hidden_ties(one, subjects) for one in added.subjects}
    return replace(
        records,
        subjects=subjects,
        entries=(*records.entries, *added.entries),
        statements=(*records.statements, *added.statements),
        made_for={**records.made_for, **added.made},
        unfilled={**records.unfilled, **added.unfilled},
    )


def _with_texts(row: CaseRow, records: CaseRecords) -> Case:
    written = [key for key, source in records.sources.items() if source.media is None]
    texts = {one.source: bytes(one.data) for one in TextRow.objects.filter(case=row, source__in=written)}
    return with_texts(records, texts)


def records_of(row: CaseRow, compartments: frozenset[str], *, safeguards: bool) -> CaseRecords:
    """Records that holders of some compartments see, read from the rows."""
    return visible_case(row, compartments, safeguards=safeguards).records


@contextmanager
def much_to_read() -> Iterator[None]:
    """Switch off garbage collection while a large case is read: nothing is garbage, and searching costs a third more.

    Afterwards the case is exempt from garbage collection (`gc.freeze`), until the next call.
    """
    watched = gc.isenabled()
    gc.unfreeze()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if watched:
            gc.enable()


def work_out(row: CaseRow, held: frozenset[str], *, safeguards: bool) -> None:
    """Keep a large case as of now, with the figures that its pages need first."""
    logged = last_logged()
    with much_to_read():
        case = opened(row, held, safeguards=safeguards)
        last = _last_entry(row, case)
        case.contradictions()
        case.breakdown(case.rule(), role=case.rule().place_role)
        case.questions()
        case.timeline()
        case.grid()
        _worked_out.keep((str(row.pk), held, safeguards), _WorkedOut(logged, last, case))


def worked_out(row: CaseRow, held: frozenset[str], *, safeguards: bool) -> Case:
    """The case as last computed; `row.behind` is set to the number of changes since.

    Raises:
        NotReckoned: never computed, or something was sealed, opened or withheld since.
    """
    snapshot = _worked_out.get((str(row.pk), held, safeguards))
    if snapshot is None or closed_since(row, snapshot.logged):
        raise NotReckoned(case=row.key)
    row.behind = _changes_since(row, held, snapshot)
    return snapshot.case


def _changes_since(row: CaseRow, held: frozenset[str], snapshot: _WorkedOut) -> int:
    """Number of visible entries, decisions and sources added since; `version` would count hidden ones too."""
    later = EntryRow.objects.filter(visible_q(row, held), case=row, seq__gt=snapshot.last)
    head, records = case_head(row, held), snapshot.case.records
    more = len(head.decisions) - len(records.decisions), len(head.sources) - len(records.sources)
    return later.count() + sum(more)


def _last_entry(row: CaseRow, case: Case) -> int:
    """Position of the last entry of the case."""
    keys = [case.records.entries[-1].id] if case.records.entries else []
    return max((seq for (seq,) in keyed(EntryRow, row, keys, "seq")), default=0)


def last_logged() -> int:
    """Number of the last row of the log."""
    return EventRow.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def closed_since(row: CaseRow, logged: int) -> bool:
    """Whether anything of a case was sealed, opened, withheld, disclosed or rebuilt after a row of the log."""
    return EventRow.objects.filter(seq__gt=logged, case=row, action__in=_CLOSING).exists()
