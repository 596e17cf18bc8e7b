"""Failures of preparing and publishing an edition. Invariant: none tells what the edition would have shown."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class Withdrawn(AigaqError):
    """The dossier that was published here was withdrawn."""

    code = "taken-back"


class AlreadyWithdrawn(AigaqError):
    """The edition was already withdrawn."""

    code = "already-withdrawn-edition"


class NotCleared(AigaqError):
    """The edition is not cleared, or no longer."""


class ChangedSince(AigaqError):
    """The case changed after clearing; it must be cleared again."""


class OwnDraft(AigaqError):
    """Whoever drafted an edition may not sign it."""


class NotRead(AigaqError):
    """A signer must first be shown the whole edition."""


class SignedAlready(AigaqError):
    """This person signed already; two different people must sign."""


class NotSigned(AigaqError):
    """Too few different people signed the edition (`records.releases.SIGNERS`)."""


class NoAddress(AigaqError):
    """`AIGAQ_ADDRESS`, the address at which readers find the site, is not set."""


class NotAPicture(AigaqError):
    """The file is not an image or PDF that can be sanitised: SVG, HTML, a film, a text."""


class PictureBroken(AigaqError):
    """The image or PDF is damaged: it cannot be read to its end."""


class PictureMoves(AigaqError):
    """The image has several frames; one of them alone may differ from what was described."""


class PaperLocked(AigaqError):
    """The PDF opens only with a password."""


class WordingTells(AigaqError):
    """A public wording names the person it stands for, or another protected name."""
