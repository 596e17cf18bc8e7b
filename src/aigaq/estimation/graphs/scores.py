"""Marginal likelihood of each graph for each number of unseen people.

Invariant: all values stay logarithms; the number of unseen people enters only through the empty cell of a
set of lists, so each set is computed once for all graphs that use it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.graphs.gammas import log_gamma
from aigaq.estimation.table import Floats


@dataclass(frozen=True, slots=True, eq=False)
class Margins:
    """Margins of a table on each set of lists, as needed by the marginal likelihood.

    `n` people on at least one list; for the set A (row A - 1, list j the bit 2^j): `prior` the weight
    delta 2^(J - |A|) of one cell, `empty` the people on none of A, `fixed` the part of the logarithm that
    the unseen do not move. `cells` are the people by pattern, shape (2^J,).
    """

    lists: int
    n: int
    delta: float
    prior: Floats
    empty: Floats
    fixed: Floats
    cells: Floats

    def terms(self, unseen: Floats) -> Floats:
        """Log of g_A for each set of lists A and each number of unseen.

        g_A = Gamma(delta 2^J) / Gamma(N + delta 2^J) * product over cells a of
        Gamma(y_a + delta_A) / Gamma(delta_A), delta_A = delta 2^(J - |A|).

        Args:
            unseen: people on no list, shape (U,).
        Returns:
            Shape (2^J - 1, U).
        Source: Dawid & Lauritzen 1993 (hyper-Dirichlet law); Madigan & York 1997.
        """
        total = self.delta * 2**self.lists
        whole = log_gamma(np.array([total]))[0] - log_gamma(self.n + unseen + total)
        cells = log_gamma(self.empty[:, None] + self.prior[:, None] + unseen)
        logs: Floats = cells + self.fixed[:, None] + whole
        return logs


def margins(patterns: NDArray[np.int8], counts: NDArray[np.int64], *, delta: float) -> Margins:
    """Margins of a table on every set of its lists.

    Args:
        patterns: 0/1, shape (M, J).
        counts: people, shape (M,).
        delta: prior weight of one cell of the full table, above 0.
    Raises:
        ValueError: `delta` is not above 0.
    """
    if not delta > 0:
        raise ValueError("The prior weight of a cell is above 0.")
    lists = patterns.shape[1]
    numbers = patterns.astype(np.int64) @ (np.int64(1) << np.arange(lists, dtype=np.int64))
    people: Floats = np.bincount(numbers, counts, 2**lists).astype(np.float64)
    rows = [_margin(people, chosen, lists, delta) for chosen in range(1, 2**lists)]
    prior, empty, fixed = np.array(rows, dtype=np.float64).T
    return Margins(lists, int(counts.sum()), delta, prior, empty, fixed, people)


def _margin(people: Floats, chosen: int, lists: int, delta: float) -> tuple[float, float, float]:
    """Margin on one set of lists: weight of a cell, people in the empty cell, constant part of the logarithm."""
    cells: Floats = np.bincount(np.arange(2**lists) & chosen, people).astype(np.float64)
    prior = delta * 2.0 ** (lists - chosen.bit_count())
    held = cells[1:][cells[1:] > 0]
    base = log_gamma(np.array([prior]))[0]
    # Cells without people give Gamma(delta_A) / Gamma(delta_A) = 1; the empty cell keeps its own divisor.
    fixed = (log_gamma(held + prior) - base).sum() - base
    return prior, float(cells[0]), float(fixed)


def ways(n: int, unseen: Floats) -> Floats:
    """Log of N! / n0!, the number of ways to choose the unseen, up to a constant."""
    return log_gamma(n + unseen + 1) - log_gamma(unseen + 1)
