"""Existence and identifiability of the maximum of a model on a table, checked before any fit.

Invariant: the answer depends on which cells hold people, never on how many; no fit is needed for it. So the
answers of linear programmes are cached by the pattern of empty cells.

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
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation import stats
from aigaq.estimation.loglinear.irls import CHUNK
from aigaq.estimation.loglinear.margins import holds, margins_of, sums_of
from aigaq.estimation.loglinear.models import Bools, Ints
from aigaq.estimation.table import Floats

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


# What is left of a column of ones and zeros that is a sum of others is rounding, far below this.
NO_LENGTH = 1e-4


def bounded(people: Bools, terms: Bools, used: Bools) -> Bools:
    """Existence by linear programmes, as few of them as possible.

    With fewer terms, more cells used or more cells with people a bounded model stays bounded: so one
    answer settles all models below it, or all above.
    """
    codes = _code(terms, used, people)
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
    answers: Bools = answer[place.reshape(-1)] == 1
    return answers


def _code(terms: Bools, used: Bools, people: Bools) -> NDArray[np.uint8]:
    """Bits on which an answer depends; each further bit makes a model harder to be bounded."""
    return np.packbits(np.concatenate([terms, ~used, ~people], axis=-1), axis=-1)


@lru_cache(maxsize=200_000)
def _programme(code: bytes, cells: int) -> bool:
    """Whether every used cell without people can have a mean above zero, by one linear programme."""
    terms, full, empty = _decoded(code, cells)
    raised = _raised(*(holds(cells)[rows][:, terms] for rows in (full, empty)), alike=True)
    return bool(raised.all())


def face_of(people: Bools, terms: Bools, used: Bools) -> tuple[Bools, Bools] | None:
    """Terms and cells to fit for a model without a finite maximum, if N has a limit; else None.

    The face consists of the cells whose mean stays above zero; the terms are independent on them.
    """
    return _face(_code(terms, used, people).tobytes(), len(terms))


@lru_cache(maxsize=200_000)
def _face(code: bytes, cells: int) -> tuple[Bools, Bools] | None:
    """Independent terms and the cells of the face, if the constant is determined on it."""
    terms, full, empty = _decoded(code, cells)
    raised = _raised(*(holds(cells)[rows][:, terms] for rows in (full, empty)), alike=False)
    used = np.zeros(cells, dtype=bool)
    used[full] = used[empty[raised]] = True
    basis = _independent(holds(cells)[used][:, terms])
    if basis is None:
        return None
    kept = np.zeros(cells, dtype=bool)
    kept[terms[basis]] = True
    return kept, used


def _decoded(code: bytes, cells: int) -> tuple[Ints, Ints, Ints]:
    """Terms, used cells with people, and used cells without people, from the bits."""
    bits = np.unpackbits(np.frombuffer(code, dtype=np.uint8))[: 3 * cells].astype(bool)
    terms, used, people = bits[:cells], ~bits[cells : 2 * cells], ~bits[2 * cells :]
    return np.flatnonzero(terms), np.flatnonzero(used & people), np.flatnonzero(used & ~people)


def _raised(full: Floats, empty: Floats, *, alike: bool) -> Bools:
    """Cells without people that can have a mean above zero while all margins are kept.

    max sum of s subject to (empty)'y + (full)'u = 0, y >= s, 0 <= s <= 1; each s comes out 0 or 1.

    Args:
        full, empty: rows of the design, shapes (cells with people, terms), (cells without, terms).
        alike: use one s for all cells: can all of them be above zero together?
    """
    count, marks = len(empty), 1 if alike else len(empty)
    equal = np.hstack([empty.T, full.T, np.zeros((full.shape[1], marks))])
    lift = np.ones((count, 1)) if alike else np.eye(count)
    under = np.hstack([-np.eye(count), np.zeros((count, len(full))), lift])
    aim = np.concatenate([np.zeros(count + len(full)), -np.ones(marks)])
    bounds = [(0, None)] * count + [(None, None)] * len(full) + [(0, 1)] * marks
    solved = stats.need("scipy.optimize").linprog(
        aim, A_ub=under, b_ub=np.zeros(count), A_eq=equal, b_eq=np.zeros(len(equal)), bounds=bounds,
        method="highs",
    )  # fmt: skip
    raised: Bools = solved.x[-marks:] > 0.5
    return raised


def _independent(design: Floats) -> Ints | None:
    """Independent columns that span the design, smaller terms first; None if they do not determine the constant.

    The constant, the first column, is determined if and only if it is no linear combination of the others.
    """
    columns: list[int] = []
    spanned = np.zeros((len(design), 0))
    for column in [*range(1, design.shape[1]), 0]:
        rest = design[:, column] - spanned @ (spanned.T @ design[:, column])
        rest -= spanned @ (spanned.T @ rest)
        size = float(np.linalg.norm(rest))
        if size > NO_LENGTH:
            columns.append(column)
            spanned = np.column_stack([spanned, rest / size])
    return np.array(sorted(columns)) if 0 in columns else None


def forget() -> None:
    """Empty the cache, for measurements."""
    _programme.cache_clear()
    _face.cache_clear()
