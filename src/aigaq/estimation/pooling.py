"""Pooling of posteriors: strata are added draw by draw, draws of a linkage are mixed.

Invariant: intervals are never added or averaged; one refused part refuses the whole.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from aigaq.estimation.result import Result, Warned
from aigaq.estimation.table import Draws, Floats, Table

_EACH = 4000
_NORMAL = 1.959963984540054


def total(table: Table, parts: Sequence[Result], *, seed: int) -> Result:
    """Sum over strata: draws of N are added, as strata are taken to be independent.

    Args:
        table: with its strata. parts: their results, in the same order. seed: for results that must be drawn anew.
    """
    refused = [(name, part) for (name, _), part in zip(table.strata, parts, strict=True) if part.refused]
    shared = _shared(table.digest, table.n, parts, seed)
    if refused:
        reasons = tuple(f"{reason} ({name})" for name, part in refused for reason in part.reasons)
        return Result(**shared, refused=True, reasons=reasons, needed=refused[0][1].needed)
    rng = np.random.Generator(np.random.PCG64([seed, 2]))
    summed = np.sum([drawn(part, rng) for part in parts], axis=0)
    return Result(**shared, **_quantiles(summed), diagnostics={"strata": float(len(parts))})


def mixture(draws: Draws, parts: Sequence[Result], *, seed: int) -> Result:
    """Posterior over all draws of a linkage, with an equal share of each.

    `linkage_share` is the part of the variance of N that lies between draws: (variance of their means) over
    (that plus the mean of their variances). It is not Rubin's rule: nothing is taken as normal. A warning that
    several draws have with different figures is kept once; `draws_with_W17` and the like count the draws that
    have it, if not all do.
    """
    bodies = draws.tables
    n = round(float(np.mean([table.n for table in bodies])))
    shared = {**_shared(draws.digest, n, parts, seed), "warnings": _once(parts)}
    if draws.thresholds:
        shared["warnings"] = tuple(one for one in shared["warnings"] if one.code != "W14")
    refused = [part for part in parts if part.refused]
    if refused:
        reasons = tuple(dict.fromkeys(reason for part in refused for reason in part.reasons))
        shared["diagnostics"] = {"refused_draws": float(len(refused)), "linkage_draws": float(len(parts))}
        return Result(**shared, refused=True, reasons=reasons, needed=refused[0].needed)
    rng = np.random.Generator(np.random.PCG64([seed, 3]))
    samples = [drawn(part, rng) for part in parts]
    between, within = (
        np.var([sample.mean() for sample in samples]),
        np.mean([sample.var() for sample in samples]),
    )
    share = float(between / (between + within)) if between + within > 0 else 0.0
    said = {
        "linkage_draws": float(len(parts)),
        "linkage_share": share,
        **_by_threshold(draws, parts),
        **_some(parts),
    }
    return Result(**shared, **_quantiles(np.concatenate(samples)), diagnostics=said)


def _once(parts: Sequence[Result]) -> tuple[Warned, ...]:
    """Warnings of all parts; of those that differ in a number only, the first."""
    said: dict[tuple[object, ...], Warned] = {}
    for warning in (warning for part in parts for warning in part.warnings):
        words = sorted((name, value) for name, value in warning.parameters.items() if isinstance(value, str))
        said.setdefault((warning.key, *words), warning)
    return tuple(said.values())


def _some(parts: Sequence[Result]) -> dict[str, float]:
    """Number of parts with each warning, if not all have it."""
    carried = Counter(code for part in parts for code in {one.code for one in part.warnings})
    return {
        f"draws_with_{code}": float(count) for code, count in sorted(carried.items()) if count < len(parts)
    }


def _by_threshold(draws: Draws, parts: Sequence[Result]) -> dict[str, float]:
    """Median at each threshold of the linkage, if the draws have thresholds."""
    values: dict[float, list[float]] = {}
    for at, part in zip(draws.thresholds, parts, strict=bool(draws.thresholds)):
        if part.median is not None:
            values.setdefault(at, []).append(part.median)
    return {f"median_at_{at:g}": float(np.median(medians)) for at, medians in sorted(values.items())}


def _shared(digest: str, n: int, parts: Sequence[Result], seed: int) -> dict[str, Any]:
    first = parts[0]
    said = {(one.code, one.text): one for part in parts for one in part.warnings}
    return {
        "engine": first.engine,
        "table": digest,
        "lists": first.lists,
        "n": n,
        "assumption": next(
            (part.assumption for part in parts if part.assumption != "none-assumption"), "none-assumption"
        ),
        "warnings": tuple(said.values()),
        "seed": seed,
        "arguments": first.arguments,
    }


def _quantiles(draws: Floats) -> dict[str, Any]:
    low, median, high = np.quantile(draws, (0.025, 0.5, 0.975)).tolist()
    return {"draws": draws, "low": low, "median": median, "high": high}


def drawn(result: Result, rng: np.random.Generator, *, count: int = _EACH) -> Floats:
    """Draws of N from any result: its own, from its curve, or from the log-normal through its interval.

    The log-normal is of the unseen people; it has the median, and the mean width of both limits. An engine that
    gives only an interval says no more than that about its tails.
    """
    if result.draws is not None:
        people: Floats = rng.choice(result.draws, size=count)
        return people
    if result.curve is not None:
        grid, probability = result.curve
        return np.asarray(rng.choice(grid, size=count, p=probability / probability.sum()), dtype=np.float64)
    if result.median is None or result.low is None or result.high is None:
        raise ValueError("A refused result has no draws.")
    unseen = max(result.median - result.n, 1e-9)
    low, high = max(result.low - result.n, 1e-9), max(result.high - result.n, 2e-9)
    spread = max(np.log(high / low), 0.0) / (2 * _NORMAL)
    return np.asarray(result.n + unseen * np.exp(spread * rng.standard_normal(count)), dtype=np.float64)
