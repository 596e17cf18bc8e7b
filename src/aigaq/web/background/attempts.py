"""One attempt at a job: what its function is given, gives back, and how it hears that it has to stop.

Invariant: once the lease is lost, or somebody asked to stop, no further step is begun.
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
    """Raised in the midst of a job: somebody asked, the lease is lost, or the worker stops. Let it pass."""

    def __init__(self, why: Why) -> None:
        super().__init__(why)
        self.why = why


class Pulse:
    """How far an attempt is; the worker's second thread carries it to the row and keeps the lease."""

    def __init__(self, attempt: leases.Attempt, *, clock: Clock, lease: timedelta) -> None:
        self._attempt, self._clock, self._lease = attempt, clock, lease
        self._begun = clock()
        self._lock = Lock()
        self._told: tuple[int, int | None, str] = (0, None, "")
        self._why: Why | None = None

    def __call__(self, done: int, total: int | None, message: str = "") -> None:
        """Say how far the job is; cheap, so that it can be called at every step.

        Args:
            total: None where it is not known yet.
            message: the code of a sentence of ours.
        Raises:
            Cancelled: it has to stop.
        """
        with self._lock:
            self._told = (done, total, message or self._told[2])
        if self._why is not None:
            raise Cancelled(self._why)

    def halt(self) -> None:
        """Have the job stop at its next step, because the worker does."""
        self._why = self._why or "stopping"

    def beat(self) -> None:
        """Keep the lease, carry the progress to the row, and hear whether to stop."""
        with self._lock:
            done, total, message = self._told
        at = self._clock()
        seconds = (at - self._begun).total_seconds()
        asked = leases.beat(
            self._attempt,
            at=at,
            lease=self._lease,
            done=done,
            total=total,
            message=message,
            rate=done / seconds if done and seconds > 0 else None,
        )
        if asked is None:
            self._why = "lost"
        elif asked:
            self._why = "asked"


@dataclass(frozen=True, slots=True)
class Task:
    """What the function of a kind is given.

    Args:
        viewer: who asked, with the rights that she has now.
        case: its key.
        attempt: which one this is, from one.
        part: where a file may be written; gone afterwards unless the outcome names a suffix.
        progress: call it at every step.
    """

    viewer: Viewer
    case: str | None
    arguments: Mapping[str, Plain]
    attempt: int
    part: Path
    progress: Pulse


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the function of a kind gives back.

    Args:
        result: plain values for the page; ids, codes and counts that the viewer may see.
        suffix: of the file that was written to `part`, `.zip`; empty where there is none.
        keeps: how long the file may be fetched.
    """

    result: Plain = None
    suffix: str = ""
    keeps: timedelta | None = None
