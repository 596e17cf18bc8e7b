"""Whether classes fit the recorded is told, and moves no draw.

Invariant: W17 stands where one class is to hold for people of two kinds, and not where they are of one.
"""

from __future__ import annotations

import numpy as np
import pytest
from tests.estimation.latent.test_latent import QUICK, SMALL, few
from tests.estimation.tables import independent

from aigaq.estimation.latent import estimate_latent_many
from aigaq.estimation.latent.model import State
from aigaq.estimation.latent.running import Prior, model_of
from aigaq.estimation.latent.sampler import fits_worse
from aigaq.estimation.table import Table, of_counts, patterns_of

CELLS = patterns_of(np.arange(1, 8), 3)


def two_kinds() -> Table:
    """Half of everybody is easily recorded, the other half hardly."""
    easy, hard = independent(400, (0.9, 0.8, 0.9), seed=5), independent(1600, (0.1, 0.2, 0.1), seed=6)
    return of_counts("ABC", CELLS, np.array([_people(easy), _people(hard)]).sum(0))


def _people(table: Table) -> list[int]:
    held = {
        tuple(row): count for row, count in zip(table.patterns.tolist(), table.counts.tolist(), strict=True)
    }
    return [held.get(tuple(row), 0) for row in CELLS.tolist()]


def test_people_of_one_kind_fit_one_class() -> None:
    found = few(independent(1000, (0.4, 0.5, 0.3), seed=2), classes=1)
    assert float(found.diagnostics["fit_chance"]) > 0.05
    assert "W17-classes" not in {warning.key for warning in found.warnings}


def test_people_of_two_kinds_do_not_fit_one_class_and_are_warned_of() -> None:
    found = few(two_kinds(), classes=1)
    assert float(found.diagnostics["fit_chance"]) < 0.01
    assert "W17-classes" in {warning.key for warning in found.warnings}


def test_tables_side_by_side_are_warned_of_as_one_alone_is() -> None:
    many = estimate_latent_many([two_kinds(), SMALL], classes=1, wanted=QUICK)
    assert ["W17-classes" in {one.key for one in found.warnings} for found in many] == [True, False]
    assert all("truncation_shift" in found.diagnostics for found in many)


def test_of_parameters_that_made_a_table_half_of_all_tables_are_worse() -> None:
    rng, rows = np.random.default_rng(3), 2000
    odds = np.full((rows, 1, 3), -0.5)
    state = State(np.zeros((rows, 0)), odds, np.ones(rows), np.zeros(rows))
    on = 1 / (1 + np.exp(0.5))
    shares = np.prod(np.where(CELLS == 1, on, 1 - on), axis=1)
    counts = rng.multinomial(300, shares / shares.sum(), rows).astype(np.float64)
    found = fits_worse(rng, model_of(CELLS, counts, Prior()), state)
    assert found.mean() == pytest.approx(0.5, abs=4 * 0.5 / np.sqrt(rows))
