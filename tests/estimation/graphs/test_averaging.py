"""Is the average over graphs what the formulas say, number by number?"""

from __future__ import annotations

import math
from itertools import product

import numpy as np
import pytest
from benchmarks.calibration_graphs import population
from tests.estimation.graphs.tables import SPINA, first_fastest, published

from aigaq.estimation.deviance import tail
from aigaq.estimation.graphs.averaging import Averaged, Posterior, average
from aigaq.estimation.graphs.decomposable import decomposable
from aigaq.estimation.graphs.gammas import log_gamma
from aigaq.estimation.graphs.priors import PriorOfN, gamma_poisson, reciprocal
from aigaq.estimation.graphs.scores import margins
from aigaq.estimation.result import quantiles_of_curve
from aigaq.estimation.table import Table

# Cliques and separators of all eight graphs of three lists, by hand.
BY_HAND: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "A, B, C": (("A", "B", "C"), ()),
    "A+B, C": (("AB", "C"), ()),
    "A+C, B": (("AC", "B"), ()),
    "A, B+C": (("A", "BC"), ()),
    "A+B, A+C": (("AB", "AC"), ("A",)),
    "A+B, B+C": (("AB", "BC"), ("B",)),
    "A+C, B+C": (("AC", "BC"), ("C",)),
    "A+B+C": (("ABC",), ()),
}


def averaged(table: Table, *, delta: float, unseen: range, prior: PriorOfN) -> Averaged:
    held = margins(table.patterns, table.counts, delta=delta)
    given = Posterior(held, decomposable(len(table.lists)), prior=prior)
    return average(given, np.array(unseen, dtype=np.float64))


def weighed_by_hand(counts: dict[tuple[int, ...], int], sets: str, delta: float) -> float:
    """Log of g_A, cell by cell."""
    places = ["ABC".index(name) for name in sets]
    cell = delta * 2 ** (3 - len(places))
    found = math.lgamma(8 * delta) - math.lgamma(sum(counts.values()) + 8 * delta)
    for pattern in product((0, 1), repeat=len(places)):
        held = sum(c for x, c in counts.items() if tuple(x[k] for k in places) == pattern)
        found += math.lgamma(held + cell) - math.lgamma(cell)
    return found


def by_hand(table: Table, delta: float, unseen: range) -> dict[tuple[str, int], float]:
    """The whole posterior over graphs and N by direct enumeration."""
    seen = {tuple(x): int(c) for x, c in zip(table.patterns.tolist(), table.counts, strict=True)}
    weights = {}
    for name, n0 in product(BY_HAND, unseen):
        counts, people = {**seen, (0, 0, 0): n0}, table.n + n0
        cliques, separators = BY_HAND[name]
        log = math.lgamma(people + 1) - math.lgamma(n0 + 1) - math.log(people)
        log += sum(weighed_by_hand(counts, one, delta) for one in cliques)
        log -= sum(weighed_by_hand(counts, one, delta) for one in separators)
        weights[name, n0] = log
    highest = max(weights.values())
    total = sum(math.exp(log - highest) for log in weights.values())
    return {key: math.exp(log - highest) / total for key, log in weights.items()}


@pytest.mark.parametrize("delta", [0.125, 0.5, 1.0])
@pytest.mark.parametrize("counts", [SPINA, (0, 9, 7, 3, 5, 0, 2, 1), (0, 40, 0, 3, 50, 3, 0, 0)])
def test_three_lists_weigh_as_direct_enumeration_says(counts: tuple[int, ...], delta: float) -> None:
    table, unseen = first_fastest(counts), range(0, 120)
    expected = by_hand(table, delta, unseen)
    found = averaged(table, delta=delta, unseen=unseen, prior=reciprocal())
    curve = [sum(expected[name, n0] for name in BY_HAND) for n0 in unseen]
    graphs = decomposable(3)
    weights = [sum(expected[graphs.named(k, "ABC"), n0] for n0 in unseen) for k in range(8)]
    np.testing.assert_allclose(found.probability, curve, rtol=1e-8, atol=1e-14)
    np.testing.assert_allclose(found.weights, weights, rtol=1e-8, atol=1e-14)


def test_the_spina_bifida_lists_answer_as_madigan_and_york_print() -> None:
    table = first_fastest(SPINA)
    found = averaged(table, delta=1.0, unseen=range(1, 301), prior=gamma_poisson(13.14, 55.17))
    graphs = decomposable(3)
    weights = {graphs.named(k, "ABC"): round(float(found.weights[k]), 4) for k in range(8)}
    assert [weights[name] for name in ("A+B, C", "A+B, A+C", "A+B, B+C", "A+B+C")] == [
        0.3738, 0.2818, 0.3099, 0.0345,
    ]  # fmt: skip
    people, chance = found.people, found.probability
    assert int((chance / people).sum() / (chance / people**2).sum()) == 731
    assert people[chance.argmax()] == 728
    at = np.array([0.025, 0.975])
    assert quantiles_of_curve(people, chance, at).tolist() == [682, 797]


def test_the_five_lists_answer_as_madigan_and_york_do() -> None:
    table = published("madigan_york_5list")
    found = averaged(table, delta=0.5, unseen=range(1, 301), prior=reciprocal())
    assert round(float(found.people @ found.probability), 1) == 617.8
    assert found.people[found.probability.argmax()] == 614
    at = np.array([0.025, 0.975])
    assert quantiles_of_curve(found.people, found.probability, at).tolist() == [588, 655]


def test_log_gamma_agrees_with_the_standard_library() -> None:
    numbers = np.concatenate((np.geomspace(1e-4, 1e8, 400), np.arange(0.25, 40, 0.25)))
    expected = np.array([math.lgamma(number) for number in numbers])
    np.testing.assert_allclose(log_gamma(numbers), expected, rtol=2e-14, atol=2e-14)


def pair_chances(lists: int, delta: float) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    """Under each graph, the chance that two people have these two patterns: rows graphs, columns pairs."""
    columns = []
    for pair in product(range(2**lists), repeat=2):
        seen = np.array([number for number in pair if number], dtype=np.int64)
        cells = (seen[:, None] >> np.arange(lists) & 1).astype(np.int8)
        held = margins(cells, np.ones(len(seen), dtype=np.int64), delta=delta)
        terms = held.terms(np.array([2.0 - len(seen)]))
        columns.append(np.exp(decomposable(lists).weights @ terms)[:, 0])
    return np.array(columns).T


@pytest.mark.parametrize("lists", [3, 4])
def test_all_pairs_of_patterns_have_the_chance_one_together(lists: int) -> None:
    np.testing.assert_allclose(pair_chances(lists, 2.0**-lists).sum(axis=1), 1.0, rtol=1e-12)


def test_simulated_pairs_come_as_often_as_the_weights_say() -> None:
    graphs, random = decomposable(4), np.random.Generator(np.random.PCG64(9))
    chain = next(k for k in range(61) if graphs.named(k, "ABCD") == "A+B+C, C+D")
    found = np.zeros((16, 16))
    for _ in range(1500):
        one, other = population(graphs, chain, 2, 0.5, random) @ (1 << np.arange(4))
        found[one, other] += 1
    expected = 1500 * pair_chances(4, 0.5)[chain]
    square = ((found.ravel() - expected) ** 2 / expected).sum()
    assert 0.01 < tail(float(square), 255) < 0.99
