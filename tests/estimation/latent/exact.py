"""Posteriors worked out in full for tables so small that every case can be counted."""

from __future__ import annotations

from itertools import product
from math import comb, lgamma

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.table import Floats


def one_class(patterns: NDArray[np.int8], counts: Floats, most: int) -> Floats:
    """Probability of 0 to `most` unseen under independent lists: Beta integrals, prior 1/N."""
    n, on = counts.sum(), counts @ patterns
    logs = []
    for unseen in range(most + 1):
        people = n + unseen
        ways = lgamma(people) - lgamma(unseen + 1)
        logs.append(ways + sum(_beta(1 + y, 1 + people - y) for y in on))
    return _normal(logs)


def two_classes(patterns: NDArray[np.int8], counts: NDArray[np.int64], most: int) -> Floats:
    """The same for two classes, alpha ~ Gamma(1/4, 1/4): a sum over who is in which class."""
    n = int(counts.sum())
    found = np.zeros(most + 1)
    for unseen in range(most + 1):
        ways = np.exp(lgamma(n + unseen) - lgamma(unseen + 1))
        for split in product(*(range(count + 1) for count in (*counts.tolist(), unseen))):
            found[unseen] += ways * _weight(patterns, counts, unseen, np.array(split))
    whole: Floats = found / found.sum()
    return whole


def _weight(
    patterns: NDArray[np.int8], counts: NDArray[np.int64], unseen: int, split: NDArray[np.int64]
) -> float:
    people = np.array([*counts, unseen])
    choices = float(np.prod([comb(int(a), int(b)) for a, b in zip(people, split, strict=True)]))
    logs = 0.0
    for part in (split, people - split):
        on = part[:-1] @ patterns
        logs += sum(_beta(1 + y, 1 + part.sum() - y) for y in on.tolist())
    return choices * float(np.exp(logs)) * _sticks(int(split.sum()), int((people - split).sum()))


_ROOTS = (np.arange(4000) + 0.5) / 4000 * 3.6


def _sticks(first: int, second: int) -> float:
    """E of V^first (1 - V)^second, V ~ Beta(1, alpha), by the midpoint rule in alpha^(1/4)."""
    alpha = _ROOTS**4
    weight = np.exp(-0.25 * alpha)
    # alpha B(1 + first, alpha + second) = first! alpha / ((alpha + second) ... (alpha + second + first)).
    steps = np.array([alpha + second + place for place in range(first + 1)])
    inside = alpha * np.exp(lgamma(first + 1)) / steps.prod(0)
    return float((weight * inside).sum() / weight.sum())


def _beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def _normal(logs: list[float]) -> Floats:
    weights = np.exp(np.array(logs) - max(logs))
    found: Floats = weights / weights.sum()
    return found
