"""Profile-likelihood intervals of N: under one model, and averaged over all models that fit, each by its weight.

Invariant: the interval of one model contains its own maximum, which is the multinomial one and not the Poisson
estimate. Each model moves a limit of the averaged interval in proportion to its weight, so that interval includes a
second model that fits as well and gives another N.

For each n0 the completed table is fitted; with N = n + n0 and fitted means mu
    l(N) = log N! - log n0! + sum over all cells of c_x log(mu_x / N),
    dl/dN = psi(N + 1) - psi(n0 + 1) + log(mu_0 / N),
and N is kept while 2 (l(max) - l(N)) <= 3.84.
Of each model the signed root of its profile likelihood ratio, r(N) = sign(N - max) sqrt(2 (l(max) - l(N))), is
near normal; with the weights w of the models, the averaged limits are where
    sum of w Phi(r(N)) = 0.025 and 0.975.
Source: Cormack (1992); the Poisson and the multinomial maximum differ a little (Kosovo 10,356.5, 10,334.5). Fletcher
& Turek 2012, J. Agric. Biol. Environ. Stat. 17: 38-51 (model-averaged profile likelihood intervals).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import erf, exp, inf, lgamma, log, sqrt

import numpy as np

from aigaq.estimation.loglinear import irls
from aigaq.estimation.loglinear.listing import Criterion, Listing
from aigaq.estimation.loglinear.models import Bools, Ints
from aigaq.estimation.table import Floats

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
        means = irls.completed(table[None, :], self.kept, self.used)[0]
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


# Models of so much of the weight, and no more than so many of them, are averaged.
WEIGHT, MOST = 0.99, 100
TAIL = 0.025
# Places of n0 + 1 on the log scale, in standard errors from the maximum; the last for curves that hardly fall.
_NEAR = np.concatenate([np.linspace(-7, 7, 29), [8.5, 10, 13, 17, 23, 32, 45, 64, 90, 130, 200]])
_STEPS = 45


@dataclass(frozen=True, slots=True)
class Averaged:
    """Interval and median of N over `models` models; `high` is infinite if the data set no limit."""

    low: float
    middle: float
    high: float
    models: int


def averaged(counts: Floats, listing: Listing, criterion: Criterion) -> Averaged:
    """Interval of N over the admitted models of a table.

    Args:
        counts: people by cell, shape (2^J,). listing: its models. criterion: gives the weights.
    """
    weights = listing.weights(criterion)
    places = _heaviest(weights)
    shares, people = weights[places] / weights[places].sum(), float(counts.sum())
    curves = [_signed(counts, listing, int(place)) for place in places]
    top = float(np.log1p(FARTHEST * people))

    def below(place: float) -> float:
        normal = [0.5 * (1.0 + erf(float(np.interp(place, at, root)) / sqrt(2.0))) for at, root in curves]
        return float(sum(share * part for share, part in zip(shares.tolist(), normal, strict=True)))

    def limit(chance: float) -> float:
        if below(top) <= chance:
            return inf
        low, high = 0.0, top
        for _ in range(_STEPS if below(0.0) < chance else 0):
            middle = (low + high) / 2
            low, high = (middle, high) if below(middle) < chance else (low, middle)
        return people + float(np.expm1(low))

    return Averaged(limit(TAIL), limit(0.5), limit(1 - TAIL), len(places))


def _heaviest(weights: Floats) -> Ints:
    order = np.argsort(-weights, kind="stable")[:MOST]
    before = np.cumsum(weights[order]) - weights[order]
    taken: Ints = order[(before < WEIGHT) & (weights[order] > 0)]
    return taken


def _signed(counts: Floats, listing: Listing, place: int) -> tuple[Floats, Floats]:
    """Grid of log(n0 + 1), and the signed root of one model on it."""
    unseen = float(listing.estimate[place] - counts.sum())
    error = np.clip(listing.error[place] / (unseen + 1.0), 1e-4, 3.0)
    reached = np.log1p(unseen) + error * _NEAR
    at = np.unique(np.clip(reached, 0.0, np.log1p(FARTHEST * counts.sum())))
    heights = _heights(counts, listing.kept[place], listing.used[place], np.expm1(at))
    best, peak = _peak(at, heights)
    return at, np.sign(at - peak) * np.sqrt(np.maximum(0.0, 2.0 * (best - heights)))


def _heights(counts: Floats, kept: Bools, used: Bools, unseen: Floats) -> Floats:
    """Profile log-likelihood of one model at many n0, up to a constant."""
    tables = np.repeat(counts[None, :], len(unseen), axis=0)
    tables[:, 0] = unseen
    means = irls.completed(tables, kept, used)
    total = tables.sum(axis=1)
    held = used & (counts > 0)
    held[0] = False
    terms = tables[:, held] * np.log(means[:, held] / total[:, None])
    empty = np.where(unseen > 0, unseen * np.log(np.maximum(means[:, 0], 1e-300) / total), 0.0)
    heights: Floats = _log_factorial(total) - _log_factorial(unseen) + terms.sum(axis=1) + empty
    return heights


def _log_factorial(values: Floats) -> Floats:
    return np.array([lgamma(value + 1.0) for value in values.tolist()])


def _peak(at: Floats, heights: Floats) -> tuple[float, float]:
    """Height and place of the maximum, by the parabola through the highest point and its neighbours."""
    place = int(heights.argmax())
    if not 0 < place < len(at) - 1:
        return float(heights[place]), float(at[place])
    bend, slope, height = np.polyfit(at[place - 1 : place + 2] - at[place], heights[place - 1 : place + 2], 2)
    away = -slope / (2 * bend)
    return max(float(heights[place]), float(height + slope * away / 2)), float(at[place] + away)
