"""Values that follow from statements. Invariant: each names its premises and is never surer than they are."""

from __future__ import annotations

import pytest
from tests.builders import evidence, said

from aigaq.records.ladder import Refused
from aigaq.records.statements import Statement
from aigaq.statements.computed import (
    LabelledSum,
    age_group,
    during,
    labelled_sum,
)
from aigaq.statements.dating import solve_dates


@pytest.mark.parametrize(
    ("ages", "group"),
    [
        (["16"], "minor"),
        (["19"], "adult"),
        (["about 17"], None),
        (["16", "17"], "minor"),
        (["17", "19"], None),
        (["some"], None),
        ([], None),
    ],
)
def test_an_age_group_follows_only_where_every_age_allows_it(ages: list[str], group: str | None) -> None:
    told = [said(f"a{n}", "nurse", age, as_="age-at") for n, age in enumerate(ages)]
    found = age_group("marat", evidence(told))
    assert (found.value if found else None) == group
    assert found is None or found.premises == tuple(one.id for one in told)


def when(event: str, written: str) -> Statement:
    return said(f"when-{event}", "nurse", written, of=event, as_="when")


@pytest.mark.parametrize(
    ("inner", "answer"),
    [("2031-05-10", True), ("2031-06-10", False), ("[2031-04-30..2031-05-02]", None), ("2031", None)],
)
def test_during_is_said_only_where_no_day_speaks_against_it(inner: str, answer: bool | None) -> None:
    found = evidence(when("march", "2031-05-01/2031-05-31"), when("fight", inner))
    assert during("fight", "march", solve_dates(found))[0] is answer


def total(name: str, number: str, *, day: str, voice: str = "ministry", place: str = "town") -> Statement:
    scope = {"harm": "died", "day": day, "place": place}
    return said(name, voice, number, of="shooting", as_="claimed-total", qualifiers=scope)


def test_totals_of_different_days_are_added_with_their_labels() -> None:
    totals = [total("t1", "16", day="2031-05-01"), total("t2", "1", day="2031-05-02")]
    found = labelled_sum(totals, evidence(totals))
    assert isinstance(found, LabelledSum)
    assert (found.low, found.high, found.premises) == (17, 17, ("t1", "t2"))
    assert [label for _, label in found.parts] == ["Town; 2031-05-01", "Town; 2031-05-02"]


@pytest.mark.parametrize(
    "second",
    [
        total("t2", "1", day="2031-05-01"),
        total("t2", "1", day="2031-05-02", voice="nurse"),
        said("t2", "ministry", "1", of="shooting", as_="claimed-total", qualifiers={"harm": "died"}),
        total("t2", "1", day="2031-05"),
        total("t2", "1", day="[2031-05-01..2031-05-03]"),
    ],
    ids=["same place and day", "another voice", "scope not stated", "a month around", "a day among these"],
)
def test_totals_that_may_speak_of_the_same_dead_are_not_added(second: Statement) -> None:
    totals = [total("t1", "16", day="2031-05-01"), second]
    assert isinstance(labelled_sum(totals, evidence(totals)), Refused)
