"""What is not known. Invariant: a slot is empty only where nothing in the case fills it."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.bundle.builders import write

import aigaq

KILLED = "    marat: {killed: marat, with: firearm%s}\n"


def blanks(folder: Path, coding: str, **files: str) -> set[str]:
    case = aigaq.open(write(folder, coding=f"coding:\n  L3:\n{coding}", **files))
    return {one.ask for one in case.questions() if one.computed and one.about == "marat"}


def test_a_slot_that_nobody_fills_is_not_stated(tmp_path: Path) -> None:
    assert {"when", "agent", "certified"} <= blanks(tmp_path, KILLED % "")


@pytest.mark.parametrize(
    "more",
    [
        "    day: [shooting, when, 2031-05-01]\n    part: [marat.event, part-of, shooting]\n",
        "    paper: {died: marat, when: 2031-05-01}\n",
        "    paper: {died: marat, when: soon after shooting}\n",
        "    ambulance: [call, when, 2031-05-03]\n    gap: [marat.event, when, 2 days before call]\n",
    ],
)
def test_a_date_that_follows_from_another_statement_fills_the_slot(tmp_path: Path, more: str) -> None:
    assert "when" not in blanks(tmp_path, KILLED % "" + more)


def test_what_only_begins_somewhere_is_not_dated(tmp_path: Path) -> None:
    more = "    day: [shooting, when, 2031-05-01]\n    first: {order: [shooting, marat.event]}\n"
    assert "when" in blanks(tmp_path, KILLED % "" + more)


def test_somebody_decided_to_be_the_same_fills_the_slot(tmp_path: Path) -> None:
    more = "    other: {killed: daulet, when: 2031-05-01}\n"
    same = "decisions:\n  d1: {same: [marat, daulet], reasons: one man, by: dina, at: 2031-06-01}\n"
    assert "when" not in blanks(tmp_path, KILLED % "" + more, decisions=same)
