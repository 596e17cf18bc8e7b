"""Chao's estimator (1987), from the people on exactly one and exactly two lists, in its three forms.

Invariant: only the version with list effects (`lower`) is called a lower bound; the plain one overshoots
lists of unequal size even when they are independent.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from aigaq.estimation.checks import by_lists, warn
from aigaq.estimation.lower import Fit, mth_lower
from aigaq.estimation.result import Result, refuse
from aigaq.estimation.table import Table

Form = Literal["plain", "corrected", "occasions"]
FORMS: tuple[Form, ...] = ("plain", "corrected", "occasions")
CHAO = "chao-assumption"
LOWER = "lower-assumption"


def estimate_chao(
    table: Table,
    *,
    seed: int = 0,
    progress: Callable[[float], None] | None = None,
    form: Form = "corrected",
) -> Result:
    """Chao 1987 with the log-normal interval; `form` selects one of three formulas.

    Args:
        table: the table.
        seed: unused; every engine takes it.
        progress: unused.
        form: `plain` f1^2/(2 f2), `corrected` f1(f1-1)/(2(f2+1)), `occasions` the plain one times (J-1)/J.
    Source:
        Chao, A. (1987), Biometrics 43: 783-791; interval: Chao, A. (1987), as in Rexstad & Burnham (1991).
    """
    if form not in FORMS:
        raise ValueError(f"form is one of {', '.join(FORMS)}.")
    f = by_lists(table)
    once, twice = int(f[1]), int(f[2])
    said = {"form": form}
    if twice == 0:
        return refuse(
            table, engine="chao", assumption=CHAO, reasons=("no-overlap",), needed=("overlap",),
            warnings=(warn("W03", model="Chao 1987"),), arguments=said,
        )  # fmt: skip
    unseen = _unseen(once, twice, form, len(table.lists))
    low, high = lognormal(table.n, unseen, _variance(once, twice))
    return Result(
        engine="chao", table=table.digest, lists=table.lists, n=table.n, assumption=CHAO,
        median=table.n + unseen, low=low, high=high, seed=seed, arguments=said,
        diagnostics={"f1": float(once), "f2": float(twice), "lower_bound": "no"},
    )  # fmt: skip


def _unseen(once: int, twice: int, form: Form, lists: int) -> float:
    if form == "corrected":
        return once * (once - 1) / (2 * (twice + 1))
    plain = once**2 / (2 * twice)
    return plain * (lists - 1) / lists if form == "occasions" else plain


def _variance(once: int, twice: int) -> float:
    ratio = once / twice
    return twice * (ratio**4 / 4 + ratio**3 + ratio**2 / 2)


def lognormal(n: int, unseen: float, variance: float) -> tuple[float, float]:
    """The 95 % interval that begins at n, taking the logarithm of the unseen as normal.

    Args:
        n: people recorded. unseen: estimate of the rest. variance: of that estimate.
    Returns:
        Lower and upper limit of N.
    """
    if unseen <= 0:
        return float(n), float(n)
    spread = float(np.exp(1.96 * np.sqrt(np.log1p(variance / unseen**2))))
    return n + unseen / spread, n + unseen * spread


def estimate_lower(table: Table, *, seed: int = 0, progress: Callable[[float], None] | None = None) -> Result:
    """Lower bound for lists of unequal size (Mth): list effects, and free terms for people on three or more lists.

    It bounds N from below if people differ in how easily they are recorded, in the same way on every list,
    and lists are otherwise independent. Negative dependence between lists breaks it.

    Source:
        Rivest, L.-P. & Lévesque, T. (2001), Canadian J. Stat. 29: 555-572; Rivest (2011), Biometrics 67.
    """
    fit = mth_lower(table) if by_lists(table)[2:].sum() else None
    if fit is None:
        return refuse(
            table, engine="lower", assumption=LOWER, reasons=("no-overlap",), needed=("overlap",),
            warnings=(warn("W03", model="Mth"),),
        )  # fmt: skip
    return _of_fit(table, fit, seed)


def _of_fit(table: Table, fit: Fit, seed: int) -> Result:
    # SE(N)^2 = m + m^2 v: the first part is chance in n0 itself, not needed for log-normal limits of m.
    low, high = lognormal(table.n, fit.unseen, fit.unseen + fit.unseen**2 * fit.variance)
    return Result(
        engine="lower", table=table.digest, lists=table.lists, n=table.n, assumption=LOWER,
        median=table.n + fit.unseen, low=low, high=high, seed=seed,
        diagnostics={"lower_bound": "yes", "deviance": fit.deviance, "rows": fit.rows},
    )  # fmt: skip
