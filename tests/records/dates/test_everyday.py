"""Days as people write them are the days they mean, or are refused with both days that they may mean."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import BadDate, TwoDays
from aigaq.records.dates.everyday import as_edtf, months
from aigaq.records.dates.relative import parse_when
from aigaq.records.dates.when import When

NINTH_OF_MARCH = [
    *("9.3.2034", "09.03.2034", "9.03.2034 г.", "9 марта 2034", "9-го марта 2034 года", "9 мар. 2034"),
    *("9 March 2034", "9th of March, 2034", "March 9, 2034", "Mar 9th 2034", "9-Mar-2034", "09 MARCH 2034"),
    *("2034-3-9", "2034.03.09", "2034/3/9", "2034 жылғы 9 наурыз", "2034 ж. 9 наурызда", "9 наурыз 2034 жыл"),
    *("2034-03-09", " 9  March  2034 "),
]


@pytest.mark.parametrize("written", NINTH_OF_MARCH)
def test_a_day_is_read_in_every_form(written: str) -> None:
    when = parse_when(written.strip())
    assert isinstance(when, When)
    assert (when.text, when.earliest_start) == ("2034-03-09", date(2034, 3, 9))


@pytest.mark.parametrize(
    "written", ["March 2034", "март 2034 г.", "2034 жылғы наурыз", "3.2034", "2034, March"]
)
def test_a_month_is_a_month(written: str) -> None:
    assert as_edtf(written) == "2034-03"


@pytest.mark.parametrize("written", ["about 9 March 2034", "около 09.03.2034", "шамамен 2034 жылғы 9 наурыз"])
def test_about_a_day_stays_about_it(written: str) -> None:
    assert as_edtf(written) == "2034-03-09~"


def test_figures_that_may_be_two_days_are_refused_with_both() -> None:
    with pytest.raises(TwoDays) as caught:
        parse_when("04/07/2034")
    assert caught.value.parameters["days"] == "2034-04-07 / 2034-07-04"
    assert as_edtf("28/07/2034") == as_edtf("07/28/2034") == "2034-07-28"
    assert as_edtf("07-07-2034") == "2034-07-07"


@pytest.mark.parametrize(
    "written",
    [
        "9.3.34",
        "2034-03-09 11:00",
        "Friday 9 March 2034",
        "31.02.2034",
        "9 Brumaire 2034",
        "42/42/2034",
        "early March",
    ],
)
def test_what_is_no_day_of_that_form_is_refused(written: str) -> None:
    with pytest.raises(BadDate):
        parse_when(written)


def test_what_is_edtf_stays_as_it_is() -> None:
    for written in ("2034-03~", "203X", "[2034-03-01..2034-03-09]", "2034-03-01/2034-03-09", "2034-21"):
        assert as_edtf(written) == written


def test_no_name_is_of_two_months() -> None:
    assert len(set(months().values())) == 12
    assert min(len(name) for name in months()) >= 3


@given(st.dates(date(1000, 1, 1), date(9999, 12, 30)), st.sampled_from(sorted(months())))
def test_every_day_with_dots_and_every_name_of_a_month_is_that_day(day: date, name: str) -> None:
    assert as_edtf(f"{day.day}.{day.month}.{day.year}") == day.isoformat()
    first = date(day.year, months()[name], 1)
    assert as_edtf(f"1 {name} {day.year}") == first.isoformat()
    assert as_edtf(f"{day.year} жылғы 2 {name}") == (first + timedelta(days=1)).isoformat()
