"""Time served, as a range of months.

Invariant: an open end gives no number. A sentence imposed is never called time served.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from aigaq.records.dates.anchoring import Solution
from aigaq.records.dates.when import When
from aigaq.records.statements import Statement
from aigaq.statements.dating import node_of, when_of
from aigaq.statements.evidence import Evidence

_DAYS_A_MONTH = 30.436875
"""Days of a mean Gregorian month: 365.2425 / 12."""


@dataclass(frozen=True, slots=True)
class TimeServed:
    """Time from verdict to release.

    Args:
        low_months, high_months: whole months, the least and the most; None where a date is not known.
        imposed: the sentence in words; None where its length is not stated.
        premises: the statements it is computed from.
    """

    subject: str
    verdict_when: str | None
    released_when: str | None
    low_months: int | None
    high_months: int | None
    imposed: str | None
    premises: tuple[str, ...]


def time_served(evidence: Evidence, solution: Solution) -> tuple[TimeServed, ...]:
    """The time served by everybody released after a verdict."""
    rows = (
        _served(release, verdict, evidence, solution)
        for release in evidence.by_predicate.get("released-on", ())
        if release.polarity == "affirms"
        for verdict in _ended(release, evidence)
    )
    # Without a day of verdict and release nothing can be said.
    return tuple(row for row in rows if row.verdict_when is not None and row.released_when is not None)


def _ended(release: Statement, evidence: Evidence) -> list[Statement]:
    """The verdicts that a release ends: of its own event, else those of the only trial there is."""
    verdicts = [one for one in evidence.statements(release.subject, "verdict") if one.polarity == "affirms"]
    statements = [one for one in verdicts if one.event == release.event]
    held = "yes" in evidence.act_facts(release.event or "", "custody")
    if statements or (release.event is not None and not held):
        return statements
    return verdicts if len({one.event for one in verdicts}) == 1 else []


def _served(release: Statement, verdict: Statement, evidence: Evidence, solution: Solution) -> TimeServed:
    began = when_of(verdict.event or "", solution, evidence)
    ended = when_of(node_of(release, evidence), solution, evidence)
    sentence = [
        statement
        for statement in evidence.statements(release.subject, "sentence-imposed")
        if statement.event == verdict.event
    ]
    low, high = months_between(began, ended)
    dated = evidence.statements(verdict.event, "when") if verdict.event else []
    return TimeServed(
        subject=release.subject,
        verdict_when=began.text if began else None,
        released_when=ended.text if ended else None,
        low_months=low,
        high_months=high,
        imposed=sentence[0].value.text if sentence else None,
        premises=(verdict.id, *(one.id for one in dated), release.id),
    )


def months_between(began: When | None, ended: When | None) -> tuple[int | None, int | None]:
    """The fewest and the most whole months from one date to another, rounded outwards."""
    if began is None or ended is None:
        return None, None
    shortest = _days(began.latest_start, ended.earliest_start)
    longest = _days(began.earliest_start, ended.latest_end)
    low = None if shortest is None else max(0, int(shortest / _DAYS_A_MONTH))
    high = None if longest is None else -int(-longest // _DAYS_A_MONTH)
    return low, high


def _days(first: date | None, last: date | None) -> int | None:
    return None if first is None or last is None else (last - first).days
