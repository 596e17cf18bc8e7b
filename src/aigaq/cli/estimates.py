"""Estimates as text: numbers with their assumption, refusals with their reasons. Invariant: no number stands alone."""

from __future__ import annotations

from collections.abc import Sequence

from aigaq.estimation import views
from aigaq.estimation.holdout import Holdout
from aigaq.estimation.result import Result, Warned
from aigaq.estimation.sensitivity import Turn
from aigaq.estimation.table import Table
from aigaq.records.vocab.messages import Language, say


def result_text(result: Result, language: Language) -> str:
    """One answer: the number with its interval, or the refusal; its premises; its warnings."""
    rows = [f"{say('estimate-documented', language)}: {result.n:,}", *_bound(result, language)]
    rows.append(f"{result.engine}: {_interval(result, language)}")
    rows += _prior(result, language)
    rows += [f"  {views.reason(one, language)}" for one in result.reasons]
    rows += [f"  → {views.said(one, language, 'needed')}" for one in result.needed]
    rows.append(f"{say('estimate-assumes', language)}: {views.said(result.assumption, language)}")
    return "\n".join([*rows, *_warnings(result.warnings, language), _provenance(result, language)])


def _bound(result: Result, language: Language) -> list[str]:
    bound = result.diagnostics.get("lower_bound")
    return [f"{say('estimate-bound', language)}: {bound:,.0f}"] if isinstance(bound, float | int) else []


def _prior(result: Result, language: Language) -> list[str]:
    """The prior: without it nobody sees how much of the answer came from the lists."""
    low, middle, high, shared = (
        result.diagnostics.get(f"prior_{name}") for name in ("low", "median", "high", "overlap")
    )
    if not (
        isinstance(low, float)
        and isinstance(middle, float)
        and isinstance(high, float)
        and isinstance(shared, float)
    ):
        return []
    interval = f"{round(middle):,} [{round(low):,} – {round(high):,}]"
    return [say("estimate-prior-shares", language, interval=interval, percent=round(100 * shared))]


def _interval(result: Result, language: Language) -> str:
    if result.median is None or result.low is None or result.high is None:
        return say("estimate-refused", language)
    return f"{round(result.median):,} [{round(result.low):,} – {round(result.high):,}]"


def _said(result: Result, language: Language, beside: str = "") -> str:
    """One line: the interval, or the reason that there is none."""
    reasons = "; ".join(views.reason(each, language) for each in result.reasons)
    return f"{_interval(result, language)}{beside}{': ' + reasons if reasons else ''}"


def _warnings(warnings: Sequence[Warned], language: Language) -> list[str]:
    return [f"{one.code} {views.warning_view(one, language)['text']}" for one in warnings]


def _provenance(result: Result, language: Language) -> str:
    return say(
        "estimate-provenance",
        language,
        table=result.table[:12],
        seed="–" if result.seed is None else result.seed,
        version=result.version,
        arithmetic=result.arithmetic,
    )


def comparison_text(results: Sequence[Result], language: Language) -> str:
    """Each engine on one line, then the premises of each, then the warnings, each once."""
    first = results[0]
    rows = [f"{say('estimate-documented', language)}: {first.n:,}"]
    for estimate in results:
        bound = "".join(f" · {line}" for line in _bound(estimate, language))
        rows.append(f"{estimate.engine:<12} {_said(estimate, language, bound)}")
    rows.append(f"{say('estimate-assumes', language)}:")
    rows += [f"{one.engine:<12} {views.said(one.assumption, language)}" for one in results]
    every = {(one.code, one.text): one for result in results for one in result.warnings}
    return "\n".join([*rows, *_warnings(tuple(every.values()), language), _provenance(first, language)])


def check_text(table: Table, warnings: Sequence[Warned], refused: Sequence[str], language: Language) -> str:
    """Objections to estimating from a table: first people in no count, then the reasons why no engine answers."""
    rows = [say("estimate-table", language, lists=", ".join(table.lists), n=f"{table.n:,}")]
    if left := views.unresolved(table):
        rows.append(say("estimate-unresolved", language, count=f"{left:,}"))
    rows += [f"{say('estimate-no-answer', language)}: {views.reason(one, language)}" for one in refused]
    return "\n".join([*rows, *_warnings(warnings, language)])


def holdout_text(holdout: Holdout, language: Language) -> str:
    """Results with each list hidden, then with each left out."""
    rows = [f"{holdout.engine}: {_interval(holdout.whole, language)}", say("estimate-hidden", language)]
    for held in holdout.held:
        mark = {True: "✓", False: "✗", None: "–"}[held.covered]
        rows.append(f"{mark} {held.list:<16} {held.truth:>8,}  {_said(held.result, language)}")
    if holdout.dropped:
        rows.append(say("estimate-left-out", language))
    for left in holdout.dropped:
        change = "–" if left.change is None else f"{left.change:+.0%}"
        rows.append(f"  {left.list:<16} {change:>8}  {_said(left.result, language)}")
    return "\n".join([*rows, *_warnings(holdout.warnings, language)])


def dial_text(result: Result, turns: Sequence[Turn], language: Language) -> str:
    """The estimate N at each setting of the dial."""
    if not turns:
        return result_text(result, language)
    rows = [f"{say('estimate-documented', language)}: {result.n:,}", say("sensitivity-assumption", language)]
    rows += [
        f"xi {turn.xi:<6g} {round(turn.median):,} [{round(turn.low):,} – {round(turn.high):,}]"
        for turn in turns
    ]
    return "\n".join([*rows, *_warnings(result.warnings, language), _provenance(result, language)])
