"""Batches of similar tables: draws of a linkage, each a row of the same arrays.

Invariant: every table has chains of its own and is judged by them alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.latent.model import Floats
from aigaq.estimation.latent.running import (
    Drawn,
    Prior,
    Progress,
    Wanted,
    converge,
    judged,
    model_of,
)
from aigaq.estimation.latent.sampler import Plan, Sampler, follow, sampler
from aigaq.estimation.table import Table, numbers_of, patterns_of

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
    held = _scattered(patterns, counts[:1], prior, classes, chains, wanted.plain, first)
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


def _scattered(
    patterns: NDArray[np.int8],
    counts: Floats,
    prior: Prior,
    classes: int,
    chains: int,
    plan: Plan,
    seed: np.random.SeedSequence,
) -> Sampler:
    """Chains of the first table, run from scattered starts until they no longer depend on them."""
    model = model_of(patterns, np.repeat(counts, 4 * chains, 0), prior)
    held = sampler(model, classes=classes, plan=plan, seed=seed)
    held.warm()
    for _ in range(plan.learning):
        held.round()
    return held


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
