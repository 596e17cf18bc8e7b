"""The averaged interval: that of its model where there is one, and no model taken for known where there are more.

Invariant: the limits are where the weighted tails are 2.5 %, whatever the models.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.graphs.tables import published
from tests.estimation.loglinear.tables import table_of

from aigaq.estimation.loglinear import Listing, all_models, estimate_loglinear
from aigaq.estimation.loglinear.intervals import averaged, profile
from aigaq.estimation.loglinear.listing import counts_of, listed
from aigaq.estimation.loglinear.models import model_of
from aigaq.estimation.table import Table

PLAIN = (60, 70, 20, 80, 15, 45, 25)


def some(table: Table, *names: str) -> Listing:
    """Some models of a table."""
    return listed(table, np.array([model_of(name, len(table.lists)) for name in names]))


@pytest.mark.parametrize("name", ["[1,2,3]", "[12,3]", "[12,13]", "[12,13,23]"])
@pytest.mark.parametrize("times", [1, 40])
def test_of_one_model_the_interval_is_its_profile(name: str, times: int) -> None:
    table = table_of([count * times for count in PLAIN])
    one = some(table, name)
    found, alone = averaged(counts_of(table), one, "BIC"), profile(counts_of(table), one.kept[0], one.used[0])
    assert (found.low, found.high) == pytest.approx((alone.low, alone.high), rel=2e-4)
    assert found.middle == pytest.approx(alone.maximum, rel=2e-3)


def test_the_models_that_fit_kosovo_as_well_are_all_inside() -> None:
    found = estimate_loglinear(published("kosovo_1999"))
    # BIC is best for the first, 0.08 and 0.9 higher for the others; the profile of the first ends at 12,110.
    assert found.median == pytest.approx(10356.52, abs=0.005)
    assert found.low is not None and found.high is not None
    assert found.low < 10357 < 12741 < 18393 < found.high
    assert "averaged" in str(found.diagnostics["interval"])
    assert found.diagnostics["profile_low"] == pytest.approx(8994.26, abs=0.01)


def test_two_models_alike_in_weight_share_the_tails() -> None:
    table = table_of(PLAIN)
    both = some(table, "[12,3]", "[13,2]")
    even = replace(both, likelihood=np.zeros(2))
    found = averaged(counts_of(table), even, "BIC")
    # Half the weight each: 5 % of the higher model's own curve lie above the limit, if the other's ends below it.
    ends = [profile(counts_of(table), even.kept[k], even.used[k]) for k in (0, 1)]
    assert min(end.low for end in ends) < found.low < max(end.low for end in ends)
    assert min(end.high for end in ends) < found.high < max(end.high for end in ends)


def test_what_has_no_weights_has_no_average() -> None:
    for wrong in ({"models": "stepwise"}, {"model": "[12,3]"}):
        with pytest.raises(ValueError, match=r"weights|averaged"):
            estimate_loglinear(table_of(PLAIN), interval="averaged", **wrong)  # type: ignore[arg-type]
        found = estimate_loglinear(table_of(PLAIN), **wrong)  # type: ignore[arg-type]
        assert "conditional" in str(found.diagnostics["interval"])


@given(st.lists(st.integers(0, 60), min_size=7, max_size=7).filter(lambda counts: sum(counts) > 20))
@settings(max_examples=25, deadline=None)
def test_the_number_lies_in_its_interval_and_above_those_recorded(counts: list[int]) -> None:
    found = estimate_loglinear(table_of(counts))
    if found.low is not None and found.median is not None and found.high is not None:
        assert sum(counts) - 1e-6 <= found.low <= found.median <= found.high < np.inf


def test_all_the_weight_is_averaged_but_one_in_a_hundred() -> None:
    table = published("kosovo_1999")
    listing = all_models(table)
    found = averaged(counts_of(table), listing, "BIC")
    heaviest = np.sort(listing.weights("BIC"))[::-1]
    assert heaviest[: found.models].sum() >= 0.99 > heaviest[: found.models - 1].sum()
