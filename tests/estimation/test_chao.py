"""Chao's three numbers of one name, and the lower bound, against what is published.

Invariant: the formulas give the published digits.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimation.tables import independent, of, published

from aigaq import estimation
from aigaq.estimation.chao import estimate_chao, estimate_lower

PLAIN = [
    ("kosovo_1999", 10_270, 9_718, 10_880),
    ("allegheny_2003_4list", 5_165, 4_776, 5_613),
    ("gaza_2023_24_3list", 124_324, 120_427, 128_387),
    ("netherlands_5list", 81_240, 73_903, 89_397),
    ("new_orleans_8list", 1_530, 890, 2_752),
    ("philippines_caloocan_police", 361, 329, 416),
]
LOWER = [
    ("kosovo_1999", 8_591),
    ("allegheny_2003_4list", 4_321),
    ("artificial_3list_nonidentifiable", 539),
    ("australia_4list", 1_157),
    ("gaza_2023_24_3list", 68_575),
    ("netherlands_6list", 54_368),
    ("new_orleans_8list", 1_206),
    ("philippines_caloocan_unidentified", 839),
    ("spina_bifida_3list", 757),
    ("uk_2013_6list", 12_299),
]


@pytest.mark.parametrize(("name", "point", "low", "high"), PLAIN)
def test_the_plain_form_gives_the_published_figures(name: str, point: int, low: int, high: int) -> None:
    found = estimate_chao(estimation.table(published(name)), form="plain")
    assert found.median is not None and found.low is not None and found.high is not None
    assert (found.median, found.low, found.high) == pytest.approx((point, low, high), abs=0.6)


@pytest.mark.parametrize(("name", "bound"), LOWER)
def test_the_bound_with_list_effects_gives_the_published_figures(name: str, bound: int) -> None:
    assert estimate_lower(estimation.table(published(name))).median == pytest.approx(bound, abs=0.6)


def test_the_anchor_of_the_plain_form_has_its_printed_digit() -> None:
    assert estimate_chao(estimation.table(published("kosovo_1999")), form="plain").median == pytest.approx(
        10_270.5, abs=0.05
    )


def test_the_three_forms_worked_by_hand() -> None:
    table = of(10, 20, 4, 30, 6, 10, 5)  # 60 on one list, 20 on two, 5 on three
    found = {form: estimate_chao(table, form=form).median for form in ("plain", "corrected", "occasions")}
    assert found["plain"] == 85 + 60**2 / 40
    assert found["corrected"] == 85 + 60 * 59 / 42
    assert found["occasions"] == pytest.approx(85 + 60**2 / 40 * 2 / 3)


def test_lists_of_unequal_size_push_the_plain_form_over_the_truth_and_not_the_bound() -> None:
    tables = [independent(1000, (0.6, 0.3, 0.15, 0.1), seed=seed) for seed in range(20)]
    plain = [estimate_chao(table, form="plain").median or 0 for table in tables]
    bound = [estimate_lower(table).median or 0 for table in tables]
    assert sum(plain) / 20 > 1100
    assert abs(sum(bound) / 20 - 1000) < 30


@given(st.lists(st.integers(1, 60), min_size=7, max_size=7))
def test_no_estimate_is_below_the_names_we_hold(counts: list[int]) -> None:
    table = of(*counts)
    for found in (estimate_chao(table), estimate_lower(table)):
        assert found.refused or (found.low is not None and found.low >= table.n)


def test_only_the_bound_calls_itself_one() -> None:
    table = of(10, 20, 4, 30, 6, 10, 5)
    assert estimate_lower(table).diagnostics["lower_bound"] == "yes"
    assert all(
        estimate_chao(table, form=form).diagnostics["lower_bound"] == "no" for form in ("plain", "corrected")
    )
