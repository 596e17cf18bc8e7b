"""Is a chosen model that misses the recorded told from one that fits them?

Invariant: W17 stands at the first and not at the second, and never where no cell is left to test.
"""

from __future__ import annotations

from math import log

import pytest
from tests.estimation.loglinear.tables import ARTIFICIAL, table_of

from aigaq.estimation.deviance import tail
from aigaq.estimation.loglinear import estimate_loglinear
from aigaq.estimation.result import Result

# Chances 1/2, 1/4 and 1/5 of 400: every cell a whole number, 120 on none.
APART = (30, 40, 10, 120, 30, 40, 10)


def codes(found: Result) -> set[str]:
    return {warning.code for warning in found.warnings}


def test_independent_lists_in_their_exact_shares_fit_wholly() -> None:
    found = estimate_loglinear(table_of(APART), model="[1,2,3]")
    assert found.diagnostics["fit_chance"] == pytest.approx(1.0)
    assert "W17" not in codes(found)


def test_a_model_that_leaves_out_what_is_there_warns_with_its_chance() -> None:
    # Without list 2, lists 1 and 3 meet twice as often as [1,2,3] has it; with it, they do not.
    found = estimate_loglinear(table_of((30, 40, 10, 120, 60, 40, 10)), model="[1,2,3]")
    [said] = [warning for warning in found.warnings if warning.code == "W17"]
    assert said.key == "W17-model" and "log-linear" in said.text
    assert float(found.diagnostics["fit_chance"]) < 0.05
    assert said.parameters["percent"] == round(100 * float(found.diagnostics["fit_chance"]), 1)


def test_the_chance_is_that_of_the_deviance_reckoned_by_hand() -> None:
    # [12,3]: the share on list 3 is the same in the three recorded patterns of lists 1 and 2.
    counts = (40, 30, 10, 60, 30, 50, 20)
    found = estimate_loglinear(table_of(counts), model="[12,3]")
    square = 0.0
    # 60 of 200 are on list 3, of those who are on list 1 or 2.
    for on, off in ((10, 30), (30, 60), (20, 50)):
        square += 2 * on * log(on / (0.3 * (on + off))) + 2 * off * log(off / (0.7 * (on + off)))
    assert found.diagnostics["fit_chance"] == pytest.approx(tail(square, 2), abs=1e-6)


@pytest.mark.parametrize("counts", [(60, 70, 20, 80, 15, 45, 25), (20, 30, 5, 40, 9, 6, 2)])
def test_a_model_that_fits_whatever_was_recorded_has_nothing_to_test(counts: tuple[int, ...]) -> None:
    found = estimate_loglinear(table_of(counts), model="[12,13,23]")
    assert found.diagnostics["fit_chance"] == 1.0
    assert "W17" not in codes(found)


def test_cells_that_a_model_empties_are_not_counted_as_fitted() -> None:
    # A:C has nobody: two cells and the term go. m = 300, b = 1/10, a = 46/330 and c = 20/330 fit five cells by four.
    found = estimate_loglinear(table_of(ARTIFICIAL), model="[13,2]")
    means = (300 * 20 / 330, 30.0, 300 * 46 / 330, 30 * 46 / 330)
    square = sum(2 * seen * log(seen / mean) for seen, mean in zip((20, 30, 40, 6), means, strict=True))
    assert found.diagnostics["state"] == "at edge"
    assert found.diagnostics["fit_chance"] == pytest.approx(tail(square, 1), abs=1e-6)
