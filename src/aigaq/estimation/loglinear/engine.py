"""The engine `loglinear`: N by one of many models, with the spread of the others.

Invariant: a model that `existence` does not admit has no number; an interval that takes the chosen model as known
is called "conditional". The spread among models that fit nearly as well is always reported, and models left out are
named.
"""

from __future__ import annotations

from math import isfinite

import numpy as np

from aigaq.estimation.checks import after, warn
from aigaq.estimation.deviance import worse
from aigaq.estimation.loglinear import existence, irls
from aigaq.estimation.loglinear.bootstrap import Replicated, bootstrap
from aigaq.estimation.loglinear.choice import Choice, Family, Interval, chosen, estimator
from aigaq.estimation.loglinear.existence import STATES
from aigaq.estimation.loglinear.intervals import averaged, profile
from aigaq.estimation.loglinear.listing import Criterion, Listing, counts_of, family_of, listed
from aigaq.estimation.loglinear.models import MOST_LISTS, Bools, model_of, name_of
from aigaq.estimation.loglinear.selection import THRESHOLD
from aigaq.estimation.result import Progress, Result, Warned, part_of, refuse, warned
from aigaq.estimation.table import Floats, Table

ASSUMPTION = "loglinear-assumption"
# So many models are named; the whole list is `all_models`.
NAMED = 12
Figures = dict[str, float | str]
# Low, high, draws where there are any, diagnostics.
Limits = tuple[float, float, Floats | None, Figures]


def estimate_loglinear(
    table: Table,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    criterion: Criterion = "BIC",
    models: Family = "all",
    interval: Interval | None = None,
    model: str | None = None,
    replicates: int = 1000,
    threshold: float = THRESHOLD,
) -> Result:
    """N by a hierarchical log-linear model, and the spread among the models that fit as well.

    The median is the Poisson estimate n + exp(b_0). It assumes that there is no interaction of all lists, and none that
    the chosen model leaves out; no table can show either.

    Args:
        table: 2 to 8 lists.
        seed: of the bootstrap.
        progress: called with the share done.
        criterion: AIC or BIC.
        models: `all` hierarchical ones (to 5 lists; two-way beyond), `pairs` (two-way: all to 6 lists, found
            by a search beyond), or `stepwise` (two-way, by the Poisson p of overlaps).
        interval: `averaged` over the models by their weights; `profile`, conditional on the chosen model; or
            `bootstrap` (BCa, chosen anew each time). By default `averaged`; for one model and for `stepwise`,
            which have no weights, `profile`.
        model: one model by name, as `[123,14,34]`, instead of a choice.
        replicates: of the bootstrap.
        threshold: p-value below which `stepwise` adds a pair.
    """
    alone = model is not None or models == "stepwise"
    choice = Choice(
        criterion, models, interval or ("profile" if alone else "averaged"), model, replicates, threshold
    )
    if not 2 <= len(table.lists) <= MOST_LISTS or not table.n:
        return _refused(table, choice, seed, *_unfit(table))
    # Of a bootstrap the listing of models is one half of the work.
    share = 0.5 if choice.interval == "bootstrap" else 1.0
    listing = _listing(table, choice, part_of(progress, 0.0, share))
    best = chosen(table, choice, listing)
    if best is None:
        left_out = ", ".join(listing.names(np.arange(min(len(listing.models), NAMED))))
        return _refused(table, choice, seed, "no-maximum", "overlap", warn("W03", model=left_out))
    return _answered(table, choice, listing, best, seed, part_of(progress, 0.5, 1.0))


def _unfit(table: Table) -> tuple[str, str]:
    if not table.n:
        return "nobody", "overlap"
    return ("many-lists", "fewer-lists") if len(table.lists) > 2 else ("few-lists", "more-lists")


def _refused(table: Table, choice: Choice, seed: int, reason: str, needed: str, *warnings: Warned) -> Result:
    return refuse(
        table, engine="loglinear", assumption=ASSUMPTION, reasons=(reason,), needed=(needed,),
        warnings=warnings, seed=seed, arguments=choice.said(),
    )  # fmt: skip


def _listing(table: Table, choice: Choice, progress: Progress | None) -> Listing:
    if choice.model is not None:
        return listed(table, model_of(choice.model, len(table.lists))[None, :])
    return family_of(table, choice.models, choice.criterion, progress)


