"""A casebook of the shell with as many people as wanted: some coded by the real action, the rest copied from them.

Invariant: every copied row is what the action writes, with other ids, names and places; nobody in it exists.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from aigaq.records.entries import Entry
from aigaq.records.sources import Source
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.accounts.actions import add_account
from aigaq.web.casebook import actions as casebook_actions
from aigaq.web.coding import actions as coding_actions
from aigaq.web.models import (
    Account,
    CaseRow,
    EntryRow,
    Membership,
    PointRow,
    SourceRow,
    StatementRow,
    SubjectRow,
    TextRow,
)
from aigaq.web.store.change import change, log
from aigaq.web.store.index_tables import index, index_text, seal_row
from aigaq.web.store.insert import keep
from aigaq.web.store.rows import of_case
from aigaq.web.team import actions as team_actions

KEY, LEAD, CODER, CLOSED = "crowd", "aigerim", "bolat", "ward"
PATTERNS = 24
SOURCES, PLACES, TEXTS = 2_000, 500, 200
STATEMENTS_EACH = 10
_AT = datetime(2031, 6, 1, tzinfo=UTC)
_AT_ONCE = 2_000
_SAID = ("name", "occupation", "injury", "known-by")
_TEXT = "\n".join(" ".join(f"Sentence {n} of line {line}." for n in range(8)) for line in range(40)).encode()


@dataclass(frozen=True, slots=True)
class Pattern:
    """The rows that one person's entries became, and the words in them to be replaced."""

    person: str
    label: str
    entries: tuple[str, ...]
    source: str
    rows: dict[str, list[dict[str, Any]]]


def fill(people: int, password: str) -> CaseRow:
    """Make the accounts, the case and the people; every hundredth stands in a compartment that both hold."""
    for name in (LEAD, CODER):
        add_account(name, password=password, at=_AT)
    lead = Account.objects.get(username=LEAD)
    row = casebook_actions.begin(lead, key=KEY, title="A crowd", event="what happened", at=_AT)
    Membership.objects.create(case=row, account=Account.objects.get(username=CODER), role="coder")
    for name in (LEAD, CODER):
        team_actions.grant(lead, row, username=name, compartment=CLOSED, at=_AT)
    _stage(row)
    coder = Account.objects.get(username=CODER)
    patterns = [_pattern(coder, row, number) for number in range(PATTERNS)]
    _copy(row, patterns, people)
    return row


def _stage(row: CaseRow) -> None:
    sources = [
        Source(key=f"s{n}", what="a testimony", title=f"Testimony {n}", rest="speaker")
        for n in range(SOURCES)
    ]
    with change():
        keep(SourceRow, row, sources, by=LEAD, at=_AT)
        keep(
            SubjectRow,
            row,
            [
                Subject("speaker", "voice", "who speaks"),
                *(Subject(f"place{n}", "place", f"Place {n}") for n in range(PLACES)),
            ],
            by=LEAD,
            at=_AT,
        )
        for number in range(TEXTS):
            TextRow.objects.create(case=row, source=f"s{number}", name="text.txt", data=_TEXT)
            index_text(row, f"s{number}")
        log(row, "benchmark.staged", by=LEAD, about=KEY, at=_AT)


def _pattern(coder: Account, row: CaseRow, number: int) -> Pattern:
    """One person, coded as a coder does: one form of a killing, and what else is said."""
    person, label, source = f"pzz{number}z", f"zz{number}zlabel", f"s{number}"
    ids = tuple(f"ezz{number}z{turn}" for turn in range(5))
    slots = (("when", f"2031-05-{number + 1:02d}"), ("with", "firearm"), ("dead-at", f"place{number}"))
    written = [
        Entry(ids[0], source, Place(number + 1, 1), "killed", person, slots=slots),
        *(
            Entry(key, source, Place(number + 1, turn + 2), None, person, predicate, value)
            for turn, (key, predicate, value) in enumerate(
                zip(ids[1:], _SAID, (label, "a driver", "head", "a red coat"), strict=True)
            )
        ),
    ]
    added: tuple[Subject, ...] = (Subject(person, "person", label, named=True),)
    for entry in written:
        coding_actions.save(coder, row, entry, added=added, at=_AT)
        added = ()
    return Pattern(person, label, ids, source, _rows_of(row, person, ids))


