"""Approximate dates: the bounds, the refusals, and another library as the oracle.

Invariant: a date never excludes a day that its words allow, and parsing never fails in a way of its own.
"""

from __future__ import annotations

import math
from datetime import date, timedelta
from itertools import pairwise

import edtf
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from aigaq.errors import BadDate, DateNotHeld, ReversedRange
from aigaq.records.dates.when import (
    When,
    before,
    contains,
    from_bounds,
    from_spans,
    more_specific,
    overlaps,
    parse,
)

DAYS = st.dates(min_value=date(1, 1, 1))
SINGLE = [
    *("2012", "2012-04", "2012-04-16", "2000-02-29", "201X", "20XX", "2004-XX", "1985-04-XX", "1985-XX-XX"),
    *("156X-12-25", "15XX-12-25", "2004~", "2004-06?", "2004-06-11%", "?2004-06-11", "2004-06-~11"),
    *("2001-21", "2001-22", "2001-23", "2001-33", "2001-36", "2001-37", "2001-40", "2001-41", "2001-29"),
]


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def bounds(when: When) -> tuple[date | None, ...]:
    return when.earliest_start, when.latest_start, when.earliest_end, when.latest_end


def theirs(text: str) -> tuple[date | None, date | None]:
    """What the other library makes of it: first and last day."""
    read = edtf.parse_edtf(text)
    ends = (read.lower_strict(), read.upper_strict())
    low, high = (None if isinstance(end, float) and math.isinf(end) else date(*end[:3]) for end in ends)
    return low, high


def written() -> st.SearchStrategy[str]:
    """A day, its month, its year or its decade, with or without a qualifier."""
    cut = st.tuples(DAYS, st.sampled_from([4, 7, 10]), st.sampled_from(["", "?", "~", "%"]))
    return cut.map(lambda parts: parts[0].isoformat()[: parts[1]] + parts[2])


def whens() -> st.SearchStrategy[When]:
    """Dates of every shape that `parse` knows."""
    pair = st.tuples(DAYS, DAYS).map(sorted)
    shapes = st.sampled_from(
        ["{0}/{1}", "[{0},{1}]", "[{0}..{1}]", "[..{1}]", "{{{0},{1}}}", "{0}/..", "/{1}"]
    )
    return st.one_of(written(), st.builds(lambda shape, ab: shape.format(*ab), shapes, pair)).map(parse)


@pytest.mark.parametrize("text", SINGLE)
def test_one_date_agrees_with_the_other_library(text: str) -> None:
    first, last = theirs(text)
    assert bounds(parse(text)) == (first, last, first, last)


@pytest.mark.parametrize("text", ["2004-06/2006-08", "2004/2005-02-01", "[1667,1668,1670..1672]", "[..1984]"])
def test_hulls_agree_with_the_other_library(text: str) -> None:
    when = parse(text)
    assert (when.earliest_start, when.latest_end) == theirs(text)


@given(written())
def test_any_date_of_level_0_or_1_agrees_with_the_other_library(text: str) -> None:
    when = parse(text)
    assert (when.earliest_start, when.latest_end) == theirs(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2011-12-16/2012-01", ("2011-12-16", "2011-12-16", "2012-01-01", "2012-01-31")),
        ("2004-06/2004-06-10", ("2004-06-01", "2004-06-10", "2004-06-10", "2004-06-10")),
        ("2011/..", ("2011-01-01", "2011-12-31", None, None)),
        ("/2011", (None, None, "2011-01-01", "2011-12-31")),
        ("[2011-12-17,2011-12-18]", ("2011-12-17", "2011-12-18", "2011-12-17", "2011-12-18")),
        ("[2011-12-17..]", ("2011-12-17", None, "2011-12-17", None)),
        ("{2011-12,2012-02-03}", ("2011-12-01", "2011-12-31", "2012-02-03", "2012-02-03")),
        ("{..2011}", (None, None, "2011-01-01", "2011-12-31")),
        ("1950S2", ("1900-01-01", "1999-12-31", "1900-01-01", "1999-12-31")),
        ("2011-24", ("2011-12-01", "2012-02-29", "2011-12-01", "2012-02-29")),
        ("2011-31", ("2011-03-01", "2011-05-31", "2011-03-01", "2011-05-31")),
        ("XXXX-02-29", ("0004-02-29", "9996-02-29", "0004-02-29", "9996-02-29")),
        ("2011-1X-3X", ("2011-10-30", "2011-12-31", "2011-10-30", "2011-12-31")),
    ],
)
def test_each_shape_has_its_four_bounds(text: str, expected: tuple[str | None, ...]) -> None:
    assert bounds(parse(text)) == tuple(day(each) for each in expected)


@pytest.mark.parametrize(
    ("text", "uncertain", "approximate"),
    [
        *[("2012?", True, False), ("2012-04~", False, True), ("2012-04-16%", True, True)],
        *[("2012-?04-16", True, False), ("2012~-04", False, True), ("[2011,2012~]", False, True)],
        *[("2011?/2012", True, False), ("1950S2", False, True), ("1950S4", False, False)],
    ],
)
def test_qualifiers_are_flags(text: str, uncertain: bool, approximate: bool) -> None:
    when = parse(text)
    assert (when.uncertain, when.approximate) == (uncertain, approximate)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            " ",
            "16 December",
            "2011-12-16 ",
            "2011-13",
            "2011-02-30",
            "2011-42",
            "20111216",
        ],
        *[
            "/",
            "../..",
            "2011/2012/2013",
            "[]",
            "[..]",
            "[2011",
            "[2011}",
            "[2011/2012]",
            "[2011, 2012]",
            "2011-1",
        ],
        *["2011\n", "٢٠١١", "201XS2", "2011S2-04", "2011-21-03", "2011-2X-30-", "XXXX-04-31", "about 2011"],
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BadDate):
        parse(text)


