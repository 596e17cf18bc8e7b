"""Prior against posterior of N: quantiles of the prior, and the overlap of the two densities.

Invariant: only a prior that an engine names is shown; an engine without a prior gets none.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from aigaq.estimation.graphs.priors import of_n_named
from aigaq.estimation.result import Result
from aigaq.estimation.table import Floats

_POINTS, _SHARES = 4001, 40
"""Points at which the prior is evaluated; bins of equal prior probability, into which the posterior is sorted."""


def beside(result: Result) -> Result:
    """The same result with its prior: `prior_low`, `prior_median`, `prior_high`, `prior_overlap`.

    The prior is that of N between the number recorded and the bound. The overlap is one less the total variation of
    prior and posterior, over forty bins of equal prior probability. Near 1 the lists added nothing to the prior.
    """
    name, bound = result.arguments.get("prior"), result.diagnostics.get("bound")
    if result.refused or not name or not isinstance(bound, float | int) or bound <= result.n:
        return result
    people, below = _prior(name, result.n, float(bound))
    low, middle, high = np.interp((0.025, 0.5, 0.975), below, people).tolist()
    shared = float(np.minimum(_dealt(result, people, below), 1.0 / _SHARES).sum())
    more = {"prior_low": low, "prior_median": middle, "prior_high": high, "prior_overlap": shared}
    return replace(result, diagnostics={**result.diagnostics, **more})


def _prior(name: str, n: int, bound: float) -> tuple[Floats, Floats]:
    """Points from n to the bound, dense near n, and the prior probability below each."""
    people = n + np.expm1(np.linspace(0.0, np.log1p(bound - n), _POINTS))
    logs = of_n_named(name).log(people)
    weights = np.exp(logs - logs.max())
    steps = np.diff(people) * (weights[1:] + weights[:-1]) / 2.0
    below = np.concatenate(([0.0], np.cumsum(steps)))
    return people, below / below[-1]


def _dealt(result: Result, people: Floats, below: Floats) -> Floats:
    """Posterior probability of each bin of equal prior probability."""
    if result.curve is not None:
        people_points, weights = result.curve
    elif result.draws is not None:
        people_points, weights = result.draws, np.ones(len(result.draws))
    else:
        return np.zeros(_SHARES)
    places = np.interp(people_points, people, below)
    dealt: Floats = np.histogram(places, bins=_SHARES, range=(0, 1), weights=weights)[0] / weights.sum()
    return dealt
