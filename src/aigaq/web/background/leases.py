"""What a worker does to a job: take it, keep it, end it.

Invariant: a worker writes only while the attempt is its own; who lost the lease to another writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from aigaq.errors import JobLost
from aigaq.records.serialize import Plain
from aigaq.web.background.files import put
from aigaq.web.models import JobRow
from aigaq.web.models.jobs import CANCELLED, DEAD, DONE, QUEUED, RUNNING
from aigaq.web.store.change import change

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=10), timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a job, numbered from one: the number is the fence."""

    job: UUID
    number: int
    kind: str


def wait_after(attempt: int) -> timedelta:
    """How long a job rests after its n-th failed attempt: ten seconds, doubled each time, an hour at most.

    Raises:
        ValueError: attempts are counted from one.
    """
    if attempt < 1:
        raise ValueError("Attempts are counted from 1.")
    # Held before it is doubled: a timedelta of 2**40 seconds is none.
    doublings = min(attempt - 1, 12)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def claim(*, at: datetime, lease: timedelta) -> Attempt | None:
    """Take the next job that is due, or one whose worker let its lease run out; None where there is none.

    A job whose worker died at its last attempt is put aside: it may be what kills them.
    """
    # Looked at without the lock first: an idle worker must not stand in the way of who writes.
    if not _due(at).exists():
        return None
    with _held():
        while True:
            row = _due(at).select_for_update(skip_locked=True).order_by("run_at", "asked_at", "id").first()
            if row is None:
                return None
            if row.state == RUNNING and row.cancel_asked:
                _end(row, CANCELLED, at=at)
            elif row.attempts >= row.attempts_most:
                _end(row, DEAD, at=at, error=JobLost.code)
            else:
                return _taken(row, at=at, lease=lease)


def beat(
    attempt: Attempt,
    *,
    at: datetime,
    lease: timedelta,
    done: int,
    total: int | None,
    message: str,
    rate: float | None,
) -> bool | None:
    """Keep the lease and say how far it is: whether it was asked to stop; None where the lease is lost."""
    with _held():
        kept = _own(attempt).update(
            heartbeat_at=at, lease_until=at + lease, done=done, total=total, message=message, rate=rate
        )
        return JobRow.objects.get(pk=attempt.job).cancel_asked if kept else None


def finish(
    attempt: Attempt, *, at: datetime, result: Plain, part: Path, suffix: str, keeps: timedelta | None
) -> bool:
    """End a job that is done, its file in place before its row says so; whether it was still ours.

    Args:
        part: what the job wrote, if it wrote a file.
        suffix: of the file, `.zip`; empty where there is none.
        keeps: how long the file may be fetched.
    """
    with _held():
        row = _own(attempt).select_for_update().first()
        if row is None:
            return False
        if suffix:
            row.file = f"{row.pk}{suffix}"
            row.expires_at = at + keeps if keeps is not None else None
            put(part, part.with_name(row.file))
        row.result = result
        _end(row, DONE, at=at)
        return True


def fail(attempt: Attempt, error: str, *, at: datetime, again: bool) -> bool:
    """Note that an attempt failed: tried again after a while, or put aside; whether it was still ours.

    Args:
        error: a code of ours; words of an error could name somebody.
        again: whether another attempt could end otherwise.
    """
    with _held():
        row = _own(attempt).select_for_update().first()
        if row is None:
            return False
        if row.cancel_asked:
            _end(row, CANCELLED, at=at)
        elif again and row.attempts < row.attempts_most:
            row.error = error
            _wait(row, until=at + wait_after(row.attempts))
        else:
            _end(row, DEAD, at=at, error=error)
        return True


def give_back(attempt: Attempt, *, at: datetime) -> bool:
    """Put a job back because the worker stops; that is no failure of the job, and costs it no attempt."""
    with _held():
        row = _own(attempt).select_for_update().first()
        if row is None:
            return False
        row.attempts_most = row.attempts_most + 1
        if row.cancel_asked:
            _end(row, CANCELLED, at=at)
        else:
            _wait(row, until=at)
        return True


def cancelled(attempt: Attempt, *, at: datetime) -> bool:
    """End a job that stopped because it was asked to; whether it was still ours."""
    with _held():
        row = _own(attempt).select_for_update().first()
        if row is None:
            return False
        _end(row, CANCELLED, at=at)
        return True


@contextmanager
def _held() -> Iterator[None]:
    """A transaction; on SQLite with the lock that all writers share, on PostgreSQL with the rows alone."""
    if connection.vendor == "sqlite":
        with change():
            yield
    else:
        with transaction.atomic():
            yield


def _due(at: datetime) -> QuerySet[JobRow]:
    return JobRow.objects.filter(Q(state=QUEUED, run_at__lte=at) | Q(state=RUNNING, lease_until__lte=at))


def _own(attempt: Attempt) -> QuerySet[JobRow]:
    """The row, while nobody began a later attempt."""
    return JobRow.objects.filter(pk=attempt.job, state=RUNNING, attempts=attempt.number)


def _taken(row: JobRow, *, at: datetime, lease: timedelta) -> Attempt:
    row.state, row.attempts = RUNNING, row.attempts + 1
    row.started_at, row.heartbeat_at, row.lease_until = at, at, at + lease
    row.done, row.total, row.rate, row.message = 0, None, None, ""
    row.save()
    return Attempt(row.pk, row.attempts, row.kind)


def _wait(row: JobRow, *, until: datetime) -> None:
    row.state, row.run_at = QUEUED, until
    row.started_at = row.heartbeat_at = row.lease_until = row.rate = None
    row.save()


def _end(row: JobRow, state: str, *, at: datetime, error: str = "") -> None:
    row.state, row.ended_at, row.error = state, at, error
    row.lease_until = row.rate = None
    row.save()
