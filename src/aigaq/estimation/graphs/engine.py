"""The engine `graphs`: the posterior of N, averaged over all decomposable graphs of the lists.

Invariant: the complete graph, under which the table says nothing about people on no list, has no part in the
answer unless asked for, and the weight that it would have had is always reported. The fit concerns the recorded people
alone: a graph that fits may still be wrong about the unseen; one that does not fit has no claim on them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from aigaq.estimation.checks import after, by_lists
from aigaq.estimation.deviance import worse
from aigaq.estimation.graphs.averaging import Averaged, Posterior, average
from aigaq.estimation.graphs.decomposable import FEWEST_LISTS, MOST_LISTS, Graphs, decomposable
from aigaq.estimation.graphs.priors import PriorOfGraphs, PriorOfN, of_graphs_named, of_n_named
from aigaq.estimation.graphs.scores import margins
from aigaq.estimation.graphs.survey import FIRST_BOUND, Survey, equal_steps, reach, survey
from aigaq.estimation.result import Progress, Result, quantiles_of_curve, refuse, warned
from aigaq.estimation.table import Floats, Table

ASSUMPTION = "graphs-assumption"


@dataclass(frozen=True, slots=True)
class _Arguments:
    """Arguments as values: the priors, and the largest number of unseen people."""

    delta: float
    complete: bool
    prior: PriorOfN
    prior_of_graphs: PriorOfGraphs
    most_unseen: int | None

    def named(self, n: int) -> Mapping[str, str]:
        most = "" if self.most_unseen is None else str(n + self.most_unseen)
        return MappingProxyType(
            {"delta": repr(self.delta), "complete": "yes" if self.complete else "no", "most": most,
             "prior": self.prior.name, "prior_of_graphs": self.prior_of_graphs.name}
        )  # fmt: skip


def estimate_graphs(
    table: Table,
    *,
    seed: int = 0,
    progress: Progress | None = None,
    delta: float | None = None,
    complete: bool = False,
    prior: str | PriorOfN = "1/N",
    prior_of_graphs: str | PriorOfGraphs = "alike",
    most: int | None = None,
) -> Result:
    """The posterior of N over all decomposable graphs of 2 to 6 lists (Madigan & York 1997).

    Exact but for the grid: nothing is drawn, so `seed` moves nothing. Assumes that some decomposable graph
    other than the complete one holds for everybody, recorded or not.

    Args:
        table: the table; more than 6 lists are refused.
        progress: called when half is done; an exception from it stops the work.
        delta: prior weight of one cell of the full table; 2^-J by default.
        complete: keep the complete graph, and compute as the R package dga does, on equal steps from 0 to
            20 n unseen (or to `most`): for comparison only, for there the width of the step moves the
            answer (`docs/reference/estimation.md`).
        prior: of N: `1/N`, `flat`, `gamma-poisson:SHAPE,SCALE`, or a `PriorOfN`.
        prior_of_graphs: `alike`, `edges:CHANCE`, or a `PriorOfGraphs`.
        most: the largest possible N; by default the range is widened while mass touches its end.
    Raises:
        ValueError: unknown prior, `delta` not above 0, or `most` below the number recorded.
    """
    arguments = _arguments(table, delta, complete, prior, prior_of_graphs, most)
    reasons, needed = _against(table)
    if reasons:
        return _refusal(table, arguments, reasons, needed)
    posterior = posterior_of(table, arguments.delta, arguments.prior, arguments.prior_of_graphs)
    seen = _surveyed(posterior, arguments)
    if progress:
        progress(0.5)
    averaged = _averaged(posterior, seen, arguments)
    result = replace(
        _answer(table, arguments, averaged, figures(table.lists, posterior, seen, averaged)), seed=seed
    )
    if most is None and not complete and seen.decides(float(result.high or 0) - table.n):
        return _refusal(table, arguments, ("bound-decides",), ("more-overlap",), result.diagnostics)
    return warned(result, *after(result))


def posterior_of(table: Table, delta: float, prior: PriorOfN, prior_of_graphs: PriorOfGraphs) -> Posterior:
    """Everything needed to weigh any graph of a table's lists at any N."""
    held = margins(table.patterns, table.counts, delta=delta)
    return Posterior(held, decomposable(len(table.lists)), prior, prior_of_graphs)


def graph_weights(
    table: Table,
    *,
    delta: float | None = None,
    prior: str | PriorOfN = "1/N",
    prior_of_graphs: str | PriorOfGraphs = "alike",
) -> tuple[tuple[str, float], ...]:
    """The posterior weight of every graph by its name, the complete one included, heaviest first.

    Raises:
        ValueError: fewer than 2 lists or more than 6, and as `estimate_graphs`.
    """
    arguments = _arguments(table, delta, True, prior, prior_of_graphs, None)
    posterior = posterior_of(table, arguments.delta, arguments.prior, arguments.prior_of_graphs)
    seen = survey(posterior, without=np.zeros(len(posterior.graphs.edges), dtype=np.bool_))
    order = np.argsort(-seen.weights, kind="stable")
    return tuple((posterior.graphs.named(int(one), table.lists), float(seen.weights[one])) for one in order)


def _arguments(
    table: Table, delta: float | None, complete: bool, prior: str | PriorOfN,
    prior_of_graphs: str | PriorOfGraphs, most: int | None,
) -> _Arguments:  # fmt: skip
    if most is not None and most < max(table.n, 1):
        raise ValueError("There are at least as many people as are recorded.")
    if delta is not None and not delta > 0:
        raise ValueError("The prior weight of a cell is above 0.")
    return _Arguments(
        2.0 ** -len(table.lists) if delta is None else delta,
        complete,
        of_n_named(prior) if isinstance(prior, str) else prior,
        of_graphs_named(prior_of_graphs) if isinstance(prior_of_graphs, str) else prior_of_graphs,
        None if most is None else most - table.n,
    )


