"""Tables that the tests of `loglinear` build by hand, and what R answered about the published ones.

Invariant: a count is given for each cell but the unseen one, in binary order, the first list the highest bit.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np
from tests.estimation.graphs.tables import read

from aigaq.estimation.table import Floats, Table, of_counts, patterns_of

# Chan, Silverman & Vincent, table 2: models with A:B have no maximum, all pairs are not identified.
ARTIFICIAL = (20, 30, 0, 40, 0, 6, 0)


def table_of(counts: Sequence[int]) -> Table:
    """A table from the counts of all 2^J - 1 patterns, 001 first."""
    lists = (len(counts) + 1).bit_length() - 1
    return of_counts("ABCDEFGH"[:lists], patterns_of(np.arange(1, len(counts) + 1), lists), counts)


def cells_of(counts: Sequence[float]) -> Floats:
    """The same as cells, the unseen one 0."""
    return np.array([0.0, *counts])


def answered(method: str, submodel: str, *, most: int = 8) -> dict[str, dict[str, str]]:
    """What R answered, by table: `est`, `lo95`, `hi95`, and the words `name=value` of its remarks."""
    rows = read("reference_results.csv")
    return {
        row["dataset"]: row | dict(re.findall(r"(\w+)=(\S*?)(?:;|\s|$)", row["extra"]))
        for row in rows
        if row["method"] == method and row["submodel"] == submodel and int(row["J"]) <= most
    }
