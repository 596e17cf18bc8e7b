"""Coding: preview an entry, save it with the statements that it becomes, withdraw it.

Invariant: what is saved is what the preview showed; a double press saves once; nothing is edited, only withdrawn.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from aigaq.bundle.assembly import assemble, check_claim
from aigaq.bundle.binding import spans_of
from aigaq.bundle.problems import Problems
from aigaq.errors import DuplicateId, MissingField, Stale, UnknownId
from aigaq.records.decisions import Decision, already
from aigaq.records.entries import Entry
from aigaq.records.serialize import from_plain, to_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.records.values import Words
from aigaq.web.models import CaseRow, DecisionRow, EntryRow, SealRow, StatementRow, SubjectRow
from aigaq.web.store import entry_records
from aigaq.web.store.access import Viewer, held, require
from aigaq.web.store.case_heads import case_head, documents
from aigaq.web.store.change import append, change, log, move
from aigaq.web.store.compartments import visible_q
from aigaq.web.store.entry_records import Named
from aigaq.web.store.index_tables import key_of, seal_row
from aigaq.web.store.insert import Ready, entry_rows, fresh, keep, ready, rows_of, write_ready
from aigaq.web.store.projections import is_relation, point, relations, reseal
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
    return _compile(row, held(viewer, row), entry, added)[0]


def _compile(
    row: CaseRow, compartments: frozenset[str], entry: Entry, added: tuple[Subject, ...]
) -> tuple[Preview, Named]:
    """The statements that an entry becomes, and the records that it names.

    Raises:
        CaseInvalid: with all that is wrong with the entry.
    """
    head = case_head(row, compartments)
    named = entry_records.named(row, compartments, head, entry, added)
    problems = Problems()
    # Only ids that the coder may see: an id that something sealed has is refused at saving, as if it came first.
    for subject in added:
        if f"subject:{subject.id}" in named.seals:
            problems.add(DuplicateId(id=subject.id, value=subject.id))
    known, sources = named.known, head.sources
    assembled = assemble((entry,), known=known, sources=sources, anchor=row.anchor, problems=problems)
    predicates = known.vocabulary.predicates
    words = {
        statement.value.text
        for statement in assembled.statements
        if isinstance(statement.value, Words) and predicates[statement.predicate].takes in ("ref", "place")
    }
    if words and not problems.found:
        # Assembled again beside the ids that begin like its words: one of these may be an id, misspelt.
        alike = entry_records.spelt_alike(row, compartments, words)
        near = replace(known, entries={**alike, **known.entries})
        assembled = assemble((entry,), known=near, sources=sources, anchor=row.anchor, problems=problems)
    with problems.caught():
        check_claim(entry, head.vocabulary, known.subjects)
    source = sources.get(entry.source)
    document = documents(row, {source.key: source}).get(source.key) if source is not None else None
    if document is not None:
        with problems.caught(id=entry.id, value=entry.place.written):
            spans_of(entry.place, document)
    problems.stop_if_any()
    events = (subject for subject in assembled.known.subjects.values() if subject.made_by == entry.id)
    made, unfilled = assembled.known.entries[entry.id], assembled.unfilled.get(entry.id, ())
    return Preview(entry, assembled.statements, (*added, *events), made, unfilled), named


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
        preview, named = _compile(row, compartments, entry, added)
        groups = _prepare(row, preview, named, by=by, at=at)
        relates = is_relation(entry.predicate, named.known.vocabulary)
        try:
            with change():
                _write(row, preview, groups, relates=relates, by=by, at=at)
        except _Moved:
            row.refresh_from_db()
        except DuplicateId:
            if (saved := _saved_before(row, compartments, entry)) is not None:
                return saved
            raise
        else:
            return preview


class _Moved(Exception):
    """The ground of an entry was sealed, or opened, or decided anew while it was worked out."""


def _prepare(row: CaseRow, preview: Preview, named: Named, *, by: str, at: datetime) -> list[Ready]:
    """Its rows made ready for writing; the lock is taken only where their set of compartments is new."""
    entry, subjects = preview.entry, rows_of(SubjectRow, preview.subjects)
    entries = entry_rows((entry,), {entry.id: preview.made}, {entry.id: preview.unfilled})
    groups = (subjects, entries, rows_of(StatementRow, preview.statements))
    # An entry is seen whole, with all the compartments that any part of it touches, or not at all.
    needed = named.needed(name for rows in groups for record in rows for name in record.touches)
    seal = SealRow.objects.filter(case=row, key=key_of(needed)).first() if needed else None
    if needed and seal is None:
        with change():
            seal = seal_row(row, needed)
    return [ready(row, rows, by=by, at=at, seal=seal, new=subjects) for rows in groups if rows]


def _write(
    row: CaseRow, preview: Preview, groups: Sequence[Ready], *, relates: bool, by: str, at: datetime
) -> None:
    entry, shelf_before = preview.entry, row.shelf
    move(row, coded=len(preview.statements))
    if row.shelf != shelf_before:
        raise _Moved
    for group in groups:
        write_ready(row, group, first=row.version * _FIRST)
    point(row, preview.statements)
    if relates and relations(row, (entry,)) and SealRow.objects.filter(case=row).exists():
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
