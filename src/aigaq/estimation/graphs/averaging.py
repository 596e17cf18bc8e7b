"""Model averaging: the posterior of N over all graphs, each by its weight.

Invariant: probabilities on the grid sum to one, and so do the weights of the graphs; nothing is
exponentiated before the highest logarithm is subtracted.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.graphs.decomposable import Graphs
from aigaq.estimation.graphs.priors import PriorOfGraphs, PriorOfN, graphs_alike, reciprocal
from aigaq.estimation.graphs.scores import Margins, ways
from aigaq.estimation.table import Floats

Places = NDArray[np.intp]
# Curves held at once: 128 of 20,001 points are 20 MB.
CELLS = 128 * 20_001


@dataclass(frozen=True, slots=True, eq=False)
class Averaged:
    """Posterior: the `probability` of each N in `people`, and `weights` of the graphs, shape (G,)."""

    people: Floats
    probability: Floats
    weights: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Posterior:
    """A table with its priors: everything needed to weigh any graph at any N. By default 1/N, and all graphs equal."""

    held: Margins
    graphs: Graphs
    prior: PriorOfN = field(default_factory=reciprocal)
    prior_of_graphs: PriorOfGraphs = field(default_factory=graphs_alike)

    def common(self, unseen: Floats) -> Floats:
        """Log of the factor common to all graphs at each number of unseen: p(N) N! / n0!."""
        return self.prior.log(self.held.n + unseen) + ways(self.held.n, unseen)

    def curves(self, chosen: Places, unseen: Floats, terms: Floats, common: Floats) -> Floats:
        """Log weight of some graphs (rows) at some numbers of unseen (columns)."""
        believed = self.prior_of_graphs.log(self.graphs)[chosen]
        logs: Floats = self.graphs.weights[chosen] @ terms
        logs += common
        logs += believed[:, None]
        return logs


def average(
    posterior: Posterior, unseen: Floats, *, around: Floats | None = None, chosen: Places | None = None
) -> Averaged:
    """Average over graphs on a grid.

    p(N, G | table) is proportional to p(N) p(G) N!/n0! * product over cliques g_C / product over
    separators g_S.

    Args:
        posterior: the table with its priors.
        unseen: the grid of n0, rising.
        around: how many numbers each point represents. By default all points count alike, which is
            right for equal steps and a curve without a jump at 0.
        chosen: the graphs averaged over; all by default. Others get the weight 0.
    Source: Madigan & York 1997, section 3.
    """
    if chosen is None:
        chosen = np.arange(len(posterior.graphs.edges))
    highest = _highest(posterior, chosen, sparse(unseen))
    terms, common = posterior.held.terms(unseen), posterior.common(unseen) - highest
    if around is not None:
        common += np.log(around)
    curve, weights = np.zeros(len(unseen)), np.zeros(len(posterior.graphs.edges))
    for some in blocks(chosen, len(unseen)):
        shares = np.exp(posterior.curves(some, unseen, terms, common))
        curve += shares.sum(axis=0)
        weights[some] = shares.sum(axis=1)
    return Averaged(posterior.held.n + unseen, curve / curve.sum(), weights / curve.sum())


def blocks(chosen: Places, points: int) -> list[Places]:
    """Graphs in chunks small enough to hold their curves in memory."""
    size = max(1, CELLS // points)
    return [chosen[start : start + size] for start in range(0, len(chosen), size)]


def sparse(unseen: Floats) -> Floats:
    """Grid points about sqrt(n0) apart, enough to miss no graph.

    The second derivative of a graph's log weight is -1/n0 + 1/N + (for each step of a perfect
    elimination) 1/(people outside the larger set) - 1/(people outside the smaller), and each of these
    differences is at least 0: no curve is narrower than that of a Poisson count of n0, whose spread is
    sqrt(n0). Between points sqrt(n0) apart a peak is underrated by an eighth at most.
    """
    wanted = root_spaced(unseen[0], unseen[-1])
    places = np.unique(np.minimum(np.searchsorted(unseen, wanted), len(unseen) - 1))
    points: Floats = unseen[places]
    return points


def root_spaced(low: float, high: float) -> Floats:
    """Whole numbers from `low` to `high`, both among them, each about a root further than the last."""
    roots = np.arange(math.floor(2 * math.sqrt(low)), 2 * math.sqrt(high) + 1)
    points: Floats = np.unique(np.clip(np.floor((roots / 2) ** 2), low, high))
    return points


def _highest(posterior: Posterior, chosen: Places, unseen: Floats) -> float:
    terms, common = posterior.held.terms(unseen), posterior.common(unseen)
    some = (posterior.curves(part, unseen, terms, common).max() for part in blocks(chosen, len(unseen)))
    return float(max(some))
