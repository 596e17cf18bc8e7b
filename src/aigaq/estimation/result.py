"""Result of an engine: a posterior of N, or a refusal with its requirements.

Invariant: a refused result carries no number; a result with a number also carries its assumption.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version

import numpy as np

from aigaq.estimation.table import Floats, Table

Progress = Callable[[float], None]
"""Called with the share done, 0 to 1. An exception from it stops the work."""


def part_of(progress: Progress | None, start: float, end: float) -> Progress | None:
    """Progress callback of a part of the work, which goes from one share of the whole to another."""
    return None if progress is None else (lambda share: progress(start + (end - start) * share))


@cache
def our_version() -> str:
    """Version of this program, for the provenance of a number."""
    return version("aigaq")


@cache
def arithmetic() -> str:
    """NumPy's version and the processor instructions it uses: the last digits of a sampled number depend on these.

    With the same seed, another NumPy or processor may round an exponential differently; the chain then takes another
    path, and its figures differ by the simulation error (`error_of_median` ...).
    """
    extensions: list[str] = np.show_config(mode="dicts")["SIMD Extensions"]["found"]
    return f"numpy {np.__version__}, {' '.join([platform.machine(), *extensions[-1:]])}"


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: its code (W01 to W17), the English sentence, and the parameters of the sentence.

    The sentence in another language is `records.messages.say(f"estimate-{key or code}", language, **parameters)`;
    a code with several sentences (W09: dominant, nested, copy) tells them apart by `key`.
    """

    code: str
    text: str
    parameters: Mapping[str, str | int | float] = field(default_factory=dict)
    key: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """Answer of one engine for one table.

    `median`, `low`, `high` are of N (all people, recorded or not); the interval is of 95 %. If the engine refuses
    they are None, `reasons` says why, and `needed` what an answer would require.
    """

    engine: str
    table: str
    lists: tuple[str, ...]
    n: int
    assumption: str
    median: float | None = None
    low: float | None = None
    high: float | None = None
    draws: Floats | None = None
    # (grid of N, probability), if the engine computes the posterior itself instead of draws.
    curve: tuple[Floats, Floats] | None = None
    warnings: tuple[Warned, ...] = ()
    refused: bool = False
    reasons: tuple[str, ...] = ()
    needed: tuple[str, ...] = ()
    diagnostics: Mapping[str, float | str] = field(default_factory=dict)
    seed: int | None = None
    arguments: Mapping[str, str] = field(default_factory=dict)
    version: str = field(default_factory=our_version)
    arithmetic: str = field(default_factory=arithmetic)

    def __post_init__(self) -> None:
        if self.refused and (self.median, self.low, self.high) != (None, None, None):
            raise ValueError("A refusal carries no number.")
        if not self.refused and not self.assumption:
            raise ValueError("A number needs the assumption it rests on.")


def refuse(
    table: Table,
    *,
    engine: str,
    assumption: str,
    reasons: tuple[str, ...],
    needed: tuple[str, ...] = (),
    warnings: tuple[Warned, ...] = (),
    seed: int | None = None,
    arguments: Mapping[str, str] | None = None,
    diagnostics: Mapping[str, float | str] | None = None,
) -> Result:
    """A refused result: no number, but the reasons."""
    return Result(
        engine=engine, table=table.digest, lists=table.lists, n=table.n, assumption=assumption,
        warnings=warnings, refused=True, reasons=reasons, needed=needed, seed=seed,
        arguments=dict(arguments or {}),
        diagnostics=dict(diagnostics or {}),
    )  # fmt: skip


def warned(result: Result, *more: Warned) -> Result:
    """The same result with further warnings, each once."""
    held = {(warning.code, warning.text) for warning in result.warnings}
    new = tuple(warning for warning in more if (warning.code, warning.text) not in held)
    return replace(result, warnings=(*result.warnings, *new))


def quantiles_of_curve(grid: Floats, probability: Floats, at: Floats) -> Floats:
    """Quantiles: for each of `at`, the smallest N of a grid whose cumulative probability reaches it.

    Args:
        grid: values of N, rising.
        probability: shape of `grid`, summing to one.
        at: probabilities between 0 and 1.
    Returns:
        Shape of `at`, values of the grid.
    """
    # Through rounding the sum ends slightly below one; that must not push the answer off the grid.
    cumulated = np.minimum(np.cumsum(probability) / probability.sum(), 1.0)
    places = np.searchsorted(cumulated, at - 1e-12)
    taken: Floats = grid[np.minimum(places, len(grid) - 1)]
    return taken
