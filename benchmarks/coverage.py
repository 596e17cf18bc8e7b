"""Does an engine's 95 % interval hold the truth, and where it does not, does the engine say so?

Invariant: populations are made from a design and a seed that stand in the result; how many were run stands
there too, and an aim that is missed stays written as missed.
Run: `python -m benchmarks.coverage --engine graphs --engine loglinear --populations 500`; the answer goes to
`benchmarks/results/coverage.json`. Runs of other engines stay there, each with its own figures. `default` and
`latent` (the same with the prior of the R package) are run as over draws of a linkage: tables of 100 recorded or
more through `estimate_latent_many`, but without the run of twice the classes (W16); fewer are refused. The designs take
turns, 25 populations each, and every turn is written: a run that is stopped keeps what it has.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import asdict, dataclass
from math import sqrt
from statistics import median
from typing import Any

import numpy as np
from benchmarks.setup import ROOT, machine
from numpy.random import PCG64, Generator
from numpy.typing import NDArray

from aigaq import estimation
from aigaq.estimation import checks
from aigaq.estimation.engines import TENS, of_default
from aigaq.estimation.latent import estimate_latent_many
from aigaq.estimation.result import Result
from aigaq.estimation.table import Table

RESULT = ROOT / "benchmarks" / "results" / "coverage.json"
POPULATIONS, SEED, BATCH = 500, 20_310_603, 25
AIMS = {"holds_least": 0.92, "holds_most": 0.97, "fails_covered": 0.85, "fails_warned": 0.90}
BY_CLASSES = ("default", "latent")
# Said of every table, whatever it holds: no warning that this answer is off.
ALWAYS = ("W13", "W14", "W15", "W09-referral")


@dataclass(frozen=True, slots=True)
class Design:
    """A way to make a population: classes of people, each with its chance to come onto each list.

    `joined` is the odds ratio between the first two lists within a class (1: independent). `holds` are the
    engines whose assumption is true of it, `source` is where the figures come from.
    """

    classes: tuple[tuple[int, tuple[float, ...]], ...]
    source: str
    holds: tuple[str, ...] = ()
    joined: float = 1.0

    @property
    def truth(self) -> int:
        """How many people there are."""
        return sum(size for size, _ in self.classes)


PUBLISHED = "published: HRDAG/StanLCMCR, import/hand/simulations.yaml (designs after Manrique-Vallier 2016)"
CHOSEN = "chosen so that independence and Chao 1987 err as in the table the design is taken from"
EVERY = ("graphs", "loglinear", "latent", "lower", "sensitivity")
DESIGNS: Mapping[str, Design] = {
    "indep4": Design(((1000, (0.40, 0.30, 0.25, 0.25)),), CHOSEN, EVERY),
    "pairdep3": Design(((2000, (0.35, 0.25, 0.15)),), CHOSEN, ("graphs", "loglinear"), 4.0),
    "sim1": Design(
        ((1800, (0.033, 0.033, 0.099, 0.132, 0.033)), (200, (0.660, 0.825, 0.759, 0.990, 0.693))),
        PUBLISHED,
        ("latent",),
    ),
    "sim4": Design(
        (
            (1600, (0.10, 0.05, 0.15, 0.20, 0.10)),
            (200, (0.50, 0.40, 0.60, 0.40, 0.50)),
            (200, (0.80, 0.90, 0.60, 0.70, 0.70)),
        ),
        PUBLISHED,
        ("latent",),
    ),
    "sim5": Design(
        ((1600, (0.113, 0.113, 0.199, 0.832, 0.733)), (400, (0.860, 0.925, 0.859, 0.190, 0.193))),
        PUBLISHED,
        ("latent",),
    ),
    "small16": Design(((60, (0.35, 0.25, 0.20)),), "given: three independent lists, 60 deaths", EVERY),
}


@dataclass(frozen=True, slots=True)
class Run:
    """What an engine said of one population."""

    n: int
    refused: bool
    low: float
    median: float
    high: float
    warnings: tuple[str, ...]
    reasons: tuple[str, ...]
    seconds: float


# Engine, design, seed, and the places of the populations that are run together.
Job = tuple[str, str, int, range]


def main() -> int:
    """Run what is asked; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--engine", action="append", help="one of the engines; may be given again")
    asked.add_argument("--design", action="append", choices=list(DESIGNS), help="all six where not given")
    asked.add_argument("--populations", type=int, default=POPULATIONS)
    asked.add_argument("--seed", type=int, default=SEED)
    asked.add_argument("--processes", type=int, default=1)
    said = asked.parse_args()
    jobs: list[Job] = [
        (engine, name, said.seed, range(start, min(start + BATCH, said.populations)))
        for start in range(0, said.populations, BATCH)
        for engine in said.engine or ("graphs",)
        for name in said.design or DESIGNS
    ]
    for engine, name, figures in measured(jobs, said.processes):
        keep(engine, name, figures)
        print(engine, name, json.dumps(figures), flush=True)
    kept = verdicts(json.loads(RESULT.read_text(encoding="utf-8")))
    return 0 if all(one for some in kept.values() for one in some.values()) else 1


