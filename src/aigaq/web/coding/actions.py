"""Coding: an entry, the statements it becomes, and taking one back.

Invariant: what is saved is what the preview showed; a double press saves once; nothing is edited, only withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from aigaq.bundle import locators
from aigaq.bundle.assembly import Assembled, assemble_one
from aigaq.bundle.binding import pin
from aigaq.bundle.problems import Problems
from aigaq.errors import CaseInvalid, DuplicateId, MissingField, Stale, UnknownId
from aigaq.records.claims import check_claim
from aigaq.records.coding.parse_values import Known
from aigaq.records.decisions import Decision, already
from aigaq.records.entries import Entry
from aigaq.records.serialize import from_plain, to_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Words
from aigaq.web.models import Account, CaseRow, DecisionRow, EntryRow, SealRow, StatementRow, SubjectRow
from aigaq.web.store import entry_records
from aigaq.web.store.access import held, require
from aigaq.web.store.case_heads import Shelf, documents, shelf
from aigaq.web.store.change import append, change, log, move
from aigaq.web.store.compartments import holds
from aigaq.web.store.index_tables import key_of
from aigaq.web.store.insert import Ready, entry_rows, fresh, keep, ready, rows_of, write_ready
from aigaq.web.store.projections import point, relations, reseal, seal_of
from aigaq.web.store.rows import keyed
from aigaq.web.store.withheld_fields import masked

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
    return _made(row, held(viewer, row), entry, added).preview


@dataclass(frozen=True, slots=True)
class _Made:
    """What will be written: rows of subjects, of the entry, of statements; the compartments that it takes to see them.

    `relates`: it may call somebody after somebody else.
    """

    preview: Preview
    groups: tuple[list[Any], ...]
    needed: frozenset[str]
    relates: bool


def _made(row: CaseRow, own: frozenset[str], entry: Entry, added: tuple[Subject, ...]) -> _Made:
    box = shelf(row, own)
    named = entry_records.named(row, own, box, entry, added)
    problems = Problems()
    # Only of what she may see: an id that something sealed has is refused when it is saved, as any that came first.
    for one in added:
        if f"subject:{one.id}" in named.seals:
            problems.add(DuplicateId(id=one.id, value=one.id))
    made = _assembled(row, own, box, entry, named.known, problems)
    with problems.caught():
        check_claim(entry, box.vocabulary, named.known.subjects)
    _check_place(row, box, entry, problems)
    if problems.found:
        raise CaseInvalid(problems.found)
    subjects = (*added, *(one for one in made.known.subjects.values() if one.made_by == entry.id))
    ids, unfilled = made.known.entries.get(entry.id, ()), made.unfilled.get(entry.id, ())
    groups = (
        rows_of(SubjectRow, subjects),
        entry_rows((entry,), {entry.id: ids}, {entry.id: unfilled}),
        rows_of(StatementRow, made.statements),
    )
    return _Made(
        Preview(entry, made.statements, subjects, ids, unfilled),
        groups,
        # The whole of it is seen with all the compartments that it touches, or none of it.
        named.needed(name for rows in groups for one in rows for name in one.touches),
        entry.predicate in box.vocabulary.lists["relation"].terms,
    )


def _assembled(
    row: CaseRow, own: frozenset[str], box: Shelf, entry: Entry, known: Known, problems: Problems
) -> Assembled:
    """What the entry becomes; a word that might be an id misspelt is held against the ids that begin like it."""
    source = box.sources.get(entry.source)
    made = assemble_one(entry, known=known, source=source, anchor=row.anchor, problems=problems)
    predicates = known.vocabulary.predicates
    words = {
        one.value.text
        for one in made.statements
        if isinstance(one.value, Words) and predicates[one.predicate].takes in ("ref", "place")
    }
    if problems.found or not words:
        return made
    alike = {key: () for word in words for key in entry_records.spelt_alike(row, own, word)}
    known = replace(known, entries={**alike, **known.entries})
    return assemble_one(entry, known=known, source=source, anchor=row.anchor, problems=problems)


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
    by = viewer.get_username()
    while True:
        # Asked anew each time: what moved may be that she was taken out, or sees into a compartment no more.
        require(viewer, "code", row)
        own = held(viewer, row)
        if (again := _again(row, own, entry)) is not None:
            return again
        # Worked out before the lock is taken: others need not wait for it. Nothing that it rests on is ever taken
        # away; only what is sealed may have changed meanwhile.
        made = _made(row, own, entry, added)
        written = _ready(row, made, by=by, at=at)
        try:
            with change():
                _write(row, made, written, by=by, at=at)
        except _Moved:
            row.refresh_from_db()
        except DuplicateId:
            if (again := _again(row, own, entry)) is not None:
                return again
            raise
        else:
            return made.preview


class _Moved(Exception):
    """What the entry rests on was sealed, or opened, or decided anew while it was worked out."""


def _ready(row: CaseRow, made: _Made, *, by: str, at: datetime) -> tuple[Ready, ...]:
    """All that can be done before the lock is taken; nothing where a set of compartments is new."""
    seal = SealRow.objects.filter(case=row, key=key_of(made.needed)).first() if made.needed else None
    if made.needed and seal is None:
        with change():
            seal = seal_of(row, made.needed)
    subjects = made.groups[0]
    return tuple(ready(row, rows, by=by, at=at, seal=seal, new=subjects) for rows in made.groups if rows)


def _write(row: CaseRow, made: _Made, groups: tuple[Ready, ...], *, by: str, at: datetime) -> None:
    entry, shelf_then = made.preview.entry, row.shelf
    move(row, coded=len(made.preview.statements))
    if row.shelf != shelf_then:
        raise _Moved
    for group in groups:
        write_ready(row, group, first=row.version * _FIRST)
    point(row, made.preview.statements)
    if made.relates and relations(row, made.groups[1]) and SealRow.objects.filter(case=row).exists():
        reseal(row)
        # Somebody is sealed who was seen: what was kept for other eyes ends, as with any sealing.
        log(row, "record.sealed", by=by, about=f"entry:{entry.id}", at=at)
    append(row, "entry.saved", by=by, about=entry.id, at=at, content=to_plain(entry))


def _again(row: CaseRow, own: frozenset[str], entry: Entry) -> Preview | None:
    """The same entry pressed twice is saved once; another one under the same id is stale."""
    before = keyed(EntryRow, row, [entry.id], "body", "made")
    if not before:
        return None
    body, made = before[0]
    if not EntryRow.objects.filter(holds(row, own), case=row, key=entry.id).exists():
        # Another one than hers, whatever it says: else she could try out what is sealed.
        raise Stale(id=entry.id)
    hidden = shelf(row, own).hidden
    # Held against what she is told of it: else she could try out what is withheld.
    if masked(from_plain(Entry, body), hidden) != entry:
        raise Stale(id=entry.id)
    found = StatementRow.objects.filter(holds(row, own), case=row, entry=entry.id).order_by("seq")
    return Preview(entry, tuple(masked(one.to_record(), hidden) for one in found), (), tuple(made))


def withdraw(viewer: Account, row: CaseRow, entry: str, *, reasons: str, at: datetime) -> Decision:
    """Take an entry back by a decision: it stays, and counts no more.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such entry. MissingField: no reasons.
    """
    by = viewer.get_username()
    with change():
        require(viewer, "code", row)
        if not reasons.strip():
            raise MissingField(key="reasons")
        if not EntryRow.objects.filter(holds(row, held(viewer, row)), case=row, key=entry).exists():
            raise UnknownId(value=entry)
        row.refresh_from_db()
        decision = Decision(fresh("d", at), "withdraw", (entry,), by, at.date(), reasons.strip())
        if (before := already(shelf(row, held(viewer, row)).decisions, decision)) is not None:
            return before
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, "entry.withdrawn", by=by, about=entry, at=at, content=to_plain(decision))
    return decision
