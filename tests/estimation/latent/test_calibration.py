from __future__ import annotations

import numpy as np
import pytest
from benchmarks.calibration_latent import calibrate, evenness, from_prior, pattern_shares, ranks

from aigaq.estimation.latent.moves import sweep
from aigaq.estimation.latent.running import Prior, model_of
from aigaq.estimation.latent.sampler import Plan, sampler
from aigaq.estimation.table import patterns_of

PROPER = Prior(4.0, 30 / 31, float("inf"))
# Chi-square of 15 degrees of freedom: above this once in a thousand.
RARE = 37.7


def test_truths_from_the_prior_fall_anywhere_among_the_draws() -> None:
    found = ranks(
        rows=240, prior=PROPER, draws=31, thin=6, seed=4, plan=Plan(leaps=12, sweeps=60, learning=60)
    )
    assert len(found) > 230
    assert evenness(found, draws=31) < RARE


def test_ranks_that_heap_up_are_seen() -> None:
    assert evenness(np.full(200, 3), draws=31) > 1000


def test_bins_have_to_divide_the_ranks() -> None:
    with pytest.raises(ValueError, match="same number"):
        evenness(np.zeros(4, dtype=np.int64), draws=30)


def test_shares_of_patterns_are_probabilities() -> None:
    state, _ = from_prior(np.random.default_rng(0), rows=50, lists=3, classes=4, prior=PROPER)
    assert pattern_shares(state.sticks, state.odds).sum(1) == pytest.approx(np.ones(50))


def test_a_prior_without_an_end_cannot_be_drawn_from() -> None:
    with pytest.raises(ValueError, match="gamma-poisson"):
        from_prior(np.random.default_rng(0), rows=1, lists=3, classes=2, prior=Prior())


def test_tables_redrawn_between_rounds_give_the_prior_back() -> None:
    # Geweke 2004: data given parameters, parameters given data, in turns, is a walk through the prior.
    rng, rows = np.random.default_rng(8), 3000
    state, counts = from_prior(rng, rows=rows, lists=3, classes=2, prior=PROPER)
    cells = patterns_of(np.arange(1, 8), 3)
    model = model_of(cells, counts, PROPER)
    one = sampler(model, classes=2, plan=Plan(leaps=6), seed=np.random.SeedSequence(3))
    one.state, one.steps = state, np.full(rows, 0.2)
    for _ in range(12):
        one.round()
        sweep(one.rng, one.model, one.state)
        people = (one.model.counts.sum(1) + one.state.unseen).astype(np.int64)
        drawn = rng.multinomial(people, pattern_shares(one.state.sticks, one.state.odds)).astype(np.float64)
        one.model, one.state.unseen = model_of(cells, drawn[:, 1:], PROPER), drawn[:, 0]
    people = one.model.counts.sum(1) + one.state.unseen
    assert people.mean() == pytest.approx(120.0, abs=4 * people.std() / np.sqrt(rows))
    rate = 1 / (1 + np.exp(-one.state.odds[:, 0]))
    assert rate.mean(0) == pytest.approx(np.full(3, 0.5), abs=4 / np.sqrt(12 * rows))
    assert (rate**2).mean() == pytest.approx(1 / 3, abs=4 * 0.3 / np.sqrt(3 * rows))


def test_every_truth_falls_in_one_share() -> None:
    found = calibrate(lists=3, classes=2, draws=6, seed=1)
    assert len(found) == 16
    assert sum(found) == 6
