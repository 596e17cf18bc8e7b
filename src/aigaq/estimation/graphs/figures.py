"""Diagnostics of a result: the heaviest graphs, their fit, and the bound of the search.

Invariant: the weight that the complete graph would have had is always among them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from aigaq.estimation.graphs.averaging import Averaged, Posterior
from aigaq.estimation.graphs.fit import fit_chance
from aigaq.estimation.graphs.survey import Survey, reach

TOLD = 5
"""Number of the heaviest graphs that a result names."""


def figures(
    lists: Sequence[str], posterior: Posterior, surveyed: Survey, averaged: Averaged
) -> Mapping[str, float | str]:
    """The diagnostics of a result.

    `graphs`: their number; `complete_weight`: weight of the complete one, if it were kept; `bound`: the largest N
    considered, and `edge`: the share of the posterior in the last hundredth before it; `fit_chance` the chance
    of a worse fit of the heaviest graph; `mean`, `mode` of N; `graph NAME` the weight of the heaviest ones.
    """
    graphs, n = posterior.graphs, posterior.held.n
    heaviest = [int(one) for one in np.argsort(-averaged.weights, kind="stable")[:TOLD]]
    weighed = {f"graph {graphs.named(one, lists)}": float(averaged.weights[one]) for one in heaviest}
    return MappingProxyType(
        {
            "graphs": float(len(graphs.edges)),
            "complete_weight": float(surveyed.weights[graphs.complete][0]),
            "bound": float(n + surveyed.bound),
            "edge": surveyed.edge,
            "fit_chance": _fits(posterior, averaged, heaviest[0]),
            "mean": float(averaged.people @ averaged.probability),
            "mode": float(averaged.people[(averaged.probability / reach(averaged.people)).argmax()]),
            **weighed,
        }
    )


def _fits(posterior: Posterior, averaged: Averaged, graph: int) -> float:
    """Fit of a graph at its own most likely number of unseen."""
    unseen = averaged.people - posterior.held.n
    curve = posterior.curves(
        np.array([graph]), unseen, posterior.held.terms(unseen), posterior.common(unseen)
    )
    return fit_chance(posterior.held.cells, posterior.graphs, graph, float(unseen[curve[0].argmax()]))
