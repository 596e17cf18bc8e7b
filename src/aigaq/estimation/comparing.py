"""Comparison of all engines on one table: the spread is the answer.

Invariant: never one number alone; an engine that refuses keeps its line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from aigaq.estimation import checks
from aigaq.estimation.assumptions import words_of
from aigaq.estimation.cache import Cache
from aigaq.estimation.draws import Draws
from aigaq.estimation.engines import DEFAULT, TENS, Progress, estimate, part_of
from aigaq.estimation.intake import read
from aigaq.estimation.registry import ENGINES
from aigaq.estimation.result import Result, warned


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
        part = part_of(progress, place, len(names))
        results.append(estimate(table, engine=name, seed=seed, assume=vouched, cache=cache, progress=part))
    # A bound is no estimate of N: its distance from the others is not disagreement.
    spread = checks.between([one for one in results if one.engine != "lower"])
    return tuple(warned(one, *spread) for one in results)
