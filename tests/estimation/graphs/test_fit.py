"""Is a graph that does not fit the recorded told from one that does?"""

from __future__ import annotations

import numpy as np
import pytest
from tests.estimation.graphs.tables import SPINA, first_fastest, published

from aigaq.estimation.deviance import tail
from aigaq.estimation.graphs import decomposable, estimate_graphs
from aigaq.estimation.graphs.engine import fit_chance
from aigaq.estimation.table import Table, of_histories


def mixed(*classes: tuple[int, tuple[float, ...]], seed: int) -> Table:
    """A table of people of several kinds, each with its own chances: no graph holds for all of them."""
    random = np.random.Generator(np.random.PCG64(seed))
    rows = [random.random((size, len(chances))) < chances for size, chances in classes]
    lists = [f"L{place}" for place in range(rows[0].shape[1])]
    return of_histories(lists, np.concatenate(rows).astype(np.int8))


def test_the_tail_of_chi_square_is_that_of_printed_tables() -> None:
    printed = {(3.841, 1): 0.05, (5.991, 2): 0.05, (11.345, 3): 0.01, (31.410, 20): 0.05, (24.996, 15): 0.05}
    for (square, degrees), chance in printed.items():
        assert tail(square, degrees) == pytest.approx(chance, abs=2e-5)
    assert tail(0.0, 3) == 1.0 and tail(1e5, 15) == 0.0


def test_independent_lists_in_their_exact_shares_fit_wholly() -> None:
    # Chances 1/2, 1/4 and 1/5 of 400: 120 on none, and every cell a whole number.
    cells = np.array([120, 120, 40, 40, 30, 30, 10, 10], dtype=np.float64)
    graphs = decomposable(3)
    apart = next(k for k in range(8) if graphs.named(k, "ABC") == "A, B, C")
    assert fit_chance(cells, graphs, apart, 120.0) == pytest.approx(1.0)


def test_kosovo_under_independence_misses_by_the_published_deviance() -> None:
    # The log-linear model of main effects leaves a deviance with 10 degrees of freedom; far beyond chance.
    table, graphs = published("kosovo_1999"), decomposable(4)
    numbers = table.patterns.astype(np.int64) @ (1 << np.arange(4))
    cells = np.bincount(numbers, table.counts, 16).astype(np.float64)
    apart = next(k for k in range(61) if graphs.named(k, "ABCD") == "A, B, C, D")
    assert fit_chance(cells, graphs, apart, 7394.6 - table.n) < 1e-10


def test_people_of_several_kinds_fit_no_graph_and_the_result_says_so() -> None:
    kinds = (
        (1600, (0.1, 0.05, 0.15, 0.2, 0.1)),
        (200, (0.5, 0.4, 0.6, 0.4, 0.5)),
        (200, (0.8, 0.9, 0.6, 0.7, 0.7)),
    )
    result = estimate_graphs(mixed(*kinds, seed=4))
    assert "W17" in [warning.code for warning in result.warnings]
    assert float(result.diagnostics["fit_chance"]) < 0.05


def test_people_of_one_kind_fit_and_nothing_is_said() -> None:
    result = estimate_graphs(mixed((1000, (0.4, 0.3, 0.25, 0.25)), seed=4))
    assert not result.warnings


def test_the_spina_bifida_lists_fit() -> None:
    assert float(estimate_graphs(first_fastest(SPINA)).diagnostics["fit_chance"]) > 0.05
