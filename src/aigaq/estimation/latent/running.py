"""Runs of chains until they agree and are precise enough: plain first, then tempered; otherwise a report of failure.

Invariant: nothing is answered from one chain, and a run that ends without agreement shows it in its diagnostics. Of a
batch of similar tables (draws of a linkage) every table has chains of its own and is judged by them alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.latent.diagnostics import bulk_ess, quantile_error, split_rhat
from aigaq.estimation.latent.model import Model
from aigaq.estimation.latent.sampler import Plan, Sampler, depth, follow, ladder, sampler
from aigaq.estimation.result import Progress, part_of
from aigaq.estimation.table import Floats, Table, numbers_of, patterns_of

SMALLEST = 500
"""People of the hottest table, at which chains move freely between the modes of every table tried."""
FEWEST_LEVELS = 4
HOPELESS = 1.05
LONG = 3_000
PLAIN_TIMES = 2
"""Plain chains per requested chain: 16 rows cost NumPy little more than 8, and reveal disagreement more readily."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """When chains may stop: split R-hat and error of the median below, effective draws above.

    `tails` is the error of either limit; after 3,000 rounds it is reported and no longer awaited.
    `plain_rounds` and `most_rounds` limit each stage, in rounds and not in seconds, so that every machine
    prints the same; `plain` is the plan of plain chains.
    """

    rhat: float = 1.01
    ess: float = 1000.0
    error: float = 0.006
    tails: float = 0.03
    plain_rounds: int = 2_400
    most_rounds: int = 4_500
    plain: Plan = field(default_factory=Plan)


@dataclass(frozen=True, slots=True)
class Prior:
    """Priors: N as Gamma(N + a) / N! rho^N up to `most` unseen, alpha as Gamma."""

    power: float = 0.0
    rho: float = 1.0
    most_unseen: float = 20.0
    shape: float = 0.25
    rate: float = 0.25


@dataclass(frozen=True, slots=True, eq=False)
class Drawn:
    """Draws of the unseen, shape (chains, draws), their diagnostics, and the chance of a worse fit."""

    unseen: Floats
    rhat: float
    ess: float
    error: float
    tails: float
    levels: int
    rounds: int
    swapped: float
    chance: float

    def enough(self, wanted: Wanted) -> bool:
        """Whether the chains agree and are as precise as wanted."""
        middle = self.rhat <= wanted.rhat and self.ess >= wanted.ess and self.error <= wanted.error
        return middle and (self.tails <= wanted.tails or self.rounds >= LONG)


def model_of(patterns: NDArray[np.int8], counts: Floats, prior: Prior) -> Model:
    """Model with as many rows as `counts`, shape (R, M); the bound is a multiple of a row's people."""
    people = counts.sum(1)
    return Model(
        patterns.astype(np.float64), counts, people + prior.power, np.full(len(people), prior.rho),
        prior.most_unseen * people, prior.shape, prior.rate,
    )  # fmt: skip


def converge(
    patterns: NDArray[np.int8],
    counts: Floats,
    *,
    prior: Prior,
    wanted: Wanted,
    classes: int,
    chains: int,
    levels: int | None,
    seed: np.random.SeedSequence,
    workers: int = 2,
    progress: Progress | None = None,
) -> Drawn:
    """Draws of the unseen of one table.

    Args:
        patterns: 0/1, shape (M, J). counts: shape (M,), in people.
        prior: of N and alpha. wanted: when to stop. classes: K. chains: their number, not counting levels.
        levels: per chain; by default 1, and if those chains do not agree, as many as lead to 500 people.
        seed: of all random numbers. workers: threads; their number changes no result.
        progress: called with the share of rounds done; an exception from it stops the run.
    """
    plain, tempered = seed.spawn(2)
    people = float(counts.sum())
    plans = [wanted.plain] if levels in (None, 1) else []
    if levels != 1:
        deep = levels or max(FEWEST_LEVELS, depth(people, 0.8, SMALLEST))
        plans.append(replace(wanted.plain, levels=deep, ratio=0.8, leaps=min(25, wanted.plain.leaps)))
    drawn = None
    for plan, child in zip(plans, (plain, tempered), strict=False):
        last = plan is plans[-1]
        groups = _groups(patterns, counts, prior, classes, chains, plan, child)
        limit = wanted.most_rounds if last else wanted.plain_rounds
        # The plain stage is the first fifth of the work, a tempered one the rest.
        part = part_of(progress, *((0.2, 1.0) if last and len(plans) > 1 else (0.0, 0.2)))
        for drawn in _stages(groups, limit, people, workers, part):
            if drawn.enough(wanted) or (not last and drawn.rhat > HOPELESS):
                break
        if drawn is not None and drawn.enough(wanted):
            break
    if drawn is None:
        raise ValueError("No rounds were allowed.")
    return drawn


