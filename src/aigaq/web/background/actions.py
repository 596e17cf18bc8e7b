"""Ask for a job, stop it, try it again.

Invariant: nobody gets a job that she may not do by hand; if the same is asked twice, one job runs.
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
        needs: the right that it takes in the case (`access.MAY`).
        runs: module and function, `aigaq.web.background.jobs:export`; imported late: features lie above.
        logged: whether the request is written into the log of the case.
        attempts: how often it is tried before it is marked dead.
    """

    needs: str
    runs: str
    logged: bool = False
    attempts: int = 5


KINDS: dict[str, Kind] = {
    "verify": Kind("lead", "aigaq.web.verify.jobs:verify"),
    "reckon": Kind("read", "aigaq.web.background.jobs:reckon"),
    # Tried once: only people can remove an obstacle, and they should see it at once.
    "publish": Kind("lead", "aigaq.web.publish.jobs:publish", attempts=1),
    "preview": Kind("code", "aigaq.web.publish.jobs:preview", attempts=1),
    # A copy of the case leaves the house: a lead finds it in the log.
    "export": Kind("read", "aigaq.web.background.jobs:export", logged=True),
}
"""Every kind of job; each has the message `job-<kind>`."""


def ask(
    viewer: Viewer,
    kind: str,
    case: CaseRow | None,
    arguments: Mapping[str, Plain] | None = None,
    *,
    at: datetime,
) -> JobRow:
    """Ask for a job; the job under way, if the viewer asked for the same before.

    Args:
        arguments: ids and codes, never a name.
    Raises:
        NotFound, NotAllowed: no such kind, or the viewer may not. The rights are checked again when it runs.
    """
    account, known = allowed(viewer, kind, case)
    arguments = dict(arguments or {})
    dedup = _digest(kind, case, arguments)
    with change():
        under_way = _under_way(account, dedup)
        if under_way is not None:
            return under_way
        row = JobRow(
            kind=kind, arguments=arguments, dedup=dedup, case=case, by=account, asked_at=at, run_at=at
        )
        row.attempts_most = known.attempts
        row.save(force_insert=True)
        if known.logged:
            log(case, f"job.{kind}", by=account.get_username(), about=str(row.pk), at=at)
    return row


def allowed(viewer: Viewer, kind: str, case: CaseRow | None) -> tuple[Account, Kind]:
    """The account and the kind of job, if the viewer may ask for it.

    Raises:
        NotFound: no such kind, no case, nobody signed in, or no member. NotAllowed: a member of another role.
    """
    known = KINDS.get(kind)
    if known is None or case is None or not isinstance(viewer, Account):
        raise NotFound
    require(viewer, known.needs, case)
    return viewer, known


def cancel(viewer: Viewer, job: UUID, *, at: datetime) -> None:
    """Stop a job of the viewer: at once if it waits, at its next step if it runs.

    Raises:
        NotFound: the viewer has no such job.
    """
    with change():
        # Locked: a worker may claim the job, or give it back, between our reading and our writing.
        row = JobRow.objects.select_for_update().get(pk=queries.own_job(viewer, job).pk)
        if row.state == QUEUED:
            row.state, row.ended_at = CANCELLED, at
        elif row.state == RUNNING:
            row.cancel_asked = True
        row.save(update_fields=["state", "ended_at", "cancel_asked"])


def again(viewer: Viewer, job: UUID, *, at: datetime) -> JobRow:
    """Try a dead or stopped job of the viewer again, as often as at first; the job that is under way.

    Raises:
        NotFound, NotAllowed: the viewer has no such job, or may no longer ask for it.
    """
    with change():
        row = queries.own_job(viewer, job)
        account, known = allowed(viewer, row.kind, row.case)
        under_way = _under_way(account, row.dedup)
        if under_way is not None or row.state not in (DEAD, CANCELLED):
            return under_way or row
        # The count of attempts goes on: it is the fencing token, and the worker of an old attempt may still be alive.
        row.attempts_most = row.attempts + known.attempts
        row.state, row.run_at, row.ended_at, row.cancel_asked, row.error = QUEUED, at, None, False, ""
        row.done, row.total, row.rate, row.message = 0, None, None, ""
        row.save()
    return row


@dataclass(frozen=True, slots=True)
class Order:
    """A job as the worker runs it: for whom, in which case (by key), with which arguments and function."""

    viewer: Account
    case: str
    arguments: Mapping[str, Plain]
    runs: str


def order_of(job: UUID) -> Order:
    """The order of a job, if the account that asked for it still may.

    Raises:
        NotFound, NotAllowed: the account was closed, or lost its role.
    """
    row = JobRow.objects.select_related("case", "by").get(pk=job)
    if not row.by.is_active or row.case is None:
        raise NotFound
    _, kind = allowed(row.by, row.kind, row.case)
    return Order(row.by, row.case.key, row.arguments, kind.runs)


def _under_way(account: Account, dedup: str) -> JobRow | None:
    return JobRow.objects.filter(by=account, dedup=dedup, state__in=UNDER_WAY).first()


def _digest(kind: str, case: CaseRow | None, arguments: Mapping[str, Plain]) -> str:
    asked = [kind, str(case.pk) if case else "", dict(arguments)]
    return hashlib.sha256(json.dumps(asked, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
