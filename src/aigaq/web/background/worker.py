"""The worker: does jobs one after another until it is told to stop.

Invariant: whatever happens to a worker, its job is finished by it or by another, or marked dead; never lost.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from importlib import import_module
from pathlib import Path
from threading import Event, Thread
from typing import cast

from django.conf import settings
from django.db import Error, close_old_connections, connection

from aigaq.errors import AigaqError, JobBroken, NotAllowed, NotFound
from aigaq.web.background import leases
from aigaq.web.background.actions import order_of
from aigaq.web.background.attempts import Cancelled, Clock, Outcome, Pulse, Task
from aigaq.web.home import EXPORTS

LEASE = timedelta(seconds=60)
IDLE_SECONDS = 1.0
# The delay until a page sees progress, and a job learns that it has to stop.
BEAT_SECONDS = 2.0
STOP_SECONDS = 5.0
SWEEP = timedelta(hours=1)
_log = logging.getLogger("aigaq")


def now() -> datetime:
    """The clock of the machine, in UTC."""
    return datetime.now(UTC)


@contextmanager
def at_work(*, lease: timedelta = LEASE, clock: Clock = now) -> Iterator[None]:
    """Run a worker in a thread beside the server, and stop it at the end.

    A job that does not reach its next step in time is left: its lease runs out, and the next server takes it up.
    """
    stop = Event()
    thread = Thread(
        target=work, args=(stop,), kwargs={"lease": lease, "clock": clock}, name="aigaq-jobs", daemon=True
    )
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(STOP_SECONDS)


def work(stop: Event, *, lease: timedelta = LEASE, clock: Clock = now) -> None:
    """Do jobs until told to stop; wait for a database that is away."""
    swept: datetime | None = None
    try:
        while not stop.is_set():
            did_one = False
            try:
                close_old_connections()
                if swept is None or clock() - swept >= SWEEP:
                    swept = clock()
                    leases.sweep_files(at=swept)
                did_one = do_next(stop, lease=lease, clock=clock)
            except Exception as error:  # noqa: BLE001 - the outermost edge: a worker that dies does no job ever
                _log.error("the worker waits: %s", type(error).__name__)
            if not did_one:
                stop.wait(IDLE_SECONDS)
    finally:
        connection.close()


def do_next(stop: Event, *, lease: timedelta, clock: Clock) -> bool:
    """Do the next job that is due; whether there was one."""
    attempt = leases.claim(at=clock(), lease=lease)
    if attempt is None:
        return False
    pulse = Pulse(attempt, clock=clock, lease=lease)
    with _beating(pulse, stop, every=min(BEAT_SECONDS, lease.total_seconds() / 3)):
        perform(attempt, pulse, clock=clock)
    return True


def perform(attempt: leases.Attempt, pulse: Pulse, *, clock: Clock) -> None:
    """Run one attempt to its end, and write the end into the row."""
    folder = Path(settings.HOME) / EXPORTS
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f"{attempt.job}-{attempt.number}.part"
    try:
        outcome = _run(attempt, pulse, part)
        leases.finish(
            attempt,
            at=clock(),
            result=outcome.result,
            part=part,
            suffix=outcome.suffix,
            keeps=outcome.keeps,
        )
    except Cancelled as halted:
        if halted.why == "asked":
            leases.end_cancelled(attempt, at=clock())
        elif halted.why == "stopping":
            leases.give_back(attempt, at=clock())
    except (NotFound, NotAllowed):
        leases.fail(attempt, NotFound.code, at=clock(), again=False)
    except AigaqError as error:
        # An expected failure: another attempt would end the same way.
        leases.fail(attempt, error.code, at=clock(), again=False)
    except Exception as error:  # noqa: BLE001 - the outermost edge of a job; the text of the error could name somebody
        _log.error("job %s (%s) failed: %s", attempt.job, attempt.kind, type(error).__name__)
        leases.fail(attempt, JobBroken.code, at=clock(), again=True)
    finally:
        part.unlink(missing_ok=True)


def _run(attempt: leases.Attempt, pulse: Pulse, part: Path) -> Outcome:
    """Call the function of the job, with the rights that its viewer has now."""
    order = order_of(attempt.job)
    module, _, name = order.runs.partition(":")
    function = cast(Callable[[Task], Outcome], getattr(import_module(module), name))
    return function(Task(order.viewer, order.case, order.arguments, attempt.number, part, pulse))


@contextmanager
def _beating(pulse: Pulse, stop: Event, *, every: float) -> Iterator[None]:
    """Renew the lease from a second thread: one long step of a job must not lose it."""
    ended = Event()

    def beats() -> None:
        try:
            while not ended.wait(every):
                if stop.is_set():
                    pulse.halt()
                try:
                    pulse.beat()
                except (Error, OSError) as error:
                    # The next beat tries again; if the lease runs out meanwhile, that beat finds it lost.
                    _log.error("a lease could not be kept: %s", type(error).__name__)
        finally:
            connection.close()

    thread = Thread(target=beats, name="aigaq-lease", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
