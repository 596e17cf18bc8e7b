"""Numbers in words: every one up to 999 and the thousands, how they join, and what must never pass for a unit.

Invariant: a number in words is that number or an error; never another number.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import BadQuantity, ReversedRange
from aigaq.records.quantities import Quantity, parse

ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven"),
    *("twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
JOINERS = (
    "and",
    "or",
    "to",
    "but",
    "more",
    "dozen",
    "hundred",
    "thousand",
    "less",
    "two",
    "hundreds",
    "half",
)


def words(number: int, *, hyphen: str = "-", joined: str = " and ") -> str:
    """A number as English writes it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10] + (hyphen + ONES[number % 10] if number % 10 else "")
    for scale, name in ((1000, "thousand"), (100, "hundred")):
        if number >= scale:
            rest = words(number % scale, hyphen=hyphen, joined=joined) if number % scale else ""
            head = words(number // scale, hyphen=hyphen, joined=joined)
            return f"{head} {name}{joined + rest if rest else ''}"
    raise AssertionError


def exactly(number: int, unit: str | None, text: str) -> Quantity:
    return Quantity(number, number, "exact", unit, text)


def test_every_number_up_to_999_is_read_as_itself() -> None:
    written = [
        (number, words(number, hyphen=hyphen, joined=joined))
        for number in range(1000)
        for hyphen in "- "
        for joined in (" ", " and ")
    ]
    assert [text for number, text in written if parse(text) != exactly(number, None, text)] == []
    assert [text for number, text in written if parse(f"{text} men").low != number] == []


@given(st.integers(1000, 999_999), st.sampled_from([" ", " and "]))
def test_thousands_in_words_are_read_as_themselves(number: int, joined: str) -> None:
    text = words(number, joined=joined)
    assert parse(text) == exactly(number, None, text)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *[("two hundred", 200, 200), ("a thousand", 1000, 1000), ("a hundred men", 100, 100)],
        *[("a couple", 2, 2), ("a score", 20, 20), ("two dozen", 24, 24), ("half a dozen", 6, 6)],
        *[("several hundred", 200, None), ("many thousands", 2000, None), ("a few dozen", 20, None)],
        *[("two or three dozen", 24, 36), ("2-3 hundred", 200, 300), ("ninety to a hundred", 90, 100)],
        *[("16 or more", 16, None), ("16 and more dead", 16, None), ("16 or fewer", 0, 16)],
        *[("twenty-two people", 22, 22), ("about two hundred", 200, 200), ("16 thousand", 16_000, 16_000)],
        *[("between two hundred and fifty and three hundred", 250, 300), ("over a hundred", 101, None)],
    ],
)
def test_what_can_be_read_is_read(text: str, low: int, high: int | None) -> None:
    read = parse(text)
    assert (read.low, read.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        *["16 dead or wounded", "one to two hundred", "between two and three hundred", "twenty-one hundred"],
        *[
            "a lot",
            "a number of men",
            "a crowd",
            "two hundered",
            "a hundered",
            "a day or two",
            "16 тысяч 500",
        ],
        *[
            "16 или много",
            "16 мың 500",
            "20 percent",
            "all but two",
            "two or three hundred thousand",
            "16 more",
        ],
        *["one or several", "two thirds", "one and a half", "hundreds of thousands", "at least 4 or more"],
        *["16 hundredth or so men", "two hundred or three hundred thousand", "30 a day", "2 thousand 500"],
    ],
)
def test_what_may_mean_another_number_is_refused(text: str) -> None:
    with pytest.raises(BadQuantity):
        parse(text)


@given(
    st.lists(st.sampled_from([*ONES, *TENS[2:], *JOINERS, "a", "men", "16", "dead", "of"]), max_size=7),
    st.sampled_from(["", "about ", "at least ", "between "]),
)
def test_no_unit_holds_a_word_that_counts_or_joins(parts: list[str], how: str) -> None:
    try:
        unit = parse(how + " ".join(parts)).unit
    except (BadQuantity, ReversedRange):
        return
    assert not {*ONES, *TENS[2:], *JOINERS, "16"} & set((unit or "").split())


@given(st.integers(1, 99), st.integers(0, 50), st.sampled_from([" or ", " to ", "-", ".."]))
def test_a_range_in_words_is_the_range_in_digits_or_refused(low: int, more: int, joint: str) -> None:
    try:
        read = parse(words(low) + joint + words(low + more))
    except BadQuantity:
        return
    assert (read.low, read.high) == (low, low + more)