def keep(engine: str, name: str, figures: dict[str, Any]) -> None:
    """Write the figures beside what others wrote meanwhile."""
    held = json.loads(RESULT.read_text(encoding="utf-8")) if RESULT.exists() else {"engines": {}}
    held["engines"].setdefault(engine, {})[name] = figures
    RESULT.write_text(json.dumps(written(held), indent=2) + "\n", encoding="utf-8")


def written(held: Mapping[str, Any]) -> dict[str, Any]:
    """The whole file: question, designs, figures, and which aims are kept."""
    return {
        "question": "does the 95 % interval hold the truth over simulated populations?",
        "designs": {name: {**asdict(one), "truth": one.truth} for name, one in DESIGNS.items()},
        "engines": held["engines"],
        "aims": AIMS,
        "kept": verdicts(held),
    }


def measured(jobs: Sequence[Job], processes: int) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """All figures of an engine on a design, anew after each batch."""
    runs: dict[tuple[str, str], list[Run]] = {}
    with ProcessPoolExecutor(processes) as pool:
        for (engine, name, seed, _), some in zip(jobs, pool.map(batch, jobs), strict=True):
            held = runs.setdefault((engine, name), [])
            held += some
            figures = figures_of(held, DESIGNS[name].truth)
            yield engine, name, {**figures, "seed": seed, "machine": machine()}


def batch(job: Job) -> list[Run]:
    """Make some populations and ask the engine."""
    engine, name, seed, places = job
    tables = [recorded(name, seed, place) for place in places]
    if engine in BY_CLASSES:
        prior = of_default(len(tables[0].lists)) if engine == "default" else {}
        return _side_by_side(tables, places.start, prior)
    return [_alone(table, engine, place) for table, place in zip(tables, places, strict=True)]


def recorded(name: str, seed: int, place: int) -> Table:
    """The table of one population of a design."""
    histories = population(DESIGNS[name], Generator(PCG64([seed, list(DESIGNS).index(name), place])))
    return estimation.of_histories([f"L{k + 1}" for k in range(histories.shape[1])], histories)


def _alone(table: Table, engine: str, seed: int) -> Run:
    start = time.process_time()
    found = estimation.estimate(table, engine=engine, seed=seed)
    return _run(table, found, time.process_time() - start)


def _side_by_side(tables: Sequence[Table], seed: int, prior: Mapping[str, Any]) -> list[Run]:
    """What latent classes say of many tables; the seconds of those run together are shared evenly."""
    fit = [table for table in tables if table.n >= TENS]
    start = time.process_time()
    found = iter(estimate_latent_many(fit, seed=seed, double=False, **prior)) if fit else iter(())
    each = (time.process_time() - start) / max(1, len(fit))
    return [
        _run(table, next(found), each) if table.n >= TENS else _alone(table, "default", seed)
        for table in tables
    ]


