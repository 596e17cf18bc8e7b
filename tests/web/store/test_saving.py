"""Saving: once, whole, logged in one chain, never over what somebody else wrote."""

from __future__ import annotations

import hashlib
import json
from datetime import timedelta

import pytest
from tests.web.cast import AT, Cast, seen_by

from aigaq.errors import (
    BadValue,
    CaseInvalid,
    DuplicateId,
    MissingField,
    NotAllowed,
    NotFound,
    Stale,
    UnknownId,
)
from aigaq.records.entries import Entry
from aigaq.records.serialize import Plain, to_plain
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.coding.actions import preview, save, withdraw
from aigaq.web.models import Account, DecisionRow, EntryRow, EventRow, StatementRow
from aigaq.web.people.actions import decide
from aigaq.web.sources.actions import add_source
from aigaq.web.team.actions import give_role

DANA = Subject("p-dana", "person", "Dana Sarsen", named=True)
KILLED = Entry("e1", "talk", Place(4), "killed", "p-dana", slots=(("with", "firearm"),))


def saved(cast: Cast, entry: Entry = KILLED, *added: Subject, by: Account | None = None) -> None:
    save(by or cast.bolat, cast.row, entry, added=added, at=AT)


def dead(cast: Cast) -> list[str]:
    return [one.id for one in seen_by(cast.bolat).ladder().individuals]


def test_a_saved_entry_is_counted_and_taken_back_it_counts_no_more(cast: Cast) -> None:
    before = dead(cast)
    saved(cast, KILLED, DANA)
    with_her = dead(cast)
    withdraw(cast.bolat, cast.row, "e1", reasons="a slip", at=AT)
    assert (with_her, dead(cast)) == ([*before, "p-dana"], before)


def test_what_was_taken_back_can_be_brought_back_on_the_same_day(cast: Cast) -> None:
    saved(cast, KILLED, DANA)
    taken = withdraw(cast.bolat, cast.row, "e1", reasons="a slip", at=AT)
    at = AT + timedelta(seconds=1)
    decide(cast.aigerim, cast.row, kind="withdraw", targets=(taken.id,), value=None, reasons="no slip", at=at)
    assert "p-dana" in dead(cast)


def test_what_is_saved_is_what_the_preview_showed(cast: Cast) -> None:
    shown = preview(cast.bolat, cast.row, KILLED, added=(DANA,))
    saved(cast, KILLED, DANA)
    case = seen_by(cast.bolat)
    kept = [one for one in case.records.statements if one.entry == "e1"]
    assert [one.id for one in kept] == [one.id for one in shown.statements]
    assert case.records.made_for["e1"] == shown.made
    assert case.records.unfilled["e1"] == shown.unfilled != ()


def test_pressed_twice_it_is_saved_once(cast: Cast) -> None:
    saved(cast, KILLED, DANA)
    saved(cast, KILLED, DANA)
    assert EntryRow.objects.filter(case=cast.row, key="e1").count() == 1
    assert EventRow.objects.filter(action="entry.saved").count() == 1


def test_another_entry_under_the_same_id_is_stale(cast: Cast) -> None:
    saved(cast, KILLED, DANA)
    other = Entry("e1", "talk", Place(4), None, "p-dana", "present-at", "shooting")
    with pytest.raises(Stale):
        saved(cast, other)


def test_an_id_that_something_sealed_has_is_refused_without_a_failure_of_ours(cast: Cast) -> None:
    cast.seal("subject", "captain")
    hers = Subject("captain", "person", "somebody")
    with pytest.raises(DuplicateId):
        saved(cast, Entry("e2", "talk", Place(4), None, "captain", "present-at", "shooting"), hers)
    assert not EntryRow.objects.filter(case=cast.row, key="e2").exists()


