"""Jobs that run in the background.

Invariant: of one person's identical requests at most one is under way; a job carries the rights of who asked.
"""

from __future__ import annotations

import uuid

from django.db import models

from aigaq.web.models.accounts import Account
from aigaq.web.models.cases import CaseRow

QUEUED, RUNNING, DONE, DEAD, CANCELLED = STATES = ("queued", "running", "done", "dead", "cancelled")
UNDER_WAY = (QUEUED, RUNNING)


class JobRow(models.Model):
    """One job. `attempts` is the fence too: a worker of an earlier attempt may write nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.SlugField(max_length=60)
    arguments = models.JSONField(default=dict)
    # Two that ask the same are two jobs: to find one's request under way would tell what others do.
    dedup = models.CharField(max_length=64)
    case = models.ForeignKey(CaseRow, null=True, on_delete=models.PROTECT, related_name="jobs")
    by = models.ForeignKey(Account, on_delete=models.PROTECT, related_name="jobs")
    state = models.CharField(max_length=20, choices=[(state, state) for state in STATES], default=QUEUED)
    asked_at = models.DateTimeField()
    run_at = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    attempts_most = models.PositiveIntegerField(default=5)
    # Of the attempt under way; null when nobody works at it.
    started_at = models.DateTimeField(null=True)
    heartbeat_at = models.DateTimeField(null=True)
    lease_until = models.DateTimeField(null=True)
    cancel_asked = models.BooleanField(default=False)
    # A total not known yet is null, never zero.
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(null=True)
    message = models.CharField(max_length=60, default="")
    # Parts a second in the attempt under way; null until it can be told.
    rate = models.FloatField(null=True)
    result = models.JSONField(null=True)
    file = models.CharField(max_length=100, default="")
    # A code of our errors: its words could name somebody.
    error = models.CharField(max_length=60, default="")
    ended_at = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)

    class Meta:
        """The newest first; the next one to run by state and time."""

        ordering = ("-asked_at", "-id")
        constraints = (
            models.UniqueConstraint(
                fields=("by", "dedup"),
                condition=models.Q(state__in=("queued", "running")),
                name="one_job_a_request",
            ),
        )
        indexes = (models.Index(fields=("state", "run_at"), name="job_next"),)
