"""Editions of a case: the lasting address, each draft with its content, and the signatures.

Invariant: the content of a published edition never changes; only its state does.
"""

from __future__ import annotations

import uuid

from django.db import models

from aigaq.web.models.cases import CaseRow

DRAFT, CURRENT, SUPERSEDED, WITHDRAWN, DROPPED = STATES = (
    "draft",
    "current",
    "superseded",
    "withdrawn",
    "dropped",
)
OUT = (CURRENT, SUPERSEDED, WITHDRAWN)
"""States of an edition that is or was published."""


class DossierRow(models.Model):
    """Public side of a case: the address of its editions, and how readers comment and send files.

    `address` is random, lasts as long as the case and tells nothing about it. `intake` is the public key that uploads
    are encrypted to; while it is empty, the intake is closed. `kept` are the numbers that editions gave to people
    without a name, so that the next edition gives the same.
    """

    case = models.OneToOneField(CaseRow, on_delete=models.PROTECT, related_name="dossier")
    address = models.CharField(max_length=40, unique=True)
    opened_at = models.DateTimeField()
    comments = models.BooleanField(default=True)
    intake = models.CharField(max_length=200, blank=True)
    kept = models.JSONField(default=dict)


class ReleaseRow(models.Model):
    """One edition of a case: a draft, or published.

    `content` is the case as the edition shows it, as JSON (`dossier.drafts.stored`); `digest` is its SHA-256. `asked`
    is the imprint (`publish.queries.Imprint`). `manifest` is the digest of the cleared content, which people sign; it
    is empty while the edition is not cleared.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(DossierRow, on_delete=models.PROTECT, related_name="releases")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=12, choices=[(state, state) for state in STATES], default=DRAFT)
    asked = models.JSONField(default=dict)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    kept = models.JSONField(default=dict)
    manifest = models.CharField(max_length=64, blank=True)
    drafted_by = models.CharField(max_length=150)
    drafted_at = models.DateTimeField()
    cleared_by = models.CharField(max_length=150, blank=True)
    cleared_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=150, blank=True)
    published_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=150, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    # For the team alone: the reason for a withdrawal may tell what was withdrawn.
    withdrawn_why = models.CharField(max_length=300, blank=True)

    class Meta:
        """Newest first. At most one draft and one current edition at a time."""

        ordering = ("-number", "-drafted_at")
        constraints = (
            models.UniqueConstraint(
                fields=("dossier", "number"),
                condition=~models.Q(state="dropped"),
                name="one_edition_a_number",
            ),
            models.UniqueConstraint(
                fields=("dossier",), condition=models.Q(state="draft"), name="one_draft_a_dossier"
            ),
            models.UniqueConstraint(
                fields=("dossier",), condition=models.Q(state="current"), name="one_current_edition"
            ),
        )


class SignatureRow(models.Model):
    """Signature of one person under an edition, for its cleared `manifest`."""

    release = models.ForeignKey(ReleaseRow, on_delete=models.PROTECT, related_name="signatures")
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    manifest = models.CharField(max_length=64)

    class Meta:
        """A person signs one manifest only once."""

        ordering = ("at",)
        constraints = (
            models.UniqueConstraint(fields=("release", "by", "manifest"), name="one_signature_each"),
        )
