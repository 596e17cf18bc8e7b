"""Listing of every model of a table with its figures and its flag.

Invariant: a model that `existence` does not admit has no number: it is listed by name with the reason, and is
left out of the ranking, the weights and the mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.loglinear import existence, irls
from aigaq.estimation.loglinear.existence import STATES
from aigaq.estimation.loglinear.models import (
    MOST_FOR_ALL,
    MOST_FOR_PAIRS,
    Bools,
    Ints,
    hierarchical,
    main_effects,
    name_of,
    pairs_of,
    said,
    two_way,
)
from aigaq.estimation.result import Progress
from aigaq.estimation.table import Floats, Table, numbers_of

Criterion = Literal["AIC", "BIC"]
# Models count as near if their criterion is less than this above the best; others have almost no support.
NEAR = 10.0
ROUND = 2048


@dataclass(frozen=True, slots=True)
class Line:
    """One model: its name, its flag, N and its standard error (None where not admitted), AIC and BIC."""

    model: str
    state: str
    estimate: float | None
    error: float | None
    aic: float | None
    bic: float | None
    weight: float
    at_zero: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Listing:
    """Models of one table, one row each. `estimate` is N; NaN if `states` says that there is none."""

    lists: tuple[str, ...]
    n: int
    models: Bools
    kept: Bools
    used: Bools
    states: NDArray[np.int8]
    estimate: Floats
    error: Floats
    likelihood: Floats

    @property
    def admitted(self) -> Bools:
        """Models with a finite, identified N."""
        return np.isfinite(self.estimate)

    def score(self, criterion: Criterion) -> Floats:
        """AIC = -2 log L + 2p or BIC = -2 log L + p log n, infinite if not admitted; p counts every term.

        A term at minus infinity counts too: it was estimated like the others.
        """
        price = 2.0 if criterion == "AIC" else np.log(self.n)
        scores = -2.0 * self.likelihood + price * self.models.sum(axis=1)
        return np.where(self.admitted, scores, np.inf)

    def weights(self, criterion: Criterion) -> Floats:
        """Weights exp(-score / 2), summing to one over the admitted models; 0 for the others."""
        scores = self.score(criterion)
        raw = np.where(self.admitted, np.exp(-(scores - scores.min()) / 2.0), 0.0)
        shares: Floats = raw / raw.sum()
        return shares

    def ranked(self, criterion: Criterion) -> Ints:
        """The admitted models within `NEAR` of the best, best first."""
        scores = self.score(criterion)
        order = np.argsort(scores, kind="stable")
        near: Ints = order[scores[order] - scores[order[0]] < NEAR]
        return near

    def names(self, places: Ints) -> tuple[str, ...]:
        """Names of the models in some rows, as `[123,14,34]`."""
        return tuple(name_of(self.models[place]) for place in places)

    def lines(self, criterion: Criterion = "BIC") -> Iterator[Line]:
        """Every model with its figures and its flag, in the order of the listing."""
        weights = self.weights(criterion) if self.admitted.any() else np.zeros(len(self.models))
        aic, bic = self.score("AIC"), self.score("BIC")
        for row in range(len(self.models)):
            zero = np.flatnonzero(self.models[row] & ~self.kept[row])
            figures = (self.estimate[row], self.error[row], aic[row], bic[row])
            known = [float(value) if self.admitted[row] else None for value in figures]
            estimate, error, by_aic, by_bic = known
            yield Line(
                name_of(self.models[row]), STATES[self.states[row]], estimate, error, by_aic, by_bic,
                float(weights[row]), tuple(said(int(term), self.lists) for term in zero),
            )  # fmt: skip


def counts_of(table: Table) -> Floats:
    """People by cell, shape (2^J,); the unseen cell is 0, as it is unknown and never read."""
    counts = np.zeros(1 << len(table.lists))
    counts[numbers_of(table.patterns)] = table.counts
    return counts


def listed(table: Table, models: Bools, *, progress: Progress | None = None) -> Listing:
    """Listing of models, shape (B, 2^J), admitted and fitted a batch at a time."""
    counts = counts_of(table)
    admission = existence.admit(counts, models, faces=True)
    numbers = np.full((3, len(models)), np.nan)
    rows = np.flatnonzero(admission.admitted)
    states = admission.states.copy()
    for start in range(0, len(rows), ROUND):
        part = rows[start : start + ROUND]
        fits = irls.fit(counts, admission.kept[part], admission.used[part])
        figures = np.array([table.n + fits.unseen, fits.error, fits.likelihood])
        numbers[:, part] = np.where(fits.converged, figures, np.nan)
        states[part[~fits.converged]] = existence.UNSETTLED
        if progress is not None:
            progress(min(1.0, (start + ROUND) / len(rows)))
    return Listing(table.lists, table.n, models, admission.kept, admission.used, states, *numbers)


def all_models(
    table: Table, *, models: Literal["all", "pairs"] = "all", progress: Progress | None = None
) -> Listing:
    """Every hierarchical model (J to 5), or every two-way model (J to 6), with its figures and its flag.

    Args:
        table: the overlap table.
        models: `all` or `pairs`; beyond these sizes `estimate_loglinear` searches instead.
        progress: called with the share done.
    Raises:
        ValueError: too many lists for a full listing.
    """
    lists = len(table.lists)
    family = hierarchical(lists) if models == "all" else two_way(lists)
    return listed(table, family, progress=progress)


def family_of(table: Table, models: str, criterion: Criterion, progress: Progress | None) -> Listing:
    """Models to choose from: all of a kind, or, if those are too many, the ones met in a search."""
    lists = len(table.lists)
    # Stepwise considers pairs alone; the spread of the other models shows how far to trust it.
    if models in ("all", "stepwise") and lists <= MOST_FOR_ALL:
        return all_models(table, progress=progress)
    if models != "stepwise" and lists <= MOST_FOR_PAIRS:
        return all_models(table, models="pairs", progress=progress)
    return searched(table, criterion)


def searched(table: Table, criterion: Criterion) -> Listing:
    """Two-way models met in a search from main effects, which adds or drops a pair while the score falls."""
    pairs = np.array(pairs_of(len(table.lists)), dtype=np.int64)
    now = main_effects(len(table.lists))
    met = listed(table, now[None, :])
    while met.admitted.any():
        around = np.repeat(now[None, :], len(pairs), axis=0)
        around[range(len(pairs)), pairs] ^= True
        met = _joined(met, listed(table, around))
        best = met.models[int(np.argmin(met.score(criterion)))]
        if (best == now).all():
            break
        now = best
    return met


def _joined(left: Listing, right: Listing) -> Listing:
    """Two listings of one table joined, each model once."""
    models = np.concatenate([left.models, right.models])
    first = np.sort(np.unique(models, axis=0, return_index=True)[1])
    columns = ("models", "kept", "used", "states", "estimate", "error", "likelihood")
    parts = [np.concatenate([getattr(left, name), getattr(right, name)])[first] for name in columns]
    return Listing(left.lists, left.n, *parts)
