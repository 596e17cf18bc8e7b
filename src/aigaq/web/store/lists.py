"""Lists of a case, one page at a time, so that any number of rows is possible; kinds of voice of some statements.

Invariant: a list, its order and its counts use only rows that the viewer may see.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Count

from aigaq.casework.case import Case
from aigaq.records.subjects import Subject
from aigaq.statements.origins import voice_kind
from aigaq.web.models import CaseRow, StatementRow, SubjectRow
from aigaq.web.store.access import Viewer, case_row, held
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.withheld_fields import folded_as_told, withheld


@dataclass(frozen=True, slots=True)
class Listed:
    """One subject of a list, and the number of statements about it."""

    id: str
    label: str
    said: int


def subjects(
    viewer: Viewer, key: str, kind: str, *, page: int, size: int
) -> tuple[CaseRow, list[Listed], bool]:
    """Subjects of one kind by label: the page, and whether there are more.

    Raises:
        NotFound: no such case, or not the viewer's.
    """
    row = case_row(viewer, key)
    own = held(viewer, row)
    may, hidden = visible_q(row, own), withheld(row, own)
    order = folded_as_told(row, hidden)
    found = SubjectRow.objects.filter(may, case=row, kind=kind).order_by(order, "key")
    first = (page - 1) * size
    # One row more than a page, to learn whether another page follows.
    some = found.values_list("key", "label")[first : first + size + 1]
    listed = [(one, hidden.label(one, label)) for one, label in some]
    keys = [one for one, _ in listed[:size]]
    told = StatementRow.objects.filter(may, case=row, subject__in=keys).order_by()
    said = dict(told.values_list("subject").annotate(Count("pk")))
    return row, [Listed(one, label, said.get(one, 0)) for one, label in listed[:size]], len(listed) > size


def coded_lines(viewer: Viewer, row: CaseRow, sources: Collection[str]) -> dict[str, set[int]]:
    """Coded lines of some sources, by source."""
    may = visible_q(row, held(viewer, row))
    told = StatementRow.objects.filter(may, case=row, source__in=sources).order_by()
    found: dict[str, set[int]] = {}
    for source, line in told.values_list("source", "line").distinct():
        found.setdefault(source, set()).add(line)
    return found


def voice_kinds_of(row: CaseRow, case: Case, held: frozenset[str], keys: Iterable[str]) -> dict[str, str]:
    """Kind of voice of some statements that the viewer may see, by id.

    Args:
        case: of a large case the one without statements is enough; missing voices are read from the database.
    """
    wanted = sorted(set(keys))
    rows = StatementRow.objects.filter(visible_q(row, held), case=row, key__in=wanted).order_by()
    said = [one.to_record() for one in rows]
    evidence = case.evidence()
    links = [link for one in said for link in one.chain]
    names = {link.voice for link in links} | {link.through for link in links if link.through}
    known = _with(row, held, evidence.subjects, names)
    # A voice may stand for a subject of the cast, which is needed too.
    known = _with(row, held, known, {one.stands_for for one in known.values() if one.stands_for})
    seen = replace(evidence, subjects=known)
    return {one.id: voice_kind(one, seen) for one in said}


def _with(
    row: CaseRow, held: frozenset[str], known: Mapping[str, Subject], names: set[str]
) -> dict[str, Subject]:
    rows = SubjectRow.objects.filter(visible_q(row, held), case=row, key__in=names - known.keys()).order_by()
    return {**known, **{one.key: one.to_record() for one in rows}}
