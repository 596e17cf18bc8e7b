"""The check to the ground: a clean case is clean, and whatever is changed behind its back is named.

Invariant: every change is made by plain SQL or on the disk, as a hand that means harm would make it.
"""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from tests.web.cast import AT, SAMPLES, TASQORA, Cast, account
from tests.web.programs import command

from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.casebook.commands import import_folder
from aigaq.web.coding.actions import save, withdraw
from aigaq.web.home import DATABASE
from aigaq.web.models import (
    ROWS,
    CaseRow,
    EntryRow,
    EventRow,
    IndexRow,
    PointRow,
    SealRow,
    StatementRow,
    SubjectRow,
    TextRow,
    WithheldRow,
)
from aigaq.web.protect.withholding_actions import WithheldField, disclose, withhold
from aigaq.web.server.starting import start
from aigaq.web.sources.actions import add_source
from aigaq.web.store.differences import Difference, nobody_watches
from aigaq.web.store.log import content_of, digest_of
from aigaq.web.team.actions import unseal
from aigaq.web.verify.actions import rebuild_projections
from aigaq.web.verify.integrity import check_case, check_database, check_log, check_search

DANA = Subject("p-dana", "person", "Dana Sarsen", named=True)
KILLED = Entry("e1", "talk", Place(4), "killed", "p-dana", slots=(("with", "firearm"),))


def found(row: CaseRow) -> list[Difference]:
    """All that differs in the database, of this case and of the house."""
    row.refresh_from_db()
    of_case = [*check_case(row, nobody_watches), *check_search(row)]
    return [*of_case, *check_log(nobody_watches), *check_database()]


def told(row: CaseRow) -> list[str]:
    """The same in short: table, key, why."""
    return [f"{one.table} {one.key} {one.column or one.why}" for one in found(row)]


@pytest.mark.parametrize(
    "folder", [TASQORA, SAMPLES / "aqsai", SAMPLES / "zhanaozen"], ids=lambda path: str(path.name)
)
def test_a_case_that_was_brought_in_is_whole(folder: Path) -> None:
    row, _ = import_folder(account("aigerim"), folder, at=AT)
    assert found(row) == []


def test_a_case_that_people_worked_on_is_whole(cast: Cast) -> None:
    save(cast.bolat, cast.row, KILLED, added=(DANA,), at=AT)
    withdraw(cast.bolat, cast.row, "e1", reasons="a slip", at=AT + timedelta(seconds=1))
    add_source(cast.aigerim, cast.row, key="n", what="a note", name="n", data=b"A lantern.\n", at=AT)
    cast.seal("subject", "marat", compartment="ward")
    cast.seal("source", "n", compartment="ward")
    assert found(cast.row) == []
    unseal(cast.aigerim, cast.row, kind="subject", key="marat", compartment="ward", reasons="known", at=AT)
    assert found(cast.row) == []
    rebuild_projections(cast.row, at=AT)
    assert found(cast.row) == []


def marred(text: str, *values: str | int) -> None:
    """Write past the program."""
    with connection.cursor() as cursor:
        cursor.execute(text, values)
        assert cursor.rowcount == 1, "nothing was changed"


def in_body(table: str, key: str, old: str, new: str) -> None:
    """Put other words into a body."""
    cast_to = "jsonb" if connection.vendor == "postgresql" else "text"
    marred(
        f"UPDATE {table} SET body = CAST(replace(CAST(body AS text), %s, %s) AS {cast_to}) WHERE key = %s",
        old,
        new,
        key,
    )


ROW = "UPDATE web_{}row SET {} WHERE key = '{}'"
PROJECTIONS: dict[str, tuple[str, ...]] = {
    ROW.format("statement", "subject = 'captain'", "late"): ("statement late subject",),
    ROW.format("statement", "line = 99", "late"): ("statement late line",),
    ROW.format("statement", "touches = '[]'", "late"): ("statement late touches",),
    ROW.format("subject", "folded = 'x'", "captain"): ("subject captain folded",),
    ROW.format("entry", "who = ''", "marat"): ("entry marat who",),
    ROW.format("decision", "kind = 'same'", "d1"): ("decision d1 kind",),
    ROW.format("subject", "seal_id = NULL", "captain"): ("subject captain seal",),
    "UPDATE web_sealrow SET names = '[\"ward\"]' WHERE key = 'closed'": ("seal * names",),
    "UPDATE web_caserow SET written = written + 1": ("case tasqora written",),
    "DELETE FROM web_pointrow WHERE target = 'marat'": ("point sister.sister-of → marat missing",),
    "UPDATE web_pointrow SET target = 'van' WHERE target = 'marat'": (
        "point sister.sister-of → marat missing",
        "point sister.sister-of → van extra",
    ),
}


