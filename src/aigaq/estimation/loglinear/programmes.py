"""Linear programmes for `existence`: whether the maximum is finite, else the face on which it lies.

Invariant: answers depend only on the pattern of empty cells, so they are cached by that pattern.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation import stats
from aigaq.estimation.loglinear.margins import Floats, holds
from aigaq.estimation.loglinear.models import Bools, Ints

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
