"""What can be wrong with what readers and translators send. Invariant: none tells whether a name was met."""

from __future__ import annotations

from aigaq.errors.base import AigaqError
from aigaq.errors.casebook import NotAllowed


class TooOften(AigaqError):
    """More is sent than is taken at a time; nothing of it was kept."""

    code = "too-often"


class BadRecipient(AigaqError):
    """Words that are no public key to seal to."""

    code = "bad-recipient"


class WrongKey(AigaqError):
    """A secret key that is none, or not the one that was sealed to."""

    code = "wrong-key"


class UploadDamaged(AigaqError):
    """A sealed file that was changed, cut short or taken away, or is not what its letter says."""

    code = "upload-damaged"


class NoIntake(AigaqError):
    """The team named no key to seal to: nothing can be sent."""

    code = "no-intake"


class NoRoom(AigaqError):
    """The disk, or what was set aside for what people send, takes no more; nothing was kept."""

    code = "no-room"


class EmptyFile(AigaqError):
    """A file that was sent holds nothing; nothing was kept."""

    code = "empty-file"


class UploadIncomplete(AigaqError):
    """What was sent ended before its end; nothing was kept."""

    code = "upload-incomplete"


class UnknownReceipt(AigaqError):
    """No such receipt, or a code mistyped: the answer is the same."""

    code = "unknown-receipt"


class ParagraphGone(AigaqError):
    """A translation of a paragraph that the edition does not have (any more): `unit`."""

    code = "paragraph-gone"


class SameLanguage(AigaqError):
    """The paragraph is in the language that it would be translated into: `unit`."""

    code = "same-language"


class NameNotByRule(AigaqError):
    """Names do not stand in a translation as the rule says: `names` tells each, and how it stands."""

    code = "name-not-by-rule"


class NamesProtected(AigaqError):
    """A text names somebody protected, for whoever may know that."""

    code = "names-protected"


class PersonTranslated(AigaqError):
    """A machine's translation of what a person translated already: `unit`."""

    code = "person-translated"


class OwnTranslation(NotAllowed):
    """Nobody checks what she wrote or brought herself."""

    code = "own-translation"


class ReversedText(AigaqError):
    """A text holds characters that nobody sees: of control, or such as turn the direction of what follows."""

    code = "reversed-text"


class TooManyMarks(AigaqError):
    """More marks stand over one letter than any writing needs: `most` may."""

    code = "too-many-marks"


class TooManyLinks(AigaqError):
    """A text has more links than are taken: `most` may be."""

    code = "too-many-links"


class CommentsClosed(AigaqError):
    """No comments are taken on this dossier."""

    code = "comments-closed"


class NothingToAnswer(AigaqError):
    """What would be answered is not, or not any more, among the comments that are shown."""

    code = "nothing-to-answer"


class RepeatsProtected(AigaqError):
    """A reader's comment that repeats words which an edition keeps back."""

    code = "repeats-protected"


class NamesSomebody(AigaqError):
    """A comment names somebody protected, for whoever may know that: it is never shown."""

    code = "names-somebody"


class NothingSent(AigaqError):
    """A form without words and without files."""

    code = "nothing-sent"


class TooManyParts(AigaqError):
    """A form of more fields, words or files than are taken at once."""

    code = "too-many-parts"


class NotFromHere(AigaqError):
    """A form without the token of our own page; nothing was kept."""

    code = "not-from-here"
