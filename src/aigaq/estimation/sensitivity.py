"""Sensitivity: N if the highest-order odds ratio, which no list shows, were xi instead of 1.

Invariant: the observed cells never change with xi; only the cell of the unseen does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from aigaq.estimation.checks import by_lists, warn
from aigaq.estimation.intake import table as table_of
from aigaq.estimation.result import Progress, Result, refuse
from aigaq.estimation.table import Floats, Table

DIAL: tuple[float, ...] = (0.25, 0.5, 1.0, 2.0, 4.0)
_MOST_LISTS = 12
_EMPTY = 0.2
"""Share of empty cells beyond which the answer would come from the prior, not the lists."""
_WIDEST = 20.0
"""Ratio of highest to lowest N beyond which an interval is no answer."""
ASSUMPTION = "sensitivity-assumption"


def estimate_sensitivity(
    table: Table,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    xi: float = 1.0,
    weight: float = 0.5,
    draws: int = 4000,
) -> Result:
    """N if the odds ratio of highest order is `xi`: 1 is "no J-way interaction", for two lists independence.

    pi of the observed cells ~ Dirichlet(c + weight); R = product of pi over patterns on an odd number of
    lists over product on an even number; p0 = R / (xi + R); n0 ~ NegBin(n, 1 - p0).

    Args:
        table: at most 12 lists.
        seed: of the draws.
        progress: unused: it takes milliseconds.
        xi: the odds ratio, above 0.
        weight: prior count of each cell (1/2 is Jeffreys').
        draws: their number.
    Source:
        Aleshin-Guendel, Sadinle & Wakefield (arXiv 2101.09304), section on identifying assumptions.
    """
    if not (np.isfinite(xi) and xi > 0 and weight > 0 and draws >= 100):
        raise ValueError("xi and weight are above 0, draws at least 100.")
    said = {"xi": f"{xi:g}", "weight": f"{weight:g}", "draws": str(draws)}
    if (why := _unfit(table)) is not None:
        return _refused(table, why, seed, said)
    ratio = np.exp(_log_ratio(table, weight=weight, draws=draws, seed=seed))
    unseen = _unseen(ratio, xi, table.n, seed)
    low, median, high = np.quantile(table.n + unseen, (0.025, 0.5, 0.975)).tolist()
    if high > _WIDEST * low:
        return _refused(table, "diffuse", seed, said)
    return Result(
        engine="sensitivity", table=table.digest, lists=table.lists, n=table.n, assumption=ASSUMPTION,
        median=median, low=low, high=high, draws=table.n + unseen, seed=seed, arguments=said,
        diagnostics={"xi": xi, "log_ratio_sd": float(np.std(np.log(ratio)))},
    )  # fmt: skip


def _refused(table: Table, why: str, seed: int, said: Mapping[str, str]) -> Result:
    unidentified = () if why == "many-lists" else (warn("W03", model="sensitivity"),)
    return refuse(
        table, engine="sensitivity", assumption=ASSUMPTION, reasons=(why,), needed=("fewer-lists",),
        warnings=unidentified, seed=seed, arguments=said,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Turn:
    """One setting: xi, and N for it."""

    xi: float
    low: float
    median: float
    high: float


def sweep(source: object, *, xis: Sequence[float] = DIAL, seed: int = 0) -> tuple[Turn, ...]:
    """N at each setting, from the same draws; empty if the engine refuses."""
    table = table_of(source)
    results = [estimate_sensitivity(table, xi=xi, seed=seed) for xi in xis]
    return tuple(
        Turn(xi, one.low, one.median, one.high)
        for xi, one in zip(xis, results, strict=True)
        if one.low is not None and one.median is not None and one.high is not None
    )


def _unfit(table: Table) -> str | None:
    """Reason why a table has no answer; None if it has one."""
    if len(table.lists) > _MOST_LISTS:
        return "many-lists"
    if by_lists(table)[2:].sum() == 0:
        return "no-overlap"
    empty = 1 - len(table.counts) / (2 ** len(table.lists) - 1)
    return "empty-cells" if empty > _EMPTY else None


def _log_ratio(table: Table, *, weight: float, draws: int, seed: int) -> Floats:
    """Logarithm of R in each draw. The Dirichlet must be normalised: there is one more odd pattern than even ones."""
    cells, counts = table.full()
    rng = np.random.Generator(np.random.PCG64(seed))
    logs = np.log(rng.standard_gamma(counts + weight, size=(draws, len(counts))))
    sign = np.where(cells.sum(axis=1) % 2 == 1, 1.0, -1.0)
    total: Floats = logs @ sign - np.log(np.exp(logs).sum(axis=1)) * sign.sum()
    return total


def _unseen(ratio: Floats, xi: float, n: int, seed: int) -> Floats:
    """n0 ~ NegBin(n, 1 - p0), as Poisson of a gamma; p0 / (1 - p0) = R / xi."""
    rng = np.random.Generator(np.random.PCG64([seed, 1]))
    # Beyond 10^15 a Poisson draw overflows; such a table has no usable estimate anyway (W04).
    rate = np.minimum(rng.standard_gamma(n, size=len(ratio)) * ratio / xi, 1e15)
    drawn: Floats = rng.poisson(rate).astype(np.float64)
    return drawn
