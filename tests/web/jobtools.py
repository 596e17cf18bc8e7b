"""Jobs for the tests: a kind that does what a test tells it, attempts without the worker's threads.

Invariant: the clock stands where the test put it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

import pytest
from tests.web.cast import AT, Cast

from aigaq.web.background import actions as background_actions
from aigaq.web.background import leases
from aigaq.web.background.attempts import Outcome, Pulse, Task
from aigaq.web.background.worker import perform
from aigaq.web.models import JobRow

LEASE = timedelta(seconds=30)
Does = Callable[[Task], Outcome]
_does: list[Does] = []


def told(task: Task) -> Outcome:
    """The function of the kind `told`: whatever the test said last."""
    return _does[-1](task)


@contextmanager
def kind(monkeypatch: pytest.MonkeyPatch, does: Does, *, attempts: int = 3) -> Iterator[None]:
    """A kind of job named `told` that any member may ask for."""
    monkeypatch.setitem(
        background_actions.KINDS,
        "told",
        background_actions.Kind("read", "tests.web.jobtools:told", attempts=attempts),
    )
    _does.append(does)
    try:
        yield
    finally:
        _does.pop()


def after(seconds: float) -> datetime:
    return AT + timedelta(seconds=seconds)


def asked(cast: Cast, what: str = "told", **arguments: int) -> JobRow:
    """Bolat asks."""
    return background_actions.ask(cast.bolat, what, cast.row, arguments, at=AT)


def taken(at: datetime = AT) -> leases.Attempt:
    """The attempt that a worker takes next."""
    found = leases.claim(at=at, lease=LEASE)
    assert found is not None
    return found


def pulse_of(attempt: leases.Attempt, at: datetime = AT) -> Pulse:
    return Pulse(attempt, clock=lambda: at, lease=LEASE)


def run(at: datetime = AT) -> None:
    """One attempt from beginning to end."""
    attempt = taken(at)
    perform(attempt, pulse_of(attempt, at), clock=lambda: at)


def fresh(job: JobRow) -> JobRow:
    job.refresh_from_db()
    return job
