"""Whether the statements of a case are what its entries become, put together anew as when a case is brought in.

Invariant: what was saved later never makes an earlier entry wrong: in doubt an entry is read by what the case held
when it was saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from aigaq.bundle.assembly import Assembled, assemble
from aigaq.bundle.problems import Problems
from aigaq.records.statements import Statement
from aigaq.records.subjects import Subject
from aigaq.web.models import CaseRow, RecordRow, StatementRow, SubjectRow
from aigaq.web.store.chunks import Read, in_parts
from aigaq.web.store.differences import Difference, Seen, nobody_watches
from aigaq.web.verify.entries import Stock, stock_of


@dataclass(slots=True)
class _Due:
    """What entries should have made, by id; what was found in its row is taken off.

    Args:
        wrong: by entry, what was found otherwise than it should be.
    """

    statements: dict[str, Statement]
    subjects: dict[str, Subject]
    wrong: dict[str, list[Difference]] = field(default_factory=dict)

    def note(self, entry: str, found: Difference) -> None:
        """Keep what differs of an entry."""
        self.wrong.setdefault(entry, []).append(found)


def reassembled(case: CaseRow, seen: Seen) -> Iterator[Difference]:
    """Each entry whose statements differ, with each statement and subject that is not what it makes."""
    stock = stock_of(case)
    problems = Problems()
    made = assemble(
        stock.entries.values(),
        subjects=stock.cast,
        sources=stock.sources,
        vocabulary=stock.vocabulary,
        questions=stock.questions,
        anchor=case.anchor,
        problems=problems,
    )
    due = _due(made, stock.entries)
    for one in problems.found:
        due.wrong.setdefault(str(one.parameters.get("id", "")), [])
    _compare(due, stock, made, _rows(StatementRow, case, seen), _rows(SubjectRow, case, seen))
    for entry in sorted(due.wrong):
        if entry not in stock.entries:
            yield from due.wrong[entry]
        elif found := _as_it_was(case, stock, entry):
            yield Difference("entry", entry, "statements")
            yield from found


def _due(made: Assembled, entries: Iterable[str]) -> _Due:
    mine = frozenset(entries)
    return _Due(
        {one.id: one for one in made.statements},
        {key: one for key, one in made.known.subjects.items() if one.made_by in mine},
    )


def _rows(kind: type[RecordRow[Any]], case: CaseRow, seen: Seen, only: Q | None = None) -> Iterator[Read]:
    for some in in_parts(kind, case, only):
        yield from some
        seen(len(some))


def _compare(
    due: _Due,
    stock: Stock,
    made: Assembled,
    statements: Iterable[Read],
    subjects: Iterable[Read],
    only: str | None = None,
) -> None:
    """Note of each entry what its rows say otherwise than what it becomes."""
    for one in statements:
        _statement(due, stock, one)
    for one in subjects:
        _subject(due, stock, one)
    for left in due.statements.values():
        due.note(left.entry or "", Difference("statement", left.id, "missing"))
    for gone in due.subjects.values():
        due.note(gone.made_by or "", Difference("subject", gone.id, "missing"))
    for key in stock.entries if only is None else (only,):
        ids, unfilled = stock.made[key]
        if ids != made.known.entries.get(key, ()):
            due.note(key, Difference("entry", key, "column", "made"))
        if unfilled != made.unfilled.get(key, ()):
            due.note(key, Difference("entry", key, "column", "unfilled"))


def _statement(due: _Due, stock: Stock, one: Read) -> None:
    wanted = due.statements.pop(one.key, None)
    if one.record is None:
        return  # what cannot be read is told where rows are read
    owner = one.record.entry or "" if wanted is None else wanted.entry or ""
    if wanted is None and owner not in stock.unreadable:
        due.note(owner, Difference("statement", one.key, "no-entry"))
    elif wanted is not None and stock.pinned(wanted, one.row.at) != one.record:
        due.note(owner, Difference("statement", one.key, "otherwise"))


def _subject(due: _Due, stock: Stock, one: Read) -> None:
    wanted = due.subjects.pop(one.key, None)
    if one.record is None:
        return
    owner = one.record.made_by if wanted is None else wanted.made_by
    if wanted is not None and wanted != one.record:
        due.note(owner or "", Difference("subject", one.key, "otherwise"))
    elif wanted is None and owner is not None and owner not in stock.unreadable:
        due.note(owner, Difference("subject", one.key, "no-entry"))


def _as_it_was(case: CaseRow, stock: Stock, entry: str) -> list[Difference]:
    """What differs of one entry, put together from what the case held when it was saved.

    A word of it may say an id that came later: today it would be another statement, and it was none then.
    """
    problems = Problems()
    made = stock.as_it_was(case, entry, problems)
    if problems.found:
        return [Difference("entry", entry, "unassembled")]
    due = _due(made, (entry,))
    said = Q(entry=entry) | Q(key__in=list(due.statements))
    brought = Q(made_by=entry) | Q(key__in=list(due.subjects))
    statements = _rows(StatementRow, case, nobody_watches, said)
    _compare(due, stock, made, statements, _rows(SubjectRow, case, nobody_watches, brought), only=entry)
    return [one for found in due.wrong.values() for one in found]
