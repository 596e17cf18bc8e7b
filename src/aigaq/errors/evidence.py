"""Failures of a case, its files and sealed items. Invariant: each names the place or id, never the words."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class NotACase(AigaqError):
    """The folder holds no case."""

    code = "not-a-case"


class FileUnreadable(AigaqError):
    """The file is missing or cannot be opened."""

    code = "file-unreadable"


class LeadsOutside(AigaqError):
    """A file name or link in a case leads out of its folder."""

    code = "leads-outside"


class NotAFile(AigaqError):
    """There is a pipe, a device or a folder in place of a file, or a file name that cannot be decoded."""

    code = "not-a-file"


class HiddenLetters(AigaqError):
    """A text of a case holds control characters: terminal commands, or marks that reverse the text after them."""

    code = "hidden-letters"


class BadId(AigaqError):
    """An id holds characters that cannot be seen or typed."""

    code = "bad-id"


class LookAlike(AigaqError):
    """An id looks like another one, or mixes alphabets within a word."""

    code = "look-alike"


class UnreadFile(AigaqError):
    """The case folder holds a file that nothing reads: a misspelt name, or a file of something else."""

    code = "unread-file"


class YamlUnreadable(AigaqError):
    """A YAML file cannot be parsed, or uses what case files may not (aliases, tags, several documents)."""

    code = "yaml-unreadable"


class DuplicateKey(AigaqError):
    """A key is repeated in one mapping."""

    code = "duplicate-key"


class EmptyValue(AigaqError):
    """A key has no value. Unknown is written by its kind, or left out whole."""

    code = "empty-value"


class WrongShape(AigaqError):
    """The value has the wrong YAML shape, such as a mapping in place of a list."""

    code = "wrong-shape"


class MissingField(AigaqError):
    """A required field is missing."""

    code = "missing-field"


class UnknownField(AigaqError):
    """A key or option that nothing reads."""

    code = "unknown-field"


class UnknownCode(AigaqError):
    """The word is not in the vocabulary."""

    code = "unknown-code"


class HarmWithoutActs(AigaqError):
    """No kind of act leads to a harm that the case defines, so nobody could ever be counted by it."""

    code = "harm-without-acts"


class HarmNotStated(AigaqError):
    """A claimed figure of a group does not say which harm it counts."""

    code = "harm-not-stated"


class HarmsDiffer(AigaqError):
    """A claimed figure names two harms."""

    code = "harms-differ"


class IdIsHarm(AigaqError):
    """An id of the cast is also a word for a harm; `claimed:` could mean either."""

    code = "id-is-harm"


class UnknownId(AigaqError):
    """The reference names something that is not in the case."""

    code = "unknown-id"


class SourceNotNamed(AigaqError):
    """A line number without its source, in a case of several sources."""

    code = "source-not-named"


class DuplicateId(AigaqError):
    """The id is taken."""

    code = "duplicate-id"


class BadValue(AigaqError):
    """The predicate does not take this value."""

    code = "bad-value"


class BadDate(AigaqError):
    """The words are not a date, in EDTF or in a relative form."""

    code = "bad-date"


class TwoDays(BadDate):
    """The figures can mean two days, as 03/04/2031 does."""

    code = "two-days"


class DateFarOff(BadDate):
    """The year is far from all others of the case, perhaps of another calendar. A warning, not a refusal."""

    code = "date-far-off"


class NoAge(AigaqError):
    """The age is higher than anybody lives; perhaps a year of birth."""

    code = "no-age"


class DateNotHeld(BadDate):
    """The date is of a kind that cannot be stored: a clock time, or a year outside 0001 to 9999."""

    code = "date-not-held"


class ReversedRange(AigaqError):
    """The end of a range lies before its start."""

    code = "reversed-range"


class BadQuantity(AigaqError):
    """The words are not a quantity."""

    code = "bad-quantity"


class Cycle(AigaqError):
    """Records refer to each other in a circle."""

    code = "cycle"


class DatesContradict(AigaqError):
    """No calendar satisfies all these relative dates together."""

    code = "dates-contradict"


class QuoteNotFound(AigaqError):
    """The quoted words are not in the passage."""

    code = "quote-not-found"


class QuoteAmbiguous(AigaqError):
    """The quoted words occur more than once there."""

    code = "quote-ambiguous"


class PassageUnbound(AigaqError):
    """The text of a passage is not at hand, or is no longer where it was pinned."""

    code = "passage-unbound"


class PlaceNotInSource(AigaqError):
    """The source has no such line, sentence or bracket."""

    code = "place-not-in-source"


class TooLarge(AigaqError):
    """A file, a line or a depth of nesting is above its limit."""

    code = "too-large"


class TooSlow(AigaqError):
    """Reading took longer than allowed."""

    code = "too-slow"


class NotText(AigaqError):
    """The file is not text."""

    code = "not-text"


class CharsetUnbinds(AigaqError):
    """In another charset the text would lose `count` places that statements rest on."""

    code = "charset-unbinds"


class NoReader(AigaqError):
    """There is no reader for this kind of file yet."""

    code = "no-reader"


class AnswerDiffers(AigaqError):
    """The program's answer differs from the one that the case keeps in `answers/`."""

    code = "answer-differs"


class ItemMissing(AigaqError):
    """The bytes of a sealed item are missing."""

    code = "item-missing"


class CustodyBroken(AigaqError):
    """Sealed bytes, or the log that vouches for them, were altered."""

    code = "custody-broken"


class FileChanged(AigaqError):
    """The file changed while it was being sealed."""

    code = "file-changed"


class NotACustodyFolder(AigaqError):
    """The folder is not a custody folder, or not the expected one (a disk that is not mounted)."""

    code = "not-a-custody-folder"


class OwnWords(AigaqError):
    """A file repeats words of a source that may not be published."""

    code = "own-words"


class FolderNotFree(AigaqError):
    """The folder is not empty, and writing a case there would destroy its content."""

    code = "folder-not-free"


class SafeguardLeak(AigaqError):
    """A copy for others would still hold a name that a safeguard covers. It names the file, never the name."""

    code = "safeguard-leak"
