"""Choice of a model: the arguments of the engine, the choice for a table, the choice for a replicate.

Invariant: a replicate chooses in the same way as the table itself, among models admitted on that replicate.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from aigaq.estimation.loglinear import existence, irls
from aigaq.estimation.loglinear.bootstrap import Estimator
from aigaq.estimation.loglinear.listing import Criterion, Listing, counts_of
from aigaq.estimation.loglinear.models import Bools
from aigaq.estimation.loglinear.selection import THRESHOLD, stepwise
from aigaq.estimation.table import Floats, Table

Family = Literal["all", "pairs", "stepwise"]
Interval = Literal["averaged", "profile", "bootstrap"]
# Each replicate chooses among this many of the best listed models.
RESELECTED = 20


@dataclass(frozen=True, slots=True)
class Choice:
    """Arguments of the engine: how the model is chosen and the interval made."""

    criterion: Criterion = "BIC"
    models: Family = "all"
    interval: Interval = "averaged"
    model: str | None = None
    replicates: int = 1000
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        if self.criterion not in ("AIC", "BIC") or self.models not in ("all", "pairs", "stepwise"):
            raise ValueError("criterion is AIC or BIC; models is all, pairs or stepwise.")
        if self.interval not in ("averaged", "profile", "bootstrap") or self.replicates < 100:
            raise ValueError("interval is averaged, profile or bootstrap, of 100 replicates or more.")
        if self.model is not None and self.interval != "profile":
            raise ValueError("A model that is set has its profile; nothing is chosen or averaged.")
        if self.models == "stepwise" and self.interval == "averaged":
            raise ValueError("Models that are found stepwise carry no weights: profile or bootstrap.")

    def said(self) -> dict[str, str]:
        """The arguments as recorded in the result."""
        held: dict[str, str] = {"criterion": self.criterion, "models": self.models, "interval": self.interval}
        if self.model is not None:
            held["model"] = self.model
        if self.interval == "bootstrap":
            held["replicates"] = str(self.replicates)
        if self.models == "stepwise":
            held["threshold"] = str(self.threshold)
        return held


def chosen(table: Table, choice: Choice, listing: Listing) -> Bools | None:
    """The chosen model; None if none is admitted."""
    if choice.models == "stepwise" and choice.model is None:
        stepwise_choice = stepwise(counts_of(table)[None, :], len(table.lists), threshold=choice.threshold)
        return None if np.isnan(stepwise_choice.unseen[0]) else stepwise_choice.models[0]
    if not listing.admitted.any():
        return None
    best: Bools = listing.models[listing.ranked(choice.criterion)[0]]
    return best


def estimator(choice: Choice, listing: Listing) -> Estimator:
    """Estimator for replicates: the stepwise choice, or the best on the replicate of the table's best models."""
    lists = len(listing.lists)
    if choice.models == "stepwise":
        return lambda tables: stepwise(tables, lists, threshold=choice.threshold).unseen
    models = listing.models[listing.ranked(choice.criterion)[:RESELECTED]]
    return reselecting(models, choice.criterion)


def reselecting(models: Bools, criterion: Criterion) -> Estimator:
    """Estimator that fits some models to each table and takes the best by the criterion.

    Source: Silverman, Chan & Vincent (2022), who choose anew among the top models only.
    """

    def estimated(tables: Floats) -> Floats:
        people = np.repeat(tables, len(models), axis=0)
        scores, unseen = _scored(people, np.tile(models, (len(tables), 1)), criterion)
        best = scores.reshape(len(tables), -1).argmin(axis=1)
        taken: Floats = unseen.reshape(len(tables), -1)[np.arange(len(tables)), best]
        return taken

    return estimated


def _scored(people: Floats, models: Bools, criterion: Criterion) -> tuple[Floats, Floats]:
    """Criterion and m of each model on its table; infinite and NaN if it is not admitted."""
    admission = existence.admit(people, models, faces=True)
    may = admission.admitted
    fits = irls.fit(people[may], admission.kept[may], admission.used[may])
    price = 2.0 if criterion == "AIC" else np.log(people[may].sum(axis=1))
    criteria = -2.0 * fits.likelihood + price * models[may].sum(axis=1)
    scores, unseen = np.full(len(people), np.inf), np.full(len(people), np.nan)
    scores[may] = np.where(fits.converged, criteria, np.inf)
    unseen[may] = np.where(fits.converged, fits.unseen, np.nan)
    return scores, unseen
