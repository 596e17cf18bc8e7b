"""Coding: an entry, the statements it becomes, and taking one back.

Invariant: what is saved is what the preview showed; a double press saves once; nothing is edited, only withdrawn.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from aigaq.bundle import locators
from aigaq.bundle.assembly import assemble
from aigaq.bundle.binding import pin
from aigaq.bundle.problems import Problems
from aigaq.casework.case import Case
from aigaq.errors import CaseInvalid, DuplicateId, MissingField, Stale, UnknownId
from aigaq.records.decisions import Decision
from aigaq.records.entries import Entry
from aigaq.records.plain import to_plain
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.actions.change import change, log
from aigaq.web.actions.keeping import add, entry_rows, fresh, keep
from aigaq.web.models import Account, CaseRow, DecisionRow, EntryRow, StatementRow, SubjectRow
from aigaq.web.queries import cases
from aigaq.web.queries.access import held, require


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
    case = cases.opened(row, held(viewer, row))
    return _made(case, entry, added)


def _made(case: Case, entry: Entry, added: tuple[Subject, ...]) -> Preview:
    records = case.records
    problems = Problems()
    for one in added:
        if one.id in records.subjects:
            problems.add(DuplicateId(id=one.id, value=one.id))
    own = {one.id: one for one in added}
    made = assemble(
        (*records.entries, entry),
        subjects={**{k: s for k, s in records.subjects.items() if s.made_by is None}, **own},
        sources=records.sources,
        vocabulary=records.vocabulary,
        questions=records.questions,
        anchor=records.anchor,
        problems=problems,
    )
    mine = tuple(one for one in made.statements if one.entry == entry.id)
    _check_place(case, entry, problems)
    wrong = [one for one in problems.found if one.parameters.get("id") in (entry.id, *own)]
    if wrong:
        raise CaseInvalid(wrong)
    subjects = tuple(one for one in made.known.subjects.values() if one.made_by == entry.id)
    ids = made.known.entries.get(entry.id, ())
    return Preview(entry, mine, (*added, *subjects), ids, made.unfilled.get(entry.id, ()))


def _check_place(case: Case, entry: Entry, problems: Problems) -> None:
    document = case.documents.get(entry.source)
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
    by = viewer.get_username()
    with change():
        row.refresh_from_db()
        before = EntryRow.objects.filter(case=row, key=entry.id).first()
        if before is not None:
            return _again(before, entry, row, viewer)
        made = _made(cases.opened(row, held(viewer, row)), entry, added)
        keep(SubjectRow, row, made.subjects, by=by, at=at)
        told = {"made": {entry.id: made.made}, "unfilled": {entry.id: made.unfilled}}
        add(row, entry_rows((entry,), **told), by=by, at=at)
        keep(StatementRow, row, made.statements, by=by, at=at)
        log(row, "entry.saved", by=by, about=entry.id, at=at, content=to_plain(entry))
    return made


def _again(before: EntryRow, entry: Entry, row: CaseRow, viewer: Account) -> Preview:
    """The same entry pressed twice is saved once; another one under the same id is stale."""
    if before.to_record() != entry:
        raise Stale(id=entry.id)
    case = cases.opened(row, held(viewer, row))
    return Preview(entry, tuple(one for one in case.records.statements if one.entry == entry.id), ())


def withdraw(viewer: Account, row: CaseRow, entry: str, *, reasons: str, at: datetime) -> Decision:
    """Take an entry back by a decision: it stays, and counts no more.

    Raises:
        NotFound, NotAllowed: may not code here. UnknownId: no such entry. MissingField: no reasons.
    """
    require(viewer, "code", row)
    if not reasons.strip():
        raise MissingField(key="reasons")
    case = cases.opened(row, held(viewer, row))
    if case.entry(entry) is None:
        raise UnknownId(value=entry)
    by = viewer.get_username()
    with change():
        row.refresh_from_db()
        decision = Decision(fresh("d", at), "withdraw", (entry,), by, at.date(), reasons.strip())
        keep(DecisionRow, row, (decision,), by=by, at=at)
        log(row, "entry.withdrawn", by=by, about=entry, at=at, content=to_plain(decision))
    return decision
