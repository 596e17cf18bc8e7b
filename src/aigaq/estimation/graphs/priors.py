"""Priors of N and of the graphs.

Invariant: every prior has a name, which goes into the result; none is used silently.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from aigaq.estimation.graphs.decomposable import Graphs
from aigaq.estimation.graphs.gammas import log_gamma
from aigaq.estimation.table import Floats


@dataclass(frozen=True, slots=True)
class PriorOfN:
    """A prior of N: its name, and the log of its weight (up to a constant) for an array of N."""

    name: str
    log: Callable[[Floats], Floats]


@dataclass(frozen=True, slots=True)
class PriorOfGraphs:
    """A prior of graphs: its name, and the log of each graph's weight (up to a constant)."""

    name: str
    log: Callable[[Graphs], Floats]


def reciprocal() -> PriorOfN:
    """Weight 1/N: 100 to 200 is as likely as 1,000 to 2,000 (Jeffreys)."""
    return PriorOfN("1/N", lambda people: -np.log(np.maximum(people, 0.5)))


def flat() -> PriorOfN:
    """Equal weight for every N. It raises the answer; with thin overlap there may be no upper limit."""
    return PriorOfN("flat", np.zeros_like)


def gamma_poisson(shape: float, scale: float) -> PriorOfN:
    """N is Poisson with a mean that is Gamma of this shape and scale: mean shape * scale.

    Source: Madigan & York 1997, section 4 (shape 13.14, scale 55.17 for the spina bifida lists).
    """
    if not (shape > 0 and scale > 0):
        raise ValueError("Shape and scale are above 0.")

    def log(people: Floats) -> Floats:
        ways = log_gamma(people + shape) - log_gamma(people + 1.0)
        weights: Floats = ways + people * (np.log(scale) - np.log1p(scale))
        return weights

    return PriorOfN(f"gamma-poisson:{shape:g},{scale:g}", log)


def of_n_named(text: str) -> PriorOfN:
    """The prior of N by name: `1/N`, `flat` or `gamma-poisson:SHAPE,SCALE`.

    Raises:
        ValueError: no prior has this name.
    """
    kind, _, numbers = text.partition(":")
    if text == "1/N":
        return reciprocal()
    if text == "flat":
        return flat()
    if kind == "gamma-poisson" and numbers.count(",") == 1:
        shape, scale = numbers.split(",")
        return gamma_poisson(float(shape), float(scale))
    raise ValueError("A prior of N is 1/N, flat or gamma-poisson:SHAPE,SCALE.")


def graphs_alike() -> PriorOfGraphs:
    """Equal weight for every decomposable graph."""
    return PriorOfGraphs("alike", lambda graphs: np.zeros(len(graphs.edges)))


def edges_by_chance(chance: float) -> PriorOfGraphs:
    """Each pair of lists is joined with this probability, independently."""
    if not 0 < chance < 1:
        raise ValueError("A chance lies between 0 and 1.")

    def log(graphs: Graphs) -> Floats:
        joined = graphs.edges.sum(axis=1).astype(np.float64)
        weights: Floats = joined * np.log(chance) + (graphs.edges.shape[1] - joined) * np.log1p(-chance)
        return weights

    return PriorOfGraphs(f"edges:{chance:g}", log)


def of_graphs_named(text: str) -> PriorOfGraphs:
    """The prior of graphs by name: `alike` or `edges:CHANCE`.

    Raises:
        ValueError: no prior has this name.
    """
    kind, _, number = text.partition(":")
    if text == "alike":
        return graphs_alike()
    if kind == "edges" and number:
        return edges_by_chance(float(number))
    raise ValueError("A prior of graphs is alike or edges:CHANCE.")
