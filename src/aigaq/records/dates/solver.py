"""Solver for simple temporal networks (systems of differences between days): tightest bounds, and their reasons.

Invariant: a bound is the length of a shortest path, so nothing tighter follows from the edges and nothing is guessed.
A negative cycle means that no days satisfy the edges; it is named.

An edge `(u, v, days, why, weight)` says day(v) - day(u) <= days. `why` is the number of its reason from 0,
or -1 if it needs no statement. Of two equally short paths the one with less weight, then the one with fewer
edges, is the answer; reasons of paths still equal are combined.

Source: R. Dechter, I. Meiri, J. Pearl, Temporal constraint networks, Artificial Intelligence 49 (1991);
D. B. Johnson, Efficient algorithms for shortest paths in sparse networks, J. ACM 24 (1977).
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Edge = tuple[int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Paths:
    """Shortest paths from one node: days to each node reached, and the reasons they rest on.

    Reasons are a bit set, bit n for reason n: sets of numbers took 200 MB for a chain of 2,000.
    """

    days: dict[int, int]
    reasons: dict[int, int]


def potentials(edges: Sequence[Edge]) -> dict[int, int] | list[Edge]:
    """Days that satisfy every edge; if none exist, the edges of a negative cycle."""
    days = _first_guess(edges)
    came_by: dict[int, Edge] = {}
    rounds = 0
    moved = True
    while moved:
        moved = False
        for edge in edges:
            reach = days[edge[0]] + edge[2]
            if reach < days[edge[1]]:
                days[edge[1]] = reach
                came_by[edge[1]] = edge
                moved = True
        rounds += 1
        # A cycle among the predecessors is a negative cycle, and every negative cycle appears there in the end.
        if moved and rounds > 1 and (ring := _ring(came_by)):
            return ring
    return days


def shortest(edges: Iterable[Edge], source: int, days: dict[int, int]) -> Paths:
    """Shortest paths from `source`; `days` are potentials of the same edges."""
    edges = list(edges)
    heaviest = 1 + max((edge[4] for edge in edges), default=0)
    # Weights and edges break ties and never outweigh a day: no path has more edges than there are nodes.
    step = len(days) + 1
    unit = step * step * heaviest
    leaving: dict[int, list[tuple[int, int, Edge]]] = {}
    for edge in edges:
        tie = 1 + edge[4] * step
        slack = edge[2] + days[edge[0]] - days[edge[1]]
        leaving.setdefault(edge[0], []).append((edge[1], slack * unit + tie, edge))
    lengths, into = _dijkstra(leaving, source)
    distances = {
        node: length // unit + days[node] - days[source] for node, length in lengths.items() if node != source
    }
    return Paths({source: 0, **distances}, _reasons(lengths, into))


def distances(edges: Iterable[Edge], source: int, days: dict[int, int]) -> dict[int, int]:
    """Lengths in days of the shortest paths from `source`, without reasons; `days` are potentials of the edges."""
    leaving: dict[int, list[tuple[int, int]]] = {}
    for u, v, by, _, _ in edges:
        leaving.setdefault(u, []).append((v, by + days[u] - days[v]))
    lengths: dict[int, int] = {}
    heap = [(0, source)]
    while heap:
        length, node = heapq.heappop(heap)
        if node in lengths:
            continue
        lengths[node] = length
        for target, more in leaving.get(node, ()):
            if target not in lengths:
                heapq.heappush(heap, (length + more, target))
    # No edge is left at a thing whose every statement was set aside, so it has no day.
    start = days.get(source, 0)
    return {node: length + days.get(node, 0) - start for node, length in lengths.items()}


def _dijkstra(
    leaving: dict[int, list[tuple[int, int, Edge]]], source: int
) -> tuple[dict[int, int], dict[int, list[Edge]]]:
    """Length of the shortest path to each node, shortest first, and the last edges of all such paths."""
    best, into = {source: 0}, {source: list[Edge]()}
    settled: dict[int, int] = {}
    heap = [(0, source)]
    while heap:
        length, node = heapq.heappop(heap)
        if node in settled:
            continue
        settled[node] = length
        for target, more, edge in leaving.get(node, ()):
            if target in settled:
                continue
            known = best.get(target)
            if known is None or length + more < known:
                best[target], into[target] = length + more, [edge]
                heapq.heappush(heap, (length + more, target))
            elif length + more == known:
                into[target].append(edge)
    return settled, into


def _reasons(settled: Iterable[int], into: dict[int, list[Edge]]) -> dict[int, int]:
    """Reasons of the shortest paths to each node. Nodes come in order of length, so predecessors come first."""
    reasons: dict[int, int] = {}
    for node in settled:
        bits = 0
        for source, _, _, why, _ in into[node]:
            bits |= reasons[source] | (1 << why if why >= 0 else 0)
        reasons[node] = bits
    return reasons


def _first_guess(edges: Sequence[Edge]) -> dict[int, int]:
    """Days along a spanning tree. It solves a chain at once; starting from zeros would need a round for each link."""
    near: dict[int, list[tuple[int, int]]] = {}
    for u, v, by, _, _ in edges:
        near.setdefault(u, []).append((v, by))
        near.setdefault(v, []).append((u, -by))
    days: dict[int, int] = {}
    for root in near:
        if root in days:
            continue
        days[root] = 0
        queue = deque([root])
        while queue:
            node = queue.popleft()
            for other, by in near[node]:
                if other not in days:
                    days[other] = days[node] + by
                    queue.append(other)
    return days


def _ring(came_by: dict[int, Edge]) -> list[Edge]:
    """The edges of a cycle among predecessors; empty if there is none."""
    seen: dict[int, int] = {}
    for start in came_by:
        node = start
        while node in came_by and node not in seen:
            seen[node] = start
            node = came_by[node][0]
        if node in came_by and seen[node] == start:
            ring = [came_by[node]]
            while ring[-1][0] != node:
                ring.append(came_by[ring[-1][0]])
            return ring
    return []