@pytest.mark.parametrize("text", PROJECTIONS)
def test_what_its_records_do_not_say_is_named_and_rebuild_projections(cast: Cast, text: str) -> None:
    cast.seal("subject", "captain")
    marred(text)
    seen = [re.sub(r"^seal \d+", "seal *", one) for one in told(cast.row) if not one.startswith("index")]
    assert tuple(seen) == PROJECTIONS[text]
    rebuild_projections(cast.row, at=AT)
    assert told(cast.row) == []


RECORDS: dict[tuple[str, str, str, str], set[str]] = {
    ("statement", "marat.died", '"modality": "certain"', '"modality": "possible"'): {
        "entry marat statements",
        "statement marat.died otherwise",
    },
    ("statement", "late", '"value"', '"valeu"'): {
        "statement late unreadable",
        "index tasqora unreadable",
    },
    ("entry", "three", '"3"', '"4"'): {"entry three statements", "statement three otherwise"},
    ("subject", "marat.event", '"label": "', '"label": "x'): {
        "subject marat.event label",
        "subject marat.event folded",
        "entry marat statements",
        "subject marat.event otherwise",
    },
}


@pytest.mark.parametrize("change", RECORDS, ids=lambda change: str(change[1]))
def test_a_body_that_was_changed_is_named_and_can_not_be_made_fit(
    cast: Cast, change: tuple[str, str, str, str]
) -> None:
    table, key, old, new = change
    in_body(f"web_{table}row", key, old, new)
    assert set(told(cast.row)) == RECORDS[change]


def test_what_is_saved_is_held_against_the_log(cast: Cast) -> None:
    save(cast.bolat, cast.row, KILLED, added=(DANA,), at=AT)
    taken = withdraw(cast.bolat, cast.row, "e1", reasons="a slip", at=AT)
    logged = list(EventRow.objects.order_by("-seq").values_list("seq", "action")[:2])
    assert [action for _, action in logged] == ["entry.withdrawn", "entry.saved"]
    in_body("web_decisionrow", taken.id, "a slip", "a lie")
    assert told(cast.row) == [f"log {logged[0][0]} unkept"]
    marred("DELETE FROM web_entryrow WHERE key = 'e1'")
    assert {"entry e1 logged", "statement e1.died no-entry"} <= set(told(cast.row))


def test_a_row_of_the_log_that_was_changed_or_taken_out_is_named(cast: Cast) -> None:
    last = EventRow.objects.order_by("-seq")[0].seq
    marred("UPDATE web_eventrow SET by = 'dina' WHERE seq = %s", last - 1)
    assert told(cast.row) == [f"log {last - 1} digest"]
    marred("DELETE FROM web_eventrow WHERE seq = %s", last - 1)
    assert f"log {last - 1} missing" in told(cast.row)
    marred("DELETE FROM web_eventrow WHERE seq = %s", last)
    assert any(one.endswith(" short") for one in told(cast.row)), "rows off the end break no chain"


def test_a_byte_of_a_text_and_a_word_of_the_index_are_named(cast: Cast) -> None:
    table = IndexRow.objects.get(case=cast.row, seal=None).table
    assert TextRow.objects.count() == 1
    marred(f"UPDATE {table} SET shown = 'another' WHERE ref = 'marat' AND shown <> ''")
    assert told(cast.row) == ["index marat words"]
    rebuild_projections(cast.row, at=AT)
    text = TextRow.objects.get(case=cast.row)
    TextRow.objects.filter(pk=text.pk).update(data=bytes(text.data).replace(b"two", b"ten", 1))
    assert told(cast.row)[0] == "text talk unsealed"


AGE = WithheldField("statement", "marat.age", "value", "ward")
# By name: tables made at once and tables made step by step have their columns in another order.
_COPY = (
    "INSERT INTO web_withheldrow (id, kind, key, field, compartment, act, words, wording, reasons, by, at, ended_by,"
    " ended_at, ended_why, case_id) SELECT id + 900, kind, {key}, field, compartment, {act}, words, wording, reasons,"
    " by, at, ended_by, ended_at, ended_why, case_id FROM web_withheldrow WHERE kind = 'statement'"
)
WITHHELD: dict[str, str] = {
    "UPDATE web_withheldrow SET compartment = 'closed' WHERE kind = 'statement'": "logged",
    "UPDATE web_withheldrow SET key = 'marat.died' WHERE kind = 'statement'": "logged",
    "UPDATE web_withheldrow SET reasons = 'none' WHERE kind = 'entry'": "logged",
    "DELETE FROM web_withheldrow WHERE kind = 'entry'": "logged",
    "UPDATE web_withheldrow SET ended_at = at WHERE kind = 'statement'": "unlogged",
    _COPY.format(key="'marat.when'", act="act"): "logged",
    _COPY.format(key="key", act="'statement:two.total:value'"): "unlogged two.total",
}


