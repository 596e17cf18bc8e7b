"""Comments, files sent in, and translations of a dossier.

Invariant: nothing here is evidence, and nothing is shown before a member of the team has allowed it.
"""

from __future__ import annotations

import uuid

from django.db import models

from aigaq.web.models.releases import DossierRow

HELD, SHOWN, REMOVED = COMMENT_STATES = ("held", "shown", "removed")
RECEIVED, FETCHED, OPENED, DECLINED = UPLOAD_STATES = ("received", "fetched", "opened", "declined")
MACHINE, UNCHECKED, CHECKED = TRANSLATION_STATES = ("machine", "unchecked", "checked")


class CommentRow(models.Model):
    """A reader's comment on a dossier or statement. It requires no account, and no address is kept.

    `tells`: it contains a protected name, so it is never shown; `needs` are the compartments required to read it then.
    `lead` is the key of the question that was made from it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(DossierRow, on_delete=models.PROTECT, related_name="said")
    # A statement of the edition; empty for the whole dossier.
    about = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="replies")
    name = models.CharField(max_length=80, blank=True)
    text = models.TextField()
    language = models.CharField(max_length=8)
    state = models.CharField(max_length=10, choices=[(one, one) for one in COMMENT_STATES], default=HELD)
    at = models.DateTimeField()
    tells = models.BooleanField(default=False)
    needs = models.JSONField(default=list)
    lead = models.CharField(max_length=300, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_why = models.CharField(max_length=300, blank=True)

    class Meta:
        """Ordered by time."""

        ordering = ("at", "id")
        indexes = (models.Index(fields=("dossier", "state", "about"), name="comments_shown"),)


class UploadRow(models.Model):
    """Receipt for files sent in. The files are in a folder of that id, encrypted; the server cannot open them.

    `receipt` is a digest of the code that the sender keeps; `on` is a day without an hour, `size` is rounded up.
    `reply` is the team's answer to whoever returns with the code; the server stores it unencrypted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    dossier = models.ForeignKey(DossierRow, on_delete=models.PROTECT, related_name="uploads")
    receipt = models.CharField(max_length=64, unique=True)
    on = models.DateField()
    size = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    # The public key that the files are encrypted to; it tells which private key of the team opens them.
    sealed_to = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=[(one, one) for one in UPLOAD_STATES], default=RECEIVED)
    reply = models.CharField(max_length=1000, blank=True)
    decided_by = models.CharField(max_length=150, blank=True)
    decided_at = models.DateTimeField(null=True)

    class Meta:
        """Newest first."""

        ordering = ("-on", "id")


class TranslationRow(models.Model):
    """One paragraph of a dossier in another language; each new version is a new row.

    `unit` names the paragraph (`case:title`, `source:news:L4`); `original` is the digest of the translated
    words: if the paragraph has another digest now, the translation is stale.
    """

    dossier = models.ForeignKey(DossierRow, on_delete=models.PROTECT, related_name="translations")
    unit = models.CharField(max_length=400)
    language = models.CharField(max_length=8)
    text = models.TextField()
    original = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=[(one, one) for one in TRANSLATION_STATES])
    by = models.CharField(max_length=150)
    at = models.DateTimeField()
    # Name shown to readers, if the translator wants to be named.
    credit = models.CharField(max_length=80, blank=True)
    checked_by = models.CharField(max_length=150, blank=True)
    checked_at = models.DateTimeField(null=True)

    class Meta:
        """Ordered by version."""

        ordering = ("pk",)
        indexes = (models.Index(fields=("dossier", "language", "unit"), name="translations_of"),)
