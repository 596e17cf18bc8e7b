"""Does a model have a finite maximum on this table, and can it be known? Asked before any fit.

Invariant: the answer depends on which cells hold people, never on how many, and no fit is run to get it.

1. A term whose margin is empty has its maximum at minus infinity: it and every cell that holds it go
   (the number of people on no list stays finite), and the model stands AT_EDGE, the term still counted.
2. On the cells that are left, rank(A) must be the number of columns: else NOT_IDENTIFIED.
3. max s subject to A'y = A'c, y >= s: the maximum is finite if and only if s > 0: else NO_MAXIMUM.
   As cells with people may move both ways a little, the counts fall out: y is the step A'y = 0, free where
   people are, y >= s where none are, and s is 0 or (scaled) 1.
Source: Fienberg & Rinaldo (2012); Chan, Silverman & Vincent (2021), section 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation import stats
from aigaq.estimation.loglinear.irls import CHUNK, Floats, holds
from aigaq.estimation.loglinear.models import Bools, Ints

FINITE, AT_EDGE, NO_MAXIMUM, NOT_IDENTIFIED, UNSETTLED = range(5)
# The last is for a fit that was admitted and did not come to rest: it has no number either.
STATES = ("finite", "at edge", "no finite maximum", "not identified", "did not settle")
# The least eigenvalue of a matrix of small whole numbers of full rank lies far above, rounding far below.
NO_RANK = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Admission:
    """Of each model: its state, the terms to be fitted, and the cells they are fitted to."""

    states: NDArray[np.int8]
    kept: Bools
    used: Bools

    @property
    def admitted(self) -> Bools:
        """Models that give a finite, identified N."""
        may: Bools = self.states <= AT_EDGE
        return may


def admit(counts: Floats, models: Bools) -> Admission:
    """Which of the models may be fitted to which table.

    Args:
        counts: people by cell, shape (B, 2^J) or (2^J,); the unseen cell is not read.
        models: terms, shape (B, 2^J).
    Raises:
        ExtraMissing: SciPy, which solves the linear programmes, is not installed.
    """
    people = np.broadcast_to(counts > 0, models.shape).copy()
    people[:, 0] = False
    kept, used = _without_empty(people, models)
    states = np.where((kept == models).all(axis=1), FINITE, AT_EDGE).astype(np.int8)
    partly = np.flatnonzero((kept != models).any(axis=1))
    states[partly[~_of_full_rank(used[partly], kept[partly])]] = NOT_IDENTIFIED
    sparse = np.flatnonzero((used & ~people).any(axis=1) & (states != NOT_IDENTIFIED))
    sparse = sparse[~_of_full_rank(people[sparse], kept[sparse])]
    states[sparse[~_bounded(people[sparse], kept[sparse], used[sparse])]] = NO_MAXIMUM
    return Admission(states, kept, used)


def _without_empty(people: Bools, models: Bools) -> tuple[Bools, Bools]:
    """Terms with people in their margin, and the cells that hold no term without."""
    within = holds(models.shape[1])
    empty = models & ((people @ within) == 0)
    used: Bools = (empty @ within.T) == 0
    used[:, 0] = False
    kept: Bools = models & ~empty
    return kept, used


def _of_full_rank(cells: Bools, terms: Bools) -> Bools:
    """Are the columns of the design independent on these cells?"""
    full: Bools = terms.sum(axis=1) <= cells.sum(axis=1)
    sizes = terms.sum(axis=1)
    for size in np.unique(sizes[full]):
        rows = np.flatnonzero(full & (sizes == size))
        step = max(1, CHUNK // int(size * size))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            held = np.nonzero(terms[part])[1].reshape(len(part), size)
            full[part] = _least_eigenvalue(cells[part], held) > NO_RANK
    return full


def _least_eigenvalue(cells: Bools, terms: Ints) -> Floats:
    margins = cells @ holds(cells.shape[1])
    rows = np.arange(len(terms))[:, None, None]
    least: Floats = np.linalg.eigvalsh(margins[rows, terms[:, :, None] | terms[:, None, :]])[:, 0]
    return least


def _bounded(people: Bools, terms: Bools, used: Bools) -> Bools:
    """Ask linear programmes, and no more of them than needed.

    With fewer terms, more cells used or more cells with people a bounded model stays bounded: so one
    answer settles all models below it, or all above.
    """
    codes = np.packbits(np.concatenate([terms, ~used, ~people], axis=1), axis=1)
    codes, place = np.unique(codes, axis=0, return_inverse=True)
    answer = np.full(len(codes), -1, dtype=np.int8)
    sizes = np.bitwise_count(codes).sum(axis=1)
    order = np.argsort(sizes, kind="stable")
    while len(order):
        middle = order[len(order) // 2]
        code = codes[middle]
        if _programme(code.tobytes(), terms.shape[1]):
            answer[order[((codes[order] & ~code) == 0).all(axis=1)]] = 1
        else:
            answer[order[((code & ~codes[order]) == 0).all(axis=1)]] = 0
        order = order[answer[order] < 0]
    bounded: Bools = answer[place.reshape(-1)] == 1
    return bounded


@lru_cache(maxsize=200_000)
def _programme(code: bytes, cells: int) -> bool:
    """One linear programme: can every used cell without people have a mean above zero?"""
    bits = np.unpackbits(np.frombuffer(code, dtype=np.uint8))[: 3 * cells].astype(bool)
    terms, used, people = bits[:cells], ~bits[cells : 2 * cells], ~bits[2 * cells :]
    zeros, full = np.flatnonzero(used & ~people), np.flatnonzero(used & people)
    design = holds(cells)[np.concatenate([zeros, full])][:, terms]
    equal = np.column_stack([design.T, np.zeros(design.shape[1])])
    floor = np.zeros((len(zeros), equal.shape[1]))
    floor[range(len(zeros)), range(len(zeros))] = -1.0
    floor[:, -1] = 1.0
    aim = np.zeros(equal.shape[1])
    aim[-1] = -1.0
    bounds = [(0, None)] * len(zeros) + [(None, None)] * len(full) + [(0, 1)]
    solved = stats.need("scipy.optimize").linprog(
        aim, A_ub=floor, b_ub=np.zeros(len(zeros)), A_eq=equal, b_eq=np.zeros(len(equal)),
        bounds=bounds, method="highs",
    )  # fmt: skip
    return bool(solved.status == 0 and -solved.fun > 0.5)
