"""Is the posterior calibrated where the truth comes from its own prior?"""

from __future__ import annotations

import numpy as np
import pytest
from benchmarks import calibration_graphs
from benchmarks.calibration_graphs import calibrate, elimination, even, population

from aigaq.estimation.graphs.decomposable import decomposable


@pytest.mark.parametrize("delta", [None, 1.0])
def test_truths_fall_evenly_over_their_posteriors(delta: float | None) -> None:
    found = calibrate(3, draws=300, seed=11, delta=delta)
    assert found.chance > 0.01
    assert sum(found.counts) + found.refused == 300


def test_a_posterior_that_leans_is_caught() -> None:
    random = np.random.Generator(np.random.PCG64(3))
    leaning = np.histogram(random.beta(1.5, 1.0, 300), bins=calibration_graphs.BINS, range=(0, 1))[0]
    assert even(leaning) < 0.01


def test_populations_keep_the_independence_of_their_graph() -> None:
    graphs = decomposable(3)
    apart = next(k for k in range(8) if graphs.named(k, "ABC") == "A, B+C")
    random = np.random.Generator(np.random.PCG64(5))
    seen = population(graphs, apart, 20_000, 4.0, random)
    assert abs(np.corrcoef(seen[:, 0], seen[:, 1])[0, 1]) < 0.03


def test_an_elimination_order_takes_every_list_once() -> None:
    graphs = decomposable(4)
    assert all(sorted(v for v, _ in elimination(graphs, k)) == [0, 1, 2, 3] for k in range(61))
