"""Fits: against published figures, a general optimiser, and themselves under other names and sizes.

Invariant: the oracle shares no code with the fit.
"""

from __future__ import annotations

from math import lgamma

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize
from tests.estimation.graphs.tables import published

from aigaq.estimation.loglinear import irls
from aigaq.estimation.loglinear.listing import counts_of
from aigaq.estimation.loglinear.margins import holds, margins_of, sums_of
from aigaq.estimation.loglinear.models import Bools, hierarchical, main_effects, model_of
from aigaq.estimation.table import Floats

FULL = st.lists(st.integers(1, 300), min_size=7, max_size=7).map(lambda some: np.array([0.0, *some]))


def fitted(counts: Floats, models: Bools) -> irls.Fits:
    """Fit some models to a table without empty cells."""
    return irls.fit(counts, models, np.ones_like(models))


def optimised(counts: Floats, model: Bools) -> tuple[float, float]:
    """m and log-likelihood by BFGS on the same likelihood."""
    design = holds(len(counts))[1:][:, model]

    def loss(terms: Floats) -> tuple[float, Floats]:
        logs = design @ terms
        return float(np.exp(logs).sum() - counts[1:] @ logs), design.T @ (np.exp(logs) - counts[1:])

    start = np.linalg.lstsq(design, np.log(counts[1:]), rcond=None)[0]
    found = minimize(loss, start, jac=True, method="BFGS", options={"gtol": 1e-7, "maxiter": 2000})
    height = -found.fun - sum(lgamma(count + 1) for count in counts[1:])
    return float(np.exp(found.x[0])), height


def test_kosovo_gives_the_figures_that_were_printed() -> None:
    counts = counts_of(published("kosovo_1999"))
    found = fitted(counts, np.array([model_of("[123,14,34]", 4), main_effects(4)]))
    assert found.unseen + 4400 == pytest.approx([10356.52, 7394.59], abs=0.005)
    assert found.error == pytest.approx([785.90, 129.63], abs=0.005)
    assert -2 * found.likelihood[0] + 11 * np.log(4400) == pytest.approx(203.030, abs=0.0005)


@given(FULL)
@settings(max_examples=15, deadline=None)
def test_every_model_comes_out_as_a_general_optimiser_has_it(counts: Floats) -> None:
    models = hierarchical(3)
    found = fitted(counts, models)
    for row, model in enumerate(models):
        unseen, height = optimised(counts, model)
        assert found.unseen[row] == pytest.approx(unseen, rel=1e-4)
        assert found.likelihood[row] == pytest.approx(height, abs=1e-5)


@given(FULL)
@settings(max_examples=30, deadline=None)
def test_all_pairs_of_three_lists_have_the_closed_form(counts: Floats) -> None:
    _, c001, c010, c011, c100, c101, c110, c111 = counts
    found = fitted(counts, model_of("[12,13,23]", 3)[None, :])
    # With as many terms as cells the fit is exact: m is the product of odd cells over that of even ones.
    assert found.unseen[0] == pytest.approx(c001 * c010 * c100 * c111 / (c011 * c101 * c110), rel=1e-7)


@given(FULL)
@settings(max_examples=30, deadline=None)
def test_fitted_margins_of_the_terms_are_the_observed_ones(counts: Floats) -> None:
    models = hierarchical(3)
    found = fitted(counts, models)
    seen = found.means.copy()
    seen[:, 0] = 0.0
    assert found.converged.all()
    assert np.where(models, margins_of(seen) - margins_of(counts[None, :]), 0.0) == pytest.approx(
        0.0, abs=1e-5
    )


@given(FULL, st.integers(2, 50))
@settings(max_examples=30, deadline=None)
def test_a_table_times_k_has_k_times_the_unseen(counts: Floats, times: int) -> None:
    once, often = fitted(counts, hierarchical(3)), fitted(times * counts, hierarchical(3))
    assert often.unseen == pytest.approx(times * once.unseen, rel=1e-6)


def test_a_fit_in_a_stack_is_the_fit_alone() -> None:
    counts = np.array([0, 40, 31, 12, 55, 9, 20, 4.0])
    together = fitted(counts, hierarchical(3))
    alone = [fitted(counts, model[None, :]).unseen[0] for model in hierarchical(3)]
    assert together.unseen == pytest.approx(alone, rel=1e-12)


def test_a_fit_that_runs_away_says_that_it_has_not_converged() -> None:
    counts = np.array([0, 20, 30, 0, 40, 0, 6, 0.0])
    assert not fitted(counts, model_of("[12,3]", 3)[None, :]).converged[0]


def test_margins_are_the_products_with_the_design() -> None:
    values = np.random.Generator(np.random.PCG64(3)).normal(size=(4, 32))
    assert margins_of(values) == pytest.approx(values @ holds(32))
    assert sums_of(values) == pytest.approx(values @ holds(32).T)
