"""Failures of what readers and translators send. Invariant: none tells whether a protected name was met."""

from __future__ import annotations

from aigaq.errors.base import AigaqError
from aigaq.errors.casebook import NotAllowed


class TooOften(AigaqError):
    """Too many requests in a short time; nothing was kept."""


class BadRecipient(AigaqError):
    """The words are not a public key."""


class WrongKey(AigaqError):
    """The secret key is malformed, or not the one that this file was sealed to."""


class UploadDamaged(AigaqError):
    """A sealed file was changed, cut short or removed, or differs from its description."""


class NoIntake(AigaqError):
    """The team named no key to seal to, so nothing can be sent."""


class NoRoom(AigaqError):
    """The disk, or the space for what people send, is full; nothing was kept."""


class EmptyFile(AigaqError):
    """A file that was sent is empty; nothing was kept."""


class UploadIncomplete(AigaqError):
    """The upload broke off; nothing was kept."""


class UnknownReceipt(AigaqError):
    """There is no such receipt, or its code is mistyped: the answer is the same."""


class ParagraphGone(AigaqError):
    """The edition has no such paragraph (`unit`), or no longer, to translate."""


class SameLanguage(AigaqError):
    """The paragraph (`unit`) already is in the language of the translation."""


class NameNotByRule(AigaqError):
    """A translation spells names against the rule: `names` lists each with the right form."""


class NamesProtected(AigaqError):
    """A text names somebody protected; shown only to those who may know that."""


class PersonTranslated(AigaqError):
    """A machine translation of a paragraph (`unit`) that a person translated already."""


class OwnTranslation(NotAllowed):
    """Whoever wrote or brought a translation may not review it."""


class ReversedText(AigaqError):
    """A text holds invisible characters: control characters, or marks that reverse the text after them."""


class TooManyMarks(AigaqError):
    """One letter carries more accents than any script needs; `most` are allowed."""


class TooManyLinks(AigaqError):
    """A text has too many links; `most` are allowed."""


class CommentsClosed(AigaqError):
    """Comments on this dossier are closed."""


class NothingToAnswer(AigaqError):
    """The comment to be answered is not shown, or no longer."""


class RepeatsProtected(AigaqError):
    """A reader's comment repeats words that the edition withholds."""


class NamesSomebody(AigaqError):
    """A comment names somebody protected and is never shown; said only to those who may know that."""


class NothingSent(AigaqError):
    """The form holds neither words nor files."""


class TooManyParts(AigaqError):
    """The form has too many fields, words or files."""


class NotFromHere(AigaqError):
    """The form lacks the token of our own page; nothing was kept."""
