"""What stands in the way of an edition. Invariant: none tells what would have been shown."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class Withdrawn(AigaqError):
    """What was published here was taken back."""

    code = "taken-back"


class AlreadyWithdrawn(AigaqError):
    """The edition was taken back before."""

    code = "already-withdrawn-edition"


class NotCleared(AigaqError):
    """The edition was not cleared, or is not any more."""

    code = "not-cleared"


class ChangedSince(AigaqError):
    """The case is no longer what was cleared: it must be cleared again."""

    code = "changed-since"


class OwnDraft(AigaqError):
    """Nobody signs what she drafted herself."""

    code = "own-draft"


class NotRead(AigaqError):
    """Nobody signs what she was not shown whole."""

    code = "not-read"


class SignedAlready(AigaqError):
    """She signed this before; two different people must."""

    code = "signed-already"


class NotSigned(AigaqError):
    """Fewer than two different people signed."""

    code = "not-signed"


class NoAddress(AigaqError):
    """The site was not told where readers find it: `AIGAQ_ADDRESS`."""

    code = "no-address"


class NotAPicture(AigaqError):
    """Bytes that are no picture or paper of a kind that is made anew: SVG, HTML, a film, a text."""

    code = "not-a-picture"


class PictureBroken(AigaqError):
    """A picture or paper that cannot be opened, or not to its end."""

    code = "picture-broken"


class PictureMoves(AigaqError):
    """A picture of several frames: one of them alone might not be what was described."""

    code = "picture-moves"


class PaperLocked(AigaqError):
    """A paper that opens with a password."""

    code = "paper-locked"


class WordingTells(AigaqError):
    """A wording that is to stand outside tells whom it stands for, or another protected name."""

    code = "wording-tells"
