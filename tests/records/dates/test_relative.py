"""Dates told by another thing: each written form, the slips, and the margin of "about".

Invariant: words of another shape give None, broken ones an error, and nothing else ever happens.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import BadDate, ReversedRange
from aigaq.records.dates.edtf import When
from aigaq.records.dates.relative import Relative, parse, parse_when

WORDS = [
    "1",
    "5..2",
    "3..5",
    "day",
    "weeks",
    "after",
    "before",
    "about",
    "soon",
    "at",
    "least",
    "within",
    "x.y",
]


def read(text: str) -> Relative:
    relative = parse(text)
    assert relative is not None
    return relative


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *[("1 day after x", 1, 1), ("2 days before x", -2, -2), ("1..2 days before x", -2, -1)],
        *[("3..5 weeks after x", 21, 35), ("2 months after x", 56, 62), ("1 year before x", -366, -365)],
        *[
            ("about 6 months after x", 126, 233),
            ("about 2 days before x", -3, -1),
            ("about 1 day after x", 0, 2),
        ],
        *[
            ("about 1 week after x", 0, 14),
            ("about 1 month after x", 0, 62),
            ("about 1 year after x", 273, 458),
        ],
        *[("at least 2 days after x", 2, None), ("at least 2 days before x", None, -2)],
        *[("within 1 year after x", 0, 366), ("within 3 days before x", -3, 0), ("0 days after x", 0, 0)],
        *[("after x", 0, None), ("before x", None, 0), ("soon after x", 0, None), ("soon before x", None, 0)],
        *[("a day after x", 1, 1), ("the day after x", 1, 1), ("two weeks before x", -14, -14)],
        *[("5 hours after x", 0, 1), ("30 hours after x", 1, 2), ("20 minutes before x", -1, 0)],
        *[("several days after x", 2, None), ("a few weeks before x", None, -14), ("3-5 days after x", 3, 5)],
        *[("on the same day as x", 0, 0), ("the next day after x", 1, 1)],
        *[("during x", 0, 0), ("until x", 0, 0), ("since x", 0, 0), ("same day as x", 0, 0)],
    ],
)
def test_each_form_is_a_gap_in_days(text: str, low: int | None, high: int | None) -> None:
    relative = read(text)
    assert (relative.low_days, relative.high_days, relative.anchor) == (low, high, "x")


@pytest.mark.parametrize(
    ("text", "relation"),
    [
        *[("1 day after x", "after"), ("soon after x", "after"), ("within 2 days before x", "before")],
        *[("during x", "during"), ("until x", "until"), ("since x", "since"), ("same day as x", "same-day")],
    ],
)
def test_each_form_names_its_relation(text: str, relation: str) -> None:
    assert read(text).relation == relation


@pytest.mark.parametrize("text", ["about 2 days after x", "soon after x"])
def test_loose_words_are_marked_approximate(text: str) -> None:
    assert read(text).approximate
    assert not read("2 days after x").approximate


@pytest.mark.parametrize(
    ("text", "anchor", "is_date"),
    [
        *[("1 day after marat.release", "marat.release", False), ("after 37-trial", "37-trial", False)],
        *[("1..2 days before 2011-12-16", "2011-12-16", True), ("after 2011-12-XX", "2011-12-XX", True)],
        *[("during 2011-12-16/2012-01-31", "2011-12-16/2012-01-31", True)],
    ],
)
def test_an_anchor_is_an_id_or_a_date(text: str, anchor: str, is_date: bool) -> None:
    assert (read(text).anchor, read(text).anchor_is_date) == (anchor, is_date)


@pytest.mark.parametrize(
    "text", ["", "2011-12-16", "about 400", "3 days", "the-day-after", "[2011,2012]", "afterx"]
)
def test_other_words_are_not_of_this_shape(text: str) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(
    "text",
    [
        *[
            "3 days after",
            "after",
            "days after x",
            "3 fortnights after x",
            "-3 days after x",
            "3 days after x y",
        ],
        *[
            "after 2011-13",
            "after 2011-12-16T10",
            "After x",
            "within 1..2 days after x",
        ],
        *[
            "at least 1..2 days after x",
            "about after x",
            "3.5 days after x",
            "soon during x",
            "same day as",
            "١ day after x",
        ],
        *["999999 days after x", "after " + "x" * 1000],
    ],
)
def test_a_broken_relative_date_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse(text)


@pytest.mark.parametrize("text", ["5..2 days after x", "after 2012/2011"])
def test_a_reversed_gap_is_refused(text: str) -> None:
    with pytest.raises(ReversedRange):
        parse(text)


def test_either_form_is_read_by_one_door() -> None:
    assert isinstance(parse_when("2011-12"), When)
    assert isinstance(parse_when("1  day after  x"), Relative)
    with pytest.raises(BadDate):
        parse_when("some day")


@given(st.text() | st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        relative = parse(text)
    except (BadDate, ReversedRange):
        return
    assert relative is None or relative.text == " ".join(text.split())


@given(
    st.integers(0, 9999),
    st.sampled_from(["day", "week", "month", "year"]),
    st.sampled_from(["after", "before"]),
)
def test_about_is_never_narrower_and_never_crosses_the_anchor(number: int, unit: str, side: str) -> None:
    exact, about = (read(f"{how}{number} {unit} {side} x") for how in ("", "about "))
    assert exact.low_days is not None and exact.high_days is not None
    assert about.low_days is not None and about.high_days is not None
    assert about.low_days <= exact.low_days <= exact.high_days <= about.high_days
    assert about.low_days >= 0 if side == "after" else about.high_days <= 0


@given(st.integers(0, 9999), st.sampled_from(["days", "weeks", "months", "years"]))
def test_before_mirrors_after(number: int, unit: str) -> None:
    after, before = read(f"about {number} {unit} after x"), read(f"about {number} {unit} before x")
    assert (before.low_days, before.high_days) == (-(after.high_days or 0), -(after.low_days or 0))
