"""Arguments of the engine `latent`: priors and chains as values, and tables that it refuses.

Invariant: an improper prior of N is never used without a bound.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from aigaq.estimation.latent.running import Prior
from aigaq.estimation.table import Table

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
