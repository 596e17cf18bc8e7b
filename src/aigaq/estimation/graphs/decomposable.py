"""Decomposable graphs of J lists, with the cliques of each.

Invariant: a row of `weights` rebuilds its graph's density: the product over sets A of (margin of A) to the
power of the weight, cliques counted up and separators down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.int64]
# Seven lists have 617,675 decomposable graphs: no longer an answer while one waits.
FEWEST_LISTS, MOST_LISTS = 2, 6


@dataclass(frozen=True, slots=True, eq=False)
class Graphs:
    """All decomposable graphs of `lists` lists, G of them.

    `edges` is 0/1, shape (G, pairs), pairs in the order of `pairs`; `weights` is shape (G, 2^J - 1), the
    column A - 1 for the set of lists whose bits make the number A (list j is the bit 2^j).
    """

    lists: int
    edges: NDArray[np.int8]
    weights: NDArray[np.int8]

    @property
    def pairs(self) -> tuple[tuple[int, int], ...]:
        """The pairs of lists that an edge may join, by place."""
        return tuple(combinations(range(self.lists), 2))

    @property
    def complete(self) -> NDArray[np.bool_]:
        """True for the complete graph, which says nothing about people on no list."""
        return np.asarray(self.edges.all(axis=1), dtype=np.bool_)

    def cliques(self, graph: int) -> tuple[tuple[int, ...], ...]:
        """The cliques of a graph: maximal sets of lists that are all joined, lists by place."""
        # A clique is never a separator too, so what counts up is a clique.
        sets = np.flatnonzero(self.weights[graph] > 0) + 1
        return tuple(sorted(members(int(number), self.lists) for number in sets))

    def named(self, graph: int, lists: Sequence[str]) -> str:
        """A graph in words: its cliques, `A+B, B+C` for A and C independent given B."""
        return ", ".join("+".join(lists[place] for place in clique) for clique in self.cliques(graph))


def members(number: int, lists: int) -> tuple[int, ...]:
    """The lists of a set that is encoded as a number."""
    return tuple(place for place in range(lists) if number >> place & 1)


@cache
def decomposable(lists: int) -> Graphs:
    """Every decomposable (chordal) graph of `lists` labelled vertices.

    A graph is chordal if it can be emptied by taking away, again and again, a vertex whose neighbours are
    all joined with each other. Taking v away with neighbours B left gives the factor
    margin(B and v) / margin(B), so the order found gives cliques and separators as well. All 2^(J(J-1)/2)
    graphs are tried at once: J = 6 takes 32,768 rows and about a tenth of a second.

    Source: Fulkerson & Gross 1965 (simplicial elimination); Lauritzen 1996, section 2.1.
    Raises:
        ValueError: fewer than 2 lists or more than 6.
    """
    if not FEWEST_LISTS <= lists <= MOST_LISTS:
        raise ValueError(f"Decomposable graphs are listed for {FEWEST_LISTS} to {MOST_LISTS} lists.")
    edges = _all_edges(lists)
    neighbours = _neighbours(edges, lists)
    weights = np.zeros((len(edges), 2**lists), dtype=np.int8)
    left = np.full(len(edges), 2**lists - 1, dtype=np.int64)
    for _ in range(lists):
        _take_one(neighbours, left, weights)
    chordal = left == 0
    return Graphs(lists, edges[chordal], weights[chordal, 1:])


def _all_edges(lists: int) -> NDArray[np.int8]:
    pairs = lists * (lists - 1) // 2
    numbers = np.arange(2**pairs, dtype=np.int64)
    return (numbers[:, None] >> np.arange(pairs) & 1).astype(np.int8)


def _neighbours(edges: NDArray[np.int8], lists: int) -> Integers:
    """The set of neighbours of each vertex of each graph, encoded as a number; shape (graphs, lists)."""
    neighbours = np.zeros((len(edges), lists), dtype=np.int64)
    for column, (first, second) in enumerate(combinations(range(lists), 2)):
        neighbours[:, first] |= edges[:, column].astype(np.int64) << second
        neighbours[:, second] |= edges[:, column].astype(np.int64) << first
    return neighbours


def _take_one(neighbours: Integers, left: Integers, weights: NDArray[np.int8]) -> None:
    """Remove one simplicial vertex from every graph that has one, and note its factor."""
    waiting = left != 0
    for vertex in range(neighbours.shape[1]):
        around = neighbours[:, vertex] & left
        simple = waiting & (left >> vertex & 1 == 1)
        for other in range(neighbours.shape[1]):
            joined = around & ~(neighbours[:, other] | 1 << other) == 0
            simple &= joined | (around >> other & 1 == 0)
        rows = np.flatnonzero(simple)
        np.add.at(weights, (rows, around[rows] | 1 << vertex), 1)
        np.add.at(weights, (rows, around[rows]), -1)
        left[rows] &= ~np.int64(1 << vertex)
        waiting[rows] = False
