"""One door: an engine by name, the default, strata and draws of a linkage.

Invariant: few people get what is documented, a lower bound and a refusal; intervals are never added.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.estimation.tables import independent, of

from aigaq import errors, estimation
from aigaq.estimation import pooling
from aigaq.estimation.cache import Cache, key_of
from aigaq.estimation.result import Result
from aigaq.estimation.table import Draws

FINE = of(30, 35, 20, 40, 22, 18, 12)
TENS = of(6, 7, 4, 8, 5, 4, 3)


def test_tens_of_dead_get_the_documented_a_bound_and_a_refusal() -> None:
    found = estimation.estimate(TENS)
    assert found.refused and found.reasons == ("few-people",)
    assert found.diagnostics["documented"] == 37.0
    assert 37 <= float(found.diagnostics["lower_bound"]) <= 60
    assert [one.engine for one in estimation.compare(TENS)] == ["default", "lower"]


def test_every_engine_has_its_line_in_a_comparison() -> None:
    found = estimation.compare(FINE, engines=("chao", "lower", "sensitivity"))
    assert [one.engine for one in found] == ["chao", "lower", "sensitivity"]
    assert all(one.assumption and one.table == FINE.digest for one in found)


def test_an_unknown_engine_or_voucher_is_named() -> None:
    with pytest.raises(errors.UnknownCode):
        estimation.estimate(FINE, engine="oracle")
    with pytest.raises(errors.UnknownCode):
        estimation.estimate(FINE, assume=["surely"])


def test_a_folder_that_cannot_be_kept_in_is_an_error_and_not_a_failure_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(errors.CannotKeep):
        estimation.estimate(FINE, engine="chao", cache=Cache(tmp_path / "file"))


def test_one_word_is_one_word_and_not_its_letters() -> None:
    assert estimation.estimate(FINE, engine="chao", assume="closed").arguments["assume"] == "closed"
    assert [one.engine for one in estimation.compare(FINE, engines="chao")] == ["chao"]
    assert "W15" not in {one.code for one in estimation.check(FINE, assume="closed")}


def test_whatever_holds_a_table_can_be_checked_and_turned_as_well_as_estimated() -> None:
    columns = {"a": [1, 0, 1], "b": [0, 1, 1], "count": [30, 40, 20]}
    assert {one.code for one in estimation.check(columns)} >= {"W01", "W15"}
    assert [turn.xi for turn in estimation.sweep(columns)] == [0.25, 0.5, 1.0, 2.0, 4.0]


def test_a_share_is_told_while_lists_are_hidden_and_within_each() -> None:
    told: list[float] = []
    estimation.holdout(independent(300, (0.5, 0.4, 0.5, 0.4), seed=1), engine="graphs", progress=told.append)
    assert told == sorted(told) and len(told) > 9 and told[0] >= 0 and told[-1] <= 1


def test_two_lists_answer_once_somebody_vouches_for_them() -> None:
    table = of(200, 300, 100)
    assert estimation.estimate(table, engine="sensitivity").reasons == ("two-lists",)
    vouched = estimation.estimate(table, engine="sensitivity", assume=["independent"])
    assert not vouched.refused and vouched.arguments["assume"] == "independent"


def answer(draws: np.ndarray[tuple[int], np.dtype[np.float64]]) -> Result:
    low, median, high = np.quantile(draws, (0.025, 0.5, 0.975)).tolist()
    return Result("sensitivity", "x", FINE.lists, 177, "words", median, low, high, draws=draws)


def test_strata_are_added_draw_by_draw() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    parts = [answer(rng.normal(1000, 30, 20_000)), answer(rng.normal(2000, 40, 20_000))]
    whole = replace(FINE, strata=(("x", FINE), ("y", FINE)))
    found = pooling.total(whole, parts, seed=0)
    assert found.median == pytest.approx(3000, abs=5)
    # Variances add up to 50 squared; adding the intervals would give 70.
    assert (found.high or 0) - (found.low or 0) == pytest.approx(2 * 1.96 * 50, rel=0.05)


def test_draws_of_a_linkage_are_mixed_and_say_what_they_cause() -> None:
    rng = np.random.Generator(np.random.PCG64(1))
    parts = [answer(rng.normal(centre, 30, 20_000)) for centre in (900, 1000, 1100)]
    found = pooling.mixture(Draws((FINE, FINE, FINE), (0.3, 0.5, 0.7)), parts, seed=0)
    assert found.diagnostics["linkage_share"] == pytest.approx(6667 / (6667 + 900), abs=0.02)
    assert found.low is not None and found.low < 880
    assert [round(float(found.diagnostics[f"median_at_{at}"]), -1) for at in (0.3, 0.5, 0.7)] == [
        900,
        1000,
        1100,
    ]


def test_thresholds_answer_the_warning_that_asks_for_them() -> None:
    tables = tuple(independent(500, (0.5, 0.4, 0.3), seed=seed) for seed in (1, 2))
    without = estimation.estimate(Draws(tables), engine="lower")
    given = estimation.estimate(Draws(tables, (0.5, 0.9)), engine="lower")
    assert "W14" in {one.code for one in without.warnings}
    assert "W14" not in {one.code for one in given.warnings}


def test_a_result_without_draws_is_drawn_from_the_log_normal_of_its_interval() -> None:
    found = estimation.estimate(FINE, engine="chao")
    drawn = pooling.drawn(found, np.random.Generator(np.random.PCG64(1)), count=50_000)
    assert np.quantile(drawn, (0.025, 0.5, 0.975)).tolist() == pytest.approx(
        [found.low, found.median, found.high], rel=0.03
    )


def test_a_refusal_with_a_number_and_a_number_without_assumption_cannot_be() -> None:
    with pytest.raises(ValueError):
        Result("chao", "x", ("A",), 3, "words", median=4.0, refused=True)
    with pytest.raises(ValueError):
        Result("chao", "x", ("A",), 3, "", median=4.0)


def test_an_answer_is_kept_and_found_again_and_a_broken_file_is_none(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "kept")
    first = estimation.estimate(FINE, engine="sensitivity", seed=3, cache=cache)
    kept = next((tmp_path / "kept").glob("*.npz"))
    again = estimation.estimate(FINE, engine="sensitivity", seed=3, cache=cache)
    assert again.draws is not None and first.draws is not None
    assert np.array_equal(again.draws, first.draws)
    assert replace(again, draws=None) == replace(first, draws=None)
    kept.write_bytes(kept.read_bytes()[:100])
    assert cache.get(kept.stem) is None
    assert estimation.estimate(FINE, engine="sensitivity", seed=3, cache=cache).median == first.median


def test_another_seed_argument_or_table_is_another_key() -> None:
    asked = [(FINE, 1, {}), (FINE, 2, {}), (FINE, 1, {"xi": 2.0}), (of(31, 35, 20, 40, 22, 18, 12), 1, {})]
    keys = {key_of(one, engine="sensitivity", seed=seed, arguments=named) for one, seed, named in asked}
    assert len(keys) == 4


def test_work_stops_where_the_progress_says_so() -> None:
    class Enough(Exception):
        pass

    def stop(share: float) -> None:
        raise Enough

    with pytest.raises(Enough):
        estimation.compare(FINE, progress=stop)


def test_draws_are_asked_of_latent_side_by_side_and_kept_together(tmp_path: Path) -> None:
    draws = Draws(tuple(independent(200, (0.7, 0.6, 0.6), seed=seed) for seed in (1, 2)))
    cache, told = Cache(tmp_path), list[float]()
    found = estimation.estimate(draws, cache=cache, progress=told.append)
    again = estimation.estimate(draws, cache=cache)
    assert found.median is not None and 180 < found.median < 225
    assert (again.median, again.diagnostics) == (found.median, found.diagnostics)
    assert 0 < float(found.diagnostics["linkage_share"]) < 1
    assert told
