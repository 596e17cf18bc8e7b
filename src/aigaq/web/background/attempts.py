"""One attempt at a job: the arguments and the result of its function, its progress, and the way it is stopped.

Invariant: no step begins after the lease is lost or somebody asked to stop.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Literal

from aigaq.records.serialize import Plain
from aigaq.web.background import leases
from aigaq.web.store.access import Viewer

Clock = Callable[[], datetime]
Why = Literal["asked", "lost", "stopping"]


class Cancelled(Exception):
    """Raised inside a job that must stop: somebody asked, the lease is lost, or the worker stops. Do not catch it."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Pulse:
    """The progress of an attempt. A second thread of the worker stores it in the row and renews the lease."""

    def __init__(self, attempt: leases.Attempt, *, clock: Clock, lease: timedelta) -> None:
        self._attempt, self._clock, self._lease = attempt, clock, lease
        self._begun = clock()
        self._lock = Lock()
        self._progress: tuple[int, int | None, str] = (0, None, "")
        self._why: Why | None = None

    def __call__(self, done: int, total: int | None, message: str = "") -> None:
        """Note how far the job is; cheap, so that it can be called at every step.

        Args:
            total: None if it is not known yet.
            message: the code of a sentence of ours.
        Raises:
            Cancelled: the job has to stop.
        """
        with self._lock:
            self._progress = (done, total, message or self._progress[2])
        if self._why is not None:
            raise Cancelled(self._why)

    def halt(self) -> None:
        """Stop the job at its next step, because the worker stops."""
        self._why = self._why or "stopping"

    def beat(self) -> None:
        """Renew the lease, store the progress in the row, and learn whether to stop."""
        with self._lock:
            done, total, message = self._progress
        at = self._clock()
        seconds = (at - self._begun).total_seconds()
        asked_to_stop = leases.beat(
            self._attempt,
            at=at,
            lease=self._lease,
            done=done,
            total=total,
            message=message,
            rate=done / seconds if done and seconds > 0 else None,
        )
        if asked_to_stop is None:
            self._why = "lost"
        elif asked_to_stop:
            self._why = "asked"


@dataclass(frozen=True, slots=True)
class Task:
    """The argument of the function of a job.

    Args:
        viewer: the account that asked, with the rights that it has now.
        case: its key.
        attempt: which one this is, from one.
        part: where a file may be written; it is removed afterwards unless the outcome names a suffix.
        progress: call it at every step.
    """

    viewer: Viewer
    case: str
    arguments: Mapping[str, Plain]
    attempt: int
    part: Path
    progress: Pulse


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of the function of a job.

    Args:
        result: plain values for the page; ids, codes and counts that the viewer may see.
        suffix: of the file that was written to `part`, `.zip`; empty if there is none.
        keeps: how long the file can be fetched.
    """

    result: Plain = None
    suffix: str = ""
    keeps: timedelta | None = None
