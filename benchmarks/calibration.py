"""Is each Bayesian engine right where the truth is drawn from its own prior?

Invariant: the seed, the number of draws and every count stand in the result; a chance below the aim stays
written as missed.
Run: `python -m benchmarks.calibration --draws 1000`; the answer goes to `benchmarks/results/calibration.json`.
Runs of other engines stay there.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from benchmarks.setup import ROOT, machine

from aigaq.estimation.graphs import calibration as graphs
from aigaq.estimation.latent import calibration as latent

RESULT = ROOT / "benchmarks" / "results" / "calibration.json"
DRAWS, SEED, AIM = 1000, 20_310_603, 0.01


def graphs_of(lists: int, delta: float | None) -> Callable[[int, int], dict[str, Any]]:
    """The engine `graphs` for so many lists and such a weight of a cell."""

    def run(draws: int, seed: int) -> dict[str, Any]:
        found = graphs.calibrate(lists, draws=draws, seed=seed, delta=delta)
        return {"counts": list(found.counts), "refused": found.refused, "chance": round(found.chance, 4)}

    return run


def latent_of(lists: int, classes: int) -> Callable[[int, int], dict[str, Any]]:
    """The engine `latent` for so many lists and classes; N about 200, its Gamma of shape 4."""

    def run(draws: int, seed: int) -> dict[str, Any]:
        found = latent.calibrate(lists=lists, classes=classes, draws=draws, seed=seed)
        return {
            "counts": list(found),
            "refused": draws - sum(found),
            "chance": round(graphs.even(np.array(found)), 4),
        }

    return run


# Each takes a number of draws and a seed, and says at least `counts`, `refused` and `chance`.
RUNS: Mapping[str, Callable[[int, int], dict[str, Any]]] = {
    "graphs, 3 lists, delta 1/8": graphs_of(3, None),
    "graphs, 3 lists, delta 1": graphs_of(3, 1.0),
    "graphs, 4 lists, delta 1/16": graphs_of(4, None),
    "graphs, 5 lists, delta 1/2": graphs_of(5, 0.5),
    "latent, 3 lists, 3 classes": latent_of(3, 3),
    "latent, 4 lists, 10 classes": latent_of(4, 10),
}


def main() -> int:
    """Run what is asked; the exit code says whether all chances keep the aim."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--run", action="append", choices=list(RUNS), help="all where not given")
    asked.add_argument("--draws", type=int, default=DRAWS)
    asked.add_argument("--seed", type=int, default=SEED)
    said = asked.parse_args()
    held = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {"runs": {}}
    for name in said.run or RUNS:
        start = time.process_time()
        figures = RUNS[name](said.draws, said.seed)
        seconds = round(time.process_time() - start, 1)
        held["runs"][f"{name}: {said.draws:,} draws"] = {
            "draws": said.draws, "seed": said.seed, **figures, "cpu_seconds": seconds, "machine": machine(),
        }  # fmt: skip
        print(name, json.dumps(figures), flush=True)
    held |= {
        "question": "do truths drawn from the prior fall evenly over their posteriors?",
        "aim": {"chance_above": AIM},
        "kept": {name: one["chance"] > AIM for name, one in held["runs"].items()},
    }
    RESULT.write_text(json.dumps(held, indent=2) + "\n", encoding="utf-8")
    return 0 if all(held["kept"].values()) else 1


if __name__ == "__main__":
    sys.exit(main())
