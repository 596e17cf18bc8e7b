"""Survey of the posterior: where its mass is, which graphs carry it, and whether a bound cuts it off.

Invariant: the survey sees every graph; those dropped after it weigh less than `DROPPED` all together, and mass at the
upper bound is reported.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.graphs.averaging import Places, Posterior, blocks, root_spaced
from aigaq.estimation.table import Floats

# A fine grid has at most this many steps.
STEPS = 20_000
SINGLY = 100
# The bound of the unseen: 20 n, then 80 n, 320 n and 1,280 n.
FIRST_BOUND, LAST_BOUND, FURTHER = 20, 1_280, 4
# The bound is raised if the last hundredth of the range holds more than this share of the posterior.
TOUCHING = 1e-5
# Share of the posterior left outside the fine grid on each side, and with the lightest graphs.
OUTSIDE, DROPPED = 1e-9, 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Survey:
    """The posterior at few points, and the weight of every graph.

    `edge` is the share of the posterior in the last hundredth of the range up to `bound`; `without` marks the
    graphs left out, whose would-be weight is still in `weights`.
    """

    bound: int
    unseen: Floats
    probability: Floats
    weights: Floats
    edge: float
    without: NDArray[np.bool_]

    def decides(self, unseen: float) -> bool:
        """Whether the bound decides this upper limit: mass at the bound, and the limit at least half way to it."""
        return self.edge > TOUCHING and unseen > self.bound / 2

    def chosen(self) -> Places:
        """The graphs that carry all but a negligible share of the posterior."""
        weights = np.where(self.without, 0.0, self.weights)
        order = np.argsort(weights, kind="stable")
        light = np.cumsum(weights[order]) <= DROPPED * weights.sum()
        return np.sort(order[~light])

    def grid(self) -> Floats:
        """Fine grid over the part with the mass.

        If that part begins at 0, the grid has every number up to 100: the empty cell of a set of lists that
        covers everybody makes the curve jump between 0 and 1, and a wide step would count the jump many times.
        """
        below = np.cumsum(self.probability)
        first = max(0, int(np.searchsorted(below, OUTSIDE)) - 1)
        last = min(len(below) - 1, int(np.searchsorted(below, below[-1] - OUTSIDE)) + 1)
        low, high = float(self.unseen[first]), float(self.unseen[last])
        steps = equal_steps(int(low), int(high))
        return np.union1d(np.arange(min(high, SINGLY) + 1), steps) if low == 0 else steps


def equal_steps(low: int, high: int) -> Floats:
    """Whole numbers from `low` up to `high`, at the smallest whole step that needs at most 20,000 steps."""
    step = max(1, math.ceil((high - low) / STEPS))
    return np.arange(low, high + 1, step, dtype=np.float64)


def reach(unseen: Floats) -> Floats:
    """Number of whole numbers that each grid point represents: half way to its neighbours."""
    middles = (unseen[1:] + unseen[:-1]) / 2
    counted: Floats = np.diff(np.concatenate(([unseen[0] - 0.5], middles, [unseen[-1] + 0.5])))
    return counted


def survey(posterior: Posterior, *, without: NDArray[np.bool_], most: int | None = None) -> Survey:
    """Survey of the posterior; the bound is raised while there is mass at it.

    Args:
        posterior: the table with its priors.
        without: graphs to leave out, shape (G,).
        most: the largest possible number of unseen; if given, the bound is there and is not moved.
    """
    size = max(posterior.held.n, 1)
    bound = FIRST_BOUND * size if most is None else most
    seen = look(posterior, bound, without)
    while most is None and seen.edge > TOUCHING and bound < LAST_BOUND * size:
        bound *= FURTHER
        seen = look(posterior, bound, without)
    return seen


def look(posterior: Posterior, bound: int, without: NDArray[np.bool_]) -> Survey:
    """Survey up to `bound`, at points about sqrt(n0) apart, each weighted by the numbers it represents."""
    unseen = root_spaced(0, bound)
    around = reach(unseen)
    logs, weights = _sums(posterior, unseen, np.log(around), without)
    probability = np.exp(logs - logs.max())
    probability /= probability.sum()
    edge = float(probability[-1] / around[-1] * (bound + 1) / 100)
    return Survey(bound, unseen, probability, weights, edge, without)


def _sums(
    posterior: Posterior, unseen: Floats, around: Floats, without: NDArray[np.bool_]
) -> tuple[Floats, Floats]:
    """Log of the sum over graphs at each point, and the share of each graph, without the graphs left out."""
    terms, common = posterior.held.terms(unseen), posterior.common(unseen) + around
    total, masses = np.full(len(unseen), -np.inf), np.empty(len(without))
    for some in blocks(np.arange(len(without)), len(unseen)):
        curves = posterior.curves(some, unseen, terms, common)
        masses[some] = _log_sum(curves, axis=1)
        kept = curves[~without[some]]
        if len(kept):
            total = np.logaddexp(total, _log_sum(kept, axis=0))
    shares = np.exp(masses - masses.max())
    return total, shares / shares.sum()


def _log_sum(logs: Floats, *, axis: int) -> Floats:
    highest = logs.max(axis=axis, keepdims=True)
    summed: Floats = np.log(np.exp(logs - highest).sum(axis=axis)) + highest.squeeze(axis)
    return summed
