"""Existence and identifiability of the maximum of a model on a table, checked before any fit.

Invariant: the answer depends on which cells hold people, never on how many; no fit is needed for it.

1. A term whose margin is empty has its maximum at minus infinity: it and every cell that holds it go
   (the number of people on no list stays finite), and the model stands AT_EDGE, the term still counted.
2. On the cells that are left, rank(A) must be the number of columns: else NOT_IDENTIFIED.
3. max s subject to A'y = A'c, y >= s: the maximum is finite if and only if s > 0: else NO_MAXIMUM.
   As cells with people may move both ways a little, the counts fall out: y is the step A'y = 0, free where
   people are, y >= s where none are, and s is 0 or (scaled) 1.
4. Where it is not finite, the cells whose mean goes to nought are found by a second programme. If on the
   cells that are left (the face) the constant is still determined, N has a limit and the model stands
   ON_FACE: flagged, but with a number. `stepwise` does not take such models, as its authors do not.
Source: Fienberg & Rinaldo (2012); Chan, Silverman & Vincent (2021), section 4.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.loglinear.irls import CHUNK
from aigaq.estimation.loglinear.margins import Floats, margins_of, sums_of
from aigaq.estimation.loglinear.models import Bools, Ints
from aigaq.estimation.loglinear.programmes import bounded, face_of

FINITE, AT_EDGE, ON_FACE, NO_MAXIMUM, NOT_IDENTIFIED, UNSETTLED = range(6)
# The last is for a fit that was admitted and did not come to rest: it has no number either.
STATES = ("finite", "at edge", "on face", "no finite maximum", "not identified", "did not settle")
# The least eigenvalue of a matrix of small whole numbers of full rank lies far above, rounding far below.
NO_RANK = 1e-8


@dataclass(frozen=True, slots=True, eq=False)
class Admission:
    """Result for each model: its state, the terms to fit, and the cells to fit them to."""

    states: NDArray[np.int8]
    kept: Bools
    used: Bools

    @property
    def admitted(self) -> Bools:
        """Models with a finite, identified N."""
        may: Bools = self.states <= ON_FACE
        return may


def admit(counts: Floats, models: Bools, *, faces: bool = False) -> Admission:
    """Check which models may be fitted to each table.

    Args:
        counts: people by cell, shape (B, 2^J) or (2^J,); the unseen cell is not read.
        models: terms, shape (B, 2^J).
        faces: look for a face where there is no finite maximum; else such a model is not admitted.
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
    unbounded = sparse[~bounded(people[sparse], kept[sparse], used[sparse])]
    states[unbounded] = NO_MAXIMUM
    for row in unbounded if faces else ():
        if (face := face_of(people[row], kept[row], used[row])) is not None:
            states[row], kept[row], used[row] = ON_FACE, *face
    return Admission(states, kept, used)


def _without_empty(people: Bools, models: Bools) -> tuple[Bools, Bools]:
    """Terms with people in their margin, and the cells that hold no term without."""
    empty = models & (margins_of(people.astype(np.float64)) == 0)
    used: Bools = sums_of(empty.astype(np.float64)) == 0
    used[:, 0] = False
    kept: Bools = models & ~empty
    return kept, used


def _of_full_rank(cells: Bools, terms: Bools) -> Bools:
    """Whether the columns of the design are linearly independent on these cells."""
    sizes = terms.sum(axis=1)
    # An empty table has lost even its constant.
    full: Bools = terms[:, 0] & (sizes <= cells.sum(axis=1))
    for size in np.unique(sizes[full]):
        rows = np.flatnonzero(full & (sizes == size))
        step = max(1, CHUNK // int(size * size))
        for start in range(0, len(rows), step):
            part = rows[start : start + step]
            held = np.nonzero(terms[part])[1].reshape(len(part), size)
            full[part] = _least_eigenvalue(cells[part], held) > NO_RANK
    return full


def _least_eigenvalue(cells: Bools, terms: Ints) -> Floats:
    margins = margins_of(cells.astype(np.float64))
    rows = np.arange(len(terms))[:, None, None]
    least: Floats = np.linalg.eigvalsh(margins[rows, terms[:, :, None] | terms[:, None, :]])[:, 0]
    return least
