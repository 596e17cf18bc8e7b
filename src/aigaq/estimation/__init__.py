"""Estimation: how many people were never recorded, and when no number may be given.

Arrays in, posterior or refusal out; it knows nothing of people. Invariant: no number leaves without the
assumption that it rests on.

    table = estimation.table("lists.csv")
    estimation.check(table)                        what the table says against an estimate
    estimation.compare(table)                      each engine on one line: the spread is the answer
    estimation.estimate(table, engine="graphs", seed=7)
"""

from __future__ import annotations

from aigaq.estimation.cache import Cache
from aigaq.estimation.checks import check
from aigaq.estimation.engines import ENGINES, compare, estimate
from aigaq.estimation.holdout import holdout
from aigaq.estimation.intake import draws, table
from aigaq.estimation.result import Result, Warned
from aigaq.estimation.sensitivity import sweep
from aigaq.estimation.table import Draws, Table, of_counts, of_histories

__all__ = [
    "ENGINES",
    "Cache",
    "Draws",
    "Result",
    "Table",
    "Warned",
    "check",
    "compare",
    "draws",
    "estimate",
    "holdout",
    "of_counts",
    "of_histories",
    "sweep",
    "table",
]
