"""Twice the case takes about twice the steps: no answer walks the whole case once for each person in it.

Invariant: steps are lines run, not seconds, so a busy machine changes nothing. Seconds: `benchmarks/ledger.py`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

import pytest
from benchmarks.generated import Casebook, casebook

from aigaq.counting.ladder import ladder
from aigaq.records.clusters import Clusters
from aigaq.records.rules import CountRule
from aigaq.records.vocab.vocabulary import standard
from aigaq.statements.dating import solve_dates
from aigaq.statements.evidence import Evidence, gather
from aigaq.statements.findings import contradictions

SMALL, LARGE = 4_000, 16_000
# Four times the case; what hangs together grows a little faster than the case itself.
MOST = 5.0


def steps(work: Callable[[], object]) -> int:
    """How many lines of Python run; a line that repeats itself counts each time."""
    count = 0

    def line(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        return line

    before = sys.gettrace()
    sys.settrace(line)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


def indexed(book: Casebook) -> Evidence:
    return gather(
        book.statements,
        subjects=book.subjects,
        sources=book.sources,
        vocabulary=standard(),
        entries=book.entries,
        clusters=Clusters(book.decisions),
    )


def gathering(book: Casebook) -> Callable[[], object]:
    standard()
    return lambda: indexed(book)


def contradicting(book: Casebook) -> Callable[[], object]:
    evidence = indexed(book)
    solution = solve_dates(evidence)
    for _ in solution.values():
        pass
    return lambda: contradictions(evidence, solution=solution)


def counting(book: Casebook) -> Callable[[], object]:
    evidence = indexed(book)
    solution = solve_dates(evidence)
    for _ in solution.values():
        pass
    rule = CountRule("deaths", population="group-0", speakers=("voice-1", "voice-2"))
    return lambda: [
        ladder(evidence, asked, solution=solution, decisions=book.decisions, anchor="incident-0")
        for asked in (CountRule("deaths"), rule)
    ]


@pytest.mark.parametrize(
    "answer", [gathering, contradicting, counting], ids=lambda answer: str(answer.__name__)
)
def test_four_times_the_case_takes_little_more_than_four_times_the_steps(
    answer: Callable[[Casebook], Callable[[], object]],
) -> None:
    small, large = (steps(answer(casebook(size))) for size in (SMALL, LARGE))
    assert small > SMALL
    assert large / small < MOST, f"{small} steps became {large}"
