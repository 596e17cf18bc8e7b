"""Large cases as they were last reckoned: read as a whole by a job, kept in memory until they are reckoned again.

Invariant: what was sealed, opened, withheld or made anew after the reckoning ends it; what was only added since is
told as "so many changes ago", never passed over in silence.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

from aigaq.casework.case import Case
from aigaq.errors import NotReckoned
from aigaq.web.models import CaseRow, EntryRow, EventRow
from aigaq.web.store.case_heads import shelf
from aigaq.web.store.compartments import holds
from aigaq.web.store.rows import keyed

_KEPT = 4
_CLOSING = ("record.sealed", "record.unsealed", "field.withheld", "field.disclosed", "case.rebuilt")
_Name = tuple[str, frozenset[str], bool]
_lock = Lock()


@dataclass(frozen=True, slots=True)
class _Reckoned:
    logged: int
    last: int
    case: Case


_kept: OrderedDict[_Name, _Reckoned] = OrderedDict()


@contextmanager
def much_to_read() -> Iterator[None]:
    """Reads a whole large case: nothing in it is garbage, and looking through it again and again costs a third more.

    What was read is then left out of every later search for garbage, until the next time.
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


def keep(row: CaseRow, held: frozenset[str], case: Case, *, safeguards: bool, logged: int) -> None:
    """Keep a case that was just read, once everything that its pages ask first was worked out.

    Args:
        logged: the last row of the log before the case was read.
    """
    last = _last_entry(row, case)
    case.contradictions()
    case.breakdown(case.rule(), role=case.rule().place_role)
    case.questions()
    case.timeline()
    case.grid()
    with _lock:
        _kept[str(row.pk), held, safeguards] = _Reckoned(logged, last, case)
        _kept.move_to_end((str(row.pk), held, safeguards))
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)


def last(row: CaseRow, held: frozenset[str], *, safeguards: bool) -> Case:
    """The case as last reckoned; `row.behind` says how many changes ago that was.

    Raises:
        NotReckoned: never, or something was closed or opened since.
    """
    with _lock:
        found = _kept.get((str(row.pk), held, safeguards))
    if found is None or closed_since(row, found.logged):
        raise NotReckoned(case=row.key)
    row.behind = _since(row, held, found)
    return found.case


def _since(row: CaseRow, held: frozenset[str], found: _Reckoned) -> int:
    """How many entries, decisions and sources were added that this viewer may see: the version counts others too."""
    later = EntryRow.objects.filter(holds(row, held), case=row, seq__gt=found.last)
    box, records = shelf(row, held), found.case.records
    more = len(box.decisions) - len(records.decisions), len(box.sources) - len(records.sources)
    return later.count() + sum(more)


def _last_entry(row: CaseRow, case: Case) -> int:
    """The place of the last entry that the case holds."""
    keys = [case.records.entries[-1].id] if case.records.entries else []
    return max((seq for (seq,) in keyed(EntryRow, row, keys, "seq")), default=0)


def last_logged() -> int:
    """The last row of the log."""
    return EventRow.objects.order_by("-seq").values_list("seq", flat=True).first() or 0


def closed_since(row: CaseRow, logged: int) -> bool:
    """Whether something of a case was sealed, opened, withheld, disclosed or made anew after a row of the log."""
    return EventRow.objects.filter(seq__gt=logged, case=row, action__in=_CLOSING).exists()
