"""Profile-likelihood interval of N under one model.

Invariant: the interval contains its own maximum, which is the multinomial one and not the Poisson estimate.

For each n0 the completed table is fitted; with N = n + n0 and fitted means mu
    l(N) = log N! - log n0! + sum over all cells of c_x log(mu_x / N),
    dl/dN = psi(N + 1) - psi(n0 + 1) + log(mu_0 / N),
and N is kept while 2 (l(max) - l(N)) <= 3.84.
Source: Cormack (1992); the Poisson and the multinomial maximum differ a little (Kosovo 10,356.5, 10,334.5).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, inf, lgamma, log

import numpy as np

from aigaq.estimation.loglinear import irls
from aigaq.estimation.loglinear.margins import Floats
from aigaq.estimation.loglinear.models import Bools

# The 95 % point of chi-square with one degree of freedom.
CUT = 3.841458820694124
# Beyond this ratio of unseen to seen people the data set no meaningful upper limit.
FARTHEST = 1e6


@dataclass(frozen=True, slots=True)
class Profile:
    """Multinomial maximum of N and its 95 % limits; `high` is infinite if the data set no limit."""

    maximum: float
    low: float
    high: float


def profile(counts: Floats, kept: Bools, used: Bools) -> Profile:
    """Interval of N for a model that `existence` admits.

    Args:
        counts: people by cell, shape (2^J,).
        kept, used: terms and cells of the model, shape (2^J,), as `existence.admit` gives them.
    """
    people = float(counts.sum())
    curve = _Curve(counts, kept, used)
    # On the scale of log(n0 + 1) the curve is near a parabola, and n0 = 0 is an end like any other.
    top = log(1.0 + FARTHEST * people)
    best = _root(lambda place: curve.slope(exp(place) - 1.0), 0.0, top)
    height = curve.height(exp(best) - 1.0)

    def over(place: float) -> float:
        return CUT / 2.0 - height + curve.height(exp(place) - 1.0)

    low = 0.0 if over(0.0) >= 0 else exp(_root(lambda place: -over(place), 0.0, best)) - 1.0
    high = inf if over(top) >= 0 else exp(_root(over, best, top)) - 1.0
    return Profile(people + exp(best) - 1.0, people + low, people + high)


@dataclass(frozen=True, slots=True, eq=False)
class _Curve:
    """The profile likelihood of one model as a function of n0."""

    counts: Floats
    kept: Bools
    used: Bools

    def _means(self, unseen: float) -> tuple[Floats, Floats, Bools]:
        """The completed table, its fitted means, and the cells that hold people."""
        table = self.counts.copy()
        table[0] = unseen
        means = irls.completed(table, self.kept, self.used)
        return table, means, self.used | (np.arange(len(table)) == 0)

    def height(self, unseen: float) -> float:
        table, means, cells = self._means(unseen)
        total = table.sum()
        held = cells & (table > 0)
        return lgamma(total + 1) - lgamma(unseen + 1) + float(table[held] @ np.log(means[held] / total))

    def slope(self, unseen: float) -> float:
        table, means, _ = self._means(unseen)
        total = float(table.sum())
        return _digamma(total + 1) - _digamma(unseen + 1) + log(means[0] / total)


def _root(rises: Callable[[float], float], low: float, high: float) -> float:
    """Zero of a decreasing function, by bisection; an end of the range if it has none."""
    if rises(low) <= 0:
        return low
    for _ in range(60):
        middle = (low + high) / 2.0
        low, high = (middle, high) if rises(middle) > 0 else (low, middle)
        if high - low < 1e-10:
            break
    return (low + high) / 2.0


def _digamma(value: float) -> float:
    """The derivative of log gamma, for values from 1 on; recurrence, then Stirling's series."""
    shift = 0.0
    while value < 10.0:
        shift -= 1.0 / value
        value += 1.0
    square = 1.0 / (value * value)
    series = square * (1 / 12 - square * (1 / 120 - square * (1 / 252 - square / 240)))
    return shift + log(value) - 0.5 / value - series
