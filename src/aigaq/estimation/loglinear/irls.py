"""Poisson regressions on overlap tables, many at once: stacked Newton steps (IRLS) on the log scale.

Invariant: a fit that has not converged is marked; `existence` has checked before that a finite maximum exists.

log mu_x = sum of b_S over the terms S of the model that lie in the cell x. A column of the design is 1 where
the cell holds the term, so every product X'WX is a margin of W: the sum over cells that hold both terms.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import lgamma

import numpy as np

from aigaq.estimation.loglinear.margins import margins_of, sums_of
from aigaq.estimation.loglinear.models import Bools, Ints
from aigaq.estimation.table import Floats

# Newton step of the fitted logs at which a fit has converged: far below the promised 1e-4 of N.
TOLERANCE = 1e-9
STEPS = 60
# Numbers of X'WX held at once: beyond this, memory costs more than a further round.
CHUNK = 2_000_000


@dataclass(frozen=True, slots=True, eq=False)
class Fits:
    """Results of B fits. `unseen` is m = exp(b_0), the people on no list; `error` is the standard error of N.

    `means` are the fitted cells, shape (B, 2^J), the unseen cell among them. `likelihood` is the logarithm
    of the Poisson likelihood with its constants, as Rcapture has it.
    """

    unseen: Floats
    error: Floats
    likelihood: Floats
    means: Floats
    converged: Bools


def fit(counts: Floats, models: Bools, used: Bools) -> Fits:
    """Fit each model to its table.

    Args:
        counts: people by cell, shape (B, 2^J) or (2^J,); the unseen cell is not read.
        models: terms, shape (B, 2^J).
        used: cells in the likelihood, shape (B, 2^J); those left out have a mean of zero.
    Returns:
        One row per fit. SE(N) = sqrt(m + m^2 [(X'WX)^-1]_00).
    Source: Rivest & Levesque (2001) for the standard error; McCullagh & Nelder (1989) for the steps.
    """
    tables = np.broadcast_to(counts, models.shape)
    seen = used.copy()
    seen[:, 0] = False
    fits = _empty(*models.shape)
    sizes = models.sum(axis=1)
    for size in np.unique(sizes):
        rows = np.flatnonzero(sizes == size)
        terms = np.nonzero(models[rows])[1].reshape(len(rows), size)
        step = max(1, CHUNK // int(size * size))
        for start in range(0, len(rows), step):
            part = slice(start, start + step)
            _fit_alike(tables[rows[part]], terms[part], seen[rows[part]], fits, rows[part])
    return fits


def completed(tables: Floats, kept: Bools, used: Bools) -> Floats:
    """Fitted means, under one model, of tables whose unseen cell is taken as known; shape (B, 2^J)."""
    cells = used.copy()
    cells[0] = True
    fits = _empty(*tables.shape)
    terms = np.repeat(np.flatnonzero(kept)[None, :], len(tables), axis=0)
    _fit_alike(tables, terms, np.repeat(cells[None, :], len(tables), axis=0), fits, np.arange(len(tables)))
    return fits.means


def _empty(fits: int, cells: int) -> Fits:
    numbers = np.full((3, fits), np.nan)
    return Fits(numbers[0], numbers[1], numbers[2], np.zeros((fits, cells)), np.zeros(fits, dtype=bool))


def _fit_alike(counts: Floats, terms: Ints, seen: Bools, fits: Fits, rows: Ints) -> None:
    """Fit models with equal numbers of terms and write them into `fits`; converged ones leave the stack."""
    counts = np.where(seen, counts, 0.0)
    left = np.arange(len(rows))
    logs = _first(counts, terms, seen)
    heights = _height(counts, logs, seen)
    for _ in range(STEPS):
        steps, inverse = _newton(counts[left], logs[left], terms[left], seen[left])
        rests = np.abs(np.where(seen[left], steps, 0.0)).max(axis=1) < TOLERANCE
        _write(fits, rows, left[rests], logs, inverse[rests], counts, seen)
        left, steps = left[~rests], steps[~rests]
        if not len(left):
            return
        logs[left], heights[left] = _climbed(counts[left], logs[left], steps, seen[left], heights[left])
    # The rest have not converged; they stay marked so, with the values they reached.
    _, inverse = _newton(counts[left], logs[left], terms[left], seen[left])
    _write(fits, rows, left, logs, inverse, counts, seen, rests=False)


def _first(counts: Floats, terms: Ints, seen: Bools) -> Floats:
    """Starting values: least squares on log(count + 1/2), weighted by the same."""
    weights = np.where(seen, counts + 0.5, 0.0)
    pull = weights * np.log(counts + 0.5)
    return _solved(weights, pull, terms)[0]


def _newton(counts: Floats, logs: Floats, terms: Ints, seen: Bools) -> tuple[Floats, Floats]:
    means = np.where(seen, np.exp(logs), 0.0)
    return _solved(means, np.where(seen, counts - means, 0.0), terms)


def _solved(weights: Floats, pull: Floats, terms: Ints) -> tuple[Floats, Floats]:
    """Solution of X'WX b = X'pull, as logs of cells, and [(X'WX)^-1]_00."""
    cells = weights.shape[1]
    margins = margins_of(weights)
    both = terms[:, :, None] | terms[:, None, :]
    rows = np.arange(len(terms))
    square = margins[rows[:, None, None], both]
    right = np.zeros((len(terms), terms.shape[1], 2))
    right[:, :, 0] = margins_of(pull)[rows[:, None], terms]
    right[:, 0, 1] = 1.0
    # A tiny ridge, 1e-12 of the largest margin, so that one diverging fit does not stop the whole stack.
    square[:, range(terms.shape[1]), range(terms.shape[1])] += 1e-13 * margins[:, :1]
    solution = np.linalg.solve(square, right)
    spread = np.zeros((len(terms), cells))
    spread[rows[:, None], terms] = solution[:, :, 0]
    return sums_of(spread), solution[:, 0, 1]


def _height(counts: Floats, logs: Floats, seen: Bools) -> Floats:
    """Log-likelihood without its constants."""
    height: Floats = np.where(seen, counts * logs - np.exp(np.minimum(logs, 700.0)), 0.0).sum(axis=1)
    return height


def _climbed(
    counts: Floats, logs: Floats, steps: Floats, seen: Bools, heights: Floats
) -> tuple[Floats, Floats]:
    """Take a Newton step, halved until the likelihood does not fall."""
    share = np.ones(len(logs))
    for _ in range(30):
        reached = logs + share[:, None] * steps
        new = _height(counts, reached, seen)
        # A decrease within rounding error is no decrease: the sum has sixteen digits.
        falls = ~(new >= heights - 1e-12 * np.abs(heights) - 1e-12)
        if not falls.any():
            break
        share[falls] /= 2.0
    return reached, new


def _write(
    fits: Fits,
    rows: Ints,
    which: Ints,
    logs: Floats,
    inverse: Floats,
    counts: Floats,
    seen: Bools,
    *,
    rests: bool = True,
) -> None:
    if not len(which):
        return
    at = rows[which]
    unseen = np.exp(np.minimum(logs[which, 0], 700.0))
    fits.unseen[at] = unseen
    fits.error[at] = np.sqrt(unseen + unseen**2 * np.maximum(inverse, 0.0))
    fits.likelihood[at] = _height(counts[which], logs[which], seen[which]) - _factorials(counts[which])
    fits.means[at] = np.where(seen[which], np.exp(logs[which]), 0.0)
    fits.means[at, 0] = unseen
    fits.converged[at] = rests


def _factorials(counts: Floats) -> Floats:
    """The sum of log c! of each table."""
    values, place = np.unique(counts, return_inverse=True)
    logs = np.array([lgamma(value + 1.0) for value in values])
    total: Floats = logs[place].reshape(counts.shape).sum(axis=1)
    return total
