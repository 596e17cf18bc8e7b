"""Stepwise choice of two-way terms, for many tables at once.

Invariant: a term is added only if `existence` admits the model with it on the same table; the choice does not
depend on the order of the lists.

From main effects on, the overlap of each absent pair is compared with the fitted one. The pair with the
smallest p is added while p is below the threshold.
Source: Chan, Silverman & Vincent (2021), section 5.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from aigaq.estimation import stats
from aigaq.estimation.loglinear import existence, irls
from aigaq.estimation.loglinear.margins import margins_of
from aigaq.estimation.loglinear.models import Bools, Ints, main_effects, pairs_of
from aigaq.estimation.table import Floats

THRESHOLD = 0.02


@dataclass(frozen=True, slots=True, eq=False)
class Chosen:
    """Result for each table: the chosen model, its terms in the order of their choice (0 after the last), and m.

    `unseen` is NaN if even main effects have no finite maximum; the model is main effects then.
    """

    models: Bools
    added: Ints
    unseen: Floats


def stepwise(counts: Floats, lists: int, *, threshold: float = THRESHOLD) -> Chosen:
    """Stepwise choice of two-way terms for each table.

    Args:
        counts: people by cell, shape (B, 2^J).
        lists: J.
        threshold: a pair is added while its p is below it.
    """
    # With two lists their pair is the highest term: nothing can be added.
    pairs = np.array(pairs_of(lists) if lists > 2 else (), dtype=np.int64)
    models = np.repeat(main_effects(lists)[None, :], len(counts), axis=0)
    added = np.zeros((len(counts), len(pairs) + 1), dtype=np.int64)
    unseen = np.full(len(counts), np.nan)
    left = np.flatnonzero(existence.admit(counts, models).admitted)
    for step in range(len(pairs) + 1):
        if not len(left):
            break
        admission = existence.admit(counts[left], models[left])
        fits = irls.fit(counts[left], admission.kept, admission.used)
        unseen[left] = np.where(fits.converged, fits.unseen, np.nan)
        pair = _next(counts[left], models[left], fits.means, pairs, threshold)
        left, pair = left[pair > 0], pair[pair > 0]
        models[left, pair] = True
        added[left, step] = pair
    return Chosen(models, added, unseen)


def _next(counts: Floats, models: Bools, means: Floats, pairs: Ints, threshold: float) -> Ints:
    """The pair to add for each table; 0 for none."""
    taken = np.zeros(len(counts), dtype=np.int64)
    if not len(pairs):
        return taken
    chance, far = surprise(margins_of(counts)[:, pairs], margins_of(means)[:, pairs])
    chance[models[:, pairs]] = np.inf
    order = np.lexsort((-far, chance), axis=1)
    left = np.arange(len(counts))
    for place in order.T:
        left = left[chance[left, place[left]] < threshold]
        if not len(left):
            break
        larger = models[left].copy()
        larger[range(len(left)), pairs[place[left]]] = True
        may = existence.admit(counts[left], larger).admitted
        taken[left[may]] = pairs[place[left[may]]]
        left = left[~may]
    return taken


def surprise(seen: Floats, fitted: Floats) -> tuple[Floats, Floats]:
    """P-value of an overlap, min(P(X <= seen), P(X >= seen)) with X ~ Poisson(fitted), and its distance.

    The distance, seen log(seen/fitted) - (seen - fitted), orders pairs whose p is too small for a double.
    """
    special = stats.need("scipy.special")
    means = np.maximum(fitted, 1e-300)
    above = np.where(seen > 0, special.pdtrc(np.maximum(seen - 1, 0), means), 1.0)
    chance = np.minimum(special.pdtr(seen, means), above)
    ratio = np.log(np.maximum(seen, 1e-300) / means)
    return chance, np.where(seen > 0, seen * ratio, 0.0) - (seen - means)