def _groups(
    patterns: NDArray[np.int8],
    counts: Floats,
    prior: Prior,
    classes: int,
    chains: int,
    plan: Plan,
    seed: np.random.SeedSequence,
) -> list[Sampler]:
    """The chains as one sampler, or as two that can run side by side if each is large enough to gain."""
    parts = [PLAIN_TIMES * chains] if plan.levels == 1 else [chains - chains // 2, chains // 2]
    rungs = ladder(counts, plan)
    return [
        sampler(model_of(patterns, np.tile(rungs, (part, 1)), prior), classes=classes, plan=plan, seed=child)
        for part, child in zip(parts, seed.spawn(len(parts)), strict=True)
    ]


def _stages(
    groups: Sequence[Sampler], limit: int, people: float, workers: int, progress: Progress | None
) -> Iterator[Drawn]:
    """Draws after each stage; a stage raises the total number of rounds by half."""
    drawn = [np.empty((len(one.steps) // one.plan.levels, 0)) for one in groups]
    done, until = 0, min(400, limit)
    with ThreadPoolExecutor(max(1, min(workers, len(groups)))) as pool:
        list(pool.map(Sampler.warm, groups))
        while done < until:
            some = min(25, until - done)
            more = list(pool.map(lambda one: _rounds(one, some), groups))  # noqa: B023 - the map ends here
            drawn = [np.concatenate(pair, 1) for pair in zip(drawn, more, strict=True)]
            done += some
            if progress is not None:
                progress(done / limit)
            if done == until:
                chance = float(np.concatenate([one.chance() for one in groups]).mean())
                yield judged(np.concatenate(drawn), people, groups, done, chance)
                until = min(limit, until + until // 2)


def _rounds(chains: Sampler, count: int) -> Floats:
    return np.stack([chains.round() for _ in range(count)], axis=1)


def judged(unseen: Floats, people: float, groups: Sequence[Sampler], rounds: int, chance: float) -> Drawn:
    """Draws with their diagnostics, without the first quarter, in which chains may not have converged."""
    kept = unseen[:, unseen.shape[1] // 4 :]
    total = sum(one.attempted for one in groups)
    return Drawn(
        kept,
        rhat=split_rhat(kept),
        ess=bulk_ess(kept),
        error=quantile_error(kept + people, 0.5),
        tails=max(quantile_error(kept + people, share) for share in (0.025, 0.975)),
        levels=groups[0].plan.levels,
        rounds=rounds,
        swapped=sum(one.swapped for one in groups) / total if total else 0.0,
        chance=chance,
    )


TOGETHER = 32
"""Tables in one batch: with 4 chains each the arrays of a four-list table still fit a core's cache."""


def together(tables: Sequence[Table]) -> tuple[NDArray[np.int8], Floats]:
    """All patterns that occur in any of the tables, and each table's counts of them, shape (tables, M)."""
    lists = len(tables[0].lists)
    if any(len(table.lists) != lists for table in tables):
        raise ValueError("Tables that run together have the same lists.")
    numbers = [numbers_of(table.patterns) for table in tables]
    union = np.unique(np.concatenate(numbers))
    counts = np.zeros((len(tables), len(union)))
    for row, (table, held) in enumerate(zip(tables, numbers, strict=True)):
        counts[row, np.searchsorted(union, held)] = table.counts
    return patterns_of(union, lists), counts


def converge_many(
    tables: Sequence[Table],
    *,
    prior: Prior,
    wanted: Wanted,
    classes: int,
    chains: int,
    seed: np.random.SeedSequence,
    progress: Progress | None = None,
) -> list[Drawn]:
    """Draws of the unseen of each table, in order; see `converge`."""
    if not tables:
        return []
    patterns, counts = together(tables)
    first, rest, alone = seed.spawn(3)
    # Chains of the first table, run from scattered starts until they no longer depend on them.
    model = model_of(patterns, np.repeat(counts[:1], 4 * chains, 0), prior)
    held = sampler(model, classes=classes, plan=wanted.plain, seed=first)
    held.warm()
    for _ in range(wanted.plain.learning):
        held.round()
    again = replace(wanted.plain, sweeps=wanted.plain.sweeps // 5, learning=wanted.plain.learning // 2)
    drawn: list[Drawn] = []
    starts = range(0, len(tables), TOGETHER)
    for start, child in zip(starts, rest.spawn(len(starts)), strict=True):
        some = counts[start : start + TOGETHER]
        model = model_of(patterns, np.repeat(some, chains, 0), prior)
        drawn += _run(follow(held, model, plan=again, seed=child), some.sum(1), chains, wanted)
        if progress is not None:
            progress(min(1.0, (start + TOGETHER) / len(tables)))
    for place, child in enumerate(alone.spawn(len(tables))):
        if not drawn[place].enough(wanted):
            drawn[place] = converge(
                patterns, counts[place], prior=prior, wanted=wanted, classes=classes, chains=chains,
                levels=None, seed=child,
            )  # fmt: skip
    return drawn


def _run(group: Sampler, people: Floats, chains: int, wanted: Wanted) -> list[Drawn]:
    """Run a batch; converged tables leave it, so that the rest run faster."""
    group.warm()
    going = np.arange(len(people))
    drawn: list[list[Floats]] = [[] for _ in people]
    finished: dict[int, Drawn] = {}
    done, until = 0, min(300, wanted.plain_rounds)
    while len(going) and done < until:
        for _ in range(until - done):
            now = group.round().reshape(len(going), chains)
            for row, place in enumerate(going.tolist()):
                drawn[place].append(now[row])
        done = until
        chance = group.chance().reshape(len(going), chains).mean(1).tolist()
        stays = []
        for row, place in enumerate(going.tolist()):
            finished[place] = judged(
                np.stack(drawn[place], 1), float(people[place]), [group], done, chance[row]
            )
            stays += [] if finished[place].enough(wanted) else [row]
        going = going[stays]
        rows = (np.array(stays, dtype=np.intp)[:, None] * chains + np.arange(chains)).ravel()
        group.keep(rows)
        until = min(wanted.plain_rounds, until + until // 2)
    return [finished[place] for place in range(len(people))]
