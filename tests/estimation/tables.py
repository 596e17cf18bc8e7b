"""Small tables for tests of estimation, and the published ones where this machine has them.

Invariant: nothing real stands here; what is published is read from beside the project, or skipped.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tests.notshipped import held

from aigaq import estimation
from aigaq.estimation.table import Table, of_counts, patterns_of

ROOT = Path(__file__).parents[2]


def published(name: str) -> Path:
    """A published table by name; the test is skipped where the tables are not."""
    return held(f"estimation/{name}.csv")


def of(*counts: int) -> Table:
    """A table of the counts of 001, 010, 011 ... in binary order."""
    lists = (len(counts) + 1).bit_length() - 1
    return of_counts("ABCDEFGH"[:lists], patterns_of(np.arange(1, 2**lists), lists), counts)


def independent(people: int, chances: Sequence[float], *, seed: int) -> Table:
    """Who of `people` is on which list, each list by its own chance."""
    rng = np.random.Generator(np.random.PCG64(seed))
    histories = (rng.random((people, len(chances))) < np.array(chances)).astype(np.int8)
    return estimation.of_histories("ABCDEFGH"[: len(chances)], histories)


def written(folder: Path, text: str, name: str = "table.csv") -> Path:
    """A file with this text."""
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path
