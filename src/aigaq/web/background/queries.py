"""The jobs of an account. Invariant: a job of somebody else looks like one that does not exist."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import Q

from aigaq.errors import NotFound, Stale
from aigaq.records.vocab.messages import catalogue
from aigaq.web.home import EXPORTS
from aigaq.web.models import CaseRow, EventRow, JobRow
from aigaq.web.models.jobs import CANCELLED, DEAD, DONE, QUEUED, UNDER_WAY
from aigaq.web.store.access import Viewer, held, role
from aigaq.web.store.cases import my_cases

LISTED = 50


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its owner sees it.

    Args:
        share: per cent; None if the total is not known.
        left: seconds left, at the rate of this attempt; None until it is known.
        whole: the result of a check; None for other kinds.
        changed: there is a file, and the case has changed since it was made.
    """

    id: UUID
    kind: str
    case: CaseRow | None
    state: str
    stopping: bool
    done: int
    total: int | None
    share: int | None
    rate: float | None
    left: int | None
    message: str
    error: str
    whole: bool | None
    attempts: int
    asked_at: datetime
    run_at: datetime
    file: bool
    changed: bool
    expires_at: datetime | None

    @property
    def word(self) -> str:
        """The message code of its kind."""
        return _known(f"job-{self.kind}") or "jobs"

    @property
    def state_word(self) -> str:
        """The message code of its state."""
        return f"job-is-{self.state}"

    @property
    def waits(self) -> bool:
        """Whether it pauses after a failed attempt."""
        return self.state == QUEUED and self.attempts > 0 and bool(self.error)

    @property
    def under_way(self) -> bool:
        """Whether it can be stopped."""
        return self.state in UNDER_WAY

    @property
    def ended_badly(self) -> bool:
        """Whether it can be tried again."""
        return self.state in (DEAD, CANCELLED)


def jobs_of(viewer: Viewer, *, at: datetime) -> list[Job]:
    """The jobs of the viewer, the newest first.

    Raises:
        NotFound: nobody is signed in.
    """
    if not viewer.is_authenticated:
        raise NotFound
    visible = {row.pk: row for row in my_cases(viewer)}
    rows = JobRow.objects.filter(by_id=viewer.pk)[:LISTED]
    # A member who was taken out of a case must not see even its title.
    return [_job(row, visible.get(row.case_id) if row.case_id else None, at) for row in rows]


def own_job(viewer: Viewer, job: UUID) -> JobRow:
    """The row of a job of the viewer.

    Raises:
        NotFound: the viewer has no such job.
    """
    row = JobRow.objects.filter(pk=job, by_id=viewer.pk).first() if viewer.is_authenticated else None
    if row is None:
        raise NotFound
    return row


def file_of(viewer: Viewer, job: UUID, *, at: datetime) -> tuple[Path, str]:
    """The path of the file that a job of the viewer made, and its name for the download.

    Raises:
        NotFound: no such job or file, its time is over, or the viewer may no longer see all that is in it.
        Stale: the case has changed since.
    """
    row = own_job(viewer, job)
    path = Path(settings.HOME) / EXPORTS / row.file
    if row.state != DONE or not _fetchable(row, at) or not path.is_file():
        raise NotFound
    if row.case is not None:
        if role(viewer, row.case) is None or not held(viewer, row.case) >= set(_result(row).get("held", [])):
            raise NotFound
        if _changed(row, row.case):
            raise Stale
    return path, f"{row.case.key if row.case else row.kind}{path.suffix}"


def _changed(row: JobRow, case: CaseRow | None) -> bool:
    """Whether the case has changed since the file was made, apart from entries that were coded or withdrawn.

    The file may hold a record that was put into a compartment since. Decisions, sources, rules and members count as
    changes too, so that a refused file does not tell that something was put away.
    """
    later = EventRow.objects.filter(case=case, seq__gt=_result(row).get("logged", 0))
    harmless = Q(action__startswith="entry.") | Q(action__startswith="job.")
    # Reading a preview through, and signing it, change nothing of the case.
    return later.exclude(harmless | Q(action__in=("edition.read", "edition.signed"))).exists()


def _result(row: JobRow) -> dict[str, Any]:
    return row.result if isinstance(row.result, dict) else {}


def _fetchable(row: JobRow, at: datetime) -> bool:
    return bool(row.file) and (row.expires_at is None or row.expires_at > at)


def _known(code: str) -> str:
    """The code if it has a message, else empty: a row may be written by an older or newer program."""
    return code if code in catalogue() else ""


def _job(row: JobRow, case: CaseRow | None, at: datetime) -> Job:
    has_file = case is not None and _fetchable(row, at)
    changed = has_file and _changed(row, case)
    whole = _result(row).get("whole")
    return Job(
        id=row.pk,
        kind=row.kind,
        case=case,
        state=row.state,
        stopping=row.cancel_asked and row.state in UNDER_WAY,
        done=row.done,
        total=row.total,
        share=100 * row.done // row.total if row.total else None,
        rate=row.rate,
        left=round((row.total - row.done) / row.rate) if row.total is not None and row.rate else None,
        message=_known(row.message),
        error=_known(row.error),
        whole=whole if isinstance(whole, bool) else None,
        attempts=row.attempts,
        asked_at=row.asked_at,
        run_at=row.run_at,
        file=has_file and not changed,
        changed=changed,
        expires_at=row.expires_at,
    )
