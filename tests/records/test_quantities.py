"""How many, as said: each form, the refusals, and how two of them stand together.

Invariant: nothing that was said as a vague word becomes a number, and comparing does not depend on the order.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import BadQuantity, ReversedRange
from aigaq.records.quantities import LARGEST, Quantity, allowed, compare, parse

FORMS = ["{}", "about {}", "more than {}", "at least {}", "fewer than {}", "at most {}"]
WORDS = ["some", "several", "dozens", "many", "nearly all", "all", "none"]


def quantities() -> st.SearchStrategy[Quantity]:
    numbers = st.integers(1, 50)
    told = st.builds(lambda form, number: form.format(number), st.sampled_from(FORMS), numbers)
    ranges = st.builds(lambda low, more: f"{low}..{low + more}", numbers, st.integers(0, 20))
    return st.one_of(told, ranges, st.sampled_from(WORDS)).map(parse)


@pytest.mark.parametrize(
    ("text", "low", "high", "exactness", "unit"),
    [
        *[
            ("16", 16, 16, "exact", None),
            ("16 bodies", 16, 16, "exact", "bodies"),
            ("0", 0, 0, "exact", None),
        ],
        *[("about 400", 400, 400, "about", None), ("more than 16", 17, None, "at-least", None)],
        *[("at least 3 men", 3, None, "at-least", "men"), ("fewer than 5", 0, 4, "at-most", None)],
        *[
            ("at most 5", 0, 5, "at-most", None),
            ("2..5", 2, 5, "range", None),
            ("30..40 km", 30, 40, "range", "km"),
        ],
        *[
            ("8 months", 8, 8, "exact", "months"),
            ("some", 1, None, "some", None),
            ("many", 2, None, "many", None),
        ],
        *[
            ("nearly all", None, None, "nearly-all", None),
            ("all the others", None, None, "all", "the others"),
        ],
        *[
            ("none", 0, 0, "exact", None),
            ("1,200", 1200, 1200, "exact", None),
            ("1 200 км", 1200, 1200, "exact", "км"),
        ],
        *[("1,000,000,000", LARGEST, LARGEST, "exact", None), ("some bodies", 1, None, "some", "bodies")],
    ],
)
def test_each_form_is_read(
    text: str, low: int | None, high: int | None, exactness: str, unit: str | None
) -> None:
    assert parse(text) == Quantity(low, high, exactness, unit, text)


@pytest.mark.parametrize(
    "text",
    [
        *[
            "",
            " ",
            "-5",
            "1000000001",
            "more than 1000000000",
            "fewer than 0",
            "3.5",
            "16-",
            "about",
            "bodies",
        ],
        *[
            "1,20",
            "1,200 300",
            "about 2..5",
            "16 2 bodies",
            "١٦",
            "at least many",
            "16_",
            "1" * 5000,
            "²",
            "16\x00",
        ],
    ],
)
def test_what_is_no_quantity_is_refused(text: str) -> None:
    with pytest.raises(BadQuantity):
        parse(text)


@pytest.mark.parametrize(
    ("text", "low", "high", "exactness"),
    [
        *[("over 20", 21, None, "at-least"), ("no fewer than 20 men", 20, None, "at-least")],
        *[
            ("up to 5", 0, 5, "at-most"),
            ("less than 5", 0, 4, "at-most"),
            ("no more than 5", 0, 5, "at-most"),
        ],
        *[
            ("approximately 40", 40, 40, "about"),
            ("Around 40", 40, 40, "about"),
            ("nearly 30", 30, 30, "about"),
        ],
        *[("some 400 people", 400, 400, "about"), ("about twenty", 20, 20, "about")],
        *[("16-20", 16, 20, "range"), ("16–20", 16, 20, "range"), ("5 to 7 days", 5, 7, "range")],
        *[
            ("2 or 3", 2, 3, "range"),
            ("between 5 and 10 men", 5, 10, "range"),
            ("two or three", 2, 3, "range"),
        ],
        *[
            ("three", 3, 3, "exact"),
            ("a day", 1, 1, "exact"),
            ("an hour", 1, 1, "exact"),
            ("a dozen", 12, 12, "exact"),
        ],
        *[("several days", 2, None, "some"), ("a few", 2, None, "some"), ("Some of them", 1, None, "some")],
        *[("dozens", 20, None, "at-least"), ("hundreds of people", 200, None, "at-least")],
    ],
)
def test_other_ways_of_saying_the_same_are_read(
    text: str, low: int | None, high: int | None, exactness: str
) -> None:
    read = parse(text)
    assert (read.low, read.high, read.exactness) == (low, high, exactness)


def test_a_reversed_range_is_refused() -> None:
    with pytest.raises(ReversedRange):
        parse("5..2")


@pytest.mark.parametrize(
    ("a", "b", "answer"),
    [
        *[("16", "16", "agrees"), ("16", "16 bodies", "agrees"), ("1 month", "1 months", "agrees")],
        *[
            ("16", "more than 16", "contradicts"),
            ("16", "at least 16", "more-specific"),
            ("16", "17", "contradicts"),
        ],
        *[("more than 16", "at least 17", "agrees"), ("about 400", "about 400", "agrees")],
        *[
            ("about 400", "440", "more-specific"),
            ("about 400", "441", "contradicts"),
            ("about 3", "4", "more-specific"),
        ],
        *[
            ("about 400", "about 380", "compatible"),
            ("2..5", "4..9", "compatible"),
            ("2..5", "6..9", "contradicts"),
        ],
        *[
            ("30 km", "30 men", "not-comparable"),
            ("some", "16", "more-specific"),
            ("some", "none", "contradicts"),
        ],
        *[
            ("many", "1", "contradicts"),
            ("many", "some", "more-specific"),
            ("all", "nearly all", "compatible"),
        ],
        *[("all", "16", "not-comparable"), ("all", "none", "contradicts"), ("all", "all", "agrees")],
        *[("nearly all", "many", "compatible"), ("all", "at least 3", "not-comparable")],
    ],
)
def test_two_quantities_stand_together(a: str, b: str, answer: str) -> None:
    assert compare(parse(a), parse(b)) == answer
    assert compare(parse(b), parse(a)) == answer


@given(quantities(), quantities())
def test_the_order_of_two_changes_nothing(a: Quantity, b: Quantity) -> None:
    assert compare(a, b) == compare(b, a)


@given(quantities())
def test_a_quantity_agrees_with_itself(a: Quantity) -> None:
    assert compare(a, a) == "agrees"


@given(quantities(), quantities())
def test_a_contradiction_leaves_no_number_that_both_allow(a: Quantity, b: Quantity) -> None:
    if {a.exactness, b.exactness} & {"all", "nearly-all"}:
        return
    shared = [
        n
        for n in range(200)
        if all(lo <= n and (hi is None or n <= hi) for lo, hi in (allowed(a), allowed(b)))
    ]
    assert (compare(a, b) == "contradicts") == (shared == [])


@given(st.integers(0, LARGEST))
def test_thousands_may_be_set_apart(number: int) -> None:
    plain = parse(str(number))
    assert parse(f"{number:,}").low == parse(f"{number:,}".replace(",", " ")).low == plain.low == number


@given(st.text() | st.text(alphabet="0123456789., abkm-", max_size=150))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        assert parse(text).text == text
    except (BadQuantity, ReversedRange) as error:
        assert len(str(error.parameters["value"])) <= 60
