"""Coding: preview an entry, save it with the statements that it becomes, withdraw it.

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
from aigaq.web.models import CaseRow, DecisionRow, EntryRow, SealRow, StatementRow, SubjectRow
from aigaq.web.store import entry_records
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.case_heads import CaseHead, case_head, documents
from aigaq.web.store.change import append, change, log, move
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.index_tables import key_of
from aigaq.web.store.insert import Ready, entry_rows, fresh, keep, ready, rows_of, write_ready
from aigaq.web.store.projections import point, relations, reseal, seal_of
from aigaq.web.store.rows import keyed
from aigaq.web.store.withheld_fields import masked

_FIRST = 1 << 24
"""Rows of one change: the version of the case times this is beyond all rows before."""


@dataclass(frozen=True, slots=True)
class Preview:
    """The statements and subjects that an entry would write, before anybody saves it.

    Args:
        made: ids of its statements, main one first.
        unfilled: slots of its form that it leaves empty.
    """

    entry: Entry
    statements: tuple[Statement, ...]
    subjects: tuple[Subject, ...]
    made: tuple[str, ...] = ()
    unfilled: tuple[str, ...] = ()


def preview(viewer: Viewer, row: CaseRow, entry: Entry, *, added: tuple[Subject, ...] = ()) -> Preview:
    """The statements that an entry would write.

    Args:
        added: subjects that the form names for the first time.
    Raises:
        NotFound, NotAllowed: the viewer may not code here. CaseInvalid: the entry is wrong; all its problems.
    """
    require(viewer, "code", row)
    return _assemble(row, held(viewer, row), entry, added).preview


@dataclass(frozen=True, slots=True)
class _Assembly:
    """The rows that an entry becomes.

    Args:
        groups: rows of subjects, of the entry, of statements.
        needed: compartments that it takes to see any of them.
        relates: it may call somebody after somebody else.
    """

    preview: Preview
    groups: tuple[list[Any], ...]
    needed: frozenset[str]
    relates: bool


def _assemble(
    row: CaseRow, compartments: frozenset[str], entry: Entry, added: tuple[Subject, ...]
) -> _Assembly:
    head = case_head(row, compartments)
    named = entry_records.named(row, compartments, head, entry, added)
    problems = Problems()
    # Only ids that the coder may see: an id that something sealed has is refused at saving, as if it came first.
    for subject in added:
        if f"subject:{subject.id}" in named.seals:
            problems.add(DuplicateId(id=subject.id, value=subject.id))
    assembled = _statements(row, compartments, head, entry, named.known, problems)
    with problems.caught():
        check_claim(entry, head.vocabulary, named.known.subjects)
    source = head.sources.get(entry.source)
    document = documents(row, {source.key: source}).get(source.key) if source is not None else None
    if document is not None:
        with problems.caught(id=entry.id, value=locators.write(entry.place)):
            pin(entry.place, document, "00")
    if problems.found:
        raise CaseInvalid(problems.found)
    events = (subject for subject in assembled.known.subjects.values() if subject.made_by == entry.id)
    subjects = (*added, *events)
    made, unfilled = assembled.known.entries.get(entry.id, ()), assembled.unfilled.get(entry.id, ())
    groups = (
        rows_of(SubjectRow, subjects),
        entry_rows((entry,), {entry.id: made}, {entry.id: unfilled}),
        rows_of(StatementRow, assembled.statements),
    )
    return _Assembly(
        Preview(entry, assembled.statements, subjects, made, unfilled),
        groups,
        # An entry is seen whole, with all the compartments that any part of it touches, or not at all.
        named.needed(name for rows in groups for record in rows for name in record.touches),
        entry.predicate in head.vocabulary.lists["relation"].terms,
    )


def _statements(
    row: CaseRow, compartments: frozenset[str], head: CaseHead, entry: Entry, known: Known, problems: Problems
) -> Assembled:
    """The statements that the entry becomes; its words are compared with ids that begin like them (misspelt ids)."""
    source = head.sources.get(entry.source)
    assembled = assemble_one(entry, known=known, source=source, anchor=row.anchor, problems=problems)
    predicates = known.vocabulary.predicates
    words = {
        statement.value.text
        for statement in assembled.statements
        if isinstance(statement.value, Words) and predicates[statement.predicate].takes in ("ref", "place")
    }
    if problems.found or not words:
        return assembled
    alike = {key: () for word in words for key in entry_records.spelt_alike(row, compartments, word)}
    known = replace(known, entries={**alike, **known.entries})
    return assemble_one(entry, known=known, source=source, anchor=row.anchor, problems=problems)


def save(
    viewer: Viewer, row: CaseRow, entry: Entry, *, added: tuple[Subject, ...] = (), at: datetime
) -> Preview:
    """Save an entry with the statements that the preview showed.

    Raises:
        NotFound, NotAllowed, CaseInvalid: as `preview`. Stale: somebody wrote another entry of that id meanwhile.
    """
    by = viewer.get_username()
    while True:
        # Checked in each round: the coder may have lost her membership or a compartment meanwhile.
        require(viewer, "code", row)
        compartments = held(viewer, row)
        if (saved := _saved_before(row, compartments, entry)) is not None:
            return saved
        # Worked out before the lock is taken, so that others need not wait. Nothing that it rests on is ever taken
        # away; only what is sealed or decided may change meanwhile (`_Moved`).
        assembly = _assemble(row, compartments, entry, added)
        groups = _prepare(row, assembly, by=by, at=at)
        try:
            with change():
                _write(row, assembly, groups, by=by, at=at)
        except _Moved:
            row.refresh_from_db()
        except DuplicateId:
            if (saved := _saved_before(row, compartments, entry)) is not None:
                return saved
            raise
        else:
            return assembly.preview


class _Moved(Exception):
    """The ground of an entry was sealed, or opened, or decided anew while it was worked out."""


def _prepare(row: CaseRow, assembly: _Assembly, *, by: str, at: datetime) -> tuple[Ready, ...]:
    """The rows made ready for writing; the lock is taken only where their set of compartments is new."""
    needed = assembly.needed
    seal = SealRow.objects.filter(case=row, key=key_of(needed)).first() if needed else None
    if needed and seal is None:
        with change():
            seal = seal_of(row, needed)
    subjects = assembly.groups[0]
    return tuple(ready(row, rows, by=by, at=at, seal=seal, new=subjects) for rows in assembly.groups if rows)


def _write(row: CaseRow, assembly: _Assembly, groups: tuple[Ready, ...], *, by: str, at: datetime) -> None:
    entry, shelf_before = assembly.preview.entry, row.shelf
    move(row, coded=len(assembly.preview.statements))
    if row.shelf != shelf_before:
        raise _Moved
    for group in groups:
        write_ready(row, group, first=row.version * _FIRST)
    point(row, assembly.preview.statements)
    entries = assembly.groups[1]
    if assembly.relates and relations(row, entries) and SealRow.objects.filter(case=row).exists():
        reseal(row)
        # Somebody who was seen is sealed now: what was kept for other eyes ends, as with any sealing.
        log(row, "record.sealed", by=by, about=f"entry:{entry.id}", at=at)
    append(row, "entry.saved", by=by, about=entry.id, at=at, content=to_plain(entry))


def _saved_before(row: CaseRow, compartments: frozenset[str], entry: Entry) -> Preview | None:
    """The entry where it is saved already, so that a double press saves once; None where its id is free.

    Raises:
        Stale: another entry has the id.
    """
    rows = keyed(EntryRow, row, [entry.id], "body", "made")
    if not rows:
        return None
    body, made = rows[0]
    if not EntryRow.objects.filter(visible_q(row, compartments), case=row, key=entry.id).exists():
        # Stale whatever it says: else the coder could try out what a sealed entry says.
        raise Stale(id=entry.id)
    hidden = case_head(row, compartments).hidden
    # Compared as the coder sees it: else she could try out what is withheld.
    if masked(from_plain(Entry, body), hidden) != entry:
        raise Stale(id=entry.id)
    statements = StatementRow.objects.filter(visible_q(row, compartments), case=row, entry=entry.id).order_by(
        "seq"
    )
    records = tuple(masked(statement.to_record(), hidden) for statement in statements)
    return Preview(entry, records, (), tuple(made))


def withdraw(viewer: Viewer, row: CaseRow, entry: str, *, reasons: str, at: datetime) -> Decision:
    """Withdraw an entry by a decision: it stays, and counts no more.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such entry. MissingField: no reasons.
    """
    by = viewer.get_username()
    with change():
        require(viewer, "code", row)
        compartments = held(viewer, row)
        if not reasons.strip():
            raise MissingField(key="reasons")
        if not EntryRow.objects.filter(visible_q(row, compartments), case=row, key=entry).exists():
            raise UnknownId(value=entry)
        row.refresh_from_db()
        decision = Decision(fresh("d", at), "withdraw", (entry,), by, at.date(), reasons.strip())
        if (before := already(case_head(row, compartments).decisions, decision)) is not None:
            return before
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, "entry.withdrawn", by=by, about=entry, at=at, content=to_plain(decision))
    return decision