def _answered(
    table: Table, choice: Choice, listing: Listing, model: Bools, seed: int, progress: Progress | None
) -> Result:
    fitted = listed(table, model[None, :])
    if choice.interval == "profile":
        low, high, draws, figures = _profiled(table, fitted)
    elif choice.interval == "averaged":
        low, high, draws, figures = _averaged(table, choice, listing, fitted)
    else:
        low, high, draws, figures = _resampled(table, choice, listing, seed, progress)
    if not isfinite(high):
        return _refused(table, choice, seed, "no-upper-limit", "overlap", warn("W03", model=name_of(model)))
    result = Result(
        engine="loglinear", table=table.digest, lists=table.lists, n=table.n, assumption=ASSUMPTION,
        median=float(fitted.estimate[0]), low=low, high=high, draws=draws, seed=seed,
        diagnostics={
            **of_model(fitted), "fit_chance": fit_chance(table, fitted), **figures,
            **of_listing(listing, choice.criterion),
        },
        arguments=choice.said(),
    )  # fmt: skip
    return warned(result, *after(result))


def _profiled(table: Table, fitted: Listing) -> Limits:
    profiled = profile(counts_of(table), fitted.kept[0], fitted.used[0])
    said: Figures = {"interval": "profile, conditional on the model", "multinomial_maximum": profiled.maximum}
    return profiled.low, profiled.high, None, said


def _averaged(table: Table, choice: Choice, listing: Listing, fitted: Listing) -> Limits:
    over_models, alone = (
        averaged(counts_of(table), listing, choice.criterion),
        profile(counts_of(table), fitted.kept[0], fitted.used[0]),
    )
    said: Figures = {
        "interval": f"averaged over {over_models.models} models by {choice.criterion}",
        "averaged_middle": over_models.middle,
        "profile_low": alone.low,
        "profile_high": alone.high,
        "multinomial_maximum": alone.maximum,
    }
    # With many models of little weight each, the best one can lie outside their joint interval.
    estimate = float(fitted.estimate[0])
    return min(over_models.low, estimate), max(over_models.high, estimate), None, said


def _resampled(
    table: Table, choice: Choice, listing: Listing, seed: int, progress: Progress | None
) -> Limits:
    replicated = bootstrap(
        counts_of(table), estimator(choice, listing), replicates=choice.replicates,
        rng=np.random.Generator(np.random.PCG64(seed)), progress=progress,
    )  # fmt: skip
    draws = replicated.draws[np.isfinite(replicated.draws)]
    return replicated.low, replicated.high, draws, of_bootstrap(replicated)


def of_model(fitted: Listing) -> Figures:
    """Diagnostics of the chosen model."""
    line = next(fitted.lines())
    return {
        "model": line.model,
        "state": line.state,
        "at_zero": ", ".join(line.at_zero),
        "maximum": "Poisson",
        "se": float(fitted.error[0]),
        "aic": float(fitted.score("AIC")[0]),
        "bic": float(fitted.score("BIC")[0]),
    }


def fit_chance(table: Table, fitted: Listing) -> float:
    """P-value of the fit of the chosen model (W17).

    Cells with a mean of zero and the terms that make it zero cancel in the degrees of freedom: neither is counted.
    """
    counts, seen = counts_of(table), fitted.used[0].copy()
    seen[0] = False
    means = irls.fit(counts, fitted.kept[:1], fitted.used[:1]).means[0]
    return worse(counts[seen], means[seen], int(seen.sum()) - int(fitted.kept[0].sum()))


def of_listing(listing: Listing, criterion: Criterion) -> Figures:
    """Number of models, those left out with the reason, the spread of the rest, and their average."""
    near = listing.ranked(criterion)
    values, weights = listing.estimate[near], listing.weights(criterion)
    mean = float(np.nansum(np.where(listing.admitted, weights * listing.estimate, 0.0)))
    figures: Figures = {
        "models": float(len(listing.models)),
        "admitted": float(listing.admitted.sum()),
        "near_best": float(len(near)),
        "lowest": float(values.min()),
        "highest": float(values.max()),
        "spread": float(values.max() / values.min()),
        "weighted_mean": mean,
        "best": "; ".join(_best(listing, criterion)),
    }
    for state in (existence.NO_MAXIMUM, existence.NOT_IDENTIFIED, existence.UNSETTLED):
        rows = np.flatnonzero(listing.states == state)
        if len(rows):
            more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
            figures[STATES[state].replace(" ", "_")] = ", ".join(listing.names(rows[:NAMED])) + more
    return figures


def _best(listing: Listing, criterion: Criterion) -> list[str]:
    rows, weights = listing.ranked(criterion)[:5], listing.weights(criterion)
    names = listing.names(rows)
    return [
        f"{name} N {listing.estimate[row]:,.0f} weight {weights[row]:.3f}"
        for name, row in zip(names, rows, strict=True)
    ]


def of_bootstrap(replicated: Replicated) -> Figures:
    """Diagnostics of the bootstrap interval."""
    return {
        "interval": "bootstrap BCa, model chosen anew in each replicate",
        "acceleration": replicated.acceleration,
        "bias_shift": replicated.shift,
        "replicates_without_answer": float(replicated.without),
    }
