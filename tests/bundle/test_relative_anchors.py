"""What a relative date may hang on. Invariant: an anchor dates something, or the case is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import codes, problems, small

from aigaq.statements.dating import when_of

RAID = "d: [raid, when, 2031-05-27]"


def shown(folder: Path, node: str, *entries: str) -> str | None:
    case = small(folder, *entries)
    when = when_of(node, case.dates(), case.evidence())
    return when.text if when else None


def test_an_id_in_any_script_may_be_an_anchor(tmp_path: Path) -> None:
    assert shown(
        tmp_path, "flood", "оян_1: [raid, when, 2031-05-27]", "f: [flood, when, 1 day after оян_1]"
    ) == ("2031-05-28")


def test_the_entry_is_meant_where_a_person_has_the_same_id(tmp_path: Path) -> None:
    entries = ("p: {died: p, when: 2031-05-27}", "q: {died: q, when: 1 day after p}")
    assert shown(tmp_path, "q.event", *entries) == "2031-05-28"


@pytest.mark.parametrize(
    "entries",
    [["q: {died: q, when: 1 day after p}"], ["p: [p, injury, head]", "q: {died: q, when: 1 day after p}"]],
)
def test_a_person_is_no_anchor(tmp_path: Path, entries: list[str]) -> None:
    assert codes(problems(tmp_path, *entries)) == [("bad-value", "q")]


@pytest.mark.parametrize("entry", ["f: [flood, when, before raid]", "f: {died: p, when: before raid}"])
def test_before_something_dated_is_up_to_its_day(tmp_path: Path, entry: str) -> None:
    node = "flood" if "flood" in entry else "f.event"
    assert shown(tmp_path, node, RAID, entry) == "[..2031-05-27]"