def test_a_wrong_entry_says_what_is_wrong_and_saves_nothing(cast: Cast) -> None:
    rows = StatementRow.objects.count()
    with pytest.raises(CaseInvalid) as caught:
        saved(cast, Entry("e3", "talk", Place(99), None, "nobody-here", "present-at", "shooting"))
    assert {one.code for one in caught.value.problems} == {"unknown-id", "place-not-in-source"}
    assert StatementRow.objects.count() == rows


def test_only_members_of_the_right_role_write(cast: Cast) -> None:
    with pytest.raises(NotFound):
        saved(cast, KILLED, DANA, by=cast.dina)
    with pytest.raises(NotAllowed):
        decide(cast.bolat, cast.row, kind="accept", targets=("marat",), value=None, reasons="seen", at=AT)


def test_a_decision_needs_reasons_and_a_target_that_is_there(cast: Cast) -> None:
    with pytest.raises(MissingField):
        decide(cast.aigerim, cast.row, kind="accept", targets=("marat",), value=None, reasons=" ", at=AT)
    with pytest.raises(UnknownId):
        decide(cast.aigerim, cast.row, kind="accept", targets=("ghost",), value=None, reasons="seen", at=AT)
    with pytest.raises(BadValue):
        decide(cast.aigerim, cast.row, kind="erase", targets=("marat",), value=None, reasons="seen", at=AT)


def test_a_decision_id_does_not_tell_how_many_there_are(cast: Cast) -> None:
    made = [
        decide(
            cast.aigerim,
            cast.row,
            kind="accept",
            targets=("marat",),
            value=None,
            reasons=f"seen {at:%S}",
            at=at,
        )
        for at in (AT, AT + timedelta(seconds=1))
    ]
    count = DecisionRow.objects.filter(case=cast.row).count()
    assert made[0].id < made[1].id
    assert all(f"d{number}" != one.id for one in made for number in range(count + 1))


def test_every_change_moves_the_case_on_though_two_hold_the_same_copy(cast: Cast) -> None:
    other = type(cast.row).objects.get(pk=cast.row.pk)
    saved(cast, KILLED, DANA)
    first = cast.row.version
    give_role(cast.aigerim, other, username="bolat", role="reader", at=AT)
    assert other.version == first + 1


def test_the_log_is_one_chain_bound_to_what_was_written(cast: Cast) -> None:
    saved(cast, KILLED, DANA)
    rows = list(EventRow.objects.order_by("seq"))
    assert [row.before for row in rows] == ["0" * 64, *(row.digest for row in rows[:-1])]
    assert [row.seq for row in rows] == list(range(len(rows)))
    assert all(row.digest == digest_of(row) for row in rows)
    assert rows[-1].content == digest(to_plain(KILLED))


def digest_of(row: EventRow) -> str:
    case = str(row.case_id) if row.case_id else ""
    parts = [str(row.seq), row.before, row.at.isoformat(), row.by, row.action, case, row.about, row.content]
    parts += [row.bound] if row.bound else []
    if row.about_kind:
        parts.append(
            json.dumps([row.about_kind, row.about_id, row.detail], sort_keys=True, ensure_ascii=False)
        )
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def digest(plain: Plain) -> str:
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@pytest.mark.parametrize("name", ["talk.txt", "..", "\0", "а" * 400, "/etc/passwd", ""])
def test_a_source_is_sealed_under_whatever_name_it_came(cast: Cast, name: str) -> None:
    data = b"Who was there?\nI saw two men.\n"
    source = add_source(cast.aigerim, cast.row, key="note", what="a note", name=name, data=data, at=AT)
    case = seen_by(cast.bolat)
    assert case.records.sources["note"] == source
    assert source.sha256 == hashlib.sha256(data).hexdigest()
    assert "note" in case.documents


def test_a_key_of_a_source_is_taken_once(cast: Cast) -> None:
    with pytest.raises(DuplicateId):
        add_source(cast.bolat, cast.row, key="talk", what="a note", name="n", data=b"Two men.\n", at=AT)
