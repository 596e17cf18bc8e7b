"""The engine: the figures of R on every published table, the spread, and refusals.

Invariant: a model that is not admitted has no number anywhere.
"""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.graphs.tables import published
from tests.estimation.loglinear.tables import ARTIFICIAL, answered, table_of

from aigaq.estimation.loglinear import Listing, all_models, estimate_loglinear
from aigaq.estimation.loglinear.listing import searched
from aigaq.estimation.result import Result
from aigaq.estimation.table import of_counts

# No cell empty, and clear dependence of the first two lists.
PLAIN = (60, 70, 20, 80, 15, 45, 25)


def codes(found: Result) -> set[str]:
    return {warning.code for warning in found.warnings}


def test_kosovo_gets_the_published_number_and_the_spread_beside_it() -> None:
    found = estimate_loglinear(published("kosovo_1999"), interval="profile")
    assert found.median == pytest.approx(10356.52, abs=0.005)
    assert (found.low, found.high) == pytest.approx((8994.26, 12110.41), abs=0.01)
    assert found.diagnostics["model"] == "[123,14,34]"
    assert found.diagnostics["bic"] == pytest.approx(203.030, abs=0.0005)
    assert found.diagnostics["multinomial_maximum"] == pytest.approx(10334.50, abs=0.005)
    assert (found.diagnostics["lowest"], found.diagnostics["highest"]) == pytest.approx((9824, 19233), abs=1)


@pytest.fixture(scope="module")
def listings() -> dict[str, Listing]:
    """All models of each published table of three to five lists."""
    return {name: all_models(published(name)) for name in answered("rcapture", "BIC-weighted mean")}


@pytest.mark.parametrize("criterion", ["AIC", "BIC"])
def test_every_published_table_has_the_best_model_of_rcapture(
    listings: dict[str, Listing], criterion: str
) -> None:
    for name, row in answered("rcapture", f"closedpMS best {criterion}").items():
        lines = {line.model: line for line in listings[name].lines()}
        line = lines[row["model"]]
        if line.state == "no finite maximum":
            assert float(row["est"]) > 1e12, name
            continue
        assert line.estimate == pytest.approx(float(row["est"]), rel=1e-4), name
        assert (line.aic, line.bic) == pytest.approx((float(row["AIC"]), float(row["BIC"])), abs=2e-3), name
        scores = [one.aic if criterion == "AIC" else one.bic for one in lines.values()]
        assert min(score for score in scores if score is not None) == (line.aic, line.bic)[criterion == "BIC"]


def test_every_published_table_has_the_range_of_rcapture(listings: dict[str, Listing]) -> None:
    for name, row in answered("rcapture", "BIC-weighted mean").items():
        if name == "artificial_3list_nonidentifiable":
            continue
        found = listings[name].estimate[listings[name].ranked("BIC")]
        low, high = map(float, re.findall(r"<10: ([\d.]+)\.\.([\d.]+)", row["extra"])[0])
        assert (found.min(), found.max()) == pytest.approx((low, high), abs=0.6), name


def test_the_average_of_australia_is_finite_where_rcapture_has_billions(listings: dict[str, Listing]) -> None:
    found = listings["australia_4list"]
    mean = np.nansum(found.weights("BIC") * np.nan_to_num(found.estimate))
    assert float(answered("rcapture", "BIC-weighted mean")["australia_4list"]["est"]) > 7e9
    assert 2000 < mean < 32000


def test_australia_warns_of_its_spread() -> None:
    found = estimate_loglinear(published("australia_4list"))
    assert "W08" in codes(found)
    assert found.diagnostics["spread"] == pytest.approx(31450.98 / 2156.80, rel=1e-4)


def test_the_artificial_table_names_the_models_that_it_leaves_out() -> None:
    found = estimate_loglinear(table_of(ARTIFICIAL))
    assert found.diagnostics["no_finite_maximum"] == "[12,3], [12,13], [12,23]"
    assert found.diagnostics["not_identified"] == "[12,13,23]"
    assert found.median == pytest.approx(539.09, abs=0.005)


def test_what_is_not_admitted_has_a_name_and_no_number() -> None:
    for line in all_models(table_of(ARTIFICIAL)).lines():
        known = line.state in ("finite", "at edge")
        assert (line.estimate is not None) == (line.bic is not None) == (line.weight > 0) == known
    lines = {line.model: line for line in all_models(table_of(ARTIFICIAL)).lines()}
    assert lines["[13,23]"].at_zero == ("B:C", "A:C")


def test_weights_sum_to_one_over_the_admitted_models() -> None:
    listing = all_models(table_of(ARTIFICIAL))
    for criterion in ("AIC", "BIC"):
        weights = listing.weights(criterion)
        assert weights.sum() == pytest.approx(1.0)
        assert not weights[~listing.admitted].any()


