"""The engine `latent`: how many there were, if people fall into classes within which lists are independent.

Invariant: chains that do not agree give no number, only the reason and the figures that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from aigaq.estimation.checks import RHAT, after, warn
from aigaq.estimation.latent.arguments import Asked, against, asked_of
from aigaq.estimation.latent.batch import converge_many
from aigaq.estimation.latent.diagnostics import quantile_error
from aigaq.estimation.latent.model import Floats
from aigaq.estimation.latent.running import HOPELESS, Drawn, Progress, Wanted, converge
from aigaq.estimation.result import Result, refuse, warned
from aigaq.estimation.table import Table

ASSUMPTION = "latent-assumption"
FEWEST_DRAWS = 400
ROUGH = Wanted(rhat=1.03, ess=300.0, error=0.012, tails=1.0)
"""What the run with twice the classes is asked for: enough to see 5 %."""
SECOND = 900
"""Rounds of that run at most: work, not time, so that the same is printed on every machine."""


def estimate_latent(
    table: Table,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    classes: int = 10,
    chains: int = 8,
    levels: int | None = None,
    prior: str = "1/N",
    most_unseen: float = 20.0,
    shape: float = 0.25,
    rate: float = 0.25,
    wanted: Wanted | None = None,
    double: bool = True,
    workers: int = 2,
) -> Result:
    """The posterior of N under a Dirichlet-process mixture of independent lists (Manrique-Vallier 2016).

    Assumes that people fall into classes, that within a class lists are independent, and that those on no
    list are like somebody recorded. Two recorded populations alike in every count can differ in this; no
    table tells.

    Args:
        table: three lists or more.
        seed: of all chance. The same seed draws the same on the same machine and NumPy.
        progress: told the share done; whatever it raises stops the run.
        classes: K, the most classes there can be.
        chains: 4 or more, from scattered places.
        levels: tables of falling size between which a chain exchanges; 1 is plain, None begins plain and
            tempers if chains do not agree.
        prior: of N: `1/N`, `flat` or `gamma-poisson:SHAPE,SCALE`.
        most_unseen: the most unseen people for each recorded one. With 1/N it has to be finite, and W06 tells
            when it decides. The R package holds the same 20 without saying so.
        shape: of the Gamma prior of alpha. rate: of the same.
        wanted: when to stop; R-hat of 1.01, 1,000 effective draws and an error of 0.6 % in the median.
        double: run again with 2 K classes and tell the shift of the median (W16).
        workers: threads; they move no number.
    Raises:
        ValueError: fewer than 4 chains, fewer than 1 class, a prior that does not exist or has no end.
    """
    asked = asked_of(prior, most_unseen, shape, rate, classes=classes, chains=chains)
    if (reason := against(table)) is not None:
        return refused(table, asked, reason, seed)
    stop = wanted or Wanted()

    def run(count: int, goal: Wanted, deep: int | None, told: Progress | None) -> Drawn:
        return converge(
            table.patterns, table.counts.astype(np.float64), prior=asked.prior, wanted=goal, classes=count,
            chains=chains, levels=deep, seed=np.random.SeedSequence([seed, count]), workers=workers,
            progress=told,
        )  # fmt: skip

    found = run(classes, stop, levels, _half(progress, 0.0, 0.5 if double else 1.0))
    answer = answered(table, asked, found, seed)
    if double and not answer.refused:
        twice = run(2 * classes, _rough(stop), found.levels, _half(progress, 0.5, 1.0))
        answer = _shifted(answer, found, twice)
    if progress is not None:
        progress(1.0)
    return warned(answer, *after(answer))


def estimate_latent_many(
    tables: Sequence[Table],
    *,
    seed: int = 0,
    progress: Progress | None = None,
    classes: int = 10,
    chains: int = 4,
    prior: str = "1/N",
    most_unseen: float = 20.0,
    shape: float = 0.25,
    rate: float = 0.25,
    wanted: Wanted | None = None,
    double: bool = True,
) -> tuple[Result, ...]:
    """The posterior of N of many like tables (draws of a linkage), side by side; see `estimate_latent`.

    The first table is run from scattered places; the others start where its chains end, all at once. Those
    that do not agree within the rounds are run alone, tempered, and refused if that does not help.

    Args:
        tables: all of the same lists. wanted: when to stop; 400 effective draws each where not given.
        double: run all again with 2 K classes and tell the shifts (W16).
    Returns:
        A result for each table, in order.
    """
    asked = asked_of(prior, most_unseen, shape, rate, classes=classes, chains=chains)
    stop = wanted or Wanted(ess=400.0, error=0.02, tails=1.0)
    fit = [place for place, table in enumerate(tables) if against(table) is None]

    def run(places: Sequence[int], count: int, goal: Wanted, told: Progress | None) -> dict[int, Drawn]:
        drawn = converge_many(
            [tables[place] for place in places], prior=asked.prior, wanted=goal, classes=count, chains=chains,
            seed=np.random.SeedSequence([seed, count]), progress=told,
        )  # fmt: skip
        return dict(zip(places, drawn, strict=True))

    found = run(fit, classes, stop, _half(progress, 0.0, 0.5 if double else 1.0))
    results = [
        answered(table, asked, found[place], seed)
        if place in found
        else refused(table, asked, against(table) or "nobody", seed)
        for place, table in enumerate(tables)
    ]
    again = [place for place in fit if double and not results[place].refused]
    for place, twice in run(again, 2 * classes, _rough(stop), _half(progress, 0.5, 1.0)).items():
        results[place] = _shifted(results[place], found[place], twice)
    return tuple(warned(answer, *after(answer)) for answer in results)


def _rough(stop: Wanted) -> Wanted:
    return replace(
        ROUGH, plain=stop.plain, plain_rounds=min(stop.plain_rounds, SECOND),
        most_rounds=min(stop.most_rounds, SECOND),
    )  # fmt: skip


def _half(progress: Progress | None, start: float, end: float) -> Progress | None:
    if progress is None:
        return None
    told: Callable[[float], None] = progress
    return lambda share: told(start + (end - start) * share)


def refused(table: Table, asked: Asked, reason: str, seed: int) -> Result:
    """No number: too few lists, or nobody on them."""
    return refuse(
        table, engine="latent", assumption=ASSUMPTION, reasons=(reason,), seed=seed, arguments=asked.named,
        needed=("more-lists" if reason == "few-lists" else "overlap",),
    )  # fmt: skip


def answered(table: Table, asked: Asked, found: Drawn, seed: int) -> Result:
    """The median and its interval where chains agree; else W05 and no number."""
    figures: dict[str, float | str] = {
        "rhat": round(found.rhat, 4), "ess": round(found.ess, 0), "error_of_median": round(found.error, 5),
        "bound": float(np.floor((1.0 + asked.prior.most_unseen) * table.n)), "levels": float(found.levels),
        "rounds": float(found.rounds), "exchanged": round(found.swapped, 3), "chains": float(len(found.unseen)),
        "classes": float(asked.classes), "fit_chance": round(found.chance, 4),
    }  # fmt: skip
    if not (found.rhat <= RHAT and found.ess >= FEWEST_DRAWS):
        ess = round(found.ess)
        return refuse(
            table, engine="latent", assumption=ASSUMPTION, reasons=("unconverged",), needed=("more-rounds",),
            warnings=(warn("W05", rhat=round(found.rhat, 3), ess=ess),), seed=seed, arguments=asked.named,
            diagnostics=figures,
        )  # fmt: skip
    held = found.unseen + table.n
    figures["error_of_low"] = round(quantile_error(held, 0.025), 5)
    figures["error_of_high"] = round(quantile_error(held, 0.975), 5)
    people: Floats = held.ravel()
    low, median, high = np.quantile(people, [0.025, 0.5, 0.975]).round(1).tolist()
    return Result(
        engine="latent", table=table.digest, lists=table.lists, n=table.n, assumption=ASSUMPTION,
        median=median, low=low, high=high, draws=people, diagnostics=figures, seed=seed, arguments=asked.named,
    )  # fmt: skip


def _shifted(answer: Result, found: Drawn, twice: Drawn) -> Result:
    """The answer with the share by which its median moves between K and 2 K classes."""
    figures = dict(answer.diagnostics)
    if twice.rhat <= HOPELESS:
        once = float(np.median(found.unseen)) + answer.n
        figures["truncation_shift"] = round((float(np.median(twice.unseen)) + answer.n) / once - 1.0, 4)
    else:
        figures["truncation"] = "unconverged"
    return replace(answer, diagnostics=figures)
