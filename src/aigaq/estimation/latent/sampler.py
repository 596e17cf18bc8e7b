"""Sampler of many chains and tables at once: each round is a sweep, a path and an exchange.

Invariant: the draws depend on seed and arguments alone, not on time or other threads. The check of the fit has its own
random generator, so that it changes no other draw.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from aigaq.estimation.latent.model import TINY, Model, Places, State, cells
from aigaq.estimation.latent.moves import exchange, glide, sweep
from aigaq.estimation.table import Floats

WANTED = 0.75
"""Target acceptance rate to which the step is adapted (Beskos et al. 2013: 0.65 and above)."""
CHECKED_EVERY = 8
"""Rounds between two checks of the fit, which then take less than a hundredth of the work."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How chains run: levels per chain, the ratio of one level's table to the next, leaps per path."""

    levels: int = 1
    ratio: float = 0.7
    leaps: int = 40
    sweeps: int = 100
    learning: int = 150


@dataclass(slots=True, eq=False)
class Sampler:
    """Rows that run together, by chain and within a chain by level, with a random generator of their own."""

    model: Model
    state: State
    rng: np.random.Generator
    plan: Plan
    steps: Floats
    checker: np.random.Generator
    worse: list[Floats] = field(default_factory=list)
    rounds: int = 0
    turn: int = 0
    attempted: int = 0
    swapped: int = 0

    def round(self) -> Floats:
        """Run one round. Returns the unseen people of each chain's coldest level, shape (chains,)."""
        self._move()
        self.rounds += 1
        levels = self.plan.levels
        if self.rounds % CHECKED_EVERY == 0:
            cold = np.arange(0, len(self.steps), levels)
            self.worse.append(fits_worse(self.checker, self.model.rows(cold), self.state.rows(cold)))
        return self.state.unseen[::levels].copy()

    def chance(self) -> Floats:
        """Share of predictive tables with a worse fit, for each chain, without the first quarter."""
        if not self.worse:
            return np.full(len(self.steps) // self.plan.levels, np.nan)
        share: Floats = np.mean(self.worse[len(self.worse) // 4 :], axis=0)
        return share

    def warm(self) -> None:
        """Burn in: sweeps alone, then rounds in which the step is adapted, the same for all rows of a level."""
        for _ in range(self.plan.sweeps):
            sweep(self.rng, self.model, self.state)
        for place in range(self.plan.learning):
            chance = self._move().reshape(-1, self.plan.levels).mean(0)
            self.steps *= np.tile(
                np.exp((chance - WANTED) * 3.0 / (10.0 + place**0.5)), len(self.steps) // self.plan.levels
            )
        self.attempted = self.swapped = self.rounds = 0
        self.worse = []

    def keep(self, chains: Places) -> None:
        """Continue with some of the chains only."""
        levels = self.plan.levels
        rows = (chains[:, None] * levels + np.arange(levels)).ravel()
        self.model, self.state, self.steps = self.model.rows(rows), self.state.rows(rows), self.steps[rows]
        self.worse = [one[chains] for one in self.worse]

    def _move(self) -> Floats:
        with np.errstate(over="ignore", invalid="ignore", divide="ignore"):
            sweep(self.rng, self.model, self.state)
            chance = glide(self.rng, self.model, self.state, self.steps, self.plan.leaps)
            if self.plan.levels > 1:
                taken = exchange(self.rng, self.model, self.state, self.plan.levels, self.turn)
                self.turn, self.attempted = self.turn + 1, self.attempted + len(taken)
                self.swapped += int(taken.sum())
        return chance


def sampler(model: Model, *, classes: int, plan: Plan, seed: np.random.SeedSequence) -> Sampler:
    """Chains at scattered places: every logit from the logistic distribution, every number of unseen to 5 n."""
    rng = np.random.Generator(np.random.PCG64(seed))
    rows, lists = len(model.counts), model.patterns.shape[1]
    people = model.counts.sum(1)
    state = State(
        sticks=rng.logistic(size=(rows, classes - 1)),
        odds=rng.logistic(size=(rows, classes, lists)),
        alpha=np.full(rows, 0.5),
        unseen=np.minimum(np.floor(people * rng.random(rows) * 5.0), np.floor(model.most)),
    )
    # A logit's spread falls with the root of the people it is learnt from.
    return Sampler(model, state, rng, plan, np.minimum(0.3, 3.0 / np.sqrt(people + 1.0)), _checker(seed))


def follow(held: Sampler, model: Model, *, plan: Plan, seed: np.random.SeedSequence) -> Sampler:
    """Chains for other tables, started from the state of the chains of a similar table (a warm start)."""
    rng = np.random.Generator(np.random.PCG64(seed))
    rows = np.resize(np.arange(0, len(held.steps), held.plan.levels), len(model.counts))
    state = held.state.rows(rows)
    state.unseen = np.minimum(state.unseen, np.floor(model.most))
    return Sampler(model, state, rng, plan, held.steps[rows].copy(), _checker(seed))


def _checker(seed: np.random.SeedSequence) -> np.random.Generator:
    """Random generator of the check of fit, apart from that of the chains."""
    return np.random.Generator(np.random.PCG64(seed.spawn(1)[0]))


def ladder(counts: Floats, plan: Plan) -> Floats:
    """Tables of a chain's levels, shape (levels, M): each a smaller one of the same shape.

    Each level has `ratio` times the people of the one above it, rounded cell by cell. Whole numbers keep
    the Gibbs sweep exact at every level; a fractional power of the likelihood would not.
    """
    shares = plan.ratio ** np.arange(plan.levels)
    return np.rint(shares[:, None] * counts)


def depth(people: float, plan_ratio: float, smallest: float) -> int:
    """Number of levels from a table of this many people down to one of about `smallest`."""
    return 1 + max(0, int(np.ceil(np.log(max(people, 1.0) / smallest) / -np.log(plan_ratio))))


def fits_worse(rng: np.random.Generator, model: Model, state: State) -> Floats:
    """For each row, 1 if a table drawn from its parameters fits them worse than the observed one, else 0; ties 0.5.

    The mean over a posterior is a posterior predictive p-value; it concerns the recorded people alone. Patterns that
    nobody has are one cell; the distance is Freeman and Tukey's, which tolerates cells with few people.

    Args:
        rng: random generator. model: the rows. state: their parameters.
    Source: Gelman, Meng, Stern 1996, Statistica Sinica 6: 733; Freeman & Tukey 1950.
    """
    current = cells(model, state)
    shown = 1.0 - (1.0 - current.rest) / model.rho
    shares = current.seen / np.maximum(shown, TINY)[:, None]
    shares = np.concatenate([shares, np.maximum(0.0, 1.0 - shares.sum(1, keepdims=True))], 1)
    shares /= shares.sum(1, keepdims=True)
    people = np.rint(model.counts.sum(1))
    due = np.sqrt(people[:, None] * shares)
    held = np.concatenate([model.counts, np.zeros((len(people), 1))], 1)
    drawn = rng.multinomial(people.astype(np.int64), shares)
    observed, other = (((np.sqrt(one) - due) ** 2).sum(1) for one in (held, drawn))
    worse: Floats = (other > observed) + 0.5 * (other == observed)
    return worse
