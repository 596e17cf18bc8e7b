"""Are the decomposable graphs all there, and put together of the right cliques and separators?"""

from __future__ import annotations

from itertools import combinations, permutations

import numpy as np
import pytest

from aigaq.estimation.graphs.decomposable import Graphs, decomposable


def has_a_long_hole(joined: set[frozenset[int]], lists: int) -> bool:
    """Whether a cycle of four vertices or more has no chord: the definition itself."""
    for size in range(4, lists + 1):
        for ring in permutations(range(lists), size):
            around = {frozenset((ring[k], ring[(k + 1) % size])) for k in range(size)}
            within = {frozenset(pair) for pair in combinations(ring, 2)} & joined
            if around == within:
                return True
    return False


def edge_sets(graphs: Graphs) -> set[frozenset[frozenset[int]]]:
    pairs = [frozenset(pair) for pair in graphs.pairs]
    return {frozenset(pair for pair, edge in zip(pairs, row, strict=True) if edge) for row in graphs.edges}


@pytest.mark.parametrize(("lists", "count"), [(2, 2), (3, 8), (4, 61), (5, 822), (6, 18_154)])
def test_there_are_as_many_graphs_as_are_published(lists: int, count: int) -> None:
    assert len(decomposable(lists).edges) == count


@pytest.mark.parametrize("lists", [4, 5])
def test_a_graph_is_listed_where_no_cycle_lacks_a_chord(lists: int) -> None:
    pairs = [frozenset(pair) for pair in combinations(range(lists), 2)]
    every = (frozenset(p for k, p in enumerate(pairs) if n >> k & 1) for n in range(2 ** len(pairs)))
    assert edge_sets(decomposable(lists)) == {one for one in every if not has_a_long_hole(set(one), lists)}


def test_a_chain_of_three_has_two_cliques_and_the_middle_list_between_them() -> None:
    graphs = decomposable(3)
    chain = next(k for k in range(8) if graphs.named(k, "ABC") == "A+B, B+C")
    assert graphs.weights[chain].tolist() == [0, -1, 1, 0, 0, 1, 0]


@pytest.mark.parametrize("lists", [3, 4, 5, 6])
def test_each_list_is_counted_once_when_cliques_go_up_and_separators_down(lists: int) -> None:
    graphs = decomposable(lists)
    sets = np.arange(1, 2**lists)[:, None] >> np.arange(lists) & 1
    assert (graphs.weights @ sets == 1).all()


def test_one_graph_alone_is_complete() -> None:
    graphs = decomposable(5)
    assert [graphs.named(int(k), "ABCDE") for k in np.flatnonzero(graphs.complete)] == ["A+B+C+D+E"]


@pytest.mark.parametrize("lists", [1, 7])
def test_too_few_or_too_many_lists_have_no_listing(lists: int) -> None:
    with pytest.raises(ValueError, match="2 to 6"):
        decomposable(lists)
