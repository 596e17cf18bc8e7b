"""The engine `latent`: the posterior of N if people fall into classes with independent lists in each.

Invariant: chains that disagree give no number, only the reason and the diagnostics that show it. An improper prior of
N is never used without a bound.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aigaq.estimation.checks import RHAT, after, warn
from aigaq.estimation.latent.diagnostics import quantile_error
from aigaq.estimation.latent.running import HOPELESS, Drawn, Prior, Wanted, converge, converge_many
from aigaq.estimation.result import Progress, Result, part_of, refuse, warned
from aigaq.estimation.table import Floats, Table

ASSUMPTION = "latent-assumption"
FEWEST_DRAWS = 400
ROUGH = Wanted(rhat=1.03, ess=300.0, error=0.012, tails=1.0)
"""Precision of the run with twice the classes: enough to see a difference of 5 %."""
SECOND = 900
"""Most rounds of that run. A limit of work, not of time, so that every machine prints the same."""


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
    list are like somebody recorded. Two populations with equal tables can differ in this; no table can
    tell.

    Args:
        table: three lists or more.
        seed: of all random numbers. The same seed gives the same draws on the same machine and NumPy.
        progress: called with the share done; an exception from it stops the run.
        classes: K, the largest number of classes.
        chains: 4 or more, from scattered starts.
        levels: tables of falling size between which a chain exchanges; 1 is plain, None begins plain and
            tempers if chains do not agree.
        prior: of N: `1/N`, `flat` or `gamma-poisson:SHAPE,SCALE`.
        most_unseen: the most unseen people for each recorded one. With 1/N it has to be finite, and W06 reports
            if it decides the answer. The R package has the same limit, 20, undocumented.
        shape: of the Gamma prior of alpha. rate: of the same.
        wanted: when to stop; R-hat of 1.01, 1,000 effective draws and an error of 0.6 % in the median.
        double: run again with 2 K classes and report the shift of the median (W16).
        workers: threads; their number changes no result.
    Raises:
        ValueError: fewer than 4 chains, fewer than 1 class, an unknown prior, or an improper one without a bound.
    """
    arguments = arguments_of(prior, most_unseen, shape, rate, classes=classes, chains=chains)
    if (reason := against(table)) is not None:
        return refused(table, arguments, reason, seed)
    stop = wanted or Wanted()

    def run(count: int, goal: Wanted, deep: int | None, report: Progress | None) -> Drawn:
        return converge(
            table.patterns, table.counts.astype(np.float64), prior=arguments.prior, wanted=goal, classes=count,
            chains=chains, levels=deep, seed=np.random.SeedSequence([seed, count]), workers=workers,
            progress=report,
        )  # fmt: skip

    drawn = run(classes, stop, levels, part_of(progress, 0.0, 0.5 if double else 1.0))
    answer = answered(table, arguments, drawn, seed)
    if double and not answer.refused:
        twice = run(2 * classes, _rough(stop), drawn.levels, part_of(progress, 0.5, 1.0))
        answer = _shifted(answer, drawn, twice)
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
    """Posteriors of N for many similar tables (draws of a linkage), computed together; see `estimate_latent`.

    The first table is run from scattered starts; the others start where its chains end, all at once. Those
    whose chains do not agree in time are run alone, tempered, and refused if that does not help.

    Args:
        tables: all of the same lists. wanted: when to stop; 400 effective draws each by default.
        double: run all again with 2 K classes and report the shifts (W16).
    Returns:
        A result for each table, in order.
    """
    arguments = arguments_of(prior, most_unseen, shape, rate, classes=classes, chains=chains)
    stop = wanted or Wanted(ess=400.0, error=0.02, tails=1.0)
    fit = [place for place, table in enumerate(tables) if against(table) is None]

    def run(places: Sequence[int], count: int, goal: Wanted, report: Progress | None) -> dict[int, Drawn]:
        drawn = converge_many(
            [tables[place] for place in places], prior=arguments.prior, wanted=goal, classes=count, chains=chains,
            seed=np.random.SeedSequence([seed, count]), progress=report,
        )  # fmt: skip
        return dict(zip(places, drawn, strict=True))

    by_place = run(fit, classes, stop, part_of(progress, 0.0, 0.5 if double else 1.0))
    results = [
        answered(table, arguments, by_place[place], seed)
        if place in by_place
        else refused(table, arguments, against(table) or "nobody", seed)
        for place, table in enumerate(tables)
    ]
    again = [place for place in fit if double and not results[place].refused]
    for place, twice in run(again, 2 * classes, _rough(stop), part_of(progress, 0.5, 1.0)).items():
        results[place] = _shifted(results[place], by_place[place], twice)
    return tuple(warned(answer, *after(answer)) for answer in results)


def _rough(stop: Wanted) -> Wanted:
    return replace(
        ROUGH, plain=stop.plain, plain_rounds=min(stop.plain_rounds, SECOND),
        most_rounds=min(stop.most_rounds, SECOND),
    )  # fmt: skip


