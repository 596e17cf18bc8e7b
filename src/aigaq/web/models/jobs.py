"""Jobs in the background.

Invariant: of identical requests by one person at most one is under way; a job has the rights of its requester.
"""

from __future__ import annotations

import uuid

from django.db import models

from aigaq.web.models.accounts import Account
from aigaq.web.models.cases import CaseRow

QUEUED, RUNNING, DONE, DEAD, CANCELLED = STATES = ("queued", "running", "done", "dead", "cancelled")
UNDER_WAY = (QUEUED, RUNNING)


class JobRow(models.Model):
    """One job. `attempts` is a fence too: a worker of an earlier attempt may write nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=60)
    arguments = models.JSONField(default=dict)
    # Per account: if two people shared a job for the same request, one would learn what the other does.
    dedup = models.CharField(max_length=64)
    case = models.ForeignKey(CaseRow, null=True, on_delete=models.PROTECT, related_name="jobs")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=20, choices=[(state, state) for state in STATES], default=QUEUED)
    asked_at = models.DateTimeField()
    run_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    attempts_most = models.PositiveIntegerField(default=5)
    # Start of the present attempt; null if no worker has the job.
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)
    # Null while the total is unknown, never zero.
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=60, default="")
    # Parts per second in the present attempt; null until it can be computed.
    rate = models.FloatField(null=True)
    result = models.JSONField(null=True)
    file = models.CharField(max_length=100, default="")
    # Code of an error, not its text: the text could name somebody.
    error = models.CharField(max_length=60, default="")
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first. Indexed by state and time, to find the next job to run."""

        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("by", "dedup"),
                condition=models.Q(state__in=("queued", "running")),
                name="one_job_a_request",
            ),
        )
        indexes = (models.Index(fields=("state", "run_at"), name="job_next"),)
