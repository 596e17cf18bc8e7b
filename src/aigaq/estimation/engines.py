"""Estimation by any engine, for one table, strata or draws; and by all engines, side by side.

Invariant: a table that no engine may answer for is refused here, before any engine sees it; no code of an engine is
loaded before its first use. A comparison never gives one number alone: an engine that refuses keeps its line.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from inspect import signature
from types import MappingProxyType
from typing import Any

from aigaq.errors import UnknownCode
from aigaq.estimation import checks, pooling
from aigaq.estimation.cache import Cache, key_of
from aigaq.estimation.checks import unfit, words_of
from aigaq.estimation.intake import read
from aigaq.estimation.prior_overlap import beside
from aigaq.estimation.result import Progress, Result, part_of, refuse, warned
from aigaq.estimation.table import Draws, Table

TENS = 100
"""Fewest recorded people for the default engine; below, the answer is a refusal with the lower bound."""
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class Engine:
    """Module and function of an engine, and the number of lists it takes."""

    module: str
    function: str
    fewest: int
    most: int

    def load(self) -> Callable[..., Result]:
        """The function of the engine, imported now."""
        engine: Callable[..., Result] = getattr(
            import_module(f"aigaq.estimation.{self.module}"), self.function
        )
        return engine


ENGINES: Mapping[str, Engine] = MappingProxyType(
    {
        "lower": Engine("chao", "estimate_lower", 3, 62),
        "chao": Engine("chao", "estimate_chao", 2, 62),
        "sensitivity": Engine("sensitivity", "estimate_sensitivity", 2, 12),
        "loglinear": Engine("loglinear", "estimate_loglinear", 3, 8),
        "graphs": Engine("graphs", "estimate_graphs", 3, 6),
        "latent": Engine("latent", "estimate_latent", 3, 62),
    }
)


TELL_KINDS_APART = 5
"""Fewest lists with which a table can distinguish more than two classes of people."""


def of_default(lists: int) -> Mapping[str, float]:
    """Prior of `latent` as the default engine, if it differs from the engine's own.

    J lists can tell K classes apart if J is at least 2 log2(K) + 1, rounded up: two classes with three or four
    lists, four with five (Allman, Matias, Rhodes 2009, Annals of Statistics 37: 3099, corollary 5). The
    engine's own prior of alpha, as published, strongly favours one or two classes; if more can be told apart
    it merges them, and N comes out too low.
    """
    return {"shape": 16.0, "rate": 4.0} if lists >= TELL_KINDS_APART else {}


@dataclass(frozen=True, slots=True)
class _Arguments:
    """Arguments of an estimate, the same for every stratum and draw."""

    engine: str
    assume: tuple[str, ...]
    cache: Cache | None
    progress: Progress | None
    named: Mapping[str, Any]


def estimate(
    source: object,
    *,
    engine: str = DEFAULT,
    seed: int = 0,
    assume: Iterable[str] = (),
    cache: Cache | None = None,
    progress: Progress | None = None,
    **named: Any,
) -> Result:
    """Total number of people, recorded or not, by one engine; or a refusal.

    Args:
        source: a table, draws, or anything `intake.table` accepts.
        engine: a name in `ENGINES`, or `default`: `latent` for at least 100 people on at least three lists,
            otherwise documented number, lower bound and refusal.
        seed: seed of all random numbers.
        assume: assumptions that a person vouches for, of `checks.VOUCHED`. Two lists need `independent`.
        cache: folder of kept results.
        progress: called with the share done, 0 to 1; an exception from it stops the work.
        named: arguments of the engine.
    Raises:
        UnknownCode: unknown engine or assumption. TableInvalid: see `intake.table`.
        CannotKeep: the cache cannot be written to.
    """
    if engine not in (DEFAULT, *ENGINES):
        raise UnknownCode(key="engine", value=engine, known=", ".join((DEFAULT, *ENGINES)))
    arguments = _Arguments(engine, words_of(assume), cache, progress, named)
    table = read(source)
    if cache is not None:
        cache.ready()
    if isinstance(table, Draws):
        return pooling.mixture(table, _of_draws(table, seed, arguments), seed=seed)
    return _of_table(table, seed, arguments)


def _of_table(table: Table, seed: int, arguments: _Arguments) -> Result:
    if not table.strata or unfit(table, arguments.assume) is not None:
        return _of_one(table, seed, arguments)
    inside = tuple(part for _, part in table.strata)
    pooled = pooling.total(table, _each(inside, seed, arguments), seed=seed)
    return warned(pooled, *checks.check(table, assume=arguments.assume), *checks.after(pooled))


def _of_draws(draws: Draws, seed: int, arguments: _Arguments) -> list[Result]:
    """Results of all draws, computed together if the engine can: each table then starts from another's state."""
    latent = arguments.engine == "latent" or (
        arguments.engine == DEFAULT and all(map(_by_default, draws.tables))
    )
    plain = all(not result.strata and unfit(result, arguments.assume) is None for result in draws.tables)
    many = _many() if latent and plain else None
    if many is None or not set(arguments.named) <= set(signature(many).parameters):
        return _each(draws.tables, seed, arguments)
    arguments = _as_latent(arguments, len(draws.tables[0].lists))
    said = {**arguments.named, "draws": draws.digest}
    keys = [key_of(result, engine="latent", seed=seed, arguments=said) for result in draws.tables]
    kept = [arguments.cache.get(key) for key in keys] if arguments.cache is not None else []
    results = [result for result in kept if result is not None]
    if len(results) < len(keys):
        results = [*many(draws.tables, seed=seed, progress=arguments.progress, **arguments.named)]
    for key, result in zip(keys, results, strict=True):
        if arguments.cache is not None:
            arguments.cache.put(key, result)
    return [_said(table, result, arguments) for table, result in zip(draws.tables, results, strict=True)]