@pytest.mark.parametrize("text", WITHHELD)
def test_what_is_withheld_otherwise_than_the_log_says_is_named(cast: Cast, text: str) -> None:
    withhold(cast.aigerim, cast.row, AGE, reasons="asked", at=AT)
    assert told(cast.row) == []
    marred(text)
    due, _, other = WITHHELD[text].partition(" ")
    seen = [one for one in told(cast.row) if one.startswith("withheld")]
    assert f"withheld statement:{other or 'marat.age'}:value {due}" in seen


def test_what_was_withheld_and_disclosed_and_withheld_again_is_whole(cast: Cast) -> None:
    for minute in (0, 2):
        withhold(cast.aigerim, cast.row, AGE, reasons="asked", at=AT + timedelta(minutes=minute))
        disclose(cast.aigerim, cast.row, AGE, reasons="told", at=AT + timedelta(minutes=minute + 1))
    label = WithheldField("subject", "marat", "label", "ward")
    withhold(cast.aigerim, cast.row, label, wording="a young man", reasons="asked", at=AT)
    assert told(cast.row) == []
    marred(
        "UPDATE web_withheldrow SET ended_at = NULL, ended_by = '' WHERE kind = 'entry' AND id = %s", last()
    )
    assert "withheld statement:marat.age:value logged" in told(cast.row)


def last() -> int:
    """The row of the last entry of which something was withheld."""
    return WithheldRow.objects.filter(kind="entry").latest("pk").pk


def test_a_log_of_before_digests_were_kept_is_held_against_nothing(cast: Cast) -> None:
    withhold(cast.aigerim, cast.row, AGE, reasons="asked", at=AT)
    event = EventRow.objects.latest("seq")
    event.content = content_of(None)
    event.digest = digest_of(event)
    event.save()
    assert told(cast.row) == []


def test_an_entry_is_not_made_wrong_by_what_came_after_it(cast: Cast) -> None:
    said = Entry("e1", "talk", Place(4), None, "marat", "occupation", "stoker")
    save(cast.bolat, cast.row, said, at=AT)
    later = Entry("e2", "talk", Place(4), None, "stoker", "present-at", "shooting")
    save(
        cast.bolat,
        cast.row,
        later,
        added=(Subject("stoker", "person", "a stoker"),),
        at=AT + timedelta(days=1),
    )
    assert told(cast.row) == []


def test_the_command_names_rows_and_sealed_files_and_rebuild_mends_what_follows(own_home: Path) -> None:
    assert command("init", "--user", "bolat", home=own_home).returncode == 0
    assert command("import", TASQORA, home=own_home).returncode == 0
    fine = command("verify", "--deep", "--json", home=own_home)
    assert (fine.returncode, json.loads(fine.stdout)["differences"]) == (0, [])
    with closing(sqlite3.connect(own_home / DATABASE)) as file:
        file.execute("UPDATE web_subjectrow SET folded = 'x' WHERE key = 'captain'")
        file.commit()
    blob = next(path for path in (own_home / "custody" / "objects").rglob("*") if path.is_file())
    blob.chmod(0o600)
    blob.write_bytes(blob.read_bytes().replace(b"two", b"ten", 1))
    done = command("verify", "--deep", "--json", home=own_home)
    answer = json.loads(done.stdout)
    assert done.returncode == 1 and answer["broken"]
    assert [(one["key"], one["column"]) for one in answer["differences"]] == [("captain", "folded")]
    assert command("rebuild", "tasqora", home=own_home).returncode == 0
    assert "captain" not in command("verify", "--deep", home=own_home).stderr


def test_cases_of_an_older_version_are_right_before_anybody_is_answered(cast: Cast) -> None:
    """As the tables stand right after an upgrade, or after one that was killed: columns empty, nothing sealed yet."""
    cast.seal("subject", "captain")
    row = cast.row
    for kind in ROWS:
        kind._default_manager.filter(case=row).update(touches=[], seal=None)
    StatementRow.objects.filter(case=row).update(line=0, event=None)
    SubjectRow.objects.filter(case=row).update(folded="", made_by=None)
    EntryRow.objects.filter(case=row).update(who="")
    for index in IndexRow.objects.filter(case=row):
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TABLE {index.table}")
        index.delete()
    for table in (PointRow, SealRow):
        table.objects.filter(case=row).delete()
    CaseRow.objects.filter(pk=row.pk).update(written=0)
    assert len(told(row)) > 20
    start()
    assert told(row) == []
