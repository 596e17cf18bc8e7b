"""Ask for background work, stop it, try it again.

Invariant: nobody gets a job that she might not do by hand; asked twice, one job runs.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from aigaq.errors import NotFound
from aigaq.records.serialize import Plain
from aigaq.web.background import queries
from aigaq.web.models import Account, CaseRow, JobRow
from aigaq.web.models.jobs import CANCELLED, DEAD, QUEUED, RUNNING, UNDER_WAY
from aigaq.web.store.access import Viewer, require
from aigaq.web.store.change import change, log


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of job.

    Args:
        needs: the doing that it takes in the case (`access.MAY`); None where it belongs to no case.
        runs: module and function, `aigaq.web.background.exporting:export`; found when it runs, since jobs lie above.
        logged: whether asking for it stands in the log of the case.
        attempts: how often it is tried before it is put aside.
    """

    needs: str | None
    runs: str
    logged: bool = False
    attempts: int = 5


KINDS: dict[str, Kind] = {
    "verify": Kind("lead", "aigaq.web.verify.jobs:verify"),
    "reckon": Kind("read", "aigaq.web.background.snapshots:reckon"),
    # A copy that leaves is what a lead wants to read of in the log.
    # Tried once: what stood in the way is for people to settle, and they are told at once.
    "publish": Kind("lead", "aigaq.web.publish.jobs:publish", attempts=1),
    "preview": Kind("code", "aigaq.web.publish.jobs:preview", attempts=1),
    "export": Kind("read", "aigaq.web.background.exporting:export", logged=True),
}
"""Every kind: one line each, and its word `job-<kind>` among the messages."""


def ask(
    viewer: Viewer,
    kind: str,
    case: CaseRow | None,
    arguments: Mapping[str, Plain] | None = None,
    *,
    at: datetime,
) -> JobRow:
    """Ask for a job; where the viewer asked the same and it is under way, that one.

    Args:
        arguments: what the job is to do; ids and codes, never a name.
    Raises:
        NotFound, NotAllowed: no such kind, or she may not. The rights are asked again when it runs.
    """
    account, asked = allowed(viewer, kind, case)
    wanted = dict(arguments or {})
    dedup = _digest(kind, case, wanted)
    with change():
        found = _under_way(account, dedup)
        if found is not None:
            return found
        row = JobRow(kind=kind, arguments=wanted, dedup=dedup, case=case, by=account, asked_at=at, run_at=at)
        row.attempts_most = asked.attempts
        row.save(force_insert=True)
        if asked.logged:
            log(case, f"job.{kind}", by=account.get_username(), about=str(row.pk), at=at)
    return row


def allowed(viewer: Viewer, kind: str, case: CaseRow | None) -> tuple[Account, Kind]:
    """The account and the kind, where the viewer may have it done.

    Raises:
        NotFound: no such kind, nobody signed in, or not her case. NotAllowed: a member, but of another role.
    """
    found = KINDS.get(kind)
    if found is None or not isinstance(viewer, Account) or (found.needs is None) != (case is None):
        raise NotFound
    if found.needs is not None and case is not None:
        require(viewer, found.needs, case)
    return viewer, found


def cancel(viewer: Viewer, job: UUID, *, at: datetime) -> None:
    """Stop one's own job: at once where it waits, at its next step where it runs; nothing where it has ended.

    Raises:
        NotFound: no such job, or not hers.
    """
    with change():
        # Held while we look: a worker may take it, or give it back, between our reading and our writing.
        row = JobRow.objects.select_for_update().get(pk=queries.own(viewer, job).pk)
        if row.state == QUEUED:
            row.state, row.ended_at = CANCELLED, at
        elif row.state == RUNNING:
            row.cancel_asked = True
        row.save(update_fields=["state", "ended_at", "cancel_asked"])


def again(viewer: Viewer, job: UUID, *, at: datetime) -> JobRow:
    """Try one's own job again that was put aside or stopped, as often as at first; the job that is under way.

    Raises:
        NotFound, NotAllowed: no such job, not hers, or no longer hers to do.
    """
    with change():
        row = queries.own(viewer, job)
        account, asked = allowed(viewer, row.kind, row.case)
        found = _under_way(account, row.dedup)
        if found is not None or row.state not in (DEAD, CANCELLED):
            return found or row
        # The count of attempts goes on: it is the fence, and a worker of an old one may still breathe.
        row.attempts_most = row.attempts + asked.attempts
        row.state, row.run_at, row.ended_at, row.cancel_asked, row.error = QUEUED, at, None, False, ""
        row.done, row.total, row.rate, row.message = 0, None, None, ""
        row.save()
    return row


@dataclass(frozen=True, slots=True)
class Asked:
    """What a worker is to run: for whom, in which case by key, with what, and the function of the kind."""

    viewer: Account
    case: str | None
    arguments: Mapping[str, Plain]
    runs: str


def asked_for(job: UUID) -> Asked:
    """What was asked for, where who asked may still have it done.

    Raises:
        NotFound, NotAllowed: her account or her role is no longer what it was.
    """
    row = JobRow.objects.select_related("case", "by").get(pk=job)
    if not row.by.is_active:
        raise NotFound
    _, kind = allowed(row.by, row.kind, row.case)
    return Asked(row.by, row.case.key if row.case else None, row.arguments, kind.runs)


def _under_way(account: Account, dedup: str) -> JobRow | None:
    return JobRow.objects.filter(by=account, dedup=dedup, state__in=UNDER_WAY).first()


def _digest(kind: str, case: CaseRow | None, arguments: Mapping[str, Plain]) -> str:
    told = [kind, str(case.pk) if case else "", dict(arguments)]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
