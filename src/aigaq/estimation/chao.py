"""Chao's estimator (1987), in its three forms, and the lower bound: a Poisson regression with list effects.

Invariant: only the version with list effects (`lower`) is called a lower bound; the plain one overshoots
lists of unequal size even when they are independent. A fit that does not converge is None, never its last step.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.checks import by_lists, warn
from aigaq.estimation.result import Progress, Result, refuse
from aigaq.estimation.table import Floats, Table, patterns_of

Form = Literal["plain", "corrected", "occasions"]
FORMS: tuple[Form, ...] = ("plain", "corrected", "occasions")
CHAO = "chao-assumption"
LOWER = "lower-assumption"


def estimate_chao(
    table: Table,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    form: Form = "corrected",
) -> Result:
    """Chao 1987 with the log-normal interval; `form` selects one of three formulas.

    Args:
        table: the table.
        seed: unused; every engine takes it.
        progress: unused.
        form: `plain` f1^2/(2 f2), `corrected` f1(f1-1)/(2(f2+1)), `occasions` the plain one times (J-1)/J.
    Source:
        Chao, A. (1987), Biometrics 43: 783-791; interval: Chao, A. (1987), as in Rexstad & Burnham (1991).
    """
    if form not in FORMS:
        raise ValueError(f"form is one of {', '.join(FORMS)}.")
    f = by_lists(table)
    once, twice = int(f[1]), int(f[2])
    said = {"form": form}
    if twice == 0:
        return refuse(
            table, engine="chao", assumption=CHAO, reasons=("no-overlap",), needed=("overlap",),
            warnings=(warn("W03", model="Chao 1987"),), arguments=said,
        )  # fmt: skip
    unseen = _unseen(once, twice, form, len(table.lists))
    low, high = lognormal(table.n, unseen, _variance(once, twice))
    return Result(
        engine="chao", table=table.digest, lists=table.lists, n=table.n, assumption=CHAO,
        median=table.n + unseen, low=low, high=high, seed=seed, arguments=said,
        diagnostics={"f1": float(once), "f2": float(twice), "lower_bound": "no"},
    )  # fmt: skip


def _unseen(once: int, twice: int, form: Form, lists: int) -> float:
    if form == "corrected":
        return once * (once - 1) / (2 * (twice + 1))
    plain = once**2 / (2 * twice)
    return plain * (lists - 1) / lists if form == "occasions" else plain


def _variance(once: int, twice: int) -> float:
    ratio = once / twice
    return twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)


def lognormal(n: int, unseen: float, variance: float) -> tuple[float, float]:
    """The 95 % interval that begins at n, taking the logarithm of the unseen as normal.

    Args:
        n: people recorded. unseen: estimate of the rest. variance: of that estimate.
    Returns:
        Lower and upper limit of N.
    """
    if unseen <= 0:
        return float(n), float(n)
    spread = float(np.exp(1.96 * np.sqrt(np.log1p(variance / unseen**2))))
    return n + unseen / spread, n + unseen * spread


def estimate_lower(table: Table, *, seed: int = 0, progress: Progress | None = None) -> Result:
    """Lower bound for lists of unequal size (Mth): list effects, and free terms for people on three or more lists.

    It bounds N from below if people differ in how easily they are recorded, in the same way on every list,
    and lists are otherwise independent. Negative dependence between lists breaks it.

    Source:
        Rivest, L.-P. & Lévesque, T. (2001), Canadian J. Stat. 29: 555-572; Rivest (2011), Biometrics 67.
    """
    fit = mth_lower(table) if by_lists(table)[2:].sum() else None
    if fit is None:
        return refuse(
            table, engine="lower", assumption=LOWER, reasons=("no-overlap",), needed=("overlap",),
            warnings=(warn("W03", model="Mth"),),
        )  # fmt: skip
    return _of_fit(table, fit, seed)


def _of_fit(table: Table, fit: Fit, seed: int) -> Result:
    # SE(N)^2 = m + m^2 v: the first part is chance in n0 itself, not needed for log-normal limits of m.
    low, high = lognormal(table.n, fit.unseen, fit.unseen + fit.unseen**2 * fit.variance)
    return Result(
        engine="lower", table=table.digest, lists=table.lists, n=table.n, assumption=LOWER,
        median=table.n + fit.unseen, low=low, high=high, seed=seed,
        diagnostics={"lower_bound": "yes", "deviance": fit.deviance, "rows": fit.rows},
    )  # fmt: skip


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
