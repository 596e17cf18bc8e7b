"""Convergence diagnostics of chains: split R-hat, effective sample size, error of a quantile.

Invariant: draws have the shape (chains, draws); chains stuck at different values never look converged.
"""

from __future__ import annotations

from statistics import NormalDist

import numpy as np

from aigaq.estimation.table import Floats


def split(draws: Floats) -> Floats:
    """Each chain split into its halves; the middle draw of an odd number is dropped."""
    half = draws.shape[1] // 2
    return np.concatenate([draws[:, :half], draws[:, draws.shape[1] - half :]])


def normal_scores(draws: Floats) -> Floats:
    """Ranks over all chains, as quantiles of the normal distribution; ties share their mean rank.

    Source: Vehtari, Gelman, Simpson, Carpenter, Bürkner 2021, Bayesian Analysis 16, equation 14.
    """
    _, place, times = np.unique(draws, return_inverse=True, return_counts=True)
    last = np.cumsum(times)
    shares = (last - (times - 1) / 2 - 0.375) / (draws.size + 0.25)
    normal = NormalDist()
    scores = np.array([normal.inv_cdf(share) for share in shares.tolist()])
    quantiles: Floats = scores[place.reshape(draws.shape)]
    return quantiles


def split_rhat(draws: Floats) -> float:
    """Rank-normalised split R-hat, the worse of location and scale. 1 is agreement; above 1.01 is none.

    Args:
        draws: shape (chains, draws), at least four draws each.
    Source: Vehtari et al. 2021, section 4.1.
    """
    halves = split(draws)
    folded = np.abs(halves - np.median(halves))
    return max(_rhat(normal_scores(halves)), _rhat(normal_scores(folded)))


def _rhat(scores: Floats) -> float:
    within, means = float(scores.var(axis=1, ddof=1).mean()), scores.mean(axis=1)
    if float(np.ptp(scores, axis=1).max()) == 0.0:
        return 1.0 if float(np.ptp(scores)) == 0.0 else float("inf")
    count = scores.shape[1]
    return float(np.sqrt((count - 1) / count + means.var(ddof=1) / within))


def bulk_ess(draws: Floats) -> float:
    """Effective sample size in the middle of the distribution (bulk ESS).

    Source: Vehtari et al. 2021, section 3.2 and 4.3: split chains, normal scores.
    """
    return effective(normal_scores(split(draws)))


def effective(draws: Floats) -> float:
    """Effective sample size by Geyer's initial monotone sequence, over all chains.

    Args:
        draws: shape (chains, draws).
    Source: Geyer 1992, section 3.3; Vehtari et al. 2021, equations 10 to 13.
    """
    chains, count = draws.shape
    if float(np.ptp(draws, axis=1).max()) == 0.0:
        return float(draws.size if np.ptp(draws) == 0.0 else chains)
    centred = draws - draws.mean(axis=1, keepdims=True)
    turned = np.fft.rfft(centred, 2 * count, axis=1)
    lagged = np.fft.irfft(turned * turned.conj(), axis=1)[:, :count].mean(axis=0) / (count - 1)
    between = float(draws.mean(axis=1).var(ddof=1)) if chains > 1 else 0.0
    whole = lagged[0] * (count - 1) / count + between
    rho = 1.0 - (lagged[0] - lagged) / whole
    pairs = rho[: count - count % 2].reshape(-1, 2).sum(axis=1)
    ends = np.flatnonzero(pairs <= 0.0)
    kept = np.minimum.accumulate(pairs[: ends[0] if len(ends) else len(pairs)])
    # Alternating chains can have more effective draws than draws; Stan's bound limits this for short chains.
    return float(draws.size / max(2.0 * kept.sum() - 1.0, 1.0 / np.log10(draws.size)))


def quantile_error(draws: Floats, share: float) -> float:
    """Monte Carlo standard error of a quantile, relative to the quantile.

    Args:
        draws: shape (chains, draws), above zero.
        share: which quantile, 0 to 1.
    Source: Vehtari et al. 2021, section 4.4, with the normal in place of the beta distribution.
    """
    value = float(np.quantile(draws, share))
    worth = effective(split((draws <= value).astype(np.float64)))
    off = float(np.sqrt(share * (1.0 - share) / worth))
    low, high = np.quantile(draws, [max(share - off, 0.0), min(share + off, 1.0)])
    return float(high - low) / 2.0 / value
