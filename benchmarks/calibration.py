"""Is each Bayesian engine right where the truth is drawn from its own prior?

Invariant: the seed, the number of draws and every count stand in the result; a chance below the aim stays
written as missed.
Run: `python -m benchmarks.calibration`; the answer goes to `benchmarks/results/calibration.json`. Runs of other
engines stay there. A run is judged at the number of draws that is declared here for it, whatever it says: a right
engine falls below the aim once in a hundred runs, and longer runs of one seed begin with the shorter ones.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from benchmarks import calibration_graphs as graphs
from benchmarks import calibration_latent as latent
from benchmarks.setup import ROOT, machine

RESULT = ROOT / "benchmarks" / "results" / "calibration.json"
SEED, AIM = 20_310_603, 0.01
Run = Callable[[int, int], dict[str, Any]]


def graphs_of(lists: int, delta: float | None) -> Run:
    """The engine `graphs` for so many lists and such a weight of a cell."""

    def run(draws: int, seed: int) -> dict[str, Any]:
        found = graphs.calibrate(lists, draws=draws, seed=seed, delta=delta)
        return {"counts": list(found.counts), "refused": found.refused, "chance": round(found.chance, 4)}

    return run


def latent_of(lists: int, classes: int) -> Run:
    """The engine `latent` for so many lists and classes; N about 200, its Gamma of shape 4."""

    def run(draws: int, seed: int) -> dict[str, Any]:
        found = latent.calibrate(lists=lists, classes=classes, draws=draws, seed=seed)
        return {
            "counts": list(found),
            "refused": draws - sum(found),
            "chance": round(graphs.even(np.array(found)), 4),
        }

    return run


# Each takes a number of draws and a seed, and says at least `counts`, `refused` and `chance`; beside it the
# draws at which it is judged. A draw of `graphs` takes milliseconds: 20,000 see a bin that is off by a tenth.
RUNS: Mapping[str, tuple[Run, int]] = {
    "graphs, 3 lists, delta 1/8": (graphs_of(3, None), 20_000),
    "graphs, 3 lists, delta 1": (graphs_of(3, 1.0), 20_000),
    "graphs, 4 lists, delta 1/16": (graphs_of(4, None), 20_000),
    "graphs, 5 lists, delta 1/2": (graphs_of(5, 0.5), 20_000),
    "latent, 3 lists, 3 classes": (latent_of(3, 3), 1_000),
    "latent, 4 lists, 10 classes": (latent_of(4, 10), 1_000),
}


def farthest(counts: Sequence[int]) -> float:
    """The largest distance between the share of truths below a place and that place: how much it could be off."""
    shares = np.cumsum(counts) / sum(counts)
    return round(float(np.abs(shares - np.arange(1, len(counts) + 1) / len(counts)).max()), 4)


def main() -> int:
    """Run what is asked; the exit code says whether all chances keep the aim."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--run", action="append", choices=list(RUNS), help="all where not given")
    asked.add_argument("--draws", type=int, help="those at which a run is judged, where not given")
    asked.add_argument("--seed", type=int, default=SEED)
    said = asked.parse_args()
    held = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {"runs": {}}
    for name in said.run or RUNS:
        draws = said.draws or RUNS[name][1]
        held["runs"][f"{name}: {draws:,} draws"] = ran(name, draws, said.seed)
        RESULT.write_text(json.dumps(written(held["runs"]), indent=2) + "\n", encoding="utf-8")
    return 0 if all(written(held["runs"])["kept"].values()) else 1


def ran(name: str, draws: int, seed: int) -> dict[str, Any]:
    """One run: its figures, what they took, and on what machine."""
    start = time.process_time()
    figures = RUNS[name][0](draws, seed)
    seconds = round(time.process_time() - start, 1)
    print(name, json.dumps(figures), flush=True)
    return {"draws": draws, "seed": seed, **figures, "farthest": farthest(figures["counts"]),
            "cpu_seconds": seconds, "machine": machine()}  # fmt: skip


def written(runs: Mapping[str, Any]) -> dict[str, Any]:
    """The whole file: question, aim, runs, and which of those that are judged keep the aim."""
    judged = [f"{name}: {draws:,} draws" for name, (_, draws) in RUNS.items()]
    return {
        "question": "do truths drawn from the prior fall evenly over their posteriors?",
        "aim": {"chance_above": AIM},
        "runs": runs,
        "kept": {name: runs[name]["chance"] > AIM for name in judged if name in runs},
    }


if __name__ == "__main__":
    sys.exit(main())
