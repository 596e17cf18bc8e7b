"""Claims are added when they are named, of one voice and of things told apart; the sum stays a claim."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.smallcase import small

from aigaq.errors import BadValue, UnknownId
from aigaq.records.ladder import Refused
from aigaq.statements.computed import LabelledSum

ROAD = "a: {claimed: g, n: 16, harm: died, place: road, day: 2031-05-01}"


def summed(folder: Path, second: str, *more: str) -> object:
    return small(folder, ROAD, f"b: {{claimed: h, {second}}}", *more).total(["a", "b"])


def test_figures_of_one_voice_for_two_places_are_added(tmp_path: Path) -> None:
    found = summed(tmp_path, "n: more than 3, harm: died, place: jail, day: 2031-05-01")
    assert isinstance(found, LabelledSum)
    assert (found.low, found.high, found.premises) == (20, None, ("a.total", "b.total"))


@pytest.mark.parametrize(
    ("second", "why"),
    [
        ("n: 3, harm: died, place: road, day: 2031-05", "claims-overlap"),
        ("n: 3, harm: died", "claims-overlap"),
        ("n: 3, harm: injured, place: jail", "claims-of-two"),
        ("n: 3, harm: died, place: jail, via: [ministry]", "claims-of-two"),
    ],
)
def test_what_may_be_the_same_people_is_refused_with_its_reason(
    tmp_path: Path, second: str, why: str
) -> None:
    found = summed(tmp_path, second)
    assert isinstance(found, Refused) and found.reasons == (why,)


def test_a_place_within_the_other_is_no_other_place(tmp_path: Path) -> None:
    case = small(
        tmp_path,
        "a: {claimed: g, n: 16, harm: died, place: jail}",
        "b: {claimed: h, n: 3, harm: died, place: c9}",
    )
    found = case.total(["a", "b"])
    assert isinstance(found, Refused) and found.reasons == ("claims-overlap",)


def test_groups_and_claims_are_not_added_together(tmp_path: Path) -> None:
    case = small(tmp_path, ROAD)
    with pytest.raises(BadValue):
        case.total(["g", "a"])
    with pytest.raises(UnknownId):
        case.total(["nothing"])
