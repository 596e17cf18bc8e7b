"""The one door to all engines.

Invariant: a table that no engine may answer for is refused here, before any engine sees it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from inspect import signature
from typing import Any

from aigaq.errors import UnknownCode
from aigaq.estimation import checks, pooling
from aigaq.estimation.assumptions import words_of
from aigaq.estimation.cache import Cache, key_of
from aigaq.estimation.draws import Draws
from aigaq.estimation.intake import read
from aigaq.estimation.preconditions import unfit
from aigaq.estimation.prior_overlap import beside
from aigaq.estimation.registry import ENGINES, of_default
from aigaq.estimation.result import Result, refuse, warned
from aigaq.estimation.table import Table

Progress = Callable[[float], None]
"""Told the share done, 0 to 1; whatever it raises stops the work."""
TENS = 100
"""Below this many recorded people no engine is the default: documented, lower bound, refusal."""
DEFAULT = "default"


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked, the same for every stratum and draw."""

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
    """How many there were, recorded or not, by one engine; or why it does not say.

    Args:
        source: a table, draws of one, or whatever `intake.table` takes.
        engine: a name of `ENGINES`, or `default`: `latent` for 100 people or more on three lists or more,
            else documented, lower bound and refusal.
        seed: of all chance.
        assume: what somebody vouches for, of `vouching.VOUCHED`. Two lists need `independent`.
        cache: where answers are kept, by digest and arguments.
        progress: told the share done, of 1; whatever it raises stops the work.
        named: arguments of the engine.
    Raises:
        UnknownCode: no such engine, or nothing to vouch for by that word. TableInvalid: see `intake.table`.
        CannotKeep: the cache cannot be written to.
    """
    if engine not in (DEFAULT, *ENGINES):
        raise UnknownCode(key="engine", value=engine, known=", ".join((DEFAULT, *ENGINES)))
    asked = _Asked(engine, words_of(assume), cache, progress, named)
    table = read(source)
    if cache is not None:
        cache.ready()
    if isinstance(table, Draws):
        return pooling.mixture(table, _of_draws(table, seed, asked), seed=seed)
    return _of_table(table, seed, asked)


def _of_table(table: Table, seed: int, asked: _Asked) -> Result:
    if not table.strata or unfit(table, asked.assume) is not None:
        return _of_one(table, seed, asked)
    inside = tuple(part for _, part in table.strata)
    pooled = pooling.total(table, _each(inside, seed, asked), seed=seed)
    return warned(pooled, *checks.check(table, assume=asked.assume), *checks.after(pooled))


def _of_draws(draws: Draws, seed: int, asked: _Asked) -> list[Result]:
    """Each draw; side by side, where that engine can, for like tables begin where others ended."""
    latent = asked.engine == "latent" or (asked.engine == DEFAULT and all(map(_by_default, draws.tables)))
    plain = all(not one.strata and unfit(one, asked.assume) is None for one in draws.tables)
    many = _many() if latent and plain else None
    if many is None or not set(asked.named) <= set(signature(many).parameters):
        return _each(draws.tables, seed, asked)
    asked = _as_latent(asked, len(draws.tables[0].lists))
    said = {**asked.named, "draws": draws.digest}
    keys = [key_of(one, engine="latent", seed=seed, arguments=said) for one in draws.tables]
    kept = [asked.cache.get(key) for key in keys] if asked.cache is not None else []
    found = [one for one in kept if one is not None]
    if len(found) < len(keys):
        found = [*many(draws.tables, seed=seed, progress=asked.progress, **asked.named)]
    for key, one in zip(keys, found, strict=True):
        if asked.cache is not None:
            asked.cache.put(key, one)
    return [_said(table, one, asked) for table, one in zip(draws.tables, found, strict=True)]


def _many() -> Callable[..., Sequence[Result]]:
    found: Callable[..., Sequence[Result]] = import_module("aigaq.estimation.latent").estimate_latent_many
    return found


def _each(tables: Sequence[Table], seed: int, asked: _Asked) -> list[Result]:
    """Each table by itself, with a seed of its own."""
    found = []
    for place, table in enumerate(tables):
        part = part_of(asked.progress, place, len(tables))
        found.append(_of_table(table, seed + place, replace(asked, progress=part)))
    return found


def part_of(progress: Progress | None, place: int, parts: int) -> Progress | None:
    """What tells the share done of the whole, given the share done of one part; told at once that it begins."""
    if progress is None:
        return None
    progress(place / parts)
    return lambda share: progress((place + share) / parts)


def _of_one(table: Table, seed: int, asked: _Asked) -> Result:
    if (why := unfit(table, asked.assume)) is not None:
        found = _refusal(table, asked.engine, *why, seed=seed)
    elif asked.engine == DEFAULT and not _by_default(table):
        found = _documented(table, seed)
    else:
        found = _run(table, seed, _as_latent(asked, len(table.lists)))
    return _said(table, found, asked)


def _said(table: Table, found: Result, asked: _Asked) -> Result:
    """With what speaks against it, and what was vouched for."""
    # A model that an engine names is more than the bare code of it.
    held = {warning.code for warning in found.warnings}
    later = [warning for warning in checks.after(found) if warning.code not in held]
    done = warned(beside(found), *checks.check(table, assume=asked.assume), *later)
    if not asked.assume:
        return done
    return replace(done, arguments={**done.arguments, "assume": " ".join(asked.assume)})


def _as_latent(asked: _Asked, lists: int) -> _Asked:
    """The default as the engine it stands for, with the prior of the default; others as they are."""
    if asked.engine != DEFAULT:
        return asked
    return replace(asked, engine="latent", named={**of_default(lists), **asked.named})


def _by_default(table: Table) -> bool:
    return table.n >= TENS and len(table.lists) >= ENGINES["latent"].fewest


def _refusal(table: Table, engine: str, reason: str, needed: str, *, seed: int) -> Result:
    return refuse(
        table, engine=engine, assumption="none-assumption", reasons=(reason,), needed=(needed,), seed=seed
    )


def _run(table: Table, seed: int, asked: _Asked) -> Result:
    engine = ENGINES[asked.engine]
    if len(table.lists) < engine.fewest:
        return _refusal(table, asked.engine, "few-lists", "more-lists", seed=seed)
    if len(table.lists) > engine.most:
        return _refusal(table, asked.engine, "many-lists", "fewer-lists", seed=seed)
    key = key_of(table, engine=asked.engine, seed=seed, arguments=asked.named)
    if asked.cache is not None and (kept := asked.cache.get(key)) is not None:
        return kept
    found = engine.load()(table, seed=seed, progress=asked.progress, **asked.named)
    if asked.cache is not None:
        asked.cache.put(key, found)
    return found


def _documented(table: Table, seed: int) -> Result:
    """Few people: what is documented and the lower bound, in the diagnostics of a refusal."""
    bound: dict[str, float | str] = {"documented": float(table.n)}
    found = _refusal(table, DEFAULT, "few-people", "more-people", seed=seed)
    if len(table.lists) > 2:
        low = ENGINES["lower"].load()(table)
        if low.low is not None:
            # The lower limit of the lower bound: less than that fits badly whatever people are like.
            bound["lower_bound"] = float(math.floor(low.low))
            found = replace(found, assumption=low.assumption)
    return replace(found, diagnostics=bound)
