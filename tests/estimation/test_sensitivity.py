"""The dial: closed form, moved by xi alone.

Invariant: at xi = 1 two lists give independence, and N falls as xi rises.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.estimation.tables import independent, of

from aigaq import estimation
from aigaq.estimation.sensitivity import estimate_sensitivity, sweep


def test_two_lists_at_one_give_lincoln_and_petersen() -> None:
    table = of(2000, 3000, 1000)
    found = estimate_sensitivity(table)
    assert found.median == pytest.approx(4000 * 3000 / 1000, rel=0.01)


def test_three_lists_at_one_give_the_model_of_all_pairs() -> None:
    a, b, c, ab, ac, bc, abc = 900.0, 800.0, 500.0, 400.0, 300.0, 200.0, 150.0
    table = of(900, 800, 200, 500, 300, 400, 150)
    counts = dict(zip(("001", "010", "011", "100", "101", "110", "111"), table.counts.tolist(), strict=True))
    odd = counts["001"] * counts["010"] * counts["100"] * counts["111"]
    even = counts["011"] * counts["101"] * counts["110"]
    assert odd == a * b * c * abc and even == ab * ac * bc
    assert estimate_sensitivity(table).median == pytest.approx(table.n + odd / even, rel=0.02)


def test_the_unseen_are_the_ratio_over_xi() -> None:
    turns = sweep(of(2000, 3000, 1000), xis=(0.5, 1.0, 2.0, 4.0))
    assert [round((turn.median - 6000) / 6000, 1) for turn in turns] == [2.0, 1.0, 0.5, 0.2]


def test_the_interval_covers_the_truth_where_lists_are_independent() -> None:
    tables = [independent(1000, (0.5, 0.4, 0.3), seed=seed) for seed in range(60)]
    found = [estimate_sensitivity(table, seed=7) for table in tables]
    covered = [one.low <= 1000 <= one.high for one in found if one.low is not None and one.high is not None]
    assert len(covered) == 60
    assert sum(covered) >= 53


def test_empty_cells_and_answers_as_wide_as_the_world_are_refused() -> None:
    assert estimate_sensitivity(of(40, 40, 0, 40, 5, 0, 0)).reasons == ("empty-cells",)
    assert estimate_sensitivity(of(900, 900, 1, 900, 1, 1, 1)).reasons == ("diffuse",)


def test_the_same_seed_gives_the_same_draws_and_another_gives_others() -> None:
    table = of(30, 35, 20, 40, 22, 18, 12)
    one, two, other = (estimation.estimate(table, engine="sensitivity", seed=seed) for seed in (1, 1, 2))
    assert one.draws is not None and two.draws is not None and other.draws is not None
    assert np.array_equal(one.draws, two.draws)
    assert not np.array_equal(one.draws, other.draws)


def test_a_dial_at_nought_is_a_wrong_argument() -> None:
    with pytest.raises(ValueError):
        estimate_sensitivity(of(30, 35, 20), xi=0.0)
