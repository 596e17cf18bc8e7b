"""A safeguard in place of an earlier one: both are kept, the later one holds."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bundle.builders import problems, write

from aigaq.bundle.masking import masked
from aigaq.bundle.read import read_case
from aigaq.bundle.write import write_case
from aigaq.protection import guarded
from aigaq.records.cases import Safeguard, holding

FIRST = (
    "  s1: {covers: [daulet], wording: somebody, names: [Mako], reasons: at risk, by: dina, at: 2031-06-01}\n"
)
LATER = "  s2: {covers: [marat], wording: a worker, reasons: x, by: dina, at: 2031-06-02, replaces: s1}\n"
BOTH = f"safeguards:\n{FIRST}{LATER}"


def test_both_are_kept_and_the_later_one_holds(tmp_path: Path) -> None:
    records = read_case(write(tmp_path / "case", safeguards=BOTH))
    assert [(one.id, one.replaces) for one in records.safeguards] == [("s1", None), ("s2", "s1")]
    assert [one.id for one in holding(records.safeguards)] == ["s2"]
    told = masked(records)
    assert told.safeguards == ()
    assert (told.subjects["marat"].label, told.subjects["daulet"].label) == ("a worker", "Daulet Serikov")
    assert [one.names for one in guarded(records)] == [("Marat Ospanov",)]


def test_a_private_copy_holds_both_and_any_other_neither(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", safeguards=BOTH)
    records = read_case(folder)
    text = (folder / "sources" / "talk" / "text.txt").read_bytes()
    write_case(records, tmp_path / "own", texts={"talk": text}, private=True)
    assert read_case(tmp_path / "own").safeguards == records.safeguards
    write_case(records, tmp_path / "out", texts={"talk": text})
    told = b"".join(one.read_bytes() for one in (tmp_path / "out").rglob("*") if one.is_file())
    assert b"a worker" in told
    assert b"somebody" not in told and b"Mako" not in told and b"Ospanov" not in told


@pytest.mark.parametrize("other", ["s2", "s3", "ghost", "marat"])
def test_one_stands_in_place_of_an_earlier_one_alone(other: str, tmp_path: Path) -> None:
    third = LATER.replace("s2:", "s3:").replace("s1}", "s2}")
    spoilt = write(tmp_path / "case", safeguards=BOTH.replace("replaces: s1", f"replaces: {other}") + third)
    (problem,) = problems(spoilt)
    assert (problem.code, problem.parameters["value"]) == ("unknown-id", other)
    assert problem.parameters["line"] == 3


def test_of_a_branch_both_ends_hold(tmp_path: Path) -> None:
    third = LATER.replace("s2:", "s3:")
    records = read_case(write(tmp_path / "case", safeguards=BOTH + third))
    held: tuple[Safeguard, ...] = holding(records.safeguards)
    assert [one.id for one in held] == ["s2", "s3"]
