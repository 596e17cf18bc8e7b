"""The tables of words stay in step with the records; what was taken out of them leaves the files.

Invariant: what a compartment closes stands in no table that others are asked from.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection
from tests.web.cast import AT, SAMPLES, TASQORA, Cast, account, index_faults
from tests.web.programs import running

from aigaq.records.entries import Entry
from aigaq.records.statements import Place
from aigaq.records.subjects import Subject
from aigaq.web.casebook.commands import import_folder
from aigaq.web.coding.actions import save
from aigaq.web.home import DATABASE
from aigaq.web.models import IndexRow
from aigaq.web.search.queries import search
from aigaq.web.server.starting import make_searchable
from aigaq.web.sources.actions import add_source
from aigaq.web.store import index_tables
from aigaq.web.store.index_tables import rebuild


def words_in(table: str) -> str:
    """All that a table holds, as one text."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT words, ref, shown FROM {table}")
        return "\n".join(" ".join(str(part) for part in row) for row in cursor.fetchall())


@pytest.mark.parametrize("folder", [TASQORA, SAMPLES / "aqsai"], ids=lambda folder: str(folder.name))
def test_a_case_that_was_brought_in_is_indexed_as_its_records_say(folder: Path) -> None:
    row, _ = import_folder(account("aigerim"), folder, at=AT)
    assert index_faults(row) == []
    assert index_tables.size(IndexRow.objects.get(case=row).table) > 10


def test_what_is_coded_and_what_is_added_is_found_at_once_and_in_step(cast: Cast) -> None:
    dana = Subject("p-dana", "person", "Dana Sarsen", named=True)
    entry = Entry("e1", "talk", Place(4), "killed", "p-dana", slots=(("with", "firearm"),))
    save(cast.bolat, cast.row, entry, added=(dana,), at=AT)
    add_source(cast.aigerim, cast.row, key="n", what="a note", name="n", data=b"A lantern.\n", at=AT)
    assert [one.kind for one in search(cast.bolat, "tasqora", "lantern").groups] == ["passage"]
    assert search(cast.bolat, "tasqora", "sarsen").groups[0].hits[0].id == "p-dana"
    assert index_faults(cast.row) == []


def test_what_is_put_into_a_compartment_moves_to_its_own_table(cast: Cast) -> None:
    open_table = IndexRow.objects.get(case=cast.row, seal=None).table
    assert "ospanov" in words_in(open_table)
    cast.seal("subject", "marat", compartment="ward")
    cast.seal("source", "talk", compartment="closed")
    assert "ospanov" not in words_in(open_table) and "daulet" in words_in(open_table)
    sealed = [one for one in IndexRow.objects.filter(case=cast.row) if one.seal is not None]
    assert any("ospanov" in words_in(one.table) for one in sealed)
    assert index_faults(cast.row) == []


def test_the_name_of_a_table_is_a_number(cast: Cast) -> None:
    cast.seal("subject", "marat", compartment="Marat's family")
    names = [one.table for one in IndexRow.objects.filter(case=cast.row)]
    assert all(name.removeprefix("aigaq_find_").isdigit() for name in names) and len(names) > 1


def test_a_row_that_is_wrong_missing_or_too_many_is_told_by_its_id(cast: Cast) -> None:
    table = IndexRow.objects.get(case=cast.row, seal=None).table
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET shown = 'another' WHERE ref = 'marat' AND shown <> ''")
        assert index_faults(cast.row) == ["marat"]
        cursor.execute(f"DELETE FROM {table} WHERE ref = 'marat' AND shown <> ''")
        assert "marat" in index_faults(cast.row)
    rebuild(cast.row)
    assert index_faults(cast.row) == []


def test_a_case_from_before_there_was_search_is_found_after_the_upgrade(cast: Cast) -> None:
    table = IndexRow.objects.get(case=cast.row).table
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {table}")
    IndexRow.objects.filter(case=cast.row).delete()
    assert search(cast.bolat, "tasqora", "ospanov").groups == ()
    make_searchable()
    assert search(cast.bolat, "tasqora", "ospanov").groups != ()
    assert index_faults(cast.row) == []


def test_making_it_anew_changes_nothing_that_is_found(cast: Cast) -> None:
    cast.seal("subject", "daulet")
    before = [search(cast.bolat, "tasqora", word) for word in ("m", "da", "the", "police")]
    rebuild(cast.row)
    assert [search(cast.bolat, "tasqora", word) for word in ("m", "da", "the", "police")] == before


def test_words_that_were_taken_out_leave_the_files(own_home: Path) -> None:
    """The record itself keeps its words: so a word is put into the tables that no record holds, and taken out again."""
    with running("-m", "tests.web.forgetter", home=own_home) as program:
        printed, failed = program.communicate()
    due = ["planted: there", "made anew: gone", "planted: there", "moved: gone"]
    assert printed.splitlines() == due, failed[-2000:]
    with closing(sqlite3.connect(own_home / DATABASE)) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