@pytest.mark.parametrize("models", ["all", "pairs", "stepwise"])
@pytest.mark.parametrize("interval", ["profile", "bootstrap"])
def test_each_way_of_choosing_gives_an_interval_round_its_number(models: str, interval: str) -> None:
    found = estimate_loglinear(table_of(PLAIN), models=models, interval=interval, replicates=200)  # type: ignore[arg-type]
    assert found.low is not None and found.median is not None and found.high is not None
    assert found.n <= found.low < found.median < found.high
    assert "conditional" in str(found.diagnostics["interval"]) or interval == "bootstrap"
    assert found.arguments["models"] == models


def test_the_same_seed_gives_the_same_answer() -> None:
    table = table_of(PLAIN)
    one, other = (estimate_loglinear(table, interval="bootstrap", replicates=100, seed=7) for _ in "12")
    assert (one.low, one.high) == (other.low, other.high)


def test_choosing_anew_is_wider_than_taking_the_model_for_known() -> None:
    table = published("kosovo_1999")
    fixed = estimate_loglinear(table, interval="profile")
    anew = estimate_loglinear(table, interval="bootstrap", replicates=300)
    assert fixed.low and fixed.high and anew.low and anew.high
    assert anew.high - anew.low > 1.5 * (fixed.high - fixed.low)


def test_a_model_that_is_named_answers_alone() -> None:
    found = estimate_loglinear(table_of(PLAIN), model="[12,13,23]")
    assert found.median == pytest.approx(sum(PLAIN) + 60 * 70 * 80 * 25 / (20 * 15 * 45))
    assert found.diagnostics["models"] == 1.0


@pytest.mark.parametrize("model", ["[12,3]", "[12,13,23]"])
def test_a_named_model_without_a_finite_estimate_is_refused(model: str) -> None:
    found = estimate_loglinear(table_of(ARTIFICIAL), model=model)
    assert found.refused and found.median is None
    assert found.reasons == ("no-maximum",)
    assert codes(found) == {"W03"}
    assert model in found.warnings[0].text


def test_lists_without_any_overlap_are_refused() -> None:
    found = estimate_loglinear(table_of((30, 20, 0, 10, 0, 0, 0)))
    assert found.refused and codes(found) == {"W03"}


def test_nine_lists_are_refused_and_not_tried() -> None:
    patterns = [*np.eye(9, dtype=int).tolist(), [1] * 9]
    found = estimate_loglinear(of_counts("ABCDEFGHI", patterns, [5] * 10))
    assert (found.refused, found.reasons) == (True, ("many-lists",))


def test_an_upper_limit_beyond_all_replicates_is_refused() -> None:
    found = estimate_loglinear(table_of((9, 8, 1, 7, 0, 0, 0)), interval="bootstrap", replicates=200)
    assert (found.refused, found.reasons) == (True, ("no-upper-limit",))


@pytest.mark.parametrize(
    "wrong", [{"criterion": "DIC"}, {"models": "some"}, {"interval": "normal"}, {"replicates": 10}]
)
def test_words_that_mean_nothing_are_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"criterion|interval"):
        estimate_loglinear(table_of(PLAIN), **wrong)  # type: ignore[arg-type]


@given(st.lists(st.integers(1, 90), min_size=7, max_size=7))
@settings(max_examples=20, deadline=None)
def test_an_answer_is_never_below_those_recorded_and_lies_in_its_interval(counts: list[int]) -> None:
    found = estimate_loglinear(table_of(counts), models="stepwise")
    assert found.low is not None and found.median is not None and found.high is not None
    assert sum(counts) <= found.low <= found.high
    assert sum(counts) <= found.median


def test_progress_ends_with_the_whole_and_may_stop_the_work() -> None:
    told: list[float] = []
    all_models(table_of([9] * 31), progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        all_models(table_of([9] * 31), progress=stop)


def test_the_share_done_never_goes_back_when_replicates_follow_the_models() -> None:
    told: list[float] = []
    estimate_loglinear(table_of([9] * 31), interval="bootstrap", replicates=100, progress=told.append)
    assert told == sorted(told) and told[-1] == 1.0 and 0.5 in told


def test_eight_lists_are_searched() -> None:
    found = estimate_loglinear(published("new_orleans_8list"), models="pairs")
    assert found.diagnostics["model"] == "[45,1,2,3,6,7,8]"
    assert found.median == pytest.approx(1183.69, abs=0.01)


def test_a_search_over_pairs_finds_what_the_whole_list_has() -> None:
    table = published("kosovo_1999")
    found, whole = searched(table, "BIC"), all_models(table, models="pairs")
    assert found.score("BIC").min() == pytest.approx(whole.score("BIC").min())
    assert len(found.models) < len(whole.models)
