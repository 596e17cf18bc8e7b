"""Diagnostics of a log-linear result.

Invariant: the spread among models that fit nearly as well is always reported, and models left out are named.
"""

from __future__ import annotations

import numpy as np

from aigaq.estimation.deviance import worse
from aigaq.estimation.loglinear import existence, irls
from aigaq.estimation.loglinear.bootstrap import Replicated
from aigaq.estimation.loglinear.existence import STATES
from aigaq.estimation.loglinear.listing import Criterion, Listing, counts_of
from aigaq.estimation.table import Table

Figures = dict[str, float | str]
# So many models are named; the whole list is `all_models`.
NAMED = 12


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
