"""Which models have a finite maximum: against the definition, over every pattern of empty cells.

Invariant: the oracle solves the programme as it stands in the papers, for each model alone.
"""

from __future__ import annotations

from itertools import permutations, product

import numpy as np
import pytest
from scipy.optimize import linprog
from tests.estimation.graphs.tables import published
from tests.estimation.loglinear.tables import ARTIFICIAL, cells_of

from aigaq.estimation.loglinear import existence, irls
from aigaq.estimation.loglinear.existence import (
    AT_EDGE,
    FINITE,
    NO_MAXIMUM,
    NOT_IDENTIFIED,
    ON_FACE,
    admit,
)
from aigaq.estimation.loglinear.listing import counts_of
from aigaq.estimation.loglinear.margins import holds, margins_of
from aigaq.estimation.loglinear.models import Bools, hierarchical, model_of, name_of
from aigaq.estimation.table import Floats


def finite(counts: Floats, model: Bools, used: Bools) -> bool:
    """max s subject to A'x = A'c, x >= s: is s above zero?"""
    design = holds(len(counts))[used][:, model]
    cells = len(design)
    solved = linprog(
        np.array([0.0] * cells + [-1.0]),
        A_ub=np.hstack([-np.eye(cells), np.ones((cells, 1))]), b_ub=np.zeros(cells),
        A_eq=np.hstack([design.T, np.zeros((design.shape[1], 1))]), b_eq=design.T @ counts[used],
        bounds=[(None, None)] * (cells + 1), method="highs",
    )  # fmt: skip
    assert solved.x is not None
    return bool(solved.x[-1] > 1e-7)


def expected(counts: Floats, model: Bools) -> int:
    """The state by the three steps of Chan, Silverman & Vincent."""
    empty = model & (margins_of(counts[None, :])[0] == 0)
    used: Bools = ~np.any(holds(len(counts))[:, empty], axis=1)
    used[0] = False
    kept = model & ~empty
    if np.linalg.matrix_rank(holds(len(counts))[used][:, kept]) < kept.sum():
        return NOT_IDENTIFIED
    if not finite(counts, kept, used):
        return NO_MAXIMUM
    return AT_EDGE if empty.any() else FINITE


def apart() -> list[Floats]:
    """Every pattern of empty cells of three lists, once for all orders of the lists."""
    found: dict[tuple[bool, ...], Floats] = {}
    for pattern in product((False, True), repeat=7):
        cells = np.array([False, *pattern]).reshape(2, 2, 2)
        alike = min(tuple(cells.transpose(order).ravel().tolist()) for order in permutations(range(3)))
        found[alike] = 10.0 * np.array(alike)
    return [counts for counts in found.values() if counts.any()]


def test_all_models_of_three_lists_over_every_pattern_of_empty_cells() -> None:
    models, seen = hierarchical(3), set()
    for counts in apart():
        states = admit(counts, models).states.tolist()
        assert states == [expected(counts, model) for model in models]
        seen.update(states)
    assert seen == {FINITE, AT_EDGE, NO_MAXIMUM, NOT_IDENTIFIED}


def test_all_models_of_four_lists_over_some_patterns() -> None:
    chance = np.random.Generator(np.random.PCG64(11))
    models = hierarchical(4)
    for _ in range(2):
        counts = cells_of(np.where(chance.random(15) < 0.35, 0.0, 7.0).tolist())
        assert admit(counts, models).states.tolist() == [expected(counts, model) for model in models]


def test_the_artificial_table_names_what_has_no_estimate() -> None:
    models = hierarchical(3)
    states = admit(cells_of(ARTIFICIAL), models).states
    said = {name_of(model): existence.STATES[state] for model, state in zip(models, states, strict=True)}
    assert [name for name in said if said[name] == "no finite maximum"] == ["[12,3]", "[12,13]", "[12,23]"]
    assert said["[12,13,23]"] == "not identified"
    assert said["[1,2,3]"] == "finite"
    assert said["[13,23]"] == "at edge"


def test_only_the_pattern_of_empty_cells_matters() -> None:
    chance = np.random.Generator(np.random.PCG64(5))
    support = chance.random(32) < 0.7
    one, other = (np.where(support, chance.integers(1, 999, 32), 0.0) for _ in range(2))
    models = hierarchical(5)[::37]
    assert (admit(one, models).states == admit(other, models).states).all()


def test_a_table_without_empty_cells_admits_every_model() -> None:
    counts = cells_of([1.0] * 31)
    assert (admit(counts, hierarchical(5)).states == FINITE).all()


def test_many_tables_at_once_are_answered_as_each_alone() -> None:
    chance = np.random.Generator(np.random.PCG64(6))
    tables = np.where(chance.random((40, 16)) < 0.4, 0.0, 3.0)
    model = np.repeat(model_of("[12,23,34]", 4)[None, :], 40, axis=0)
    alone = [int(admit(table, model[:1]).states[0]) for table in tables]
    assert admit(tables, model).states.tolist() == alone


def nudged(counts: Floats, model: Bools, by: float) -> float:
    """m after a trace of a person was put into each cell: near the limit where there is one."""
    return float(irls.fit(counts + by, model[None, :], np.ones((1, len(counts)), dtype=bool)).unseen[0])


def test_on_a_face_n_is_the_limit_of_tables_without_empty_cells() -> None:
    counts = cells_of([100, 198, 0, 13, 2, 36, 15, 34, 1, 4, 0, 3, 1, 6, 1])
    models = hierarchical(4)
    found = admit(counts, models, faces=True)
    rows = np.flatnonzero(found.states == ON_FACE)
    fits = irls.fit(counts, found.kept[rows], found.used[rows])
    assert len(rows) == 16
    assert fits.converged.all()
    for row, unseen in zip(rows, fits.unseen, strict=True):
        assert nudged(counts, models[row], 1e-6) == pytest.approx(unseen, rel=2e-3)


def test_where_n_has_no_limit_there_is_no_face() -> None:
    counts = cells_of(ARTIFICIAL)
    models = hierarchical(3)
    found = admit(counts, models, faces=True)
    for row in np.flatnonzero(found.states == NO_MAXIMUM):
        # A hundred times less put in, and the answer runs off instead of settling.
        far, farther = (nudged(counts, models[row], by) for by in (1e-4, 1e-6))
        assert not 0.9 < far / farther < 1.1


def test_of_6893_models_those_with_numbers_settle() -> None:
    counts = counts_of(published("uk_2013_5list"))
    found = admit(counts, hierarchical(5), faces=True)
    fits = irls.fit(counts, found.kept[found.admitted], found.used[found.admitted])
    assert [int((found.states == state).sum()) for state in range(5)] == [904, 5615, 51, 287, 36]
    assert fits.converged.all()
