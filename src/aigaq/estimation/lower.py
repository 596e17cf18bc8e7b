"""Fit of the lower bound: Poisson regression with list effects and free terms from three lists up.

Invariant: a fit that does not converge is None, never its last step.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.table import Table, patterns_of

Floats = NDArray[np.float64]
_WHOLE = 12
"""Most lists for which all 2^J - 1 patterns are fitted; beyond, only those of one and two lists."""
_RUNAWAY = 25.0
"""Largest log of people, or variance of it, that is an estimate: e^25 is seventy billion."""


@dataclass(frozen=True, slots=True)
class Fit:
    """Unseen people, the variance of the logarithm of their number, the deviance, and the fitted rows."""

    unseen: float
    variance: float
    deviance: float
    rows: str


def mth_lower(table: Table) -> Fit | None:
    """Fit b0 + sum b_j x_j + eta_k, k lists, eta_k = sum over h of t_h (k - h)+, h = 2 to J - 1, t_h >= 0.

    Negative terms are set to zero, the most negative first, as the convexity of the moments requires. Returns
    None if no fit exists.
    """
    lists = [place for place, on in enumerate(table.patterns.T) if on.any()]
    part = table.keep(lists)
    cells, counts, rows = _rows(part)
    if len(lists) < 2:
        return None
    size = cells.sum(axis=1)
    bends = [h for h in range(2, len(lists)) if rows == "all"]
    while True:
        design = np.column_stack(
            [np.ones(len(cells)), cells, *(np.maximum(size - h, 0) for h in bends)]
        ).astype(np.float64)
        fitted = poisson(design, counts)
        if fitted is None:
            return None
        terms = fitted.coefficients[1 + len(lists) :]
        if not len(terms) or terms.min() >= 0:
            break
        del bends[int(terms.argmin())]
    return Fit(float(np.exp(fitted.coefficients[0])), float(fitted.covariance[0, 0]), fitted.deviance, rows)


def _rows(table: Table) -> tuple[NDArray[np.int8], Floats, str]:
    """All patterns; if these are too many, those of one and two lists."""
    count = len(table.lists)
    if count <= _WHOLE:
        cells, counts = table.full()
        return cells, counts.astype(np.float64), "all"
    numbers = [1 << a for a in range(count)] + [(1 << a) | (1 << b) for a, b in combinations(range(count), 2)]
    held = {tuple(row): int(c) for row, c in zip(table.patterns.tolist(), table.counts, strict=True)}
    cells = patterns_of(np.array(numbers, dtype=np.int64), count)
    return cells, np.array([held.get(tuple(row), 0) for row in cells.tolist()], dtype=np.float64), "one-two"


@dataclass(frozen=True, slots=True)
class Regression:
    """Coefficients, their covariance, the deviance."""

    coefficients: Floats
    covariance: NDArray[Any]
    deviance: float


def poisson(design: Floats, counts: Floats) -> Regression | None:
    """Poisson regression by iteratively reweighted least squares; None if it does not converge.

    Args:
        design: shape (rows, terms). counts: shape (rows,).
    """
    mean = counts + 0.5
    before = np.inf
    for _ in range(200):
        working = np.log(mean) + (counts - mean) / mean
        root = np.sqrt(mean)
        solved = np.linalg.lstsq(design * root[:, None], working * root, rcond=None)[0]
        coefficients: Floats = np.asarray(solved, dtype=np.float64)
        mean = np.asarray(np.exp(np.clip(design @ coefficients, -60, 60)), dtype=np.float64)
        positive = counts > 0
        deviance = float(
            2 * (np.sum(counts[positive] * np.log(counts[positive] / mean[positive])) - np.sum(counts - mean))
        )
        if abs(deviance - before) < 1e-10 * (abs(deviance) + 1):
            return _settled(design, mean, coefficients, deviance)
        before = deviance
    return None


def _settled(design: Floats, mean: Floats, coefficients: Floats, deviance: float) -> Regression | None:
    """The regression; None if the first coefficient, the only one that N needs, has diverged."""
    if np.linalg.matrix_rank(design) < design.shape[1] or abs(coefficients[0]) > _RUNAWAY:
        return None
    # A group of patterns without people sends its own term to minus infinity; N does not depend on it.
    covariance = np.linalg.pinv(design.T @ (design * mean[:, None]), hermitian=True)
    return Regression(coefficients, covariance, deviance) if covariance[0, 0] < _RUNAWAY else None
