"""The jobs that one asked for. Invariant: somebody else's job answers like one that does not exist."""

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
        share: of a hundred; None where the total is not known.
        left: seconds, at the rate of this attempt; None until that can be told.
        whole: what a verification found; None where it is none.
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
        """The code of what it is."""
        return _known(f"job-{self.kind}") or "jobs"

    @property
    def state_word(self) -> str:
        """The code of how it stands."""
        return f"job-is-{self.state}"

    @property
    def waits(self) -> bool:
        """Whether it rests after an attempt that failed."""
        return self.state == QUEUED and self.attempts > 0 and bool(self.error)

    @property
    def under_way(self) -> bool:
        """Whether it can be stopped."""
        return self.state in UNDER_WAY

    @property
    def ended_badly(self) -> bool:
        """Whether it can be tried again."""
        return self.state in (DEAD, CANCELLED)


def mine(viewer: Viewer, *, at: datetime) -> list[Job]:
    """The viewer's own jobs, the newest first.

    Raises:
        NotFound: nobody is signed in.
    """
    if not viewer.is_authenticated:
        raise NotFound
    seen = {row.pk: row for row in my_cases(viewer)}
    rows = JobRow.objects.filter(by_id=viewer.pk)[:LISTED]
    # Of a case that she was taken out of, not even the title is hers to see.
    return [_shown(row, seen.get(row.case_id) if row.case_id else None, at) for row in rows]


def own(viewer: Viewer, job: UUID) -> JobRow:
    """The row of one's own job.

    Raises:
        NotFound: no such job, or not hers.
    """
    found = JobRow.objects.filter(pk=job, by_id=viewer.pk).first() if viewer.is_authenticated else None
    if found is None:
        raise NotFound
    return found


def file_of(viewer: Viewer, job: UUID, *, at: datetime) -> tuple[Path, str]:
    """Where the file of one's own job lies, and the name it is given.

    Raises:
        NotFound: no such job, not hers, its time is over, or she may no longer see all that is in it.
        Stale: the case has changed since.
    """
    row = own(viewer, job)
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
    """Whether the case has changed since the file was made, by more than what was coded or taken out.

    What was put away since may lie in the file. Any decision, source, rule or member counts as well, so that nobody
    learns from a file that is not given that something was put away.
    """
    later = EventRow.objects.filter(case=case, seq__gt=_result(row).get("logged", 0))
    unmoved = Q(action__startswith="entry.") | Q(action__startswith="job.")
    # Whoever reads a preview through, and signs, changes nothing of it.
    return later.exclude(unmoved | Q(action__in=("edition.read", "edition.signed"))).exists()


def _result(row: JobRow) -> dict[str, Any]:
    return row.result if isinstance(row.result, dict) else {}


def _fetchable(row: JobRow, at: datetime) -> bool:
    return bool(row.file) and (row.expires_at is None or row.expires_at > at)


def _known(code: str) -> str:
    """The code, where we have words for it: a row may be older, or newer, than they are."""
    return code if code in catalogue() else ""


def _left(row: JobRow) -> int | None:
    """Seconds, at the rate of this attempt."""
    return round((row.total - row.done) / row.rate) if row.total is not None and row.rate else None


def _shown(row: JobRow, case: CaseRow | None, at: datetime) -> Job:
    stands = case is not None and _fetchable(row, at)
    changed = stands and _changed(row, case)
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
        left=_left(row),
        message=_known(row.message),
        error=_known(row.error),
        whole=whole if isinstance(whole, bool) else None,
        attempts=row.attempts,
        asked_at=row.asked_at,
        run_at=row.run_at,
        file=stands and not changed,
        changed=changed,
        expires_at=row.expires_at,
    )
