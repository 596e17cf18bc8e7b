"""The engine `graphs`: averaging over decomposable graphs, exact and without sampling.

Invariant: other packages import only the names below.
"""

from __future__ import annotations

from aigaq.estimation.graphs.decomposable import Graphs, decomposable
from aigaq.estimation.graphs.engine import estimate_graphs, graph_weights
from aigaq.estimation.graphs.priors import (
    PriorOfGraphs,
    PriorOfN,
    edges_by_chance,
    flat,
    gamma_poisson,
    graphs_alike,
    reciprocal,
)

__all__ = [
    "Graphs",
    "PriorOfGraphs",
    "PriorOfN",
    "decomposable",
    "edges_by_chance",
    "estimate_graphs",
    "flat",
    "gamma_poisson",
    "graph_weights",
    "graphs_alike",
    "reciprocal",
]
