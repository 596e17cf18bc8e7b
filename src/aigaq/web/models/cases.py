"""Cases and the log of actions in them. Invariant: the log only grows, and each row is bound to the one before."""

from __future__ import annotations

import uuid

from django.db import models


class CaseRow(models.Model):
    """One case. `version` grows with every change, so that no stale state is shown or overwritten.

    `shelf` grows with every change except coding: of sources, decisions, questions, rules or compartments.
    `written` is the number of statements.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    key = models.SlugField(max_length=80, unique=True, allow_unicode=True)
    title = models.CharField(max_length=300)
    anchor = models.CharField(max_length=200, null=True)
    coder = models.CharField(max_length=150)
    second_coder = models.CharField(max_length=150, null=True)
    version = models.PositiveIntegerField(default=0)
    shelf = models.PositiveIntegerField(default=0)
    written = models.PositiveBigIntegerField(default=0)
    # Number of changes since a large case was computed. Not a column.
    behind = 0

    class Meta:
        """Ordered by key."""

        ordering = ("key",)


class SealRow(models.Model):
    """A set of compartments: a record of this set is shown only to holders of all of them."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="seals")
    names = models.JSONField()
    key = models.CharField(max_length=2000)

    class Meta:
        """A set is stored once in a case."""

        constraints = (models.UniqueConstraint(fields=("case", "key"), name="one_seal_a_set"),)


class EventRow(models.Model):
    """A row of the log: one action, with the digest of the row before it."""

    seq = models.PositiveBigIntegerField(unique=True)
    before = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    at = models.DateTimeField()
    by = models.CharField(max_length=150)
    action = models.CharField(max_length=60)
    case = models.ForeignKey(CaseRow, null=True, on_delete=models.PROTECT, related_name="events")
    about = models.CharField(max_length=300)
    # The thing that the row is about (`store.log`), from which rights are read; empty in older rows.
    about_kind = models.CharField(max_length=20, blank=True, default="")
    about_id = models.CharField(max_length=150, blank=True, default="")
    detail = models.JSONField(null=True)
    content = models.CharField(max_length=64)
    # Digest of the rows that it binds (`BoundRow`); empty if no bound row was written, and in older rows.
    bound = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Ordered by number, which is the order of writing."""

        ordering = ("seq",)


class BoundRow(models.Model):
    """Digests of the rows that one row of the log wrote; the integrity check compares them.

    `lines` is JSON: for each row its table, owner, key, digest before and digest after (null: it did not exist). The
    digests are salted with `salt`, so that nobody without a copy of a row can guess its content from them.
    """

    seq = models.PositiveBigIntegerField()
    part = models.PositiveIntegerField()
    salt = models.CharField(max_length=64)
    lines = models.TextField()

    class Meta:
        """Ordered as the log."""

        ordering = ("seq", "part")
        constraints = (models.UniqueConstraint(fields=("seq", "part"), name="bound_once"),)
