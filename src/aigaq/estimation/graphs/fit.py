"""Goodness of fit of the heaviest graph to the people on the lists.

Invariant: it concerns the recorded people alone. A graph that fits may still be wrong about the unseen; one that
does not fit has no claim on them.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.deviance import worse
from aigaq.estimation.graphs.decomposable import Graphs

Floats = NDArray[np.float64]


def fit_chance(cells: Floats, graphs: Graphs, graph: int, unseen: float) -> float:
    """P-value of the likelihood-ratio test of a graph; 1 if no degree of freedom is left.

    The fit of a decomposable graph is closed: N times the product over its sets A of (margin of A / N) to
    the power of the set's weight. Of 2^J - 1 observed cells, one and the graph's free chances are spent.

    Args:
        cells: people by pattern, shape (2^J,), list j the bit 2^j; the entry at 0 is not read.
        graphs: all graphs of that many lists.
        graph: index of the tested one.
        unseen: people on no list, by this graph.
    Source: Lauritzen 1996, section 4.4 (closed form); Agresti 2013, section 9.7 (test).
    """
    weights = graphs.weights[graph].astype(np.int64)
    expected = _fitted(np.concatenate(([unseen], cells[1:])), weights)[1:]
    sizes = np.array([number.bit_count() for number in range(1, len(cells))])
    degrees = len(cells) - 2 - int((weights * (2**sizes - 1)).sum())
    return worse(cells[1:], expected, degrees)


def _fitted(full: Floats, weights: NDArray[np.int64]) -> Floats:
    numbers, people = np.arange(len(full)), full.sum()
    logs = np.full(len(full), np.log(people))
    for chosen in np.flatnonzero(weights) + 1:
        margin = np.bincount(numbers & chosen, full, len(full))[numbers & chosen]
        # An empty margin makes the cell empty; a separator's is never emptier than its clique's.
        logs += weights[chosen - 1] * np.log(np.maximum(margin, 1e-300) / people)
    fitted: Floats = np.exp(logs)
    return fitted