def _many() -> Callable[..., Sequence[Result]]:
    estimate_many: Callable[..., Sequence[Result]] = import_module(
        "aigaq.estimation.latent"
    ).estimate_latent_many
    return estimate_many


def _each(tables: Sequence[Table], seed: int, arguments: _Arguments) -> list[Result]:
    """Results of tables one by one, each with its own seed."""
    results = []
    for place, table in enumerate(tables):
        part = begun_part(arguments.progress, place, len(tables))
        results.append(_of_table(table, seed + place, replace(arguments, progress=part)))
    return results


def begun_part(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """Progress callback of one of equal parts; it reports the start of the part at once."""
    if progress is not None:
        progress(place / parts)
    return part_of(progress, place / parts, (place + 1) / parts)


def _of_one(table: Table, seed: int, arguments: _Arguments) -> Result:
    if (why := unfit(table, arguments.assume)) is not None:
        result = _refusal(table, arguments.engine, *why, seed=seed)
    elif arguments.engine == DEFAULT and not _by_default(table):
        result = _documented(table, seed)
    else:
        result = _run(table, seed, _as_latent(arguments, len(table.lists)))
    return _said(table, result, arguments)


def _said(table: Table, result: Result, arguments: _Arguments) -> Result:
    """The result with its warnings and assumptions."""
    # An engine's own warning has more detail than the plain one with the same code.
    held = {warning.code for warning in result.warnings}
    later = [warning for warning in checks.after(result) if warning.code not in held]
    done = warned(beside(result), *checks.check(table, assume=arguments.assume), *later)
    if not arguments.assume:
        return done
    return replace(done, arguments={**done.arguments, "assume": " ".join(arguments.assume)})


def _as_latent(arguments: _Arguments, lists: int) -> _Arguments:
    """Engine and arguments with the default resolved to `latent` and its prior."""
    if arguments.engine != DEFAULT:
        return arguments
    return replace(arguments, engine="latent", named={**of_default(lists), **arguments.named})


def _by_default(table: Table) -> bool:
    return table.n >= TENS and len(table.lists) >= ENGINES["latent"].fewest


def _refusal(table: Table, engine: str, reason: str, needed: str, *, seed: int) -> Result:
    return refuse(
        table, engine=engine, assumption="none-assumption", reasons=(reason,), needed=(needed,), seed=seed
    )


def _run(table: Table, seed: int, arguments: _Arguments) -> Result:
    engine = ENGINES[arguments.engine]
    if len(table.lists) < engine.fewest:
        return _refusal(table, arguments.engine, "few-lists", "more-lists", seed=seed)
    if len(table.lists) > engine.most:
        return _refusal(table, arguments.engine, "many-lists", "fewer-lists", seed=seed)
    key = key_of(table, engine=arguments.engine, seed=seed, arguments=arguments.named)
    if arguments.cache is not None and (kept := arguments.cache.get(key)) is not None:
        return kept
    result = engine.load()(table, seed=seed, progress=arguments.progress, **arguments.named)
    if arguments.cache is not None:
        arguments.cache.put(key, result)
    return result


def _documented(table: Table, seed: int) -> Result:
    """Refusal for too few people, with the documented number and the lower bound in its diagnostics."""
    bound: dict[str, float | str] = {"documented": float(table.n)}
    refusal = _refusal(table, DEFAULT, "few-people", "more-people", seed=seed)
    if len(table.lists) > 2:
        low = ENGINES["lower"].load()(table)
        if low.low is not None:
            # The lower limit of the lower bound: a smaller N fits badly, however people differ.
            bound["lower_bound"] = float(math.floor(low.low))
            refusal = replace(refusal, assumption=low.assumption)
    return replace(refusal, diagnostics=bound)


def compare(
    source: object,
    *,
    engines: Sequence[str] = (),
    seed: int = 0,
    assume: Iterable[str] = (),
    cache: Cache | None = None,
    progress: Progress | None = None,
) -> tuple[Result, ...]:
    """Results of all engines for a table.

    Args:
        source: as for `estimate`.
        engines: names; all engines by default. For fewer than 100 people the default is `default` (documented, lower
            bound, refusal) and `lower`; other engines run only by name.
        seed, assume, cache: as for `estimate`.
        progress: called with the share done, 0 to 1.
    Returns:
        One result for each engine. If their medians differ more than twofold, each carries W08.
    """
    table, vouched = read(source), words_of(assume)
    people = table.tables[0].n if isinstance(table, Draws) else table.n
    engine_names = (engines,) if isinstance(engines, str) else tuple(engines)
    names = engine_names or (tuple(ENGINES) if people >= TENS else (DEFAULT, "lower"))
    results = []
    for place, name in enumerate(names):
        part = begun_part(progress, place, len(names))
        results.append(estimate(table, engine=name, seed=seed, assume=vouched, cache=cache, progress=part))
    # A bound is no estimate of N: its distance from the others is not disagreement.
    spread = checks.between([one for one in results if one.engine != "lower"])
    return tuple(warned(one, *spread) for one in results)
