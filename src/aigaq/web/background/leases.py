"""The lease of a worker on a job: claim it, keep it, end it; and the files that jobs leave.

Invariants: a worker writes only while the attempt is its own; one that lost the lease to another writes nothing. A copy
of a case is removed when nobody may fetch it any more.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q, QuerySet

from aigaq.errors import JobLost
from aigaq.records.serialize import Plain
from aigaq.web.home import EXPORTS, durable
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
    """The pause of a job after its n-th failed attempt: ten seconds, doubled each time, an hour at most.

    Raises:
        ValueError: attempts are counted from one.
    """
    if attempt < 1:
        raise ValueError("Attempts are counted from 1.")
    # Limited before it is doubled: 2**40 seconds overflow a timedelta.
    doublings = min(attempt - 1, 12)
    return min(FIRST_WAIT * (1 << doublings), LONGEST_WAIT)


def claim(*, at: datetime, lease: timedelta) -> Attempt | None:
    """Claim the next job that is due, or whose worker let its lease run out; None if there is none.

    A job whose worker died at its last attempt is marked dead: the job itself may be what kills workers.
    """
    # Read without the lock first, so that an idle worker does not hold up people who write.
    if not _due(at).exists():
        return None
    with _transaction():
        while True:
            row = _due(at).select_for_update(skip_locked=True).order_by("run_at", "asked_at", "id").first()
            if row is None:
                return None
            if row.state == RUNNING and row.cancel_asked:
                _end(row, CANCELLED, at=at)
            elif row.attempts >= row.attempts_most:
                _end(row, DEAD, at=at, error=JobLost.code)
            else:
                return _start(row, at=at, lease=lease)


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
    """Renew the lease and store the progress; whether the job was asked to stop, or None if the lease is lost."""
    with _transaction():
        renewed = _leased(attempt).update(
            heartbeat_at=at, lease_until=at + lease, done=done, total=total, message=message, rate=rate
        )
        return JobRow.objects.get(pk=attempt.job).cancel_asked if renewed else None


def finish(
    attempt: Attempt, *, at: datetime, result: Plain, part: Path, suffix: str, keeps: timedelta | None
) -> bool:
    """End a job that is done; whether the lease was still ours. The file is in place before the row names it.

    Args:
        part: the file that the job wrote, if any.
        suffix: of the file, `.zip`; empty if there is none.
        keeps: how long the file may be fetched.
    """
    with _transaction():
        row = _leased(attempt).select_for_update().first()
        if row is None:
            return False
        if suffix:
            row.file = f"{row.pk}{suffix}"
            row.expires_at = at + keeps if keeps is not None else None
            # The bytes are on the disk before the name, and the name before a row mentions it.
            durable(part)
            part.replace(part.with_name(row.file))
            durable(part.parent)
        row.result = result
        _end(row, DONE, at=at)
        return True


def fail(attempt: Attempt, error: str, *, at: datetime, again: bool) -> bool:
    """Record a failed attempt: the job waits for another one, or is dead. Whether the lease was still ours.

    Args:
        error: a code of ours; the text of an exception could name somebody.
        again: whether another attempt could succeed.
    """
    with _transaction():
        row = _leased(attempt).select_for_update().first()
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
    """Put a job back because the worker stops. That is no failure of the job, and costs no attempt."""
    with _transaction():
        row = _leased(attempt).select_for_update().first()
        if row is None:
            return False
        row.attempts_most = row.attempts_most + 1
        if row.cancel_asked:
            _end(row, CANCELLED, at=at)
        else:
            _wait(row, until=at)
        return True


def end_cancelled(attempt: Attempt, *, at: datetime) -> bool:
    """End a job that stopped because somebody asked it to; whether the lease was still ours."""
    with _transaction():
        row = _leased(attempt).select_for_update().first()
        if row is None:
            return False
        _end(row, CANCELLED, at=at)
        return True


@contextmanager
def _transaction() -> Iterator[None]:
    """A transaction: on SQLite under the lock that all writers share, on PostgreSQL with row locks alone."""
    if connection.vendor == "sqlite":
        with change():
            yield
    else:
        with transaction.atomic():
            yield


def _due(at: datetime) -> QuerySet[JobRow]:
    return JobRow.objects.filter(Q(state=QUEUED, run_at__lte=at) | Q(state=RUNNING, lease_until__lte=at))


def _leased(attempt: Attempt) -> QuerySet[JobRow]:
    """The row of an attempt; empty once somebody began a later one."""
    return JobRow.objects.filter(pk=attempt.job, state=RUNNING, attempts=attempt.number)


def _start(row: JobRow, *, at: datetime, lease: timedelta) -> Attempt:
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


def sweep_files(*, at: datetime) -> None:
    """Remove files whose time is over, and files that dead workers left."""
    folder = Path(settings.HOME) / EXPORTS
    with change():
        JobRow.objects.filter(expires_at__lte=at).update(file="", expires_at=None)
        # Read before the files are listed. A running job owns every file that begins with its id.
        running = {str(key) for key in JobRow.objects.filter(state=RUNNING).values_list("pk", flat=True)}
        named = set(JobRow.objects.exclude(file="").values_list("file", flat=True))
        for path in sorted(folder.glob("*")):
            if path.name in named or path.name[:36] in running:
                continue
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)
