"""Results as plain data for JSON and pages: rounded as printed, with sentences in one language.

Invariant: the same seed gives the same data on any machine; numbers of people are rounded to a tenth.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from aigaq.estimation.holdout import Holdout
from aigaq.estimation.result import Result, Warned
from aigaq.estimation.sensitivity import Turn
from aigaq.estimation.table import Table
from aigaq.records.vocab.messages import Language, catalogue, say

Json = dict[str, object]


def result_view(result: Result, language: Language = "en") -> Json:
    """A result with stable keys (docs/reference/estimation.md)."""
    return {
        "table": result.table,
        "engine": result.engine,
        "assumption": said(result.assumption, language),
        "lists": list(result.lists),
        "n": result.n,
        "median": tenth(result.median),
        "low": tenth(result.low),
        "high": tenth(result.high),
        "refused": result.refused,
        "reasons": [reason(one, language) for one in result.reasons],
        "reason_codes": list(result.reasons),
        "needed": [said(one, language, "needed") for one in result.needed],
        "warnings": [warning_view(one, language) for one in result.warnings],
        "diagnostics": {name: figure(value) for name, value in sorted(result.diagnostics.items())},
        "arguments": dict(sorted(result.arguments.items())),
        "seed": result.seed,
        "version": result.version,
        "arithmetic": result.arithmetic,
    }


def warning_view(warning: Warned, language: Language = "en") -> Json:
    """A warning: its code and the sentence."""
    key = f"estimate-{warning.key or warning.code}"
    known = key in catalogue()
    return {
        "code": warning.code,
        "text": say(key, language, **warning.parameters) if known else warning.text,
    }


def check_view(
    table: Table, warnings: Sequence[Warned], refused: Sequence[str], language: Language = "en"
) -> Json:
    """Warnings on a table; `refused` are the reasons why no engine answers."""
    return {
        "table": table.digest,
        "lists": list(table.lists),
        "n": table.n,
        "unresolved": unresolved(table),
        "refused": bool(refused),
        "reasons": [reason(one, language) for one in refused],
        "reason_codes": list(refused),
        "warnings": [warning_view(one, language) for one in warnings],
    }


def unresolved(table: Table) -> int:
    """Number of people left out because of an unknown cell."""
    return 0 if table.unresolved is None else table.unresolved.n


def reason(code: str, language: Language) -> str:
    """Sentence of a reason, followed by the stratum in brackets."""
    bare, bracket, where = code.partition(" (")
    return f"{said(bare, language, 'reason')}{bracket}{where}"


def said(code: str, language: Language, kind: str = "reason") -> str:
    """Sentence of a code, with or without its prefix; other words unchanged."""
    return next((say(key, language) for key in (f"{kind}-{code}", code) if key in catalogue()), code)


def tenth(value: float | None) -> float | None:
    """A number to a tenth of a person, as printed; None stays None."""
    return None if value is None or not math.isfinite(value) else round(float(value), 1)


def figure(value: float | str) -> float | str | None:
    """A diagnostic to six digits; None where JSON has no such number."""
    if isinstance(value, str):
        return value
    return float(f"{float(value):.6g}") if math.isfinite(value) else None


def holdout_view(holdout: Holdout, language: Language = "en") -> Json:
    """View of both tests, one line per list."""
    return {
        "engine": holdout.engine,
        "whole": result_view(holdout.whole, language),
        "hidden": [
            {"list": one.list, "truth": one.truth, "covered": one.covered, **_interval(one.result, language)}
            for one in holdout.held
        ],
        "dropped": [
            {
                "list": one.list,
                "change": figure(one.change) if one.change is not None else None,
                **_interval(one.result, language),
            }
            for one in holdout.dropped
        ],
        "warnings": [warning_view(one, language) for one in holdout.warnings],
    }


def _interval(result: Result, language: Language) -> Mapping[str, object]:
    return {
        **_limits(result),
        "refused": result.refused,
        "reasons": [reason(one, language) for one in result.reasons],
    }


def sweep_view(turns: Sequence[Turn]) -> list[Json]:
    """View of the settings of a sweep."""
    return [{"xi": turn.xi, **_limits(turn)} for turn in turns]


def _limits(of: Result | Turn) -> dict[str, float | None]:
    """The interval and its middle, as printed."""
    return {"low": tenth(of.low), "median": tenth(of.median), "high": tenth(of.high)}
