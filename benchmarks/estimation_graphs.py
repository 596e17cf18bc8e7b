"""Averaging over all decomposable graphs of five and six lists, the graphs themselves listed anew each time.

Invariant: a generated table is always measured; published ones where they lie beside the project.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.estimation_loglinear import GENERATED, generated
from benchmarks.setup import ROOT
from benchmarks.timing import timed

from aigaq import estimation
from aigaq.estimation.graphs import decomposable, estimate_graphs
from aigaq.estimation.table import Table

# CPU seconds, by the number of lists; dga in R takes 0.5 to 1.0 for five.
WITHIN = {5: 0.3, 6: 10.0}
PUBLISHED = (
    *("madigan_york_5list", "netherlands_5list", "new_orleans_5list", "uk_2013_5list"),
    *("netherlands_6list", "uk_2013_6list"),
)


def figures() -> dict[str, Any]:
    """Seconds by table, and how many graphs there were."""
    return {
        name: {
            "lists": len(table.lists),
            "graphs": len(decomposable(len(table.lists)).edges),
            **timed(partial(estimate_graphs, table), fresh=decomposable.cache_clear),
        }
        for name, table in tables().items()
    }


def kept(found: Mapping[str, Any]) -> dict[str, bool]:
    """The aims, on every table of so many lists."""
    return {
        f"{lists}_lists_within_{most:g}_cpu_seconds": all(
            one["cpu_seconds"] <= most for one in found.values() if one["lists"] == lists
        )
        for lists, most in WITHIN.items()
    }


def tables() -> dict[str, Table]:
    """A table generated from a seed, and published ones."""
    found = {"generated_full": generated(GENERATED["generated_full"])}
    folder = Path(os.environ.get("AIGAQ_SHARED", ROOT.parent / "shared")) / "inputs" / "estimation"
    for name in PUBLISHED:
        if (path := folder / f"{name}.csv").exists():
            found[name] = estimation.table(path)
    return found
