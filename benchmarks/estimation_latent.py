"""Latent classes: effective draws per second, three hard tables from two seeds, and a hundred linkage draws.

Invariant: the generated table is always measured; published ones where they lie beside the project. A refusal
is written as one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from benchmarks.setup import ROOT
from numpy.random import PCG64, Generator

from aigaq import estimation
from aigaq.estimation.latent import estimate_latent, estimate_latent_many
from aigaq.estimation.result import Result
from aigaq.estimation.table import Table, of_counts

EASY = (
    "kosovo_1999", "spina_bifida_3list", "madigan_york_5list", "allegheny_2003_4list", "australia_4list",
    "new_orleans_5list",
)  # fmt: skip
HARD = ("uk_2013_5list", "netherlands_5list", "gaza_2023_24_3list")
KOSOVO_PER_CPU, HARD_SECONDS, APART, REPLICATES, MINUTES = 150.0, 120.0, 0.02, 100, 5.0


def figures() -> dict[str, Any]:
    """Figures by table, and of the linkage draws."""
    found: dict[str, Any] = {"generated": easy(generated())}
    for name in (*EASY, *HARD):
        if (path := folder() / f"{name}.csv").exists():
            table = estimation.table(path)
            found[name] = hard(table) if name in HARD else easy(table)
    found["linkage"] = linkage(generated())
    return found


def kept(found: Mapping[str, Any]) -> dict[str, bool]:
    """The aims, where their tables were measured."""
    asked: dict[str, bool] = {
        "linkage_draws_within_5_minutes": found["linkage"]["wall_seconds"] <= 60 * MINUTES
    }
    if "kosovo_1999" in found:
        asked["kosovo_150_draws_per_cpu_second"] = (
            found["kosovo_1999"]["draws_per_cpu_second"] >= KOSOVO_PER_CPU
        )
    for name in HARD:
        if name in found:
            one = found[name]
            asked[f"{name}_agrees_or_refuses"] = one["refused"] > 0 or one["apart"] <= APART
            asked[f"{name}_within_120_wall_seconds"] = max(one["wall_seconds"]) <= HARD_SECONDS
    return asked


def easy(table: Table) -> dict[str, Any]:
    """Effective draws per second of one run, the median of three seeds; warm-up is in the seconds."""
    runs = [measured(partial(estimate_latent, table, seed=seed, double=False)) for seed in (1, 2, 3)]
    return {
        "medians": [run.median for run, _, _ in runs],
        "limits": [[run.low, run.high] for run, _, _ in runs],
        "rhat": [run.diagnostics["rhat"] for run, _, _ in runs],
        "draws_per_cpu_second": round(median(float(run.diagnostics["ess"]) / cpu for run, cpu, _ in runs), 1),
        "cpu_seconds": round(median(cpu for _, cpu, _ in runs), 2),
        "wall_seconds": round(median(wall for _, _, wall in runs), 2),
    }


def hard(table: Table) -> dict[str, Any]:
    """The whole default call, the run of twice the classes with it, from two seeds."""
    runs = [measured(partial(estimation.estimate, table, seed=seed)) for seed in (1, 2)]
    medians = [run.median for run, _, _ in runs if run.median is not None]
    return {
        "medians": [run.median for run, _, _ in runs],
        "limits": [[run.low, run.high] for run, _, _ in runs],
        "refused": sum(run.refused for run, _, _ in runs),
        "warnings": [[one.key for one in run.warnings] for run, _, _ in runs],
        "apart": round(max(medians) / min(medians) - 1, 4) if medians else None,
        "diagnostics": [dict(run.diagnostics) for run, _, _ in runs],
        "cpu_seconds": [round(cpu, 1) for _, cpu, _ in runs],
        "wall_seconds": [round(wall, 1) for _, _, wall in runs],
    }


def linkage(table: Table) -> dict[str, Any]:
    """A hundred tables, each cell a few percent off, side by side to 400 effective draws each, and K doubled."""
    random = Generator(PCG64(11))
    tables = [
        of_counts(table.lists, table.patterns, np.maximum(1, random.poisson(table.counts)))
        for _ in range(REPLICATES)
    ]
    began = time.process_time(), time.perf_counter()
    found = estimate_latent_many(tables, seed=1)
    return {
        "tables": len(found),
        "refused": sum(one.refused for one in found),
        "least_effective_draws": min(float(one.diagnostics["ess"]) for one in found),
        "cpu_seconds": round(time.process_time() - began[0], 1),
        "wall_seconds": round(time.perf_counter() - began[1], 1),
    }


def measured(work: Callable[[], Result]) -> tuple[Result, float, float]:
    """The answer, CPU seconds of all threads, and seconds by the clock."""
    began = time.process_time(), time.perf_counter()
    found = work()
    return found, time.process_time() - began[0], time.perf_counter() - began[1]


def generated() -> Table:
    """Four lists, about 4,400 recorded of 10,000, of two kinds of people."""
    random = Generator(PCG64(4))
    kinds = ((8000, (0.09, 0.08, 0.1, 0.03)), (2000, (0.5, 0.45, 0.55, 0.25)))
    seen = [(random.random((size, 4)) < chances).astype(np.int8) for size, chances in kinds]
    return estimation.of_histories("ABCD", np.concatenate(seen))


def folder() -> Path:
    """Where the published tables are, if anywhere."""
    return Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared")) / "inputs" / "estimation"
