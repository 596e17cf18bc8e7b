"""Latent-class mixture as arrays: data, parameters, and the density of the parameters.

Invariant: the first axis of every array is the row: one chain at one level, with a table of its own; rows
never touch each other here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.table import Floats

Places = NDArray[np.intp]
TINY = 1e-300


@dataclass(frozen=True, slots=True, eq=False)
class Model:
    """Data: tables, prior of N and prior of alpha, one row each.

    The prior of N is negative binomial or its limits: p(N) = Gamma(N + a) / N! * rho^N. a = 0, rho = 1 is
    1/N; a = 1, rho = 1 is flat. Summed over the unseen it leaves 1 / (1 - rho p0)^(n + a).

    `patterns` (M, J); `counts` (R, M) in people; `power` (R,) is n + a; `rho` (R,); `most` (R,), the largest
    number of unseen; alpha ~ Gamma(`shape`, rate `rate`).
    """

    patterns: Floats
    counts: Floats
    power: Floats
    rho: Floats
    most: Floats
    shape: float = 0.25
    rate: float = 0.25

    def rows(self, places: Places) -> Model:
        """The same model for some of the rows."""
        return Model(
            self.patterns, self.counts[places], self.power[places], self.rho[places], self.most[places],
            self.shape, self.rate,
        )  # fmt: skip


@dataclass(slots=True, eq=False)
class State:
    """Parameters: `sticks` (R, K-1) logit V_k, `odds` (R, K, J) logit lambda_jk, `alpha` (R,), `unseen` (R,)."""

    sticks: Floats
    odds: Floats
    alpha: Floats
    unseen: Floats

    def rows(self, places: Places) -> State:
        """A copy of some of the rows, in this order."""
        return State(self.sticks[places], self.odds[places], self.alpha[places], self.unseen[places])

    def put(self, places: Places | NDArray[np.bool_], other: State) -> None:
        """Overwrite the rows at these places with those of `other`."""
        self.sticks[places] = other.sticks[places]
        self.odds[places] = other.odds[places]
        self.alpha[places] = other.alpha[places]
        self.unseen[places] = other.unseen[places]


class Cells(NamedTuple):
    """Probabilities: `inside` (R, K, M) of class and pattern, `seen` (R, M) its sum over classes.

    `zero` (R, K) is of class and no list; `rest` (R,) is 1 - rho p0.
    """

    inside: Floats
    seen: Floats
    zero: Floats
    rest: Floats


class Slope(NamedTuple):
    """The log density (R,) and its derivatives by `sticks` and `odds`; `ratio` is rho p0 / (1 - rho p0)."""

    value: Floats
    sticks: Floats
    odds: Floats
    ratio: Floats


def log_shares(logits: Floats) -> tuple[Floats, Floats]:
    """Logarithms of p and of 1 - p for logits of p, without loss at either end."""
    foot = np.log1p(np.exp(-np.abs(logits)))
    on: Floats = np.minimum(logits, 0.0) - foot
    off: Floats = np.minimum(-logits, 0.0) - foot
    return on, off


def log_weights(on: Floats, off: Floats) -> Floats:
    """Logarithms of the class weights, log pi_k (R, K), from log V_k and log(1 - V_k); the last stick is whole."""
    nothing = np.zeros((len(on), 1))
    logs: Floats = np.concatenate([on, nothing], 1) + np.concatenate([nothing, np.cumsum(off, 1)], 1)
    return logs


def cells(model: Model, state: State) -> Cells:
    """The probabilities of patterns under each row's parameters."""
    on, off = log_shares(state.sticks)
    return _cells(model, log_weights(on, off), state.odds, log_shares(state.odds)[1].sum(2))


def _cells(model: Model, weights: Floats, odds: Floats, missed: Floats) -> Cells:
    base = weights + missed
    inside = np.matmul(odds, model.patterns.T)
    inside += base[:, :, None]
    np.exp(inside, out=inside)
    # 1 - p0 is a sum over classes: computed as one minus a number near one it would lose its digits.
    shown = -(np.exp(weights) * np.expm1(missed)).sum(1)
    rest = (1.0 - model.rho) + model.rho * shown
    return Cells(inside, inside.sum(1) + TINY, np.exp(base), rest + TINY)


def slope(model: Model, state: State) -> Slope:
    """The collapsed log posterior of sticks and odds given alpha, and its derivatives.

    log p = sum_m c_m log f_m - (n + a) log(1 - rho p0) + log of the priors, with the logit's own factor
    V(1 - V) and lambda(1 - lambda). The derivatives are those of expected counts: T_k people in class k,
    of whom sum_m r_mk x_mj are on list j.

    Source: Manrique-Vallier 2016, with N summed out.
    """
    on, off = log_shares(state.sticks)
    caught, missing = log_shares(state.odds)
    cells = _cells(model, log_weights(on, off), state.odds, missing.sum(2))
    value = (model.counts * np.log(cells.seen)).sum(1) - model.power * np.log(cells.rest)
    value += (caught + missing).sum((1, 2)) + (on + state.alpha[:, None] * off).sum(1)
    value += len(on[0]) * np.log(state.alpha)
    share = (model.power * model.rho / cells.rest)[:, None] * cells.zero
    people = cells.inside * (model.counts / cells.seen)[:, None, :]
    heads = people.sum(2) + share
    rate, stick = np.exp(caught), np.exp(on)
    by_odds = np.matmul(people, model.patterns)
    by_odds -= (heads + 2.0)[:, :, None] * rate
    by_odds += 1.0
    later = (heads.sum(1, keepdims=True) - np.cumsum(heads, 1))[:, :-1]
    by_sticks = (heads[:, :-1] + 1.0) * (1.0 - stick) - stick * (later + state.alpha[:, None])
    return Slope(value, by_sticks, by_odds, model.rho * cells.zero.sum(1) / cells.rest)


def draw_unseen(rng: np.random.Generator, model: Model, ratio: Floats) -> Floats:
    """Unseen people given the parameters: negative binomial, as a Poisson of a Gamma.

    Args:
        rng: random generator. model: the rows. ratio: rho p0 / (1 - rho p0), shape (R,).
    """
    mean = rng.standard_gamma(model.power) * ratio
    return rng.poisson(np.minimum(mean, 1e15)).astype(np.float64)
