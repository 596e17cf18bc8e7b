"""Do our BCa limits of 1,000 replicates and SparseMSE's of 200 differ by more than chance?

Invariant: the chance of a published limit is that of 200 replicates drawn from ours, by the same corrections; both
tails count. Empty where the published answers do not lie beside the project.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.setup import ROOT
from numpy.random import PCG64, Generator

from aigaq import estimation
from aigaq.estimation.loglinear.bootstrap import bootstrap, jackknifed, limits
from aigaq.estimation.loglinear.listing import counts_of
from aigaq.estimation.loglinear.selection import stepwise

FOLDER = Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared")) / "inputs" / "estimation"
# Ours; those that a limit of theirs is a chance among; how often 200 are drawn from them.
OURS, THEIRS, POOL, TIMES, SEED = 1000, 200, 20_000, 10_000, 1
# Twenty-four limits: the rarest of as many has a chance below this in one of a hundred right programs.
RAREST = 0.01 / 24


def figures() -> dict[str, Any]:
    """Both intervals, how far 200 replicates scatter, and the chance of a limit as far off as theirs."""
    return {name: compared(name, *theirs) for name, theirs in published().items()}


def kept(found: Mapping[str, Any]) -> dict[str, bool]:
    """The aim: no limit that chance does not explain."""
    chances = [one[f"chance_of_{end}"] for one in found.values() for end in ("low", "high")]
    return {"limits_differ_by_chance_alone": bool(chances) and min(chances) >= RAREST}


def published() -> dict[str, tuple[float, float]]:
    """SparseMSE's limits by table."""
    path = FOLDER / "reference_results.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8"))) if path.exists() else []
    wanted = ("sparsemse", "stepwise p=0.02, BCa")
    return {
        row["dataset"]: (float(row["lo95"]), float(row["hi95"]))
        for row in rows
        if (row["method"], row["submodel"]) == wanted
    }


def compared(name: str, low: float, high: float) -> dict[str, Any]:
    """One table."""
    table = estimation.table(FOLDER / f"{name}.csv")
    counts, lists = counts_of(table), len(table.lists)

    def estimator(tables: Any) -> Any:
        return stepwise(tables, lists).unseen

    ours = bootstrap(counts, estimator, replicates=OURS, rng=Generator(PCG64(SEED)))
    pool = bootstrap(counts, estimator, replicates=POOL, rng=Generator(PCG64(SEED + 1))).draws
    estimate, bent = table.n + float(estimator(counts[None, :])[0]), jackknifed(counts, estimator)
    random = Generator(PCG64(SEED + 2))
    drawn = (np.sort(random.choice(pool, THEIRS)) for _ in range(TIMES))
    found = np.array([limits(one, estimate, bent) for one in drawn])
    scatter = np.quantile(found, (0.005, 0.995), axis=0, method="nearest")
    return {
        "ours": [round(ours.low), _whole(ours.high)],
        "theirs": [round(low), round(high)],
        "low_of_200_replicates_99_percent": [_whole(one) for one in scatter[:, 0]],
        "high_of_200_replicates_99_percent": [_whole(one) for one in scatter[:, 1]],
        "chance_of_low": _chance(found[:, 0], low),
        "chance_of_high": _chance(found[:, 1], high),
    }


def _whole(value: float) -> int | None:
    """Whole people; none where it has no end."""
    return round(value) if np.isfinite(value) else None


def _chance(found: Any, limit: float) -> float:
    """Of a limit as far off, on either side."""
    return round(min(1.0, 2 * float(min((found <= limit).mean(), (found >= limit).mean()))), 4)
