"""Two tests without known truth: estimating a hidden list, and the change of N when a list is dropped.

Invariant: a refusal counts as no answer, never as a hit.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import count

from aigaq.estimation.checks import COVERED, DROPPED, pairs, warn, words_of
from aigaq.estimation.engines import begun_part, estimate
from aigaq.estimation.intake import table as table_of
from aigaq.estimation.result import Progress, Result, Warned
from aigaq.estimation.table import Table, of_counts


@dataclass(frozen=True, slots=True)
class Held:
    """A hidden list: its true length, and the estimate from the others."""

    list: str
    truth: int
    result: Result

    @property
    def covered(self) -> bool | None:
        """Whether the interval covers the truth; None if there is no estimate."""
        if self.result.low is None or self.result.high is None:
            return None
        return self.result.low <= self.truth <= self.result.high


@dataclass(frozen=True, slots=True)
class Dropped:
    """A dropped list: N by the rest, and its relative change from N by all."""

    list: str
    result: Result
    change: float | None


@dataclass(frozen=True, slots=True)
class Holdout:
    """Both tests of one table by one engine."""

    engine: str
    whole: Result
    held: tuple[Held, ...]
    dropped: tuple[Dropped, ...]
    warnings: tuple[Warned, ...]


def holdout(
    source: object,
    *,
    engine: str = "",
    seed: int = 0,
    assume: Iterable[str] = (),
    progress: Progress | None = None,
) -> Holdout:
    """Both tests: hide each list in turn, and drop each list in turn.

    The people of a hidden list are a closed population of known size; the other lists estimate it. With three
    lists only two are left, which answer if `independent` is vouched for.

    Args:
        source: as for `table`. engine: a name; `graphs` by default, beyond six lists `latent`.
        seed, assume: as for `estimate`. progress: called with the share done, 0 to 1.
    Source:
        Binette & Steorts (2022), J. R. Stat. Soc. A (arXiv 2112.01594), internal consistency.
    """
    table, vouched = table_of(source), words_of(assume)
    engine = engine or ("graphs" if len(table.lists) <= 6 else "latent")
    places = range(len(table.lists))
    steps, parts = count(), 2 * len(table.lists) + 1

    def ask(table: Table) -> Result:
        part = begun_part(progress, next(steps), parts)
        return estimate(table, engine=engine, seed=seed, assume=vouched, progress=part)

    whole = ask(table)
    sizes = pairs(table).diagonal()
    held = tuple(Held(table.lists[at], int(sizes[at]), ask(members(table, at))) for at in places)
    dropped = tuple(_dropped(table, at, whole, ask) for at in places) if len(places) > 2 else ()
    return Holdout(engine, whole, held, dropped, (*_poor(held), *_moved(dropped)))


def members(table: Table, place: int) -> Table:
    """People of one list by the other lists; those on no other list are the unseen."""
    on = table.patterns[:, place] == 1
    others = [at for at in range(len(table.lists)) if at != place]
    return of_counts([table.lists[at] for at in others], table.patterns[on][:, others], table.counts[on])


def _dropped(table: Table, place: int, whole: Result, ask: Callable[[Table], Result]) -> Dropped:
    result = ask(table.keep([at for at in range(len(table.lists)) if at != place]))
    both = result.median is not None and whole.median is not None
    change = result.median / whole.median - 1 if both and result.median and whole.median else None
    return Dropped(table.lists[place], result, change)


def _poor(held: Iterable[Held]) -> tuple[Warned, ...]:
    claims = [one for one in held if one.covered is not None]
    good = sum(one.covered is True for one in claims)
    if not claims or good / len(claims) >= COVERED:
        return ()
    return (warn("W11", good=good, of=len(claims)),)


def _moved(dropped: Iterable[Dropped]) -> tuple[Warned, ...]:
    far = [one for one in dropped if one.change is not None and abs(one.change) > DROPPED]
    if not far:
        return ()
    worst = max(far, key=lambda one: abs(one.change or 0))
    return (warn("W12", list=worst.list, percent=round(100 * abs(worst.change or 0))),)
