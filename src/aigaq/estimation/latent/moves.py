"""Moves of a chain: a Gibbs sweep over counts, a Hamiltonian path, an exchange between levels.

Invariant: each move leaves the posterior of its row unchanged. A number of unseen people above the row's bound is
never accepted: it is proposed with the rest and rejected with it, so the bounded prior needs no constant.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.latent.model import TINY, Model, Places, State, cells, draw_unseen, log_shares, slope
from aigaq.estimation.table import Floats

Flags = NDArray[np.bool_]


def sweep(rng: np.random.Generator, model: Model, state: State) -> None:
    """One Gibbs sweep over counts, never individuals; `state` is changed.

    Draws unseen people, classes, lambda, sticks and alpha, each given the others.

    Source: Manrique-Vallier 2016, section 3; cell-wise as in `docs/reference/estimation.md`.
    """
    current = cells(model, state)
    # `rest` is 1 - rho p0. A draw above the bound is rejected, and the last number stays.
    fresh = draw_unseen(rng, model, model.rho * current.zero.sum(1) / current.rest)
    state.unseen = np.where(fresh <= model.most, fresh, state.unseen)
    shares = np.swapaxes(current.inside, 1, 2) + TINY
    shares /= shares.sum(2, keepdims=True)
    people = rng.multinomial(model.counts.astype(np.int64), shares).astype(np.float64)
    away = current.zero + TINY
    hidden = rng.multinomial(state.unseen.astype(np.int64), away / away.sum(1, keepdims=True))
    heads = people.sum(1) + hidden
    on = np.swapaxes(np.matmul(model.patterns.T, people), 1, 2)
    state.odds = np.log(rng.standard_gamma(1.0 + on)) - np.log(
        rng.standard_gamma(1.0 + heads[:, :, None] - on)
    )
    later = (heads.sum(1, keepdims=True) - np.cumsum(heads, 1))[:, :-1]
    here = np.log(rng.standard_gamma(1.0 + heads[:, :-1]))
    state.sticks = here - log_gammas(rng, state.alpha[:, None] + later)
    draw_alpha(rng, model, state)


def draw_alpha(rng: np.random.Generator, model: Model, state: State) -> None:
    """Draw alpha given the sticks: Gamma(a + K - 1, rate b - log pi_K); `state` is changed."""
    last = log_shares(state.sticks)[1].sum(1)
    shape = model.shape + state.sticks.shape[1]
    state.alpha = rng.standard_gamma(shape, size=len(last)) / (model.rate - last) + TINY


def log_gammas(rng: np.random.Generator, shape: Floats) -> Floats:
    """Logarithms of Gamma draws, right for shapes so small that the draw itself would be zero.

    log G(s) = log G(s + 1) + log(U) / s.
    """
    drawn: Floats = np.log(rng.standard_gamma(shape + 1.0)) + np.log1p(-rng.random(shape.shape)) / shape
    return drawn


def glide(rng: np.random.Generator, model: Model, state: State, steps: Floats, leaps: int) -> Floats:
    """Follow one Hamiltonian path of sticks and odds on the collapsed posterior; `state` is changed.

    Args:
        rng: random generator. model: the rows. state: their parameters.
        steps: length of a leap, shape (R,); each path draws its own within a third of it.
        leaps: number of leaps.
    Returns:
        Acceptance probability of each row's path, shape (R,).
    Source: Neal 2011, MCMC using Hamiltonian dynamics.
    """
    here = slope(model, state)
    push, turn = rng.standard_normal(state.sticks.shape), rng.standard_normal(state.odds.shape)
    before = here.value - _energy(push, turn)
    step = steps * (0.7 + 0.6 * rng.random(len(steps)))
    way = State(state.sticks.copy(), state.odds.copy(), state.alpha, state.unseen)
    step_sticks, step_odds = step[:, None], step[:, None, None]
    push += 0.5 * step_sticks * here.sticks
    turn += 0.5 * step_odds * here.odds
    for leap in range(leaps):
        way.sticks += step_sticks * push
        way.odds += step_odds * turn
        here = slope(model, way)
        half = 0.5 if leap == leaps - 1 else 1.0
        push += half * step_sticks * here.sticks
        turn += half * step_odds * here.odds
    gain = here.value - _energy(push, turn) - before
    gain = np.where(np.isfinite(gain), gain, -np.inf)
    way.unseen = draw_unseen(rng, model, np.nan_to_num(here.ratio))
    taken = (np.log1p(-rng.random(len(gain))) < gain) & (way.unseen <= model.most)
    state.put(taken, way)
    chance: Floats = np.exp(np.minimum(gain, 0.0))
    return chance


def _energy(push: Floats, turn: Floats) -> Floats:
    """Kinetic energy of the momenta, cut off where they diverge: such a path is rejected anyway."""
    moving = np.clip(push, -1e9, 1e9) ** 2
    turning = np.clip(turn, -1e9, 1e9) ** 2
    whole: Floats = 0.5 * (moving.sum(1) + turning.sum((1, 2)))
    return whole


def exchange(rng: np.random.Generator, model: Model, state: State, levels: int, turn: int) -> Flags:
    """Exchange states between neighbouring levels of each chain; `state` is changed.

    Rows are ordered by chain, the coldest level first; levels of a chain share rho. Even and odd pairs
    alternate. An exchange is accepted by how much better each level's table fits the other's parameters.

    Returns:
        For each pair that was tried, whether it exchanged.
    Source: Geyer 1991 (exchange); Okabe et al. 2001 and Syed et al. 2022 (turns).
    """
    cold = np.arange(len(state.alpha)).reshape(-1, levels)[:, turn % 2 : levels - 1 : 2].ravel()
    warm = cold + 1
    current = cells(model, state)
    seen, rest = np.log(current.seen), np.log(current.rest)
    ratio = model.rho * current.zero.sum(1) / current.rest

    def likes(table: Places, parameters: Places) -> Floats:
        logs: Floats = (model.counts[table] * seen[parameters]).sum(1)
        return logs - model.power[table] * rest[parameters]

    gain = likes(cold, warm) + likes(warm, cold) - likes(cold, cold) - likes(warm, warm)
    down = draw_unseen(rng, model.rows(cold), ratio[warm])
    up = draw_unseen(rng, model.rows(warm), ratio[cold])
    taken: Flags = np.log1p(-rng.random(len(gain))) < gain
    taken &= (down <= model.most[cold]) & (up <= model.most[warm])
    order = np.arange(len(state.alpha))
    order[cold[taken]], order[warm[taken]] = warm[taken], cold[taken]
    moved = state.rows(order)
    moved.unseen = state.unseen.copy()
    moved.unseen[cold[taken]], moved.unseen[warm[taken]] = down[taken], up[taken]
    state.sticks, state.odds, state.alpha, state.unseen = moved.sticks, moved.odds, moved.alpha, moved.unseen
    return taken
