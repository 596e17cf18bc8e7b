"""What stands beside an answer: the heaviest graphs, whether they fit, and how far was looked.

Invariant: the weight that the complete graph would have had is always among the figures.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from aigaq.estimation.graphs.averaging import Averaged, Posterior
from aigaq.estimation.graphs.fit import fit_chance
from aigaq.estimation.graphs.survey import Survey, reach

TOLD = 5
"""How many of the heaviest graphs a result names."""


def figures(
    lists: Sequence[str], given: Posterior, seen: Survey, found: Averaged
) -> Mapping[str, float | str]:
    """The diagnostics of a result.

    `graphs` how many there are; `complete_weight` of the complete one, were it kept; `bound` the largest N
    looked at and `edge` the share of the posterior in the last hundredth before it; `fit_chance` the chance
    of a worse fit of the heaviest graph; `mean`, `mode` of N; `graph NAME` the weight of the heaviest ones.
    """
    graphs, n = given.graphs, given.held.n
    heaviest = [int(one) for one in np.argsort(-found.weights, kind="stable")[:TOLD]]
    weighed = {f"graph {graphs.named(one, lists)}": float(found.weights[one]) for one in heaviest}
    return MappingProxyType(
        {
            "graphs": float(len(graphs.edges)),
            "complete_weight": float(seen.weights[graphs.complete][0]),
            "bound": float(n + seen.bound),
            "edge": seen.edge,
            "fit_chance": _fits(given, found, heaviest[0]),
            "mean": float(found.people @ found.probability),
            "mode": float(found.people[(found.probability / reach(found.people)).argmax()]),
            **weighed,
        }
    )


def _fits(given: Posterior, found: Averaged, graph: int) -> float:
    """How well a graph fits at the number of unseen that it holds the likeliest itself."""
    unseen = found.people - given.held.n
    curve = given.curves(np.array([graph]), unseen, given.held.terms(unseen), given.common(unseen))
    return fit_chance(given.held.cells, given.graphs, graph, float(unseen[curve[0].argmax()]))
