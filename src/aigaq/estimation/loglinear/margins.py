"""Sums over the cells that hold a term, and over the terms that a cell holds.

Invariant: both equal products with the design `holds`, and are exact for whole numbers.
"""

from __future__ import annotations

from functools import cache

import numpy as np

from aigaq.estimation.table import Floats


@cache
def holds(cells: int) -> Floats:
    """`holds[x, S]` is 1 where the cell x holds every list of the term S; shape (2^J, 2^J)."""
    numbers = np.arange(cells)
    within: Floats = ((numbers[:, None] & numbers[None, :]) == numbers[None, :]).astype(np.float64)
    return within


def margins_of(values: Floats) -> Floats:
    """Sum over the cells that hold a term, for each term: `values @ holds`; shape (B, 2^J) to the same.

    It adds list by list, without a product of matrices: eight times fewer sums, and no waiting threads.
    """
    sums = np.array(values, dtype=np.float64)
    for bit in _bits(sums.shape[1]):
        halves = sums.reshape(len(sums), -1, 2, bit)
        halves[:, :, 0] += halves[:, :, 1]
    return sums


def sums_of(values: Floats) -> Floats:
    """Sum over the terms that a cell holds, for each cell: `values @ holds.T`."""
    sums = np.array(values, dtype=np.float64)
    for bit in _bits(sums.shape[1]):
        halves = sums.reshape(len(sums), -1, 2, bit)
        halves[:, :, 1] += halves[:, :, 0]
    return sums


def _bits(cells: int) -> list[int]:
    return [1 << place for place in range(cells.bit_length() - 1)]
