"""The bootstrap: its acceleration as SparseMSE prints it, its corrections by hand.

Invariant: a replicate without a finite answer counts as above every limit.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.estimation.graphs.tables import published
from tests.estimation.loglinear.tables import answered, cells_of

from aigaq.estimation.loglinear.bootstrap import (
    Estimator,
    _corrected,
    _quantile,
    _shift,
    bootstrap,
    jackknifed,
    resampled,
)
from aigaq.estimation.loglinear.listing import counts_of
from aigaq.estimation.loglinear.selection import stepwise
from aigaq.estimation.table import Floats


def generator(seed: int) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(seed))


def two_lists(tables: Floats) -> Floats:
    """m of two independent lists, NaN without an overlap."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found: Floats = np.where(tables[:, 3] > 0, tables[:, 1] * tables[:, 2] / tables[:, 3], np.nan)
    return found


def chosen_among(lists: int) -> Estimator:
    return lambda tables: stepwise(tables, lists).unseen


def test_the_acceleration_is_that_of_sparsemse_on_every_table() -> None:
    for name, row in answered("sparsemse", "stepwise p=0.02, BCa").items():
        table = published(name)
        found = jackknifed(counts_of(table), chosen_among(len(table.lists)))
        assert found == pytest.approx(float(row["ahat"]), abs=6e-6), name


def test_kosovo_has_the_limits_of_sparsemse_but_for_chance() -> None:
    counts = counts_of(published("kosovo_1999"))
    found = bootstrap(counts, chosen_among(4), replicates=1000, rng=generator(1))
    # 200 replicates were drawn there, 1,000 here.
    assert (found.low, found.high) == pytest.approx((12584, 16541), rel=0.025)
    assert found.without == 0


def test_the_same_seed_gives_the_same_limits() -> None:
    first, second = (
        bootstrap(cells_of([50, 40, 12]), two_lists, replicates=200, rng=generator(4)) for _ in range(2)
    )
    assert (first.low, first.high) == (second.low, second.high)


def test_without_shift_and_acceleration_the_limits_are_percentiles() -> None:
    assert _corrected(0.025, 0.0, 0.0) == pytest.approx(0.025)
    assert _corrected(0.975, 0.0, 0.0) == pytest.approx(0.975)


def test_limits_move_as_efron_has_it() -> None:
    shift, acceleration, score = 0.3, 0.05, NormalDist().inv_cdf(0.975)
    bent = shift + (shift + score) / (1 - acceleration * (shift + score))
    assert _corrected(0.975, shift, acceleration) == pytest.approx(NormalDist().cdf(bent))
    assert _corrected(0.975, 0.0, 0.6) == 1.0


def test_replicates_equal_to_the_estimate_count_half() -> None:
    assert _shift(np.array([5.0] * 10), 5.0) == 0.0
    assert _shift(np.array([4.0, 5.0, 5.0, 6.0]), 5.0) == 0.0
    assert _shift(np.array([4.0, 4.0, 4.0, 6.0]), 5.0) == pytest.approx(NormalDist().inv_cdf(0.75))


def test_a_limit_among_replicates_without_an_answer_is_infinite() -> None:
    draws = np.array([*range(90), *[np.inf] * 10], dtype=float)
    assert _quantile(draws, 0.5) == 49.5
    assert _quantile(draws, 0.95) == np.inf


def test_replicates_without_overlap_lift_the_upper_limit() -> None:
    found = bootstrap(cells_of([30, 30, 2]), two_lists, replicates=400, rng=generator(2))
    assert found.without > 20
    assert found.high == np.inf


@given(st.lists(st.integers(0, 40), min_size=7, max_size=7).filter(any), st.integers(0, 99))
def test_a_resampled_table_has_as_many_people_and_no_new_cells(counts: list[int], seed: int) -> None:
    tables = resampled(cells_of(counts), 5, generator(seed))
    assert (tables.sum(axis=1) == sum(counts)).all()
    assert not tables[:, cells_of(counts) == 0].any()
