"""How fast are the answers that a big case needs, and how much memory do they take?

Invariant: each figure says what it includes; an aim that is missed is written as missed, never lowered.
Seconds are of the processor, in one thread: on a machine that does nothing else they are those of the clock.
Run: `python -m benchmarks.ledger`; the answer goes to `benchmarks/results/ledger.json`.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from statistics import median
from typing import TypeVar

from benchmarks.generated import Casebook, casebook
from benchmarks.setup import ROOT, machine

from aigaq.counting.ladder import ladder
from aigaq.records.clusters import Clusters
from aigaq.records.dates.anchoring import Solution
from aigaq.records.rules import CountRule
from aigaq.records.vocab.vocabulary import standard
from aigaq.statements.dating import solve_dates, when_of
from aigaq.statements.evidence import Evidence, gather
from aigaq.statements.findings import contradictions
from aigaq.statements.origins import corroboration

T = TypeVar("T")
RESULT = ROOT / "benchmarks" / "results" / "ledger.json"
SIZE = 1_000_000
AIMS = {
    "contradictions_seconds": 10.0,
    "ladder_seconds": 3.0,
    "about_milliseconds": 5.0,
    "peak_gigabytes": 2.0,
    "doubling": 2.3,
}
INCLUDES = {
    "floor_seconds": "one pass over the statements that groups them by subject and predicate; least of three",
    "gather_seconds": "status of every statement and all indexes; paid once for a case",
    "dates_seconds": "all dates and relative dates solved together; paid once for a case",
    "contradictions_seconds": "every contradiction of the case, from the indexes and dates",
    "ladder_seconds": "one rule over all persons, groups and claimed totals, from the indexes and dates",
    "about_milliseconds": "median of 1,000 subjects: statements, status, origins and date of one of them",
    "peak_gigabytes": "highest memory of the process; it holds the generated records too",
}


def main() -> int:
    """Measure half and whole size, each in its own process; the exit code says whether all aims are kept."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--size", type=int, help="measure this many statements here and print the figures")
    size = asked.parse_args().size
    if size is not None:
        print(json.dumps(measure(size)))
        return 0
    half, whole = _apart(SIZE // 2), _apart(SIZE)
    result = summary(half, whole)
    RESULT.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=2))
    return 0 if all(result["kept"].values()) else 1  # type: ignore[attr-defined]


def _apart(size: int) -> dict[str, float]:
    command = [sys.executable, "-m", "benchmarks.ledger", "--size", str(size)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def summary(half: dict[str, float], whole: dict[str, float]) -> dict[str, object]:
    """The figures beside the aims, and as ratios to the floor."""
    doubling = {
        name: round(whole[name] / half[name], 2)
        for name in ("gather_seconds", "dates_seconds", "contradictions_seconds", "ladder_seconds")
    }
    judged = {"contradictions_seconds", "ladder_seconds"}
    reached = {**whole, "doubling": max(doubling[name] for name in judged)}
    return {
        "question": f"{SIZE:,} generated statements about {SIZE // 10:,} subjects",
        "whole": whole,
        "half": half,
        "doubling": doubling,
        "times_the_floor": {
            name: round(value / whole["floor_seconds"], 1)
            for name, value in whole.items()
            if name.endswith("_seconds") and name != "floor_seconds"
        },
        "aims": AIMS,
        "kept": {name: reached[name] <= aim for name, aim in AIMS.items()},
        "includes": INCLUDES,
        "machine": machine(),
    }


def measure(size: int) -> dict[str, float]:
    """All figures for one size."""
    book = casebook(size)
    # The collector of Python's garbage may fall into any one run: the least of three is the floor.
    floor = min(timed(lambda: _floor(book))[0] for _ in range(3))
    gathered, evidence = timed(lambda: _gathered(book))
    dated, solution = timed(lambda: _dated(evidence))
    found_in, found = timed(lambda: contradictions(evidence, solution=solution))
    rule = CountRule("deaths", leave_out=("indirect-claimed",))
    counted_in, counted = timed(
        lambda: ladder(evidence, rule, solution=solution, decisions=book.decisions, anchor="incident-0")
    )
    return {
        "statements": len(book.statements),
        "subjects": len(book.subjects),
        "contradictions_found": len(found),
        "individuals": len(counted.individuals),
        "floor_seconds": round(floor, 3),
        "gather_seconds": round(gathered, 2),
        "dates_seconds": round(dated, 2),
        "contradictions_seconds": round(found_in, 2),
        "ladder_seconds": round(counted_in, 2),
        "about_milliseconds": round(_about(book, evidence, solution), 4),
        "peak_gigabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6, 2),
    }


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """Processor seconds of one run, and its answer."""
    begun = time.process_time()
    answer = work()
    return time.process_time() - begun, answer


def _floor(book: Casebook) -> int:
    groups: dict[tuple[str, str], list[str]] = {}
    for one in book.statements:
        groups.setdefault((one.subject, one.predicate), []).append(one.id)
    return len(groups)


def _gathered(book: Casebook) -> Evidence:
    return gather(
        book.statements,
        subjects=book.subjects,
        sources=book.sources,
        vocabulary=standard(),
        entries=book.entries,
        clusters=Clusters(book.decisions),
    )


def _dated(evidence: Evidence) -> Solution:
    """All dates, worked out to the last: a solution leaves each until it is asked for."""
    solution = solve_dates(evidence)
    for _ in solution.values():
        pass
    return solution


def _about(book: Casebook, evidence: Evidence, solution: Solution) -> float:
    """Milliseconds to tell all there is about one subject."""
    step = max(1, len(book.persons) // 1000)
    return median(
        timed(lambda one=person: _told(one, evidence, solution))[0] * 1000  # type: ignore[misc]
        for person in book.persons[::step]
    )


def _told(person: str, evidence: Evidence, solution: Solution) -> int:
    said = evidence.by_subject.get(evidence.canonical(person), [])
    states = [evidence.status_of(one.id).state for one in said]
    dates = [when_of(one.event, solution, evidence) for one in said if one.event is not None]
    return len(states) + len(dates) + corroboration(said, evidence).independent


if __name__ == "__main__":
    sys.exit(main())