def _run(table: Table, found: Result, seconds: float) -> Run:
    said = {one.key for one in (*found.warnings, *checks.check(table))} - set(ALWAYS)
    low, middle, high = (
        float("nan") if one is None else one for one in (found.low, found.median, found.high)
    )
    return Run(table.n, found.refused, low, middle, high, tuple(sorted(said)), found.reasons, seconds)


def population(design: Design, random: Generator) -> NDArray[np.int8]:
    """Histories of everybody, those on no list among them: shape (people, lists)."""
    parts = []
    for size, chances in design.classes:
        seen = (random.random((size, len(chances))) < chances).astype(np.int8)
        if design.joined != 1.0:
            given = conditional(chances[0], chances[1], design.joined)
            seen[:, 1] = random.random(size) < np.where(seen[:, 0] == 1, given[1], given[0])
        parts.append(seen)
    return np.concatenate(parts)


def conditional(first: float, second: float, odds: float) -> tuple[float, float]:
    """The chance of the second list for those off and on the first, its margin kept (Plackett 1965)."""
    sums = 1 + (first + second) * (odds - 1)
    both = (sums - sqrt(sums**2 - 4 * odds * (odds - 1) * first * second)) / (2 * (odds - 1))
    return (second - both) / (1 - first), both / first


def figures_of(runs: Sequence[Run], truth: int) -> dict[str, Any]:
    """What the runs come to; shares are of the answered, but for `refused`."""
    answered = [run for run in runs if not run.refused]
    below = [run for run in answered if run.high < truth]
    above = [run for run in answered if run.low > truth]
    missed = [*below, *above]
    codes = sorted({code for run in answered for code in run.warnings})
    return {
        "populations": len(runs),
        "refused": _share(len(runs) - len(answered), len(runs)),
        "reasons": dict(sorted(Counter(reason for run in runs for reason in run.reasons).items())),
        "covered": _share(len(answered) - len(missed), len(answered)),
        "interval_wholly_below": _share(len(below), len(answered)),
        "interval_wholly_above": _share(len(above), len(answered)),
        "missed": len(missed),
        "missed_and_warned": _share(sum(bool(run.warnings) for run in missed), len(missed)),
        "missed_with": dict(Counter(" ".join(run.warnings) or "nothing" for run in missed).most_common()),
        "warned": _share(sum(bool(run.warnings) for run in answered), len(answered)),
        "warnings": {code: sum(code in run.warnings for run in answered) for code in codes},
        "median_relative_error": _middle(run.median / truth - 1 for run in answered),
        "median_width": _middle((run.high - run.low) / truth for run in answered),
        "cpu_seconds_median": _middle(run.seconds for run in runs),
    }


def verdicts(held: Mapping[str, Any]) -> dict[str, dict[str, bool]]:
    """Whether each engine keeps the aim of each design: where its assumption holds, and where not."""
    kept: dict[str, dict[str, bool]] = {}
    for engine, design in ((e, d) for e, found in held["engines"].items() for d in found):
        found = held["engines"][engine][design]
        kept.setdefault(engine, {})[design] = _kept(found, DESIGNS[design], engine)
    return kept


def _kept(found: Mapping[str, Any], design: Design, engine: str) -> bool:
    holds = ("latent" if engine == "default" else engine) in design.holds
    if found["covered"] is None:
        # Of tens of people the documented is the answer, and no interval.
        return not holds or design.truth < TENS
    if holds:
        return bool(AIMS["holds_least"] <= found["covered"] <= AIMS["holds_most"])
    warned = found["missed_and_warned"]
    return bool(found["covered"] >= AIMS["fails_covered"] or (warned or 0) >= AIMS["fails_warned"])


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _middle(values: Iterable[float]) -> float | None:
    every = list(values)
    return round(median(every), 4) if every else None


if __name__ == "__main__":
    sys.exit(main())
