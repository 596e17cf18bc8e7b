"""Making of cases, empty or from a bundle. Invariant: the maker of a case is its lead."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from aigaq.bundle import yamlout
from aigaq.errors import BadValue, DuplicateId, NotFound
from aigaq.records.cases import CaseRecords
from aigaq.records.rules import CountRule
from aigaq.records.subjects import Subject
from aigaq.web.models import (
    Account,
    AnswerRow,
    CaseRow,
    DecisionRow,
    Membership,
    QuestionRow,
    ReadingRow,
    RecordRow,
    RuleRow,
    SafeguardRow,
    SourceRow,
    StatementRow,
    SubjectRow,
    TextRow,
    WordsRow,
)
from aigaq.web.store.access import Viewer
from aigaq.web.store.change import change, log
from aigaq.web.store.compartments import short_name
from aigaq.web.store.index_tables import index_text
from aigaq.web.store.insert import add, entry_rows, keep, keep_pins
from aigaq.web.store.projections import relations
from aigaq.web.store.sealing import seal_bytes, taken_in

_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,60}")
_TYPED = 55
"""Letters of a typed key that are kept: random ones come behind them."""


def begin(viewer: Viewer, *, key: str, title: str, event: str, at: datetime) -> CaseRow:
    """Make an empty case about one event; the viewer becomes its lead.

    Args:
        key: key as typed; random letters are appended.
    Raises:
        BadValue: an invalid key or title. DuplicateId: a case of the viewer has that key already.
        NotFound: no account is signed in.
    """
    if not isinstance(viewer, Account):
        raise NotFound
    with change():
        row = _new(_free_key(viewer, key), title, coder=viewer.get_username(), anchor="event")
        anchor = Subject("event", "event", event)
        keep(SubjectRow, row, (anchor,), by=viewer.get_username(), at=at)
        keep(RuleRow, row, (CountRule("deaths", scope="event"),), by=viewer.get_username(), at=at)
        Membership.objects.create(case=row, account=viewer, role="lead")
        log(row, "case.begun", by=viewer.get_username(), about=row.key, at=at)
    return row


def _free_key(viewer: Account, typed: str) -> str:
    """Key of a new case. Random letters are always appended: a refusal would reveal a case of others."""
    own = CaseRow.objects.filter(members__account=viewer)
    return short_name(
        _check_key(typed)[:_TYPED].rstrip("-"),
        seen=list(own.values_list("key", flat=True)),
        whole=False,
        taken=lambda key: CaseRow.objects.filter(key=key).exists(),
    )


def _check_key(key: str) -> str:
    if not _KEY.fullmatch(key):
        raise BadValue(key="key", value=key, due="a-z, 0-9, -")
    return key


def _new(key: str, title: str, *, coder: str, anchor: str | None, second: str | None = None) -> CaseRow:
    _check_key(key)
    if not title.strip() or len(title) > 300:
        raise BadValue(key="title", value="", due="1–300")
    if CaseRow.objects.filter(key=key).exists():
        raise DuplicateId(value=key)
    return CaseRow.objects.create(
        key=key, title=title.strip(), coder=coder, anchor=anchor, second_coder=second
    )


def import_case(
    viewer: Account, records: CaseRecords, texts: Mapping[str, bytes], *, at: datetime
) -> CaseRow:
    """Import a whole case from a bundle, every record unchanged; the viewer becomes its lead.

    Args:
        texts: by key of the source, the text or picture that the bundle ships.
    Raises:
        DuplicateId: a case with that key exists. BadValue: an invalid key.
    """
    by = viewer.get_username()
    if CaseRow.objects.filter(key=records.key).exists():
        raise DuplicateId(value=records.key)
    # Seal first, then write the case: after a crash between the two, no text of a case lacks its seal.
    items = {
        key: seal_bytes(data, name=_file(records, key), by=by, at=at, source=f"{records.key}/{key}")
        for key, data in texts.items()
    }
    with change():
        row = _new(
            records.key,
            records.title,
            coder=records.coder,
            anchor=records.anchor,
            second=records.second_coder,
        )
        _keep_all(row, records, by=by, at=at)
        for key, data in texts.items():
            TextRow.objects.create(case=row, source=key, name=_file(records, key), data=data, item=items[key])
            if records.sources[key].media is None:
                index_text(row, key)
        Membership.objects.create(case=row, account=viewer, role="lead")
        log(row, "case.imported", by=by, about=records.key, at=at, coded=len(records.statements))
    # One log row is enough: it names a state of the custody log, which binds every item before it.
    for item in list(items.values())[-1:]:
        taken_in(item, by=by, at=at)
    return row


def _file(records: CaseRecords, key: str) -> str:
    return records.sources[key].file or "text.txt"


def _keep_all(row: CaseRow, records: CaseRecords, *, by: str, at: datetime) -> None:
    parts: tuple[tuple[type[RecordRow[Any]], Iterable[Any]], ...] = (
        (SubjectRow, records.subjects.values()),
        (SourceRow, records.sources.values()),
        (StatementRow, records.statements),
        (DecisionRow, records.decisions),
        (ReadingRow, records.readings),
        (QuestionRow, records.questions),
        (RuleRow, records.rules.values()),
        (AnswerRow, records.answers),
        (SafeguardRow, records.safeguards),
    )
    # Before the statements: they are indexed by the labels of the case's own words too.
    if records.added_words is not None:
        WordsRow.objects.create(case=row, text=f"vocabulary: {yamlout.flow(records.added_words)}\n")
    for kind, of_kind in parts:
        keep(kind, row, of_kind, by=by, at=at)
    add(row, entry_rows(records.entries, records.made_for, records.unfilled), by=by, at=at)
    keep_pins(row, records.pins, by=by, at=at)
    relations(row)