def _rows_of(row: CaseRow, person: str, entries: tuple[str, ...]) -> dict[str, list[dict[str, Any]]]:
    asked: dict[Any, str] = {
        SubjectRow: "key = %s OR made_by = %s",
        EntryRow: "key = %s OR who = %s",
        StatementRow: "subject = %s OR event = %s OR subject LIKE %s",
        PointRow: "statement LIKE %s OR target = %s",
    }
    values: dict[Any, list[str]] = {
        SubjectRow: [person, entries[0]],
        EntryRow: [entries[0], person],
        StatementRow: [person, f"{entries[0]}.event", f"{entries[0]}.%"],
        PointRow: [f"{entries[0]}.%", person],
    }
    found: dict[str, list[dict[str, Any]]] = {}
    with connection.cursor() as cursor:
        for kind, where in asked.items():
            table = kind._meta.db_table
            cursor.execute(
                f"SELECT * FROM {table} WHERE case_id = %s AND ({where})", [of_case(row), *values[kind]]
            )
            names = [one[0] for one in cursor.description]
            found[table] = [dict(zip(names, cells, strict=True)) for cells in cursor.fetchall()]
    return found


def _copy(row: CaseRow, patterns: list[Pattern], people: int) -> None:
    """Everybody else: the rows of a pattern with other words, and what search knows of them."""
    seal = seal_row(row, frozenset({CLOSED}))
    assert seal is not None
    before = CaseRow.objects.get(pk=row.pk)
    numbers = iter(range((before.version + 1) << 24, 1 << 62))
    written = 0
    for start in range(0, people, _AT_ONCE):
        batch: dict[str, list[dict[str, Any]]] = {}
        for n in range(start, min(start + _AT_ONCE, people)):
            for table, one in _others(patterns[n % PATTERNS], n, numbers, seal.pk if n % 100 == 99 else None):
                batch.setdefault(table, []).append(one)
        with change():
            for table, rows in batch.items():
                _insert(table, rows)
            written += len(batch["web_statementrow"])
        _index(row, batch)
    with change():
        log(row, "benchmark.copied", by=LEAD, about=KEY, at=_AT, coded=written)


def _others(
    pattern: Pattern, n: int, numbers: Iterator[int], seal: int | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    words = [(pattern.label, f"person{n} of{n % 977}"), (pattern.person, f"p{n}")]
    words += [(entry, f"e{n:07x}{turn}") for turn, entry in enumerate(pattern.entries)]
    words += [
        (f'"{pattern.source}"', f'"s{n % SOURCES}"'),
        (f'source:{pattern.source}"', f'source:s{n % SOURCES}"'),
    ]
    for table, rows in pattern.rows.items():
        for one in rows:
            made = {name: _replaced(cell, words) for name, cell in one.items() if name != "id"}
            if "source" in made:
                made["source"] = f"s{n % SOURCES}"
            if "seq" in made:
                made |= {"seq": next(numbers), "seal_id": seal}
            yield table, made


def _replaced(cell: Any, words: list[tuple[str, str]]) -> Any:
    if isinstance(cell, str):
        for old, new in words:
            if old in cell:
                cell = cell.replace(old, new)
    return cell


def _insert(table: str, rows: list[dict[str, Any]]) -> None:
    names = list(rows[0])
    marks = ", ".join(["%s"] * len(names))
    columns = ", ".join(f'"{name}"' for name in names)
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {table} ({columns}) VALUES ({marks})",
            [[one[name] for name in names] for one in rows],
        )


def _index(row: CaseRow, batch: dict[str, list[dict[str, Any]]]) -> None:
    """What search knows of the batch, by the same function as ever."""
    kinds: tuple[Any, ...] = (SubjectRow, StatementRow)
    for kind in kinds:
        keys = [one["key"] for one in batch[kind._meta.db_table]]
        for start in range(0, len(keys), 900):
            listed: list[Any] = list(
                kind._default_manager.filter(case=row, key__in=keys[start : start + 900])
            )
            with change():
                index(row, listed)
