from __future__ import annotations

import numpy as np
import pytest
from tests.estimation.latent.exact import one_class, two_classes

from aigaq.estimation.latent.diagnostics import split_rhat
from aigaq.estimation.latent.model import Model, State, cells, draw_unseen, slope
from aigaq.estimation.latent.moves import draw_alpha, exchange, log_gammas
from aigaq.estimation.latent.running import Prior, model_of
from aigaq.estimation.latent.sampler import Plan, follow, ladder, sampler
from aigaq.estimation.table import Floats, patterns_of

CELLS = patterns_of(np.arange(1, 8), 3)
COUNTS = np.array([6.0, 5, 4, 7, 2, 3, 2])
MANY = 4000


def standing(rows: int, *, classes: int = 3, seed: int = 0) -> tuple[np.random.Generator, Model, State]:
    """Chance, a model of the small table in each row, and chains somewhere."""
    model = model_of(CELLS, np.tile(COUNTS, (rows, 1)), Prior())
    one = sampler(model, classes=classes, plan=Plan(), seed=np.random.SeedSequence(seed))
    return one.rng, model, one.state


def people_of(
    counts: Floats,
    cells: np.ndarray[tuple[int, ...], np.dtype[np.int8]],
    *,
    classes: int,
    plan: Plan,
    most: float,
) -> Floats:
    """Draws of the unseen by 200 chains, shape (chains, rounds)."""
    tables = np.tile(ladder(counts, plan), (200, 1))
    one = sampler(
        model_of(cells, tables, Prior(most_unseen=most)), classes=classes, plan=plan,
        seed=np.random.SeedSequence(5),
    )  # fmt: skip
    one.warm()
    return np.stack([one.round() for _ in range(150)], 1)


def assert_alike(draws: Floats, exact: Floats) -> None:
    """Means over chains within four of their own standard errors, for three summaries."""
    grid = np.arange(float(len(exact)))
    middle = float(np.searchsorted(np.cumsum(exact), 0.5))
    for kind in ("mean", "nobody", "lower half"):
        by_chain = told(kind, draws, middle).mean(1)
        error = by_chain.std(ddof=1) / np.sqrt(len(by_chain))
        assert abs(by_chain.mean() - (told(kind, grid, middle) * exact).sum()) < 4 * error + 1e-9, kind


def told(kind: str, unseen: Floats, middle: float) -> Floats:
    """What is averaged: the number itself, whether it is none, whether it is at most `middle`."""
    if kind == "mean":
        return unseen
    return (unseen == 0).astype(np.float64) if kind == "nobody" else (unseen <= middle).astype(np.float64)


@pytest.mark.parametrize("levels", [1, 3])
def test_one_class_is_the_closed_form_of_independent_lists(levels: int) -> None:
    plan = Plan(levels=levels, ratio=0.6, leaps=8, sweeps=30, learning=40)
    draws = people_of(COUNTS, CELLS, classes=1, plan=plan, most=5.0)
    assert_alike(draws, one_class(CELLS, COUNTS, int(5 * COUNTS.sum())))


@pytest.mark.parametrize("levels", [1, 2])
def test_two_classes_are_the_sum_over_all_who_is_where(levels: int) -> None:
    three, few = np.array([[1, 0, 0], [0, 1, 1], [1, 1, 1]], dtype=np.int8), np.array([3, 2, 1])
    plan = Plan(levels=levels, ratio=0.6, leaps=8, sweeps=30, learning=40)
    draws = people_of(few.astype(np.float64), three, classes=2, plan=plan, most=3.0)
    assert draws.max() <= 18
    assert_alike(draws, two_classes(three, few, 18))


def test_the_slope_is_that_of_the_density() -> None:
    _, model, state = standing(2)
    found = slope(model, state)
    for axis in np.ndindex(2, 2):
        ahead, behind = state.rows(np.arange(2)), state.rows(np.arange(2))
        ahead.sticks[axis] += 1e-5
        behind.sticks[axis] -= 1e-5
        rise = (slope(model, ahead).value - slope(model, behind).value)[axis[0]] / 2e-5
        assert found.sticks[axis] == pytest.approx(rise, rel=1e-5, abs=1e-6)
    for place in np.ndindex(2, 3, 3):
        ahead, behind = state.rows(np.arange(2)), state.rows(np.arange(2))
        ahead.odds[place] += 1e-5
        behind.odds[place] -= 1e-5
        rise = (slope(model, ahead).value - slope(model, behind).value)[place[0]] / 2e-5
        assert found.odds[place] == pytest.approx(rise, rel=1e-5, abs=1e-6)


def test_patterns_and_no_list_have_all_the_probability() -> None:
    _, model, state = standing(5)
    found = cells(model, state)
    assert found.seen.sum(1) + found.zero.sum(1) == pytest.approx(np.ones(5))
    assert found.rest == pytest.approx(1 - found.zero.sum(1))


def test_the_unseen_are_drawn_about_n_times_the_odds() -> None:
    rng, model, _ = standing(MANY)
    drawn = draw_unseen(rng, model, np.full(MANY, 1.5))
    n = COUNTS.sum()
    assert drawn.mean() == pytest.approx(1.5 * n, abs=4 * np.sqrt(n * 1.5 * 2.5 / MANY))


def test_alpha_is_drawn_about_shape_over_rate() -> None:
    rng, model, state = standing(MANY)
    state.sticks[:] = 0.7
    draw_alpha(rng, model, state)
    shape, rate = 2.25, 0.25 + 2 * np.log1p(np.exp(0.7))
    assert state.alpha.mean() == pytest.approx(shape / rate, abs=4 * np.sqrt(shape / MANY) / rate)


@pytest.mark.parametrize(
    ("shape", "mean"), [(1.0, -0.5772156649), (0.01, -100.5608854578), (1e-6, -1000000.5772)]
)
def test_logarithms_of_gamma_draws_hold_for_tiny_shapes(shape: float, mean: float) -> None:
    drawn = log_gammas(np.random.default_rng(1), np.full(200_000, shape))
    assert np.isfinite(drawn).all()
    assert drawn.mean() == pytest.approx(mean, abs=4 * drawn.std() / np.sqrt(200_000))


def test_levels_hold_tables_of_falling_size_and_the_first_is_whole() -> None:
    rungs = ladder(COUNTS * 10, Plan(levels=4, ratio=0.5))
    assert rungs[0].tolist() == (COUNTS * 10).tolist()
    assert (np.diff(rungs.sum(1)) < 0).all()
    assert (rungs == np.rint(rungs)).all()


def test_an_exchange_of_like_tables_is_always_taken() -> None:
    rng, model, state = standing(6)
    before = state.rows(np.arange(6))
    taken = exchange(rng, model, state, 2, 0)
    assert taken.all() and len(taken) == 3
    assert np.array_equal(state.odds[[1, 0, 3, 2, 5, 4]], before.odds)


def test_a_warm_start_begins_where_the_held_chains_stand() -> None:
    model = model_of(CELLS, np.tile(COUNTS, (4, 1)), Prior())
    held = sampler(model, classes=3, plan=Plan(), seed=np.random.SeedSequence(1))
    more = model_of(CELLS, np.tile(COUNTS, (8, 1)), Prior())
    found = follow(held, more, plan=Plan(), seed=np.random.SeedSequence(2))
    assert np.array_equal(found.state.odds[4:], held.state.odds)


def test_chains_from_scattered_places_forget_them() -> None:
    plan = Plan(leaps=10, sweeps=30, learning=40)
    assert split_rhat(people_of(COUNTS, CELLS, classes=4, plan=plan, most=5.0)) < 1.02
