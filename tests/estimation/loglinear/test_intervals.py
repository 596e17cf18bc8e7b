"""Profile intervals: as Rcapture prints them, and as a plain walk over n0 finds them.

Invariant: the multinomial maximum lies inside.
"""

from __future__ import annotations

from math import lgamma

import numpy as np
import pytest
from scipy.special import digamma
from tests.estimation.graphs.tables import published
from tests.estimation.loglinear.tables import answered, cells_of

from aigaq.estimation.loglinear.existence import admit
from aigaq.estimation.loglinear.intervals import CUT, _digamma, profile
from aigaq.estimation.loglinear.listing import counts_of
from aigaq.estimation.loglinear.models import model_of
from aigaq.estimation.table import Floats


def interval(counts: Floats, name: str) -> tuple[float, float, float]:
    """Maximum and limits of one model."""
    lists = len(counts).bit_length() - 1
    found = admit(counts, model_of(name, lists)[None, :], faces=True)
    limits = profile(counts, found.kept[0], found.used[0])
    return limits.maximum, limits.low, limits.high


@pytest.mark.parametrize("submodel", ["closedpMS best BIC", "closedpMS best AIC"])
def test_every_published_table_has_the_interval_of_rcapture(submodel: str) -> None:
    for name, row in answered("rcapture", submodel).items():
        estimate, high = float(row["est"]), float(row["hi95"])
        # Rcapture walks no farther than three times its estimate, and does not say so.
        if high > 2.99 * estimate:
            continue
        found = interval(counts_of(published(name)), row["model"])
        printed = [float(row[word]) for word in ("CI_abundance", "lo95", "hi95")]
        assert found == pytest.approx(printed, rel=2e-4), name


def test_a_limit_that_rcapture_cuts_off_is_found() -> None:
    row = answered("rcapture", "closedpMS best AIC")["new_orleans_5list"]
    high = interval(counts_of(published("new_orleans_5list")), row["model"])[2]
    assert float(row["hi95"]) == pytest.approx(3 * 2750.2, rel=1e-4)
    assert high == pytest.approx(9397.5, abs=0.1)


def test_two_independent_lists_have_the_interval_of_the_plain_formula() -> None:
    both, one, other = 20, 30, 50

    def height(unseen: float) -> float:
        total = 100 + unseen
        first, second = (one + both) / total, (other + both) / total
        outs = (total - one - both) * np.log(1 - first) + (total - other - both) * np.log(1 - second)
        ins = (one + both) * np.log(first) + (other + both) * np.log(second)
        return float(lgamma(total + 1) - lgamma(unseen + 1) + ins + outs)

    grid = np.arange(1.0, 400.0, 0.01)
    heights = np.array([height(unseen) for unseen in grid])
    inside = 100 + grid[2 * (heights.max() - heights) <= CUT]
    found = interval(cells_of([other, one, both]), "[1,2]")
    assert found == pytest.approx((100 + grid[heights.argmax()], inside[0], inside[-1]), abs=0.02)


def test_where_nobody_seems_to_be_missing_the_low_limit_is_those_recorded() -> None:
    maximum, low, _ = interval(cells_of([0, 1, 60, 1, 60, 60, 90]), "[12,3]")
    assert low == 272
    assert maximum < 275


@pytest.mark.parametrize("value", [1.0, 1.5, 9.99, 10.0, 123.4, 1e6])
def test_the_derivative_of_log_gamma_is_that_of_scipy(value: float) -> None:
    assert _digamma(value) == pytest.approx(digamma(value), rel=1e-9, abs=1e-9)
