"""One family of errors: a code and parameters; the sentences in three languages are data.

Invariant: no parameter ever holds a protected name; only ids, numbers, file names and vocabulary codes.
The sentence of a code stands in `records/vocab/messages/`, read by `records.messages.sentence`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar


class AigaqError(Exception):
    """An expected failure: bad input or a broken thing, never a refusal (that is a returned value).

    Args:
        parameters: what the sentence needs. `file`, `line` and `id` say where, in every error that knows.
    """

    code: ClassVar[str] = "error"

    def __init__(self, **parameters: str | int) -> None:
        super().__init__(self.code, parameters)
        self.parameters = parameters

    def __str__(self) -> str:
        return " ".join([self.code, *(f"{name}={value}" for name, value in self.parameters.items())])


class CaseInvalid(AigaqError):
    """A case has problems; all of them are carried, not the first alone."""

    code = "case-invalid"

    def __init__(self, problems: Sequence[AigaqError]) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)


class NotACase(AigaqError):
    """The folder holds no case."""

    code = "not-a-case"


class FileUnreadable(AigaqError):
    """A file is absent or cannot be opened."""

    code = "file-unreadable"


class UnreadFile(AigaqError):
    """A file in the folder of a case that nothing reads: its name is misspelt, or it does not belong there."""

    code = "unread-file"


class YamlUnreadable(AigaqError):
    """A YAML file cannot be parsed, or uses what case files may not (aliases, tags, several documents)."""

    code = "yaml-unreadable"


class DuplicateKey(AigaqError):
    """One key stands twice in one mapping."""

    code = "duplicate-key"


class EmptyValue(AigaqError):
    """A key has no value. Unknown is written by its kind, or left out whole."""

    code = "empty-value"


class WrongShape(AigaqError):
    """A mapping stands where a list is due, or the like."""

    code = "wrong-shape"


class MissingField(AigaqError):
    """A field that must be there is not."""

    code = "missing-field"


class UnknownField(AigaqError):
    """A key or option that nothing reads."""

    code = "unknown-field"


class UnknownCode(AigaqError):
    """A word that the vocabulary does not hold."""

    code = "unknown-code"


class UnknownId(AigaqError):
    """A reference to something that is not in the case."""

    code = "unknown-id"


class DuplicateId(AigaqError):
    """Two things alike in name."""

    code = "duplicate-id"


class BadValue(AigaqError):
    """A value that its predicate does not take."""

    code = "bad-value"


class BadDate(AigaqError):
    """Words that are no date in EDTF or in the relative forms."""

    code = "bad-date"


class DateNotHeld(BadDate):
    """A date of a kind that is not held: a clock time, or a year outside 0001 to 9999."""

    code = "date-not-held"


class ReversedRange(AigaqError):
    """A range whose end lies before its start."""

    code = "reversed-range"


class BadQuantity(AigaqError):
    """Words that are no quantity."""

    code = "bad-quantity"


class Cycle(AigaqError):
    """Things that rest on each other in a ring."""

    code = "cycle"


class DatesContradict(AigaqError):
    """Relative dates that no calendar can satisfy together."""

    code = "dates-contradict"


class QuoteNotFound(AigaqError):
    """The words are not in the passage."""

    code = "quote-not-found"


class QuoteAmbiguous(AigaqError):
    """The words stand there more than once."""

    code = "quote-ambiguous"


class PassageUnbound(AigaqError):
    """A passage whose text is not at hand, or no longer stands where it was pinned."""

    code = "passage-unbound"


class PlaceNotInSource(AigaqError):
    """A line, sentence or bracket that the source does not have."""

    code = "place-not-in-source"


class TooLarge(AigaqError):
    """A file, a line or a nesting above its limit."""

    code = "too-large"


class TooSlow(AigaqError):
    """Reading took longer than it may."""

    code = "too-slow"


class NotText(AigaqError):
    """Bytes that are no text."""

    code = "not-text"


class NoReader(AigaqError):
    """No reader for this kind of file yet."""

    code = "no-reader"


class ItemMissing(AigaqError):
    """A sealed item whose bytes are gone."""

    code = "item-missing"


class CustodyBroken(AigaqError):
    """Sealed bytes, or the log that vouches for them, are not what they were."""

    code = "custody-broken"


class FileChanged(AigaqError):
    """A file changed while it was being sealed."""

    code = "file-changed"


class NotACustodyFolder(AigaqError):
    """The folder was never founded as a custody folder, or is not the one that was (a disk not mounted)."""

    code = "not-a-custody-folder"


class OwnWords(AigaqError):
    """Words shared with a source that is not ours to ship."""

    code = "own-words"


class FolderNotFree(AigaqError):
    """A folder holds something that writing a case there would destroy."""

    code = "folder-not-free"


class SafeguardLeak(AigaqError):
    """A copy for others would still hold a name that a safeguard covers; the file is named, never the name."""

    code = "safeguard-leak"


class AnswerDiffers(AigaqError):
    """The case's own test: the program does not say what `answers/` says it must."""

    code = "answer-differs"


