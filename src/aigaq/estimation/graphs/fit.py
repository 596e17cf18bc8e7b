"""Does the heaviest graph fit the people who are on the lists at all?

Invariant: it speaks of the recorded alone; a graph that fits may still be wrong about the unseen, and one
that does not fit has no claim on them.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.graphs.decomposable import Graphs

Floats = NDArray[np.float64]


def fit_chance(cells: Floats, graphs: Graphs, graph: int, unseen: float) -> float:
    """The chance of a table that fits a graph worse, by the likelihood ratio; 1 where nothing is left to test.

    The fit of a decomposable graph is closed: N times the product over its sets A of (margin of A / N) to
    the power of the set's weight. Of 2^J - 1 observed cells, one and the graph's free chances are spent.

    Args:
        cells: people by pattern, shape (2^J,), list j the bit 2^j; what stands at 0 is not read.
        graphs: all graphs of as many lists.
        graph: which of them.
        unseen: people on no list, as this graph has it.
    Source: Lauritzen 1996, section 4.4 (closed form); Agresti 2013, section 9.7 (test).
    """
    weights = graphs.weights[graph].astype(np.int64)
    expected = _fitted(np.concatenate(([unseen], cells[1:])), weights)[1:]
    observed = cells[1:]
    expected = expected * (observed.sum() / expected.sum())
    held = observed > 0
    square = 2 * float((observed[held] * np.log(observed[held] / expected[held])).sum())
    sizes = np.array([number.bit_count() for number in range(1, len(cells))])
    degrees = len(cells) - 2 - int((weights * (2**sizes - 1)).sum())
    return tail(square, degrees) if degrees > 0 else 1.0


def _fitted(full: Floats, weights: NDArray[np.int64]) -> Floats:
    numbers, people = np.arange(len(full)), full.sum()
    logs = np.full(len(full), np.log(people))
    for chosen in np.flatnonzero(weights) + 1:
        margin = np.bincount(numbers & chosen, full, len(full))[numbers & chosen]
        # An empty margin makes the cell empty; a separator's is never emptier than its clique's.
        logs += weights[chosen - 1] * np.log(np.maximum(margin, 1e-300) / people)
    fitted: Floats = np.exp(logs)
    return fitted


def tail(square: float, degrees: int) -> float:
    """The chance of a larger chi-square.

    Source: Abramowitz & Stegun 26.4.4 (odd degrees) and 26.4.5 (even).
    """
    half = max(square, 0.0) / 2
    start = degrees % 2 / 2
    logs = (k * math.log(half) - half - math.lgamma(k + 1) for k in _orders(degrees, start)) if half else ()
    first = math.erfc(math.sqrt(half)) if start else 0.0
    return min(1.0, first + sum(math.exp(log) for log in logs)) if half else 1.0


def _orders(degrees: int, start: float) -> list[float]:
    """The powers of the finite sum: 0, 1, ... for even degrees, 1/2, 3/2, ... for odd."""
    return [start + k for k in range((degrees - int(2 * start)) // 2)]
