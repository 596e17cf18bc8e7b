"""A hedge is kept wherever it stands, in three languages; what may bound a number is never what was counted."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aigaq.errors import BadQuantity
from aigaq.records.hedges import hedges, in_digits, vague
from aigaq.records.quantities import parse

ABOVE_30 = [
    *(
        "30 с лишним",
        "свыше 30",
        "больше чем 30",
        "30-дан астам",
        "30-дан көп",
        "30-дан артық",
        "30 odd",
        "over 30",
    ),
    *("более тридцати", "отыздан астам", "in excess of 30", ">30", "30 тел с лишним", "30 с небольшим"),
]
FROM_30 = [
    *(
        "30 плюс",
        "30+",
        "30 plus",
        "30 как минимум",
        "как минимум 30",
        "по меньшей мере 30",
        "30 и более",
        "≥ 30",
    ),
    *(
        "30 and counting",
        "30 at least",
        "30 minimum",
        "30-дан кем емес",
        "кем дегенде 30",
        "кемінде 30",
        "30 bodies or more",
    ),
]
ABOUT_30 = [
    *(
        "около 30",
        "примерно тридцать",
        "30 примерно",
        "порядка 30",
        "шамамен 30",
        "30-ға жуық",
        "отызға жуық",
    ),
    *("~30", "ca 30", "30 approximately", "30 or thereabouts", "30 шақты"),
]


@pytest.mark.parametrize("text", ABOVE_30)
def test_more_than_a_number_is_open_above(text: str) -> None:
    assert (parse(text).low, parse(text).high, parse(text).exactness) == (31, None, "at-least")


@pytest.mark.parametrize("text", FROM_30)
def test_at_least_a_number_is_open_above(text: str) -> None:
    assert (parse(text).low, parse(text).high, parse(text).exactness) == (30, None, "at-least")


@pytest.mark.parametrize("text", ABOUT_30)
def test_about_a_number_is_about_it(text: str) -> None:
    assert (parse(text).low, parse(text).exactness) == (30, "about")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        *[
            ("до 30", 0, 30),
            ("не более 30", 0, 30),
            ("30-ға дейін", 0, 30),
            ("менее 30", 0, 29),
            ("30-дан аз", 0, 29),
        ],
        *[("от 2 до 5", 2, 5), ("2 или 3", 2, 3), ("2 мен 5 арасында", 2, 5), ("между 2 и 5 людьми", 2, 5)],
        *[
            ("двадцать два", 22, 22),
            ("он жеті", 17, 17),
            ("триста сорок человек", 340, 340),
            ("екі жүз елу", 250, 250),
        ],
        *[
            ("две тысячи пятьсот", 2500, 2500),
            ("16 тысяч", 16000, 16000),
            ("3 мың адам", 3000, 3000),
            ("полсотни", 50, 50),
            ("несколько", 2, None),
            ("бірнеше адам", 2, None),
        ],
        *[("десятки тел", 20, None), ("жүздеген", 200, None), ("ни одного", 0, 0), ("ешкім", 0, 0)],
    ],
)
def test_russian_and_kazakh_are_read(text: str, low: int, high: int | None) -> None:
    assert (parse(text).low, parse(text).high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        *("30 hopefully", "30 предположительно", "30 reportedly", "30 по словам", "30 бәлкім", "близко к 30"),
        *("30 если верить", "пять два", "сто двести", "30 possibly", "30 in total maybe", "30 только"),
    ],
)
def test_a_word_that_may_bound_is_no_unit(text: str) -> None:
    with pytest.raises(BadQuantity):
        parse(text)


@pytest.mark.parametrize(
    "text", ["30 families", "30 человек", "30 окон", "30 adam", "30 of them", "30 писем"]
)
def test_a_noun_is_a_unit(text: str) -> None:
    assert parse(text).low == parse(text).high == 30


@given(st.sampled_from(sorted([*hedges().before, *hedges().after])), st.integers(13, 999), st.booleans())
def test_no_hedge_beside_a_number_leaves_it_exact(hedge: str, number: int, first: bool) -> None:
    text = f"{hedge} {number}" if first else f"{number} {hedge}"
    try:
        found = parse(text)
    except BadQuantity:
        return
    assert found.exactness != "exact" and found.unit is None


def test_no_vague_word_is_a_number() -> None:
    assert {parse(word).exactness for word in vague()} == {
        "some",
        "many",
        "at-least",
        "nearly-all",
        "all",
        "exact",
    }
    assert in_digits("an hour") == "an hour"