def refused(table: Table, arguments: LatentArguments, reason: str, seed: int) -> Result:
    """A refusal: too few lists, or nobody on them."""
    return refuse(
        table, engine="latent", assumption=ASSUMPTION, reasons=(reason,), seed=seed, arguments=arguments.named,
        needed=("more-lists" if reason == "few-lists" else "overlap",),
    )  # fmt: skip


def answered(table: Table, arguments: LatentArguments, drawn: Drawn, seed: int) -> Result:
    """The median and its interval if the chains agree; else W05 and no number."""
    figures: dict[str, float | str] = {
        "rhat": round(drawn.rhat, 4), "ess": round(drawn.ess, 0), "error_of_median": round(drawn.error, 5),
        "bound": float(np.floor((1.0 + arguments.prior.most_unseen) * table.n)), "levels": float(drawn.levels),
        "rounds": float(drawn.rounds), "exchanged": round(drawn.swapped, 3), "chains": float(len(drawn.unseen)),
        "classes": float(arguments.classes), "fit_chance": round(drawn.chance, 4),
    }  # fmt: skip
    if not (drawn.rhat <= RHAT and drawn.ess >= FEWEST_DRAWS):
        ess = round(drawn.ess)
        return refuse(
            table, engine="latent", assumption=ASSUMPTION, reasons=("unconverged",), needed=("more-rounds",),
            warnings=(warn("W05", rhat=round(drawn.rhat, 3), ess=ess),), seed=seed, arguments=arguments.named,
            diagnostics=figures,
        )  # fmt: skip
    held = drawn.unseen + table.n
    figures["error_of_low"] = round(quantile_error(held, 0.025), 5)
    figures["error_of_high"] = round(quantile_error(held, 0.975), 5)
    people: Floats = held.ravel()
    low, median, high = np.quantile(people, [0.025, 0.5, 0.975]).round(1).tolist()
    return Result(
        engine="latent", table=table.digest, lists=table.lists, n=table.n, assumption=ASSUMPTION,
        median=median, low=low, high=high, draws=people, diagnostics=figures, seed=seed, arguments=arguments.named,
    )  # fmt: skip


def _shifted(answer: Result, drawn: Drawn, twice: Drawn) -> Result:
    """The result with the relative change of its median from K to 2 K classes."""
    figures = dict(answer.diagnostics)
    if twice.rhat <= HOPELESS:
        once = float(np.median(drawn.unseen)) + answer.n
        figures["truncation_shift"] = round((float(np.median(twice.unseen)) + answer.n) / once - 1.0, 4)
    else:
        figures["truncation"] = "unconverged"
    return replace(answer, diagnostics=figures)


FEWEST_LISTS, FEWEST_CHAINS = 3, 4


@dataclass(frozen=True, slots=True)
class LatentArguments:
    """Arguments of one estimate: as values, and by name for the record."""

    prior: Prior
    named: Mapping[str, str]
    classes: int
    chains: int


def arguments_of(
    prior: str, most_unseen: float, shape: float, rate: float, *, classes: int, chains: int
) -> LatentArguments:
    """The arguments as values.

    Raises:
        ValueError: an argument outside its range, or an unknown prior.
    """
    if chains < FEWEST_CHAINS or classes < 1:
        raise ValueError("At least 4 chains and 1 class are due.")
    if not (shape > 0 and rate > 0 and most_unseen > 0):
        raise ValueError("Shape, rate and most_unseen are above 0.")
    power, rho = _of_n_named(prior)
    if rho == 1.0 and not np.isfinite(most_unseen):
        raise ValueError("This prior of N has no end of its own; most_unseen must be finite.")
    named = {
        "classes": str(classes), "chains": str(chains), "prior": prior, "most_unseen": f"{most_unseen:g}",
        "shape": f"{shape:g}", "rate": f"{rate:g}",
    }  # fmt: skip
    return LatentArguments(Prior(power, rho, most_unseen, shape, rate), named, classes, chains)


def _of_n_named(text: str) -> tuple[float, float]:
    """a and rho of the prior Gamma(N + a) / N! rho^N, by its name."""
    kind, _, numbers = text.partition(":")
    if text in ("1/N", "flat"):
        return (0.0 if text == "1/N" else 1.0), 1.0
    if kind == "gamma-poisson" and numbers.count(",") == 1:
        shape, scale = (float(number) for number in numbers.split(","))
        if shape > 0 and scale > 0:
            return shape, scale / (1.0 + scale)
    raise ValueError("A prior of N is 1/N, flat or gamma-poisson:SHAPE,SCALE.")


def against(table: Table) -> str | None:
    """Reason why this engine refuses a table; None if it does not."""
    if len(table.lists) < FEWEST_LISTS:
        return "few-lists"
    return "nobody" if table.n == 0 else None
