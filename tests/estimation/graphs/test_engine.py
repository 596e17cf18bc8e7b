"""Does the engine `graphs` answer, refuse and warn as it should?"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.estimation.graphs.tables import SPINA, first_fastest, published, read

from aigaq.estimation.graphs import estimate_graphs, graph_weights
from aigaq.estimation.graphs.survey import equal_steps
from aigaq.estimation.result import Result
from aigaq.estimation.table import Table, of_counts

PUBLISHED = (
    "allegheny_2003_4list", "artificial_3list_nonidentifiable", "australia_4list", "gaza_2023_24_3list",
    "kosovo_1999", "madigan_york_5list", "netherlands_5list", "new_orleans_5list", "spina_bifida_3list",
    "uk_2013_5list",
)  # fmt: skip


def limits(result: Result) -> tuple[float, ...]:
    return tuple(-1.0 if one is None else one for one in (result.low, result.median, result.high))


@pytest.mark.parametrize("name", PUBLISHED)
def test_with_the_complete_graph_the_limits_are_those_of_dga(name: str) -> None:
    table = published(name)
    row = next(
        row for row in read("reference_results.csv") if (row["dataset"], row["method"]) == (name, "dga")
    )
    result = estimate_graphs(table, complete=True)
    step = float(np.diff(equal_steps(0, 20 * table.n))[0])
    expected = [float(row[column]) for column in ("lo95", "est", "hi95")]
    assert limits(result) == pytest.approx(expected, rel=0, abs=step)


def test_every_graph_has_its_weight_and_the_heaviest_stands_first() -> None:
    weights = graph_weights(published("kosovo_1999"))
    assert len(weights) == 61
    assert sum(weight for _, weight in weights) == pytest.approx(1)
    assert weights[0][0].count("+") == 4 and round(weights[0][1], 3) == 0.986


def test_the_complete_graph_has_no_part_but_is_told_of() -> None:
    result = estimate_graphs(published("gaza_2023_24_3list"))
    assert "W07" in [warning.code for warning in result.warnings]
    assert 0.75 < float(result.diagnostics["complete_weight"]) < 0.77
    assert result.low is not None and result.low > 50_000


def test_the_share_of_the_complete_graph_does_not_hang_on_the_step() -> None:
    # At the step 30 that 20 n asks for, equal weights would count the jump at 0 thirty times: 96 %.
    weights = dict(graph_weights(published("gaza_2023_24_3list")))
    assert max(weights.values()) == pytest.approx(0.76, abs=0.005)


def test_a_bound_that_cuts_the_answer_is_warned_of_and_moved_where_it_may_be() -> None:
    table = published("netherlands_5list")
    cut, free = estimate_graphs(table, most=21 * table.n), estimate_graphs(table)
    assert "W06" in [warning.code for warning in cut.warnings]
    assert "W06" not in [warning.code for warning in free.warnings]
    assert cut.high is not None and free.high is not None and free.high > 21 * table.n > cut.high


@pytest.mark.parametrize("complete", [False, True])
def test_six_lists_are_answered(complete: bool) -> None:
    result = estimate_graphs(published("uk_2013_6list"), complete=complete)
    assert limits(result) == pytest.approx((10_232, 12_314, 26_195), rel=0, abs=3)


def test_seven_lists_are_refused_and_fewer_asked_for() -> None:
    table = of_counts("ABCDEFG", np.eye(7, dtype=int) | 1, range(1, 8))
    result = estimate_graphs(table)
    assert (result.refused, result.reasons, result.needed) == (True, ("many-lists",), ("fewer-lists",))


def test_lists_without_anybody_in_common_are_refused() -> None:
    result = estimate_graphs(of_counts("ABC", np.eye(3, dtype=int), [40, 30, 20]))
    assert (result.refused, result.median, result.reasons) == (True, None, ("no-overlap",))


def test_a_belief_without_end_on_lists_that_barely_meet_is_refused() -> None:
    table = of_counts("AB", [[1, 0], [0, 1], [1, 1]], [100, 100, 1])
    result = estimate_graphs(table, prior="flat")
    assert result.refused and result.reasons == ("bound-decides",)
    assert float(result.diagnostics["bound"]) == 201 * 1281


def test_a_stronger_belief_in_few_people_draws_the_answer_down() -> None:
    table = first_fastest(SPINA)
    free, bound = estimate_graphs(table), estimate_graphs(table, prior="gamma-poisson:400,1.6")
    assert free.median is not None and bound.median is not None and bound.median < free.median
    assert bound.arguments["prior"] == "gamma-poisson:400,1.6"


def test_a_belief_in_few_edges_leans_to_independence() -> None:
    alike = dict(graph_weights(first_fastest(SPINA)))
    sparse = dict(graph_weights(first_fastest(SPINA), prior_of_graphs="edges:0.01"))
    assert sparse["A, B, C"] > alike["A, B, C"]


@pytest.mark.parametrize(
    "wrong", [{"prior": "none"}, {"prior_of_graphs": "none"}, {"delta": 0.0}, {"most": 10}]
)
def test_beliefs_that_do_not_exist_are_named(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"prior|people"):
        estimate_graphs(first_fastest(SPINA), **wrong)  # type: ignore[arg-type]


counts = st.lists(st.integers(0, 60), min_size=7, max_size=7).filter(
    lambda cells: cells[2] + cells[4] + cells[5] + cells[6] > 0
)


@settings(max_examples=25)
@given(counts, st.permutations(range(3)))
def test_the_order_of_lists_leaves_the_answer(cells: list[int], order: list[int]) -> None:
    table = first_fastest((0, *cells))
    other = of_counts([table.lists[k] for k in order], table.patterns[:, order], table.counts)
    one, two = estimate_graphs(table), estimate_graphs(other)
    assert one.refused == two.refused
    assert limits(one) == limits(two)


@settings(max_examples=25)
@given(counts)
def test_an_answer_is_never_below_the_recorded_and_the_curve_is_whole(cells: list[int]) -> None:
    result = estimate_graphs(first_fastest((0, *cells)))
    if result.curve is not None:
        people, probability = result.curve
        assert people[0] >= result.n and probability.sum() == pytest.approx(1)
        assert result.low is not None and result.median is not None and result.high is not None
        assert result.n <= result.low <= result.median <= result.high


def test_four_lists_in_any_order_answer_alike() -> None:
    table = published("australia_4list")
    answers = {limits(estimate_graphs(table.keep(order))) for order in list(permutations(range(4)))[::5]}
    assert len(answers) == 1


def test_two_calls_print_the_same_numbers() -> None:
    table: Table = first_fastest(SPINA)
    assert limits(estimate_graphs(table, seed=1)) == limits(estimate_graphs(table, seed=2))
