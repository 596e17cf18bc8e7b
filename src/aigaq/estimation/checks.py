"""Warnings W01 to W17, on a table before any fit and on a result after it; and tables that no engine may answer for.

Invariant: each code has one rule here or in the engine that alone can see it, a sentence in three languages,
and a section of `docs/reference/estimation.md`. Each reason and each requirement of a refusal has a message.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from aigaq.errors import UnknownCode
from aigaq.estimation.intake import table as table_of
from aigaq.estimation.result import Result, Warned
from aigaq.estimation.table import Table
from aigaq.records.vocab.messages import say

FEW_PEOPLE, FEW_ON_A_LIST = 30, 5
DOMINANT, LONELY = 0.8, 0.9
"""Share of one list in n; share of people on one list alone."""
FAR, SPREAD, DROPPED = 5.0, 2.0, 0.5
"""n0 over n (Checchi's cut-off); highest over lowest estimate; change when one list goes."""
RHAT, ESS, WALL, COMPLETE, TRUNCATION, COVERED = 1.01, 400.0, 0.005, 0.05, 0.05, 0.8
UNFIT = 0.05
"""Chance of a worse fit to the recorded people below which W17 is given."""


def warn(key: str, **parameters: str | int | float) -> Warned:
    """A warning by the key of its sentence: W02, or W09-nested; the sentence is `estimate-KEY`."""
    return Warned(key.partition("-")[0], say(f"estimate-{key}", "en", **parameters), parameters, key)


def check(source: object, *, assume: Iterable[str] = ()) -> tuple[Warned, ...]:
    """Warnings on a table before any fit: W01 to W04, W09, W10, W13 to W15.

    Args:
        source: as for `intake.table`.
        assume: assumptions that a person vouches for, of `VOUCHED`; each silences the warning that asks
            for it.
    """
    table, vouched = table_of(source), frozenset(words_of(assume))
    rules: Sequence[Callable[[Table], Iterator[Warned]]] = (_w01, _w02, _w03, _w04, _w09, _w10, _w13)
    warnings = [warning for rule in rules for warning in rule(table)]
    warnings.append(warn("W14"))
    if "closed" not in vouched:
        warnings.append(warn("W15"))
    if "unreferred" not in vouched:
        warnings.append(warn("W09-referral"))
    return tuple(warnings)


def pairs(table: Table) -> NDArray[np.int64]:
    """People on both lists of each pair, shape (J, J); the diagonal is each list's length."""
    wide = table.patterns.astype(np.int64)
    shared: NDArray[np.int64] = wide.T @ (wide * table.counts[:, None])
    return shared


def by_lists(table: Table) -> NDArray[np.int64]:
    """People on exactly k lists, k = 0 to J; the entry for k = 0 is 0, as the number is unknown."""
    people: NDArray[np.int64] = np.zeros(len(table.lists) + 1, dtype=np.int64)
    np.add.at(people, table.patterns.sum(axis=1), table.counts)
    return people


def _w01(table: Table) -> Iterator[Warned]:
    if len(table.lists) == 2:
        yield warn("W01")


def _w02(table: Table) -> Iterator[Warned]:
    shared = pairs(table)
    empty = [(a, b) for a, b in combinations(range(len(table.lists)), 2) if shared[a, b] == 0]
    if empty:
        named = "; ".join(f"{table.lists[a]} – {table.lists[b]}" for a, b in empty[:6])
        yield warn("W02", pairs=named + (" …" if len(empty) > 6 else ""), count=len(empty))


def _w03(table: Table) -> Iterator[Warned]:
    if table.n and by_lists(table)[2:].sum() == 0:
        yield warn("W03", model="A + B")


def _w04(table: Table) -> Iterator[Warned]:
    lonely = by_lists(table)[1]
    if table.n and lonely / table.n > LONELY:
        yield warn("W04-lonely", percent=round(100 * lonely / table.n))


def _w09(table: Table) -> Iterator[Warned]:
    shared = pairs(table)
    size = np.diag(shared)
    for place, name in enumerate(table.lists):
        if table.n and size[place] / table.n > DOMINANT:
            yield warn("W09-dominant", list=name, percent=round(100 * int(size[place]) / table.n))
    for a, b in combinations(range(len(table.lists)), 2):
        if size[a] and size[a] == size[b] == shared[a, b]:
            yield warn("W09-copy", list=table.lists[b], of=table.lists[a])
        elif size[a] and size[b] and shared[a, b] in (size[a], size[b]):
            inner, outer = (a, b) if shared[a, b] == size[a] else (b, a)
            yield warn("W09-nested", list=table.lists[inner], of=table.lists[outer])


def _w10(table: Table) -> Iterator[Warned]:
    for name, part in table.strata or (("", table),):
        if part.n < FEW_PEOPLE:
            yield warn("W10", stratum=name or "–", n=part.n)
    for name, size in zip(table.lists, np.diag(pairs(table)).tolist(), strict=True):
        if size < FEW_ON_A_LIST:
            yield warn("W10-list", list=name, n=size)


def _w13(table: Table) -> Iterator[Warned]:
    if table.strata:
        yield warn("W13", count=len(table.strata))


def after(result: Result) -> tuple[Warned, ...]:
    """Warnings on a result, from posterior and diagnostics: W04 to W08, W16 and W17.

    Diagnostics that are read: `rhat`, `ess`, `bound` (upper bound of N), `complete_weight`, `spread` (highest
    over lowest N among admissible models), `truncation_shift` (share by which K and 2K differ), `fit_chance` (chance
    that a table from the model fits worse; below 5 % the model has no claim on the unseen).
    """
    if result.refused or result.median is None:
        return ()
    return tuple(
        warning
        for rule in (_far, _unconverged, _wall, _complete, _spread, _truncation, _misfit)
        for warning in rule(result)
    )


def _far(result: Result) -> Iterator[Warned]:
    unseen = float(result.median or 0) - result.n
    if unseen > FAR * result.n:
        yield warn("W04", times=round(unseen / result.n, 1))


def _unconverged(result: Result) -> Iterator[Warned]:
    rhat, ess = _figure(result, "rhat"), _figure(result, "ess")
    if rhat > RHAT or ess < ESS:
        yield warn("W05", rhat=round(rhat, 3), ess=round(ess) if np.isfinite(ess) else "–")


def _wall(result: Result) -> Iterator[Warned]:
    bound = _figure(result, "bound")
    share = 0.0
    if result.curve is not None:
        grid, probability = result.curve
        share = float(probability[grid >= grid[-1] - 0.01 * (grid[-1] - grid[0])].sum() / probability.sum())
    elif result.draws is not None and np.isfinite(bound):
        share = float(np.mean(result.draws >= 0.95 * bound))
    if share > WALL:
        yield warn("W06", percent=round(100 * share, 1))


def _complete(result: Result) -> Iterator[Warned]:
    weight = _figure(result, "complete_weight")
    if weight > COMPLETE:
        yield warn("W07", percent=round(100 * weight, 1))


def _spread(result: Result) -> Iterator[Warned]:
    spread = _figure(result, "spread")
    if spread > SPREAD:
        yield warn("W08", times=round(spread, 1))


def _truncation(result: Result) -> Iterator[Warned]:
    shift = _figure(result, "truncation_shift")
    if abs(shift) > TRUNCATION:
        yield warn("W16", percent=round(100 * abs(shift), 1))
    elif result.diagnostics.get("truncation") == "unconverged":
        yield warn("W16-unsettled")


_MISFITS = {"graphs": "W17", "latent": "W17-classes"}


def _misfit(result: Result) -> Iterator[Warned]:
    chance = _figure(result, "fit_chance")
    if chance < UNFIT:
        yield warn(_MISFITS.get(result.engine, "W17-model"), percent=round(100 * chance, 1))


def _figure(result: Result, name: str) -> float:
    """Value of a diagnostic; NaN if it is missing, which fails every comparison."""
    value = result.diagnostics.get(name, np.nan)
    return float(value) if not isinstance(value, str) else float("nan")


def between(results: Sequence[Result]) -> tuple[Warned, ...]:
    """W08 on results of several engines for one table, if they differ more than twofold."""
    medians = [float(one.median) for one in results if one.median is not None]
    if len(medians) < 2 or max(medians) <= SPREAD * min(medians):
        return ()
    return (warn("W08", times=round(max(medians) / min(medians), 1)),)


VOUCHED = ("closed", "unreferred", "independent")
"""Assumptions (`assume`) that no table can show; a person who knows the lists must vouch for them."""


def words_of(assume: Iterable[str]) -> tuple[str, ...]:
    """The assumptions, each once; a string is a single assumption.

    Raises:
        UnknownCode: not an assumption.
    """
    words = (assume,) if isinstance(assume, str) else tuple(dict.fromkeys(assume))
    for word in words:
        if word not in VOUCHED:
            raise UnknownCode(key="assume", value=word, known=", ".join(VOUCHED))
    return words


FEWEST = 10
"""Fewest recorded people for any estimate: nine say nothing about a tenth."""


def unfit(table: Table, vouched: Iterable[str] = ()) -> tuple[str, str] | None:
    """Reason why no engine may answer for a table, and what would be needed; None if one may.

    Args:
        vouched: assumptions that a person vouches for.
    """
    size = pairs(table).diagonal()
    if table.unresolved is not None:
        return "unresolved", "resolved"
    if table.n == 0:
        return "nobody", "overlap"
    if table.n < FEWEST:
        return "few-people", "more-people"
    if (size == 0).any():
        return "empty-list", "fewer-lists"
    if by_lists(table)[2:].sum() == 0:
        return "no-overlap", "overlap"
    if any(warning.key in ("W09-copy", "W09-nested") for warning in check(table)):
        return "nested", "fewer-lists"
    if len(table.lists) == 2 and "independent" not in set(vouched):
        return "two-lists", "independent"
    return None
