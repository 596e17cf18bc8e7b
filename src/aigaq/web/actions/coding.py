"""Coding: an entry, the statements it becomes, and taking one back.

Invariant: what is saved is what the preview showed; a double press saves once; nothing is edited, only withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from aigaq.bundle import locators
from aigaq.bundle.assembly import Assembled, assemble_one
from aigaq.bundle.binding import pin
from aigaq.bundle.problems import Problems
from aigaq.errors import CaseInvalid, DuplicateId, MissingField, Stale, UnknownId
from aigaq.records.decisions import Decision
from aigaq.records.entries import Entry
from aigaq.records.plain import to_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Words
from aigaq.records.written import Known
from aigaq.web.actions.change import change, log
from aigaq.web.actions.keeping import add, entry_rows, fresh, keep, rows_of
from aigaq.web.actions.projecting import point, relations, reseal
from aigaq.web.models import Account, CaseRow, DecisionRow, EntryRow, SealRow, StatementRow, SubjectRow
from aigaq.web.queries import naming
from aigaq.web.queries.access import held, require
from aigaq.web.queries.seals import holds, needed
from aigaq.web.queries.shelf import Shelf, documents, shelf

_FIRST = 1 << 24
"""Rows of one change: the version of the case times this is beyond all rows before."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What an entry would write, before anybody saves it; `made` names its statements, main one first."""

    entry: Entry
    statements: tuple[Statement, ...]
    subjects: tuple[Subject, ...]
    made: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()


def preview(viewer: Account, row: CaseRow, entry: Entry, *, added: tuple[Subject, ...] = ()) -> Preview:
    """The statements that an entry would write.

    Args:
        added: people or places that the form names for the first time.
    Raises:
        NotFound, NotAllowed: the viewer may not code here. CaseInvalid: what the entry says wrongly.
    """
    require(viewer, "code", row)
    return _made(row, held(viewer, row), entry, added)


def _made(row: CaseRow, own: frozenset[str], entry: Entry, added: tuple[Subject, ...]) -> Preview:
    box = shelf(row, own)
    known = naming.known_to(row, own, box, entry, added)
    problems = Problems()
    # Only of what she may see: an id that something sealed has is refused when it is saved, as any that came first.
    taken = SubjectRow.objects.filter(holds(row, own), case=row, key__in=[one.id for one in added])
    for one in taken if added else ():
        problems.add(DuplicateId(id=one.key, value=one.key))
    made = _assembled(row, own, box, entry, known, problems)
    _check_place(row, box, entry, problems)
    if problems.found:
        raise CaseInvalid(problems.found)
    subjects = tuple(one for one in made.known.subjects.values() if one.made_by == entry.id)
    ids = made.known.entries.get(entry.id, ())
    return Preview(entry, made.statements, (*added, *subjects), ids, made.unfilled.get(entry.id, ()))


def _assembled(
    row: CaseRow, own: frozenset[str], box: Shelf, entry: Entry, known: Known, problems: Problems
) -> Assembled:
    """What the entry becomes; a word that might be an id misspelt is held against the ids that begin like it."""

    def once(known: Known, found: Problems) -> Assembled:
        return assemble_one(
            entry, known=known, source=box.sources.get(entry.source), anchor=row.anchor, problems=found
        )

    made = once(known, problems)
    words = {
        one.value.text
        for one in made.statements
        if isinstance(one.value, Words) and " " not in one.value.text
    }
    if problems.found or not words:
        return made
    alike = {key: () for word in words for key in naming.spelt_alike(row, own, word)}
    return once(replace(known, entries={**alike, **known.entries}), problems)


def _check_place(row: CaseRow, box: Shelf, entry: Entry, problems: Problems) -> None:
    source = box.sources.get(entry.source)
    document = documents(row, {source.key: source}).get(source.key) if source is not None else None
    if document is not None:
        with problems.caught(id=entry.id, value=locators.write(entry.place)):
            pin(entry.place, document, "00")


def save(
    viewer: Account,
    row: CaseRow,
    entry: Entry,
    *,
    added: tuple[Subject, ...] = (),
    at: datetime,
) -> Preview:
    """Save an entry with the statements that the preview showed.

    Raises:
        NotFound, NotAllowed, CaseInvalid: as `preview`. Stale: somebody wrote another entry of that id meanwhile.
    """
    require(viewer, "code", row)
    by, own = viewer.get_username(), held(viewer, row)
    row.refresh_from_db()
    if (again := _again(row, own, entry)) is not None:
        return again
    # Worked out before the lock is taken: others need not wait for it. Nothing that it rests on is ever taken away;
    # only what is sealed may have changed meanwhile.
    made, shelf_then = _made(row, own, entry, added), row.shelf
    names = _needed(row, made)
    with change():
        row.refresh_from_db()
        if (again := _again(row, own, entry)) is not None:
            return again
        if row.shelf != shelf_then:
            made = _made(row, own, entry, added)
            names = _needed(row, made)
        _write(row, made, names, by=by, at=at)
        log(
            row,
            "entry.saved",
            by=by,
            about=entry.id,
            at=at,
            content=to_plain(entry),
            coded=len(made.statements),
        )
    return made


def _needed(row: CaseRow, made: Preview) -> frozenset[str]:
    """The compartments of all that the entry touches: the whole of it is seen with them, or none of it."""
    rows = [*rows_of(StatementRow, made.statements), *rows_of(SubjectRow, made.subjects)]
    rows += entry_rows((made.entry,), {made.entry.id: made.made}, {})
    return needed(row, {name for one in rows for name in one.touches})


def _write(row: CaseRow, made: Preview, names: frozenset[str], *, by: str, at: datetime) -> None:
    entry = made.entry
    first = (row.version + 1) * _FIRST
    rows = entry_rows((entry,), {entry.id: made.made}, {entry.id: made.unfilled})
    for group in (rows_of(SubjectRow, made.subjects), rows, rows_of(StatementRow, made.statements)):
        add(row, group, by=by, at=at, together=names, first=first)
    point(row, made.statements)
    if relations(row, rows) and SealRow.objects.filter(case=row).exists():
        reseal(row)


def _again(row: CaseRow, own: frozenset[str], entry: Entry) -> Preview | None:
    """The same entry pressed twice is saved once; another one under the same id is stale."""
    before = EntryRow.objects.filter(case=row, key=entry.id).first()
    if before is None:
        return None
    if before.to_record() != entry:
        raise Stale(id=entry.id)
    found = StatementRow.objects.filter(holds(row, own), case=row, entry=entry.id).order_by("seq")
    return Preview(entry, tuple(one.to_record() for one in found), (), tuple(before.made))


def withdraw(viewer: Account, row: CaseRow, entry: str, *, reasons: str, at: datetime) -> Decision:
    """Take an entry back by a decision: it stays, and counts no more.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such entry. MissingField: no reasons.
    """
    require(viewer, "code", row)
    if not reasons.strip():
        raise MissingField(key="reasons")
    if not EntryRow.objects.filter(holds(row, held(viewer, row)), case=row, key=entry).exists():
        raise UnknownId(value=entry)
    by = viewer.get_username()
    with change():
        row.refresh_from_db()
        decision = Decision(fresh("d", at), "withdraw", (entry,), by, at.date(), reasons.strip())
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, "entry.withdrawn", by=by, about=entry, at=at, content=to_plain(decision))
    return decision