class WrongArguments(AigaqError):
    """A command was called in a way it does not take."""

    code = "wrong-arguments"


class HomeInUse(AigaqError):
    """Another server works in this folder."""

    code = "home-in-use"


class NotFound(AigaqError):
    """Not there, or not to be seen: the answer is the same."""

    code = "not-found"


class NotReckoned(AigaqError):
    """Figures of a large case that nobody has had reckoned yet."""

    code = "not-reckoned"


class NotAllowed(AigaqError):
    """Somebody may see this but not do that."""

    code = "not-allowed"


class HeldByOthers(NotAllowed):
    """Others hold a compartment: one of them lets somebody in, no lead by her role."""

    code = "held-by-others"


class LastOne(NotAllowed):
    """A case keeps a lead, and a compartment somebody who holds it."""

    code = "last-one"


class MoreBehindIt(NotAllowed):
    """An account opens more than the one who would reset it may see."""

    code = "more-behind-it"


class Stale(AigaqError):
    """Somebody else changed it meanwhile."""

    code = "stale"


class JobBroken(AigaqError):
    """A background job failed in a way that nobody expected."""

    code = "job-broken"


class JobLost(AigaqError):
    """The worker of a background job ended in its midst, each time it was tried."""

    code = "job-lost"


class TableInvalid(AigaqError):
    """An overlap table whose rows, columns and counts do not fit together."""

    code = "table-invalid"


class FewLists(TableInvalid):
    """Fewer than two lists: nothing overlaps."""

    code = "few-lists"


class ManyLists(TableInvalid):
    """More lists than a table can hold."""

    code = "many-lists"


class ListTwice(TableInvalid):
    """Two lists of one name."""

    code = "list-twice"


class BadCell(TableInvalid):
    """A cell that is neither 0, nor 1, nor unknown."""

    code = "bad-cell"


class BadCount(TableInvalid):
    """A count of people that is negative, broken or no number."""

    code = "bad-count"


class BadThreshold(TableInvalid):
    """A threshold that is no number, or several of them in one draw of a linkage."""

    code = "bad-threshold"


class PatternTwice(TableInvalid):
    """One pattern of lists stands in two rows."""

    code = "pattern-twice"


class TableEmpty(TableInvalid):
    """Nobody is on any list."""

    code = "table-empty"


class CannotKeep(AigaqError):
    """The folder in which answers were to be kept cannot be made or written to."""

    code = "cannot-keep"


class ExtraMissing(AigaqError):
    """An optional part of the installation that this answer needs is not there: `extra` names it."""

    code = "extra-missing"


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


class SignedAlready(AigaqError):
    """She signed this before; two different people must."""

    code = "signed-already"


class NotSigned(AigaqError):
    """Fewer than two different people signed."""

    code = "not-signed"


class NoAddress(AigaqError):
    """The site was not told where readers find it: `AIGAQ_ADDRESS`."""

    code = "no-address"


class TooOften(AigaqError):
    """More is sent than is taken at a time; nothing of it was kept."""

    code = "too-often"


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


class WordingTells(AigaqError):
    """A wording that is to stand outside tells whom it stands for, or another protected name."""

    code = "wording-tells"