@pytest.mark.parametrize(
    "text", ["2011-12-16T10", "2011-12-16T10:00:00Z", "12011", "-0044", "Y17000", "Y-17E7", "0000", "9999-24"]
)
def test_what_is_not_held_is_refused_by_that_name(text: str) -> None:
    with pytest.raises(DateNotHeld):
        parse(text)


@pytest.mark.parametrize("text", ["2012/2011", "[2012-05..2012-04]", "{2012..2011}", "2011-12-16/2011-12-15"])
def test_a_range_that_ends_before_it_begins_is_refused(text: str) -> None:
    with pytest.raises(ReversedRange):
        parse(text)


@given(st.text() | st.text(alphabet="0123456789X-/.,[]{}?~%S", max_size=600))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    try:
        assert parse(text).text == text
    except (BadDate, ReversedRange) as error:
        assert len(str(error.parameters["value"])) <= 61


def test_a_huge_text_is_refused_at_once() -> None:
    with pytest.raises(BadDate):
        parse("[" + "XXXX-02-30," * 1_000_000 + "2011]")


@given(whens())
def test_bounds_stand_in_order(when: When) -> None:
    def ordered(a: date | None, b: date | None) -> bool:
        return a is None or b is None or a <= b

    assert ordered(when.earliest_start, when.latest_start)
    assert ordered(when.earliest_end, when.latest_end)
    assert ordered(when.earliest_start, when.earliest_end)
    assert ordered(when.latest_start, when.latest_end)


@given(DAYS)
def test_the_more_precise_lies_within_the_less_precise(exact: date) -> None:
    text = exact.isoformat()
    steps = [text, f"{text[:8]}XX", text[:7], text[:4], f"{text[:3]}X", f"{text[:2]}XX", "XXXX"]
    steps = steps[:5] if text.startswith("000") else steps
    assert all(contains(parse(wide), parse(narrow)) for narrow, wide in pairwise(steps))


@given(whens(), whens())
def test_overlap_is_symmetric_and_follows_from_containment(a: When, b: When) -> None:
    assert overlaps(a, b) == overlaps(b, a)
    if contains(a, b):
        assert overlaps(a, b)
    if before(a, b):
        assert not overlaps(a, b)


@given(whens(), whens())
def test_not_both_came_before_the_other(a: When, b: When) -> None:
    assert not (before(a, b) and before(b, a))


@given(DAYS, st.integers(0, 800))
def test_made_bounds_are_read_back(earliest: date, days: int) -> None:
    assume(earliest.toordinal() + days <= date.max.toordinal())
    latest = earliest + timedelta(days=days)
    when = from_bounds(earliest, latest)
    assert bounds(when) == (earliest, latest, earliest, latest)
    assert parse(when.text) == when


@pytest.mark.parametrize(
    ("earliest", "latest", "text"),
    [
        ("2011-12-19", "2011-12-19", "2011-12-19"),
        ("2011-12-17", "2011-12-18", "[2011-12-17,2011-12-18]"),
        ("2011-12-17", "2011-12-19", "[2011-12-17..2011-12-19]"),
        (None, "2011-12-19", "[..2011-12-19]"),
        ("2011-12-19", None, "[2011-12-19..]"),
        ("2012-04-01", "2012-04-30", "2012-04"),
        ("2012-01-01", "2012-12-31", "2012"),
    ],
)
def test_computed_bounds_are_written_as_people_write_them(
    earliest: str | None, latest: str | None, text: str
) -> None:
    assert from_bounds(day(earliest), day(latest)).text == text


def test_bounds_that_are_none_at_all_or_reversed_make_no_date() -> None:
    with pytest.raises(ReversedRange):
        from_bounds(date(2012, 1, 2), date(2012, 1, 1))
    with pytest.raises(ValueError, match="bound"):
        from_bounds(None, None)


@given(DAYS, DAYS, DAYS, DAYS)
def test_the_text_of_a_span_never_says_more_than_its_bounds(a: date, b: date, c: date, d: date) -> None:
    a, b, c, d = sorted([a, b, c, d])
    when = from_spans(a, b, c, d)
    assert bounds(when) == (a, b, c, d)
    assume(when.text.replace("X", "") != "/")
    assert contains(parse(when.text), when)


def test_a_span_whose_end_nobody_knows_says_so() -> None:
    assert from_spans(date(2011, 12, 16), date(2011, 12, 16), None, None).text == "2011-12-16/"


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        *[("2011-12-16", "2011-12-17", True), ("2011-12-17", "2011-12-16", False)],
        *[("2011-12-16", "2011-12-16", None), ("2011-12", "2011-12-17", None), ("2011", "2012-04", True)],
        *[("2012/..", "2011", False), ("../2011", "2012", True), ("[2011..]", "2012", None)],
    ],
)
def test_before_is_certain_or_not_said(a: str, b: str, expected: bool | None) -> None:
    assert before(parse(a), parse(b)) is expected


def test_more_specific_leaves_out_days() -> None:
    assert more_specific(parse("2011-12"), parse("[2011-12-17,2011-12-18]"))
    assert not more_specific(parse("2011-12"), parse("2011-12-XX"))
    assert not more_specific(parse("2011"), parse("2011/.."))
