from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from tests.estimation.tables import independent, of, published

from aigaq.estimation.checks import after
from aigaq.estimation.intake import table as read
from aigaq.estimation.latent import Wanted, engine, estimate_latent, estimate_latent_many
from aigaq.estimation.latent.engine import arguments_of
from aigaq.estimation.latent.running import Drawn, together
from aigaq.estimation.latent.sampler import Plan
from aigaq.estimation.result import Result
from aigaq.estimation.table import Table, of_counts

SHORT = Plan(leaps=10, sweeps=30, learning=40)
QUICK = Wanted(ess=400, error=0.05, tails=1.0, plain_rounds=900, most_rounds=900, plain=SHORT)
SMALL = of(40, 35, 12, 30, 14, 9, 5)
STILL = Drawn(np.full((4, 400), 60.0), 1.0, 900.0, 0.0, 0.0, 1, 400, 0.0, 0.5)


def few(table: Table = SMALL, **named: Any) -> Result:
    """A quick estimate: three classes, a rough goal, no run with twice the classes."""
    given: dict[str, Any] = {"classes": 3, "wanted": QUICK, "double": False} | named
    return estimate_latent(table, **given)


def codes(**named: Any) -> set[str]:
    return {warning.code for warning in few(**named).warnings}


def test_kosovo_is_what_the_r_package_says_within_3_and_8_percent() -> None:
    goal = Wanted(ess=400, error=0.01, tails=0.1)
    found = estimate_latent(read(published("kosovo_1999")), classes=6, wanted=goal, double=False)
    assert found.median == pytest.approx(10_436, rel=0.03)
    assert found.low == pytest.approx(9_038, rel=0.08)
    assert found.high == pytest.approx(13_872, rel=0.08)


def test_the_same_seed_says_the_same_whatever_the_workers() -> None:
    first = few(seed=7, levels=2, workers=1)
    again = few(seed=7, levels=2, workers=2)
    assert (first.median, first.low, first.high) == (again.median, again.low, again.high)
    assert first.draws is not None and again.draws is not None
    assert np.array_equal(first.draws, again.draws)


def test_chains_that_do_not_agree_give_no_number() -> None:
    hasty = Wanted(plain_rounds=8, most_rounds=8, plain=SHORT)
    found = few(wanted=hasty)
    assert found.refused and found.median is None
    assert found.reasons == ("unconverged",)
    assert [warning.code for warning in found.warnings] == ["W05"]


def test_an_answer_that_the_bound_decides_is_warned_of() -> None:
    assert "W06" in codes(most_unseen=0.8)
    assert "W06" not in codes(most_unseen=50.0)


def test_nobody_beyond_the_bound_is_drawn() -> None:
    found = few(most_unseen=0.8)
    assert found.draws is not None
    assert found.draws.max() <= 1.8 * SMALL.n
    assert found.diagnostics["bound"] == np.floor(1.8 * SMALL.n)


def test_twice_the_classes_are_tried_and_the_shift_told() -> None:
    found = few(double=True)
    assert abs(float(found.diagnostics["truncation_shift"])) < 0.2


def test_a_second_run_that_does_not_agree_is_said_and_refuses_nothing() -> None:
    held = engine.answered(SMALL, arguments_of("1/N", 20.0, 0.25, 0.25, classes=3, chains=4), STILL, 0)
    told = engine._shifted(held, STILL, replace(STILL, rhat=1.2))
    assert told.median is not None and "truncation_shift" not in told.diagnostics
    assert [one.key for one in after(told)] == ["W16-unsettled"]


def test_independent_lists_give_their_truth_back() -> None:
    found = few(independent(1000, (0.4, 0.5, 0.3), seed=2))
    assert found.low is not None and found.high is not None
    assert found.low < 1000 < found.high


def test_a_proper_prior_needs_no_bound() -> None:
    found = few(prior="gamma-poisson:40,5", most_unseen=float("inf"))
    assert found.median is not None
    assert 150 < found.median < 260
    assert found.arguments["prior"] == "gamma-poisson:40,5"


@pytest.mark.parametrize(
    "wrong",
    [{"chains": 3}, {"classes": 0}, {"prior": "none"}, {"most_unseen": float("inf")}, {"rate": 0.0}],
)
def test_what_cannot_be_asked_is_an_error(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        few(**wrong)


def test_two_lists_are_refused() -> None:
    found = few(of(30, 20, 10))
    assert found.refused and found.reasons == ("few-lists",)


def test_progress_rises_and_stops_the_run_by_raising() -> None:
    told: list[float] = []

    def stop(share: float) -> None:
        told.append(share)
        if len(told) == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        few(progress=stop)
    assert told == sorted(told) and told[0] > 0 and told[-1] <= 1


def test_many_tables_run_together_are_each_what_they_are_alone() -> None:
    tables = [of(40 + extra, 35, 12, 30, 14, 9 + extra, 5) for extra in range(4)]
    many = estimate_latent_many(tables, seed=1, classes=3, wanted=QUICK)
    alone = few(tables[2])
    assert [one.table for one in many] == [table.digest for table in tables]
    assert many[2].median == pytest.approx(alone.median, rel=0.05)


def test_of_many_tables_one_without_people_is_refused_alone() -> None:
    nobody = of_counts("ABC", np.array([[0, 0, 1]]), np.array([0]))
    many = estimate_latent_many([SMALL, nobody], classes=3, wanted=QUICK)
    assert [one.refused for one in many] == [False, True]


def test_tables_that_run_together_share_all_patterns() -> None:
    patterns, counts = together([of(1, 0, 2), of(0, 3, 0)])
    assert patterns.tolist() == [[0, 1], [1, 0], [1, 1]]
    assert counts.tolist() == [[1, 0, 2], [0, 3, 0]]
