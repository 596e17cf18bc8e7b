"""Days that a set or a masked date leaves out, and days that "about" may mean.

Invariant: no day that the words allow lies outside the spans.
"""

from __future__ import annotations

import pytest

from aigaq.records.dates import when as dates


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ("[2031-06-03,2031-06-05]", "2031-06-04", False),
        ("[2031-06-03,2031-06-05]", "2031-06-05", True),
        ("[2031-06-03..2031-06-05]", "2031-06-04", True),
        ("[2031-06-03,2031-06-05]", "2031-06", True),
        ("[2031-06-03,2031-06-05]", "[2031-06-04,2031-06-06]", False),
        ("[..2031-06-03,2031-06-05]", "2031-06-04", False),
        ("[..2031-06-03,2031-06-05]", "1999", True),
        ("2031-XX-16", "2031-06-15", False),
        ("2031-XX-16", "2031-06-16", True),
        ("203X-02", "2031-03", False),
        ("2031-1X", "2031-11-04", True),
        ("XXXX-02-29", "2031-03-01", True),
        ("{2031-06-03,2031-06-05}", "2031-06-04", True),
    ],
)
def test_days_between_those_of_a_set_are_not_meant(a: str, b: str, together: bool) -> None:
    assert dates.overlaps(dates.parse(a), dates.parse(b)) is together
    assert dates.overlaps(dates.parse(b), dates.parse(a)) is together
    assert together or not dates.contains(dates.parse(a), dates.parse(b))


@pytest.mark.parametrize(
    "text", ["2031-XX-16", "2031-0X-X5", "[2031-06-03,2031-06-05,2032-01-XX]", "202X-02"]
)
def test_no_day_of_the_words_lies_outside_the_spans(text: str) -> None:
    when = dates.parse(text)
    assert len(when.spans) > 1
    assert (when.spans[0][0], when.spans[-1][1]) == (when.earliest_start, when.latest_end)
    ends = [day for span in when.spans for day in span if day is not None]
    assert ends == sorted(ends)


@pytest.mark.parametrize(
    ("a", "b", "near"),
    [
        ("2031-06-04~", "2031-06-05", True),
        ("2031-06-04~", "2031-06-07", True),
        ("2031-06-04~", "2031-06-08", False),
        ("2031-06-04~", "2031-06-10~", True),
        ("2031-06-04?", "2031-06-05", False),
        ("2031-06-04%", "2031-06-03", True),
        ("2031-06~", "2031-07-20", True),
        ("2031-06~", "2031-09-20", False),
        ("2031~", "2032-05", True),
    ],
)
def test_about_a_day_is_three_days_off_and_about_a_span_its_length(a: str, b: str, near: bool) -> None:
    assert dates.near(dates.parse(a), dates.parse(b)) is dates.near(dates.parse(b), dates.parse(a)) is near
