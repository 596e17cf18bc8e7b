"""What natural ways of writing an entry become, and which are refused instead of losing a fact in silence."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bundle.builders import coded, coding, problems, where, write

from aigaq.bundle.read import read_case
from aigaq.records.values import Ref


def test_a_list_as_value_is_several_statements(tmp_path: Path) -> None:
    case = coded(tmp_path, "L2.2", "both: [carried, includes, [marat, daulet]]")
    assert [(one.id, one.value) for one in case.statements] == [
        ("both.1", Ref("marat")),
        ("both.2", Ref("daulet")),
    ]


def test_a_list_of_subjects_is_several_statements(tmp_path: Path) -> None:
    case = coded(tmp_path, "L2.2", "both: [[marat, daulet], role-at, bystander]")
    assert [(one.id, one.subject) for one in case.statements] == [("both.1", "marat"), ("both.2", "daulet")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        ("m: {killed: marat, event: shooting}", "unknown-field"),
        ("m: {claimed: dead, n: 2, example-of: shooting}", "unknown-field"),
        ("m: {dead: carried, n: 2, size: 3}", "duplicate-id"),
        ("m: {killed: marat, via: []}", "empty-value"),
        ("m: [[], size, 3]", "empty-value"),
        ("m: {}", "empty-value"),
    ],
)
def test_what_would_be_lost_is_refused(tmp_path: Path, entry: str, code: str) -> None:
    found = problems(write(tmp_path, coding=coding("L3", entry)))
    assert [where(one) for one in found] == [(code, "sources/talk/coding.yaml", 3, "m")]


def test_a_place_of_another_source_is_refused(tmp_path: Path) -> None:
    found = problems(write(tmp_path, coding="coding:\n  paper L3:\n    a: [marat, age-at, 19]\n"))
    assert where(found[0]) == ("bad-value", "sources/talk/coding.yaml", 2, None)


def test_two_statements_alike_in_id_are_refused(tmp_path: Path) -> None:
    text = coding("L3", "m: {killed: marat}", "m.died: [daulet, died, undated]")
    found = problems(write(tmp_path, coding=text))
    assert where(found[0]) == ("duplicate-id", "sources/talk/coding.yaml", 4, "m.died")


@pytest.mark.parametrize(
    ("label", "named"),
    [("Marat Ospanov", True), ("the captain", False), ("The captain", False), ("A. Ospanov", True)],
)
def test_a_capital_letter_makes_a_name_but_not_an_article(tmp_path: Path, label: str, named: bool) -> None:
    people = f"  voices: {{speaker: a resident, asker: x}}\n  persons: {{marat: {label}}}\n"
    cast = f"cast:\n{people}  events: {{shooting: s}}\n"
    case = coded(tmp_path, "L3", "m: {killed: marat}", cast=cast)
    assert case.subjects["marat"].named is named


def test_a_text_beside_its_source_is_on_board(tmp_path: Path) -> None:
    assert read_case(write(tmp_path)).sources["talk"].shipped
    assert not read_case(write(tmp_path / "other", text="")).sources["talk"].shipped


def test_a_judgement_stands_once_and_the_oldest_comes_first(tmp_path: Path) -> None:
    said = "decisions:\n  {id}: {{accept: marat, reasons: seen, by: dina, at: {day}}}\n"
    folder = write(tmp_path, decisions=said.format(id="d2", day="2031-06-02"))
    (folder / "decisions" / "2031-06-09.yaml").write_text(said.format(id="d1", day="2031-06-01"))
    assert [one.id for one in read_case(folder).decisions] == ["d1", "d2"]
    (folder / "decisions" / "2031-06-10.yaml").write_text(said.format(id="d1", day="2031-06-01"))
    assert [where(one)[0] for one in problems(folder)] == ["duplicate-id"]
