"""Simulation-based calibration: is the posterior right if the truth is drawn from its own prior?

Invariant: populations are simulated in another way than they are weighed (person by person along the graph,
never through cliques and margins), so an error in the weights cannot hide.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.random import Generator
from numpy.typing import NDArray

from aigaq.estimation.deviance import tail
from aigaq.estimation.graphs.decomposable import Graphs, decomposable
from aigaq.estimation.graphs.engine import estimate_graphs
from aigaq.estimation.graphs.priors import gamma_poisson
from aigaq.estimation.table import Floats, of_histories

BINS = 21


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Counts of truths in 21 equal shares of their posteriors, and the p-value of these counts.

    `chance` is the p-value of chi-square for equal counts; `refused` tables had no answer. Refusals do not bias
    the test, since each table on its own is calibrated.
    """

    counts: tuple[int, ...]
    refused: int
    chance: float


def calibrate(
    lists: int, *, draws: int, seed: int, delta: float | None = None, shape: float = 4.0, scale: float = 60.0
) -> Calibrated:
    """Draw N, a graph and its probabilities from the prior, then a table, and rank N in the posterior.

    Args:
        lists: how many lists.
        draws: how many populations.
        seed: of the one generator.
        delta: weight of a cell; 2^-J where not given.
        shape: of the gamma-Poisson prior of N.
        scale: of the same; the mean of N is shape * scale.
    Source: Talts et al. 2018 (arXiv 1804.06788); ties are broken at random, for N is whole.
    """
    random = np.random.Generator(np.random.PCG64(seed))
    graphs, prior = decomposable(lists), gamma_poisson(shape, scale)
    weight = 2.0**-lists if delta is None else delta
    kept, shares = np.flatnonzero(~graphs.complete), []
    for _ in range(draws):
        people = int(random.poisson(random.gamma(shape, scale)))
        histories = population(graphs, int(random.choice(kept)), people, weight, random)
        table = of_histories([f"L{place}" for place in range(lists)], histories)
        result = estimate_graphs(table, delta=weight, prior=prior)
        if result.curve is not None:
            shares.append(place_in(result.curve, people, random))
    counts = np.histogram(shares, bins=BINS, range=(0, 1))[0]
    return Calibrated(tuple(int(count) for count in counts), draws - len(shares), even(counts))


def population(graphs: Graphs, graph: int, people: int, delta: float, random: Generator) -> NDArray[np.int8]:
    """Capture histories of people, unseen ones included, with hyper-Dirichlet chances on a graph.

    Lists are drawn in the reverse of a perfect elimination order: the chance of each depends on the lists
    joined with it among those drawn before, a Beta for each of their patterns.
    """
    histories = np.zeros((people, graphs.lists), dtype=np.int8)
    for vertex, before in reversed(elimination(graphs, graph)):
        cell = delta * 2.0 ** (graphs.lists - len(before) - 1)
        chances = _betas(cell, 2 ** len(before), random)
        pattern = histories[:, before] @ (1 << np.arange(len(before))) if before else np.zeros(people, int)
        histories[:, vertex] = random.random(people) < chances[pattern]
    return histories


def elimination(graphs: Graphs, graph: int) -> list[tuple[int, list[int]]]:
    """A perfect elimination order: each vertex with its neighbours among the later ones."""
    joined = {pair for pair, edge in zip(graphs.pairs, graphs.edges[graph], strict=True) if edge}
    joined |= {(b, a) for a, b in joined}
    left, order = list(range(graphs.lists)), []
    while left:
        for vertex in left:
            around = [other for other in left if (vertex, other) in joined]
            if all((a, b) in joined for a in around for b in around if a != b):
                break
        left.remove(vertex)
        order.append((vertex, around))
    return order


def _betas(cell: float, count: int, random: Generator) -> Floats:
    """Beta(cell, cell) draws, from logarithms: NumPy's own gives 0/0 for the smallest weights."""
    logs = np.log(random.gamma(cell + 1.0, size=(2, count))) + np.log(random.random((2, count))) / cell
    chances: Floats = 1.0 / (1.0 + np.exp(np.clip(logs[1] - logs[0], -700, 700)))
    return chances


def place_in(curve: tuple[Floats, Floats], people: int, random: Generator) -> float:
    """Share of a posterior below a number of people; the share at the number itself is cut at random."""
    grid, probability = curve
    below = float(probability[grid < people].sum())
    return below + float(random.random()) * float(probability[grid == people].sum())


def even(counts: NDArray[np.int64]) -> float:
    """P-value of chi-square for equal chances of all bins."""
    expected = counts.sum() / len(counts)
    return tail(float(((counts - expected) ** 2).sum() / expected), len(counts) - 1)
