"""Result of an engine: a posterior of N, or a refusal with what would be needed.

Invariant: a refused result carries no number, and a result that carries one carries its assumption too.
"""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from importlib.metadata import version

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.table import Table

Floats = NDArray[np.float64]


@cache
def our_version() -> str:
    """The version of this program, for the provenance of a number."""
    return version("aigaq")


@cache
def arithmetic() -> str:
    """NumPy's version and the processor instructions it uses: the last digits of a sampled number depend on these.

    The same seed on another NumPy or processor may round an exponential otherwise; a chain of draws then goes
    another way, and its figures differ by the simulation's own error (`error_of_median` ...).
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
    """The answer of one engine for one table.

    `median`, `low`, `high` are of N, everybody, recorded or not; the interval is of 95 %. They are None
    where the engine refuses, and then `reasons` says why and `needed` what would let it answer.
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
    # (grid of N, probability), where the engine has the posterior itself and not draws of it.
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
    """A result without a number, and why."""
    return Result(
        engine=engine, table=table.digest, lists=table.lists, n=table.n, assumption=assumption,
        warnings=warnings, refused=True, reasons=reasons, needed=needed, seed=seed,
        arguments=dict(arguments or {}),
        diagnostics=dict(diagnostics or {}),
    )  # fmt: skip


def warned(result: Result, *more: Warned) -> Result:
    """The same result with further warnings, each only once."""
    held = {(warning.code, warning.text) for warning in result.warnings}
    new = tuple(warning for warning in more if (warning.code, warning.text) not in held)
    return replace(result, warnings=(*result.warnings, *new))


def quantiles_of_curve(grid: Floats, probability: Floats, at: Floats) -> Floats:
    """Quantiles: the smallest N of a grid at which the cumulative probability reaches each of `at`.

    Args:
        grid: values of N, rising.
        probability: shape of `grid`, summing to one.
        at: probabilities between 0 and 1.
    Returns:
        Shape of `at`, values of the grid.
    """
    # A sum of thousands of shares ends a hair below one; the hair must not push the answer off the grid.
    cumulated = np.minimum(np.cumsum(probability) / probability.sum(), 1.0)
    places = np.searchsorted(cumulated, at - 1e-12)
    taken: Floats = grid[np.minimum(places, len(grid) - 1)]
    return taken
