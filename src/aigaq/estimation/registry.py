"""The engines by name, each imported when it is first asked for.

Invariant: nothing of an engine is loaded before.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from types import MappingProxyType

from aigaq.estimation.result import Result


@dataclass(frozen=True, slots=True)
class Engine:
    """Where an engine is, and how many lists it takes."""

    module: str
    function: str
    fewest: int
    most: int

    def load(self) -> Callable[..., Result]:
        """The function itself, imported now."""
        found: Callable[..., Result] = getattr(
            import_module(f"aigaq.estimation.{self.module}"), self.function
        )
        return found


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
"""Lists from which on a table can tell more than two kinds of people apart."""


def of_default(lists: int) -> Mapping[str, float]:
    """The prior with which the default asks `latent`, where it is not the engine's own.

    J lists can tell K classes apart if J is at least 2 log2(K) + 1, rounded up: two classes with three or four
    lists, four with five (Allman, Matias, Rhodes 2009, Annals of Statistics 37: 3099, corollary 5). The
    engine's own prior of alpha, as published, all but holds that people are of one kind or two; where more can
    be told apart it merges them, and N comes out too low.
    """
    return {"shape": 16.0, "rate": 4.0} if lists >= TELL_KINDS_APART else {}
