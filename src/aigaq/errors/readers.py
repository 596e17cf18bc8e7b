"""Failures of what readers and translators send. Invariant: none tells whether a protected name was met."""

from __future__ import annotations

from aigaq.errors.base import AigaqError
from aigaq.errors.casebook import NotAllowed


class TooOften(AigaqError):
    """Too many requests in a short time; nothing was kept."""

    code = "too-often"


class BadRecipient(AigaqError):
    """The words are not a public key."""

    code = "bad-recipient"


class WrongKey(AigaqError):
    """The secret key is malformed, or not the one that this file was sealed to."""

    code = "wrong-key"


class UploadDamaged(AigaqError):
    """A sealed file was changed, cut short or removed, or differs from its description."""

    code = "upload-damaged"


class NoIntake(AigaqError):
    """The team named no key to seal to, so nothing can be sent."""

    code = "no-intake"


class NoRoom(AigaqError):
    """The disk, or the space for what people send, is full; nothing was kept."""

    code = "no-room"


class EmptyFile(AigaqError):
    """A file that was sent is empty; nothing was kept."""

    code = "empty-file"


class UploadIncomplete(AigaqError):
    """The upload broke off; nothing was kept."""

    code = "upload-incomplete"


class UnknownReceipt(AigaqError):
    """There is no such receipt, or its code is mistyped: the answer is the same."""

    code = "unknown-receipt"


class ParagraphGone(AigaqError):
    """The edition has no such paragraph (`unit`), or no longer, to translate."""

    code = "paragraph-gone"


class SameLanguage(AigaqError):
    """The paragraph (`unit`) already is in the language of the translation."""

    code = "same-language"


class NameNotByRule(AigaqError):
    """A translation spells names against the rule: `names` lists each with the right form."""

    code = "name-not-by-rule"


class NamesProtected(AigaqError):
    """A text names somebody protected; shown only to those who may know that."""

    code = "names-protected"


class PersonTranslated(AigaqError):
    """A machine translation of a paragraph (`unit`) that a person translated already."""

    code = "person-translated"


class OwnTranslation(NotAllowed):
    """Whoever wrote or brought a translation may not review it."""

    code = "own-translation"


class ReversedText(AigaqError):
    """A text holds invisible characters: control characters, or marks that reverse the text after them."""

    code = "reversed-text"


class TooManyMarks(AigaqError):
    """One letter carries more accents than any script needs; `most` are allowed."""

    code = "too-many-marks"


class TooManyLinks(AigaqError):
    """A text has too many links; `most` are allowed."""

    code = "too-many-links"


class CommentsClosed(AigaqError):
    """Comments on this dossier are closed."""

    code = "comments-closed"


class NothingToAnswer(AigaqError):
    """The comment to be answered is not shown, or no longer."""

    code = "nothing-to-answer"


class RepeatsProtected(AigaqError):
    """A reader's comment repeats words that the edition withholds."""

    code = "repeats-protected"


class NamesSomebody(AigaqError):
    """A comment names somebody protected and is never shown; said only to those who may know that."""

    code = "names-somebody"


class NothingSent(AigaqError):
    """The form holds neither words nor files."""

    code = "nothing-sent"


class TooManyParts(AigaqError):
    """The form has too many fields, words or files."""

    code = "too-many-parts"


class NotFromHere(AigaqError):
    """The form lacks the token of our own page; nothing was kept."""

    code = "not-from-here"
