"""Records become rows and come back the same; a case goes into the database and out again the same."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from tests.web.cast import AT, SAMPLES, TASQORA, account, seen_by

from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.records.cases import CaseRecords, Pins
from aigaq.records.serialize import to_plain
from aigaq.web.casebook.commands import import_folder
from aigaq.web.models import ROWS, RecordRow
from aigaq.web.store import cases

FOLDERS = (TASQORA, SAMPLES / "aqsai", SAMPLES / "zhanaozen")


def of_kind(records: CaseRecords, kind: type[Any]) -> list[Any]:
    """Every record of a kind that a case holds."""
    found: list[Any] = []
    for field in fields(records):
        held = getattr(records, field.name)
        each = list(held.values()) if hasattr(held, "values") else held if isinstance(held, tuple) else ()
        found += [one for one in each if type(one) is kind]
    return found


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.__name__))
def test_a_record_comes_back_from_its_row_as_it_was(row: type[RecordRow[Any]]) -> None:
    every = [one for folder in FOLDERS for one in of_kind(read_case(folder), row.record)]
    assert every or row.record is Pins
    assert [row.from_record(one).to_record() for one in every] == every


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.__name__))
def test_a_row_holds_each_field_of_its_record_and_no_other(row: type[RecordRow[Any]]) -> None:
    every = of_kind(read_case(SAMPLES / "aqsai"), row.record)
    names = {field.name for field in fields(row.record)}
    assert {key for one in every for key in row.from_record(one).body} <= {*names, "is"}
    assert set(row.columns) <= names
    assert all(names < set(row.from_record(one).body) for one in every)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row.__name__))
def test_a_column_says_what_the_record_says(row: type[RecordRow[Any]]) -> None:
    for one in of_kind(read_case(SAMPLES / "aqsai"), row.record):
        made = row.from_record(one)
        assert {name: getattr(made, name) for name in row.columns} == {
            name: getattr(one, name) for name in row.columns
        }


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_a_case_in_the_database_is_the_case_of_its_folder(folder: Path) -> None:
    lead = account("aigerim")
    import_folder(lead, folder, at=AT)
    records = cases.leaving(lead, folder.name, private=True)[0]
    assert records == read_case(folder)


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: str(folder.name))
def test_what_is_written_out_is_what_was_brought_in(folder: Path, tmp_path: Path) -> None:
    lead = account("aigerim")
    import_folder(lead, folder, at=AT)
    records, texts = cases.leaving(lead, folder.name, private=True)
    write_case(records, tmp_path / "out", texts=texts, private=True)
    assert read_case(tmp_path / "out") == read_case(folder)


def test_words_that_a_case_adds_come_back(tmp_path: Path) -> None:
    records, _ = with_words(tmp_path)
    assert records.added_words is not None
    lead = account("aigerim")
    import_folder(lead, tmp_path / "case", at=AT)
    assert seen_by(lead).records.vocabulary == records.vocabulary
    assert to_plain(cases.leaving(lead, "tasqora", private=True)[0].added_words) == to_plain(
        records.added_words
    )


def with_words(folder: Path) -> tuple[CaseRecords, Path]:
    """Tasqora with a weapon of its own."""
    records = read_case(TASQORA)
    texts = {"talk": (TASQORA / "sources" / "talk" / "text.txt").read_bytes()}
    write_case(records, folder / "case", texts=texts, private=True)
    added = "vocabulary: {codes: {weapon: {flail: {en: a flail, ru: цеп, kk: шоқпар}}}}\n"
    (folder / "case" / "vocabulary.yaml").write_text(added, encoding="utf-8")
    return read_case(folder / "case"), folder / "case"
