"""How long somebody served. Invariant: a row has both its days, or there is none."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.smallcase import small, written

from aigaq.accountability.served import time_served

VERDICT = "v: {convicted: p, when: 2033-01-01, sentence: 2 years, appeal: 1 year}"


@pytest.mark.parametrize(
    ("entry", "months"),
    [
        ("r: [p, released-on, 2033-07-01]", [(5, 6)]),
        ("r: {detained: p, released: 2033-07-01}", [(5, 6)]),
        ("r: {detained: p, released: 2033-07-01, out: let go}", [(5, 6)]),
        ("r: {detained: p, released: undated}", []),
        ("r: [p, not released-on, 2033-07-01]", []),
    ],
)
def test_a_release_in_an_entry_of_its_own_ends_the_only_sentence(
    tmp_path: Path, entry: str, months: list[tuple[int, int]]
) -> None:
    case = small(tmp_path, VERDICT, entry)
    found = time_served(case.evidence(), case.dates())
    assert [(one.low_months, one.high_months) for one in found] == months


def test_the_least_time_served_is_from_the_last_day_on_which_the_verdict_may_have_been(
    tmp_path: Path,
) -> None:
    told = "v: {convicted: p, when: 2033-04, released: 2035-09}"
    case = small(tmp_path, told)
    (found,) = time_served(case.evidence(), case.dates())
    # From 30 April to 1 September, not from 1 April; from 1 April to 30 September at most.
    assert (found.low_months, found.high_months) == (28, 30)


def test_a_release_after_two_verdicts_is_nobodys_guess(tmp_path: Path) -> None:
    case = small(tmp_path, VERDICT, "w: {convicted: p, when: 2034-01-01}", "r: [p, released-on, 2036-07-01]")
    assert time_served(case.evidence(), case.dates()) == ()


def test_the_grid_shows_the_sentence_after_appeal(tmp_path: Path) -> None:
    _, out, _ = run("grid", written(tmp_path, VERDICT, "r: [p, released-on, undated]"))
    assert "sentence after appeal: 1 year" in out
    assert "not stated to" not in out
    assert "months" not in out