def _against(table: Table) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Reasons for a refusal, and requirements for an answer; both empty if there is an answer."""
    if len(table.lists) > MOST_LISTS:
        return ("many-lists",), ("fewer-lists",)
    if len(table.lists) < FEWEST_LISTS or by_lists(table)[2:].sum() == 0:
        return ("no-overlap",), ("overlap",)
    return (), ()


def _surveyed(posterior: Posterior, arguments: _Arguments) -> Survey:
    most = arguments.most_unseen
    if arguments.complete:
        nothing = np.zeros(len(posterior.graphs.edges), dtype=np.bool_)
        return survey(
            posterior, without=nothing, most=FIRST_BOUND * posterior.held.n if most is None else most
        )
    return survey(posterior, without=posterior.graphs.complete, most=most)


def _averaged(posterior: Posterior, seen: Survey, arguments: _Arguments) -> Averaged:
    if arguments.complete:
        return average(posterior, equal_steps(0, seen.bound), chosen=seen.chosen())
    unseen = seen.grid()
    return average(posterior, unseen, around=reach(unseen), chosen=seen.chosen())


def _answer(
    table: Table, arguments: _Arguments, averaged: Averaged, diagnostics: Mapping[str, float | str]
) -> Result:
    at: Floats = np.array([0.025, 0.5, 0.975])
    low, median, high = quantiles_of_curve(averaged.people, averaged.probability, at).tolist()
    return Result(
        engine="graphs", table=table.digest, lists=table.lists, n=table.n, assumption=ASSUMPTION,
        median=median, low=low, high=high, curve=(averaged.people, averaged.probability),
        diagnostics=diagnostics, arguments=arguments.named(table.n),
    )  # fmt: skip


def _refusal(
    table: Table, arguments: _Arguments, reasons: tuple[str, ...], needed: tuple[str, ...],
    said: Mapping[str, float | str] | None = None,
) -> Result:  # fmt: skip
    return refuse(
        table, engine="graphs", assumption=ASSUMPTION, reasons=reasons, needed=needed,
        arguments=arguments.named(table.n), diagnostics=said,
    )  # fmt: skip


TOLD = 5
"""Number of the heaviest graphs that a result names."""


def figures(
    lists: Sequence[str], posterior: Posterior, surveyed: Survey, averaged: Averaged
) -> Mapping[str, float | str]:
    """The diagnostics of a result.

    `graphs`: their number; `complete_weight`: weight of the complete one, if it were kept; `bound`: the largest N
    considered, and `edge`: the share of the posterior in the last hundredth before it; `fit_chance` the chance
    of a worse fit of the heaviest graph; `mean`, `mode` of N; `graph NAME` the weight of the heaviest ones.
    """
    graphs, n = posterior.graphs, posterior.held.n
    heaviest = [int(one) for one in np.argsort(-averaged.weights, kind="stable")[:TOLD]]
    weighed = {f"graph {graphs.named(one, lists)}": float(averaged.weights[one]) for one in heaviest}
    return MappingProxyType(
        {
            "graphs": float(len(graphs.edges)),
            "complete_weight": float(surveyed.weights[graphs.complete][0]),
            "bound": float(n + surveyed.bound),
            "edge": surveyed.edge,
            "fit_chance": _fits(posterior, averaged, heaviest[0]),
            "mean": float(averaged.people @ averaged.probability),
            "mode": float(averaged.people[(averaged.probability / reach(averaged.people)).argmax()]),
            **weighed,
        }
    )


def _fits(posterior: Posterior, averaged: Averaged, graph: int) -> float:
    """Fit of a graph at its own most likely number of unseen."""
    unseen = averaged.people - posterior.held.n
    curve = posterior.curves(
        np.array([graph]), unseen, posterior.held.terms(unseen), posterior.common(unseen)
    )
    return fit_chance(posterior.held.cells, posterior.graphs, graph, float(unseen[curve[0].argmax()]))


def fit_chance(cells: Floats, graphs: Graphs, graph: int, unseen: float) -> float:
    """P-value of the likelihood-ratio test of a graph; 1 if no degree of freedom is left.

    The fit of a decomposable graph is closed: N times the product over its sets A of (margin of A / N) to
    the power of the set's weight. Of 2^J - 1 observed cells, one and the graph's free chances are spent.

    Args:
        cells: people by pattern, shape (2^J,), list j the bit 2^j; the entry at 0 is not read.
        graphs: all graphs of that many lists.
        graph: index of the tested one.
        unseen: people on no list, by this graph.
    Source: Lauritzen 1996, section 4.4 (closed form); Agresti 2013, section 9.7 (test).
    """
    weights = graphs.weights[graph].astype(np.int64)
    expected = _fitted(np.concatenate(([unseen], cells[1:])), weights)[1:]
    sizes = np.array([number.bit_count() for number in range(1, len(cells))])
    degrees = len(cells) - 2 - int((weights * (2**sizes - 1)).sum())
    return worse(cells[1:], expected, degrees)


def _fitted(full: Floats, weights: NDArray[np.int64]) -> Floats:
    numbers, people = np.arange(len(full)), full.sum()
    logs = np.full(len(full), np.log(people))
    for chosen in np.flatnonzero(weights) + 1:
        margin = np.bincount(numbers & chosen, full, len(full))[numbers & chosen]
        # An empty margin makes the cell empty; a separator's is never emptier than its clique's.
        logs += weights[chosen - 1] * np.log(np.maximum(margin, 1e-300) / people)
    fitted: Floats = np.exp(logs)
    return fitted
