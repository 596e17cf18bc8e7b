"""A year of another calendar and an age that nobody has are asked about; nothing that was written is changed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.smallcase import codes, problems, small, written

from aigaq.bundle.doubts import doubts

KILLED = "{killed: p, when: 2031-05-04}"
LATER = "{killed: q, when: 2031-05-06}"


@pytest.mark.parametrize("year", ["1410-02-13", "1452-07", "2574-05-04", "5791", "0931-05"])
def test_a_year_far_from_all_others_is_asked_about(tmp_path: Path, year: str) -> None:
    case = small(tmp_path, f"p: {KILLED}", f"q: {LATER}", f"far: [raid, when, {year}]")
    (doubt,) = doubts(case.records)
    assert (doubt.code, doubt.parameters["id"], doubt.parameters["value"]) == ("date-far-off", "far", year)
    assert doubt.parameters["around"] == "2031–2031"


def test_the_only_date_of_a_case_is_asked_about_where_it_is_old(tmp_path: Path) -> None:
    assert [one.code for one in doubts(small(tmp_path, "p: {killed: p, when: 1410-02-13}").records)] == [
        "date-far-off"
    ]


@pytest.mark.parametrize("day", ["1986-04-26", "2031-12~", "1937"])
def test_a_year_near_the_others_is_not(tmp_path: Path, day: str) -> None:
    assert doubts(small(tmp_path, f"p: {KILLED}", f"far: [raid, when, {day}]").records) == ()


def test_somebody_may_be_born_long_before(tmp_path: Path) -> None:
    assert doubts(small(tmp_path, f"p: {KILLED}", "b: [q, birth, 1899]").records) == ()


def test_the_check_tells_a_doubt_and_holds_all_the_same(tmp_path: Path) -> None:
    folder = written(tmp_path, f"p: {KILLED}", "far: [raid, when, 1410-02-13]")
    code, _, err = run("check", folder)
    assert code == 0 and "1410-02-13" in err and "calendar" in err
    assert [one["code"] for one in json.loads(run("check", folder, "--json")[1])["doubts"]] == [
        "date-far-off"
    ]


@pytest.mark.parametrize(
    "age", ["1974", "126", "1990 years", "130..140", "at least 999", "1985 г.р.", "1985 года рождения"]
)
def test_more_years_than_anybody_lives_are_no_age(tmp_path: Path, age: str) -> None:
    found = codes(problems(tmp_path, f'p: {{killed: p, age: "{age}"}}'))
    assert found[0][0] in ("no-age", "bad-quantity")


@pytest.mark.parametrize(
    "age", ["0", "107", "20..29", "about 40", "134 months", "500 days", "30+", "сорок лет"]
)
def test_an_age_as_lists_have_it_is_one(tmp_path: Path, age: str) -> None:
    assert small(tmp_path, f'p: {{killed: p, age: "{age}"}}').records.statements
