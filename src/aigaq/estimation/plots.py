"""Plots as SVG: each engine is a line with its interval, never a single number.

Invariant: a plot is readable in grey; the same results give the same bytes.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from aigaq.estimation.result import Result
from aigaq.estimation.stats import need

# Text stays text: drawn as shapes it would need no font, but could not be searched or read aloud.
_STYLE = {
    "svg.hashsalt": "aigaq",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 10,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
}
_NO_DATE = {"Date": None, "Creator": "aigaq"}


def picture(results: Sequence[Result], *, title: str, refused: str, documented: str, before: str) -> str:
    """SVG of results for one table; a single result has its prior below it.

    Args:
        results: at least one. title: text above the plot.
        refused: word for a line without a number. documented: word for the people recorded.
        before: words for a prior.
    Raises:
        ExtraMissing: matplotlib is not installed.
    """
    prior = _prior(results)

    def draw(axes: Any) -> None:
        _lines(axes, results, refused)
        if prior:
            axes.plot(prior, [1, 1], color="0.35", linewidth=1.5, linestyle=":")
        _frame(axes, [one.engine for one in results] + [before] * bool(prior), title)
        _scale(axes, results, prior, documented)

    return _drawn(draw, height=1.4 + 0.42 * (len(results) + bool(prior)))


def _drawn(draw: Callable[[Any], None], *, height: float) -> str:
    """SVG of one pair of axes."""
    matplotlib = need("matplotlib")
    figures = need("matplotlib.figure")
    need("matplotlib.backends.backend_svg")
    with matplotlib.rc_context(_STYLE):
        figure = figures.Figure(figsize=(7.0, height))
        draw(figure.add_subplot())
        figure.tight_layout()
        held = io.StringIO()
        figure.savefig(held, format="svg", metadata=_NO_DATE)
    return held.getvalue()


def _lines(axes: Any, results: Sequence[Result], refused: str) -> None:
    for place, result in enumerate(results):
        if result.low is None or result.high is None or result.median is None:
            axes.annotate(
                refused, (result.n, place), xytext=(6, -3), textcoords="offset points", style="italic"
            )
            continue
        axes.plot(
            [result.low, result.high], [place, place], color="0.35", linewidth=2.5, solid_capstyle="butt"
        )
        axes.plot([result.median], [place], marker="o", color="black", markersize=6)
        said = f"{round(result.median):,} [{round(result.low):,} – {round(result.high):,}]"
        axes.annotate(said, (result.low, place), xytext=(0, 6), textcoords="offset points", fontsize=8)


def _prior(results: Sequence[Result]) -> tuple[float, ...]:
    """The 95 % interval of the prior, if there is a single result and it has a prior."""
    said = results[0].diagnostics
    ends = (said.get("prior_low"), said.get("prior_high"))
    return tuple(one for one in ends if isinstance(one, float)) if len(results) == 1 else ()


def _scale(axes: Any, results: Sequence[Result], prior: Sequence[float], documented: str) -> None:
    highs = [one.high for one in results if one.high is not None] + list(prior)
    n = results[0].n
    axes.axvline(n, color="0.5", linestyle=":", linewidth=1.2)
    axes.annotate(f"{documented} {n:,}", (n, -0.6), xytext=(4, 0), textcoords="offset points", fontsize=8)
    # A limit a hundred times the rest would squeeze every other line into the edge, so the scale is logarithmic.
    if highs and max(highs) > 20 * max(n, 1):
        axes.set_xscale("log")
    else:
        axes.set_xlim(0, 1.1 * max([n, 1, *highs]))


def _frame(axes: Any, names: Sequence[str], title: str) -> None:
    axes.set_yticks(range(len(names)), list(names))
    axes.set_ylim(len(names) - 0.5, -0.8)
    axes.tick_params(axis="y", length=0)
    axes.set_title(title, loc="left", fontsize=11)
    axes.grid(axis="x", color="0.9")
    axes.set_axisbelow(True)


def dial(xis: Sequence[float], bands: np.ndarray[Any, Any], *, title: str, across: str) -> str:
    """SVG of a sweep: N against xi, with its interval.

    Args:
        xis: the settings. bands: shape (settings, 3): low, median, high.
        title: text above the plot. across: words for the axis of xi.
    """

    def draw(axes: Any) -> None:
        axes.fill_between(xis, bands[:, 0], bands[:, 2], color="0.85", linewidth=0)
        axes.plot(xis, bands[:, 1], color="black", marker="o", linewidth=1.5)
        axes.set_xscale("log", base=2)
        axes.set_ylim(0, None)
        axes.set_xlabel(across)
        axes.set_title(title, loc="left", fontsize=11)

    return _drawn(draw, height=3.2)
