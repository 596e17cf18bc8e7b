"""Log-linear models: all 6,893 of five lists, and stepwise with 1,000 replicates, each from an empty cache.

Invariant: generated tables are always measured; published ones where they lie beside the project.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from benchmarks.setup import ROOT
from benchmarks.timing import timed
from numpy.random import PCG64, Generator

from aigaq import estimation
from aigaq.estimation.loglinear import all_models, estimate_loglinear
from aigaq.estimation.loglinear.existence import forget
from aigaq.estimation.table import Table

# CPU seconds; Rcapture took 34 to 46 for all models, SparseMSE 7 to 31 for 200 replicates.
ALL_MODELS, STEPWISE = 2.0, 5.0
PUBLISHED = ("madigan_york_5list", "netherlands_5list", "new_orleans_5list", "uk_2013_5list")
# Chances of five lists: all cells filled; a third of them empty.
GENERATED = {"generated_full": (0.5, 0.4, 0.45, 0.35, 0.3), "generated_sparse": (0.2, 0.12, 0.1, 0.06, 0.04)}


def figures() -> dict[str, Any]:
    """Seconds by table."""
    return {
        name: {
            "empty_cells": 31 - len(table.counts),
            "all_6893_models": timed(partial(all_models, table), fresh=forget),
            "stepwise_and_1000_replicates": timed(partial(resampled, table), fresh=forget),
        }
        for name, table in tables().items()
    }


def kept(found: Mapping[str, Any]) -> dict[str, bool]:
    """The aims, on every table."""
    return {
        f"all_models_within_{ALL_MODELS:g}_cpu_seconds": all(
            one["all_6893_models"]["cpu_seconds"] <= ALL_MODELS for one in found.values()
        ),
        f"stepwise_within_{STEPWISE:g}_cpu_seconds": all(
            one["stepwise_and_1000_replicates"]["cpu_seconds"] <= STEPWISE for one in found.values()
        ),
    }


def resampled(table: Table) -> object:
    """What a user calls: the choice, the replicates, and the spread of all models beside them."""
    return estimate_loglinear(table, models="stepwise", interval="bootstrap", replicates=1000)


def tables() -> dict[str, Table]:
    """Five-list tables: generated from a seed, and published ones."""
    found = {name: generated(chances) for name, chances in GENERATED.items()}
    folder = Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared")) / "inputs" / "estimation"
    for name in PUBLISHED:
        if (path := folder / f"{name}.csv").exists():
            found[name] = estimation.table(path)
    return found


def generated(chances: tuple[float, ...]) -> Table:
    """3,000 people, each list by its own chance."""
    random = Generator(PCG64(5))
    histories = (random.random((3000, len(chances))) < np.array(chances)).astype(np.int8)
    return estimation.of_histories("ABCDE", histories)
