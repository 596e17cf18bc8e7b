"""Simulation-based calibration: truths drawn from the prior, ranked among posterior draws.

Invariant: the simulation uses the prior of the model, that of N included; otherwise ranks mean nothing.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.latent.model import State, log_shares, log_weights
from aigaq.estimation.latent.moves import log_gammas
from aigaq.estimation.latent.running import Prior, model_of
from aigaq.estimation.latent.sampler import Plan, Sampler, sampler
from aigaq.estimation.table import Floats, patterns_of


def from_prior(
    rng: np.random.Generator, *, rows: int, lists: int, classes: int, prior: Prior
) -> tuple[State, Floats]:
    """Parameters, numbers of people and their tables, all drawn from the prior.

    Args:
        rng: random generator. rows: number of simulations. lists: J. classes: K. prior: with `gamma-poisson` for N.
    Returns:
        The parameters with the unseen, and counts of all 2^J - 1 patterns, shape (rows, 2^J - 1).
    """
    if not (prior.power > 0 and prior.rho < 1):
        raise ValueError("N can be drawn from a gamma-poisson prior only.")
    alpha = rng.standard_gamma(prior.shape, rows) / prior.rate + 1e-300
    logs = np.log(rng.standard_exponential((rows, classes - 1)))
    sticks = logs - log_gammas(rng, np.repeat(alpha[:, None], classes - 1, 1))
    odds = rng.logistic(size=(rows, classes, lists))
    people = rng.poisson(rng.standard_gamma(prior.power, rows) * prior.rho / (1.0 - prior.rho))
    counts = rng.multinomial(people, pattern_shares(sticks, odds)).astype(np.float64)
    return State(sticks, odds, alpha, counts[:, 0]), counts[:, 1:]


def pattern_shares(sticks: Floats, odds: Floats) -> Floats:
    """Probability of each of the 2^J patterns, in binary order, shape (rows, 2^J)."""
    cells = patterns_of(np.arange(2 ** odds.shape[2]), odds.shape[2]).astype(np.float64)
    on, off = log_shares(sticks)
    base = log_weights(on, off) + log_shares(odds)[1].sum(2)
    shares = np.exp(np.matmul(odds, cells.T) + base[:, :, None]).sum(1)
    whole: Floats = shares / shares.sum(1, keepdims=True)
    return whole


def calibrate(*, lists: int, classes: int, draws: int, seed: int) -> tuple[int, ...]:
    """Counts of truths in 16 equal shares of their posteriors; uniform if model and sampler are right.

    Args:
        lists: J. classes: K. draws: truths from the prior; empty tables are left out. seed: of all random numbers.
    """
    prior = Prior(4.0, 50.0 / 51.0, float("inf"))
    counted_ranks = ranks(rows=draws, lists=lists, classes=classes, prior=prior, draws=31, seed=seed)
    return tuple(np.bincount(counted_ranks // 2, minlength=16).tolist())


def ranks(
    *,
    rows: int,
    lists: int = 3,
    classes: int = 3,
    prior: Prior,
    draws: int = 63,
    thin: int = 20,
    seed: int = 0,
    plan: Plan | None = None,
) -> NDArray[np.int64]:
    """Ranks of the true N among posterior draws; uniform on 0 to `draws` if model and sampler are right.

    Empty tables are left out. That is allowed, since the rule looks at the table alone.

    Args:
        rows: simulations, all run side by side. lists: J. classes: K. prior: proper in N.
        draws: per posterior. thin: rounds between them. seed: of all random numbers. plan: of the chains.
    Source: Talts, Betancourt, Simpson, Vehtari, Gelman 2018, algorithm 2.
    """
    first, second, third = np.random.SeedSequence(seed).spawn(3)
    rng = np.random.Generator(np.random.PCG64(first))
    truth, counts = from_prior(rng, rows=rows, lists=lists, classes=classes, prior=prior)
    held = counts.sum(1) > 0
    cells = patterns_of(np.arange(1, 2**lists), lists)
    chains = sampler(
        model_of(cells, counts[held], prior), classes=classes, plan=plan or Plan(leaps=20), seed=second
    )
    chains.warm()
    unseen = np.stack([_after(chains, thin) for _ in range(draws)])
    true = truth.unseen[held]
    # N is whole, so ranks can tie: ties are broken at random, or ranks would pile up.
    ties = np.random.Generator(np.random.PCG64(third)).random((draws + 1, len(true)))
    below = (unseen < true) | ((unseen == true) & (ties[:-1] < ties[-1]))
    counted_ranks: NDArray[np.int64] = below.sum(0).astype(np.int64)
    return counted_ranks


def _after(chains: Sampler, rounds: int) -> Floats:
    for _ in range(rounds - 1):
        chains.round()
    return chains.round()


def evenness(counted_ranks: NDArray[np.int64], *, draws: int, bins: int = 16) -> float:
    """Chi-square of ranks in equal bins; `bins` - 1 degrees of freedom if they are uniform.

    Args:
        found: ranks 0 to `draws`. draws: one less than a multiple of `bins`. bins: how many.
    """
    if (draws + 1) % bins:
        raise ValueError("Bins have to be of the same number of ranks.")
    heaps = np.bincount(counted_ranks * bins // (draws + 1), minlength=bins)
    due = len(counted_ranks) / bins
    return float(((heaps - due) ** 2 / due).sum())
