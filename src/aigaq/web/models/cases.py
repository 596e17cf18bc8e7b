"""Cases and the log of what was done in them. Invariant: the log only grows, each row bound to the one before."""

from __future__ import annotations

import uuid

from django.db import models


class CaseRow(models.Model):
    """One case. `version` grows with every change, so that nothing stale is shown or overwritten.

    `shelf` grows with every change but coding: of sources, decisions, questions, rules and of what is sealed.
    `written` is how many statements there are.
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
    # Of a large case that was reckoned some time ago: how many changes ago. No column.
    behind = 0

    class Meta:
        """Cases by key."""

        ordering = ("key",)


class SealRow(models.Model):
    """A set of compartments: a record of this set is shown to those who hold all of them."""

    case = models.ForeignKey(CaseRow, on_delete=models.PROTECT, related_name="seals")
    names = models.JSONField()
    key = models.CharField(max_length=2000)

    class Meta:
        """A set is kept once in a case."""

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
    # The thing it is about (`store.log_things`), where rights are read from the log; empty in rows of before.
    about_kind = models.CharField(max_length=20, blank=True, default="")
    about_id = models.CharField(max_length=150, blank=True, default="")
    detail = models.JSONField(null=True)
    content = models.CharField(max_length=64)
    # The digest of what it bound (`BoundRow`); empty where nothing was written that is bound, and in rows of before.
    bound = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        """Ordered by time of action."""

        ordering = ("seq",)


class BoundRow(models.Model):
    """Digests of the rows that one row of the log wrote; the integrity check compares them.

    `lines` is JSON: of each row its table, what it belongs to, its key, its digest before and its digest after; null
    where it was not there. Digests are under `salt`: none of them can be guessed by whoever has no copy of the row.
    """

    seq = models.PositiveBigIntegerField()
    part = models.PositiveIntegerField()
    salt = models.CharField(max_length=64)
    lines = models.TextField()

    class Meta:
        """In the order of the log."""

        ordering = ("seq", "part")
        constraints = (models.UniqueConstraint(fields=("seq", "part"), name="bound_once"),)
