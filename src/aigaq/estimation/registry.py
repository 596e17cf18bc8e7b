"""Registry of the engines by name, each imported on first use.

Invariant: no code of an engine is loaded before that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from aigaq.estimation.result import Result


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
