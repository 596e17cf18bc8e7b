"""Whom a form or predicate is about. Invariant: nothing that cannot die is among the dead, and no number is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import codes, problems, small


@pytest.mark.parametrize(
    "entry",
    [
        *[
            "x: {killed: ev}",
            "x: {died: road}",
            "x: {hurt: ev}",
            "x: {detained: road}",
            "x: {ill-treated: ev}",
        ],
        *["x: {dead: oraz, n: 3}", "x: {dead: ministry, n: 3}", "x: {official-account: p, says: it rained}"],
        *["x: [ev, age-at, 34]", "x: [road, died, 2031-05-05]", "x: [p, weapon, rifle]"],
    ],
)
def test_what_is_no_person_or_group_is_refused_once(tmp_path: Path, entry: str) -> None:
    found = problems(tmp_path, entry)
    assert codes(found) == [("bad-value", "x")]
    assert "id of: " in str(found[0].parameters["due"])


@pytest.mark.parametrize("form", ["killed", "died", "dead"])
def test_a_group_under_killed_is_a_group_of_dead(tmp_path: Path, form: str) -> None:
    ladder = small(tmp_path, f"x: {{{form}: g}}", "y: [g, size, 3]").ladder()
    assert [(one.id, one.low, one.high) for one in ladder.groups] == [("g", 3, 3)]
    assert ladder.individuals == ()
