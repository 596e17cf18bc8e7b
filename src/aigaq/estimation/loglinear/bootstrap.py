"""BCa bootstrap intervals, with the model chosen anew in each replicate.

Invariant: every replicate chooses its model anew. An interval with the model fixed would be that of somebody
who knew the model beforehand.
Source: DiCiccio & Efron (1996) for BCa; Chan, Silverman & Vincent (2021) and Silverman, Chan & Vincent
(2022) for choosing anew in each replicate.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import NormalDist

import numpy as np

from aigaq.estimation.result import Progress
from aigaq.estimation.table import Floats

# Tables (B, 2^J) to the people on no list (B,), NaN where there is no finite answer.
Estimator = Callable[[Floats], Floats]

TAILS = (0.025, 0.975)
# Number of tables estimated at once; progress is reported between these rounds.
ROUND = 250


@dataclass(frozen=True, slots=True, eq=False)
class Replicated:
    """BCa interval of N with its parts; a limit is infinite if there is no finite one."""

    low: float
    high: float
    draws: Floats
    shift: float
    acceleration: float
    without: int


def bootstrap(
    counts: Floats,
    estimator: Estimator,
    *,
    replicates: int,
    rng: np.random.Generator,
    progress: Progress | None = None,
) -> Replicated:
    """BCa interval: resample, estimate, correct for bias and skew.

    Args:
        counts: people by cell, shape (2^J,).
        estimator: chooses a model and fits it, for many tables at once.
        replicates: their number; 1,000 for limits of 95 %.
        rng: the only random generator.
        progress: called with the share done.
    """
    people = int(counts.sum())
    estimate = people + float(estimator(counts[None, :])[0])
    tables = resampled(counts, replicates, rng)
    totals = people + _estimated(tables, estimator, progress)
    without = int(np.isnan(totals).sum())
    # A replicate without a finite answer is unknown, not small: it counts as above every limit.
    draws = np.sort(np.where(np.isnan(totals), np.inf, totals))
    acceleration = jackknifed(counts, estimator)
    low, high = limits(draws, estimate, acceleration)
    return Replicated(low, high, draws, _shift(draws, estimate), acceleration, without)


def limits(draws: Floats, estimate: float, acceleration: float) -> tuple[float, float]:
    """Both 95 % limits, from replicates in rising order."""
    shift = _shift(draws, estimate)
    low, high = (_quantile(draws, _corrected(tail, shift, acceleration)) for tail in TAILS)
    return low, high


def _estimated(tables: Floats, estimator: Estimator, progress: Progress | None) -> Floats:
    estimates = np.full(len(tables), np.nan)
    for start in range(0, len(tables), ROUND):
        estimates[start : start + ROUND] = estimator(tables[start : start + ROUND])
        if progress is not None:
            progress(min(1.0, (start + ROUND) / len(tables)))
    return estimates


def resampled(counts: Floats, replicates: int, rng: np.random.Generator) -> Floats:
    """Tables of the same number of people, drawn with replacement; shape (replicates, 2^J)."""
    people = int(counts.sum())
    return rng.multinomial(people, counts / people, size=replicates).astype(np.float64)


def jackknifed(counts: Floats, estimator: Estimator) -> float:
    """Acceleration, by leaving out one person at a time and choosing the model anew; people of a cell are alike."""
    cells = np.flatnonzero(counts > 0)
    tables = np.repeat(counts[None, :], len(cells), axis=0)
    tables[range(len(cells)), cells] -= 1.0
    estimates = tables.sum(axis=1) + estimator(tables)
    known = ~np.isnan(estimates)
    weights, values = counts[cells][known], estimates[known]
    if not weights.sum():
        return 0.0
    away = (weights @ values) / weights.sum() - values
    spread = float(weights @ away**2)
    return float(weights @ away**3) / (6.0 * spread**1.5) if spread > 0 else 0.0


def _shift(draws: Floats, estimate: float) -> float:
    """Bias correction z0: the normal score of the share of replicates below the estimate; ties count half."""
    below = (draws < estimate - 1e-9).mean() + 0.5 * (np.abs(draws - estimate) <= 1e-9).mean()
    edge = 0.5 / len(draws)
    return NormalDist().inv_cdf(float(min(max(below, edge), 1 - edge)))


def _corrected(tail: float, shift: float, acceleration: float) -> float:
    score = shift + NormalDist().inv_cdf(tail)
    bent = 1.0 - acceleration * score
    # Beyond this point the BCa correction reverses, so the limit is the end of the range.
    if bent <= 0:
        return 1.0 if score > 0 else 0.0
    return NormalDist().cdf(shift + score / bent)


def _quantile(draws: Floats, share: float) -> float:
    """Quantile, linear between neighbours; infinite if one of the two is."""
    place = share * (len(draws) - 1)
    below, above = draws[int(np.floor(place))], draws[int(np.ceil(place))]
    if not np.isfinite(above):
        return float("inf")
    return float(below + (place - np.floor(place)) * (above - below))
