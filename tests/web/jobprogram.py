"""Programs of the tests of jobs: one asks, one works until killed or done, one waits for the end.

Invariant: each is a process of its own over the database that the environment names.

    python -m tests.web.jobprogram ask
    python -m tests.web.jobprogram export
    python -m tests.web.jobprogram work LEASE_SECONDS
    python -m tests.web.jobprogram wait SECONDS
"""

from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from threading import Event
from time import monotonic

from aigaq.web.server.starting import start

start(new=True)

from tests.web.cast import assembled  # noqa: E402 - rows can be named only now

from aigaq.web.background import actions as background_actions  # noqa: E402
from aigaq.web.background.attempts import Outcome, Task  # noqa: E402
from aigaq.web.background.worker import work  # noqa: E402
from aigaq.web.models import JobRow, Membership  # noqa: E402

background_actions.KINDS["long"] = background_actions.Kind("read", "tests.web.jobprogram:long")


def long(task: Task) -> Outcome:
    """Goes on for ever at its first attempt, and is done at once at any other; says when it begins."""
    print(f"begun {task.attempt}", flush=True)
    while task.attempt == 1:
        task.progress(1, 2)
        Event().wait(0.02)
    return Outcome({"attempt": task.attempt})


def ask() -> None:
    """Ask for the long job as Bolat."""
    cast = assembled()
    job = background_actions.ask(cast.bolat, "long", cast.row, at=datetime.now(UTC))
    print(job.pk, flush=True)


def export() -> None:
    """Ask for the one case of the house as a bundle, as its lead."""
    member = Membership.objects.get()
    job = background_actions.ask(member.account, "export", member.case, at=datetime.now(UTC))
    print(job.pk, flush=True)


def wait(seconds: float) -> None:
    """Look at the only job until it has ended, or the time is over; say how it stands."""
    until = monotonic() + seconds
    while True:
        job = JobRow.objects.get()
        if job.state not in ("queued", "running") or monotonic() > until:
            print(job.state, job.attempts, job.result, flush=True)
            return
        Event().wait(0.1)


if __name__ == "__main__":
    doing = sys.argv[1]
    if doing == "ask":
        ask()
    elif doing == "export":
        export()
    elif doing == "work":
        work(Event(), lease=timedelta(seconds=float(sys.argv[2])))
    else:
        wait(float(sys.argv[2]))
