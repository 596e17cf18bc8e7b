from __future__ import annotations

import numpy as np
import pytest

from aigaq.estimation.latent.diagnostics import (
    bulk_ess,
    effective,
    normal_scores,
    quantile_error,
    split,
    split_rhat,
)
from aigaq.estimation.table import Floats


def walk(lag: float, *, chains: int = 8, draws: int = 4000, seed: int = 0) -> Floats:
    """Chains of the first-order process with this autocorrelation, standard normal throughout."""
    rng = np.random.default_rng(seed)
    noise = rng.standard_normal((chains, draws)) * np.sqrt(1 - lag**2)
    found = np.empty((chains, draws))
    found[:, 0] = rng.standard_normal(chains)
    for place in range(1, draws):
        found[:, place] = lag * found[:, place - 1] + noise[:, place]
    return found


@pytest.mark.parametrize("lag", [-0.5, 0.0, 0.5, 0.9])
def test_a_process_of_known_memory_is_worth_what_theory_says(lag: float) -> None:
    draws = walk(lag)
    due = draws.size * (1 - lag) / (1 + lag)
    assert effective(draws) == pytest.approx(due, rel=0.12)
    assert bulk_ess(draws) == pytest.approx(due, rel=0.12)


def test_the_error_of_a_median_is_that_of_theory() -> None:
    draws = walk(0.0) + 100.0
    due = np.sqrt(np.pi / 2 / draws.size) / 100.0
    assert quantile_error(draws, 0.5) == pytest.approx(due, rel=0.15)


def test_chains_of_one_distribution_agree() -> None:
    assert split_rhat(walk(0.5)) < 1.005


def test_one_chain_elsewhere_is_seen() -> None:
    draws = walk(0.0, draws=500)
    draws[0] += 2.0
    assert split_rhat(draws) > 1.05


def test_chains_of_one_place_and_two_spreads_are_seen() -> None:
    draws = walk(0.0, draws=500)
    draws[:4] *= 4.0
    assert split_rhat(draws) > 1.05


def test_a_drift_that_all_chains_share_is_seen() -> None:
    draws = walk(0.0, draws=500) + np.linspace(0.0, 3.0, 500)
    assert split_rhat(draws) > 1.05


def test_chains_that_sit_still_apart_never_look_converged() -> None:
    assert split_rhat(np.repeat(np.arange(4.0)[:, None], 100, 1)) == float("inf")


def test_a_number_that_never_moves_is_agreed_on() -> None:
    still = np.full((4, 100), 7.0)
    assert split_rhat(still) == 1.0
    assert bulk_ess(still) == still.size


def test_ties_share_a_score_and_scores_sum_to_nothing() -> None:
    scores = normal_scores(np.array([[1.0, 1.0, 2.0], [0.0, 3.0, 3.0]]))
    assert scores[0, 0] == scores[0, 1] < scores[0, 2]
    assert scores[1, 1] == scores[1, 2]


def test_scores_do_not_change_with_the_scale() -> None:
    draws = walk(0.3, draws=100)
    assert split_rhat(np.exp(draws)) == pytest.approx(split_rhat(draws), abs=0.01)
    assert np.array_equal(normal_scores(np.exp(draws)), normal_scores(draws))


def test_a_chain_is_split_in_halves() -> None:
    assert split(np.array([[1.0, 2.0, 3.0, 4.0, 5.0]])).tolist() == [[1.0, 2.0], [4.0, 5.0]]
