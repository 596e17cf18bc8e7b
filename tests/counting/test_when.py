"""When a death of the list was. Invariant: the date shown is one that somebody gives the act or the death."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import small


@pytest.mark.parametrize(
    ("entries", "when"),
    [
        (["p: {killed: p, with: gun, died-when: 2038-07-02}"], "2038-07-02"),
        (["p: {killed: p, with: gun, died-when: 2038-07~}"], "2038-07~"),
        (["p: {killed: p, when: 2038-07-01, died-when: 2038-07-02}"], "2038-07-01"),
        (
            ["a: {killed: p, died-when: 2038-07-01}", "b: {killed: p, died-when: 2038-07-02}"],
            "2038-07-01,2038-07-02",
        ),
        (["p: {killed: p, in: ev, died-when: 2038-07-02}", "d: [ev, when, 2038-07-01]"], "2038-07-01"),
        (["p: {killed: p, when: before raid}", "d: [raid, when, 2038-07-03]"], "..2038-07-03"),
    ],
)
def test_a_death_is_dated_by_the_act_if_that_is_dated_by_itself(
    tmp_path: Path, entries: list[str], when: str
) -> None:
    assert (small(tmp_path, *entries).ladder().individuals[0].when or "").strip("[]") == when
