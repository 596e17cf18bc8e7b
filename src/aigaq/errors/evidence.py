"""Failures of a case, its files and sealed items. Invariant: each names the place or id, never the words."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class NotACase(AigaqError):
    """The folder holds no case."""


class FileUnreadable(AigaqError):
    """The file is missing or cannot be opened."""


class LeadsOutside(AigaqError):
    """A file name or link in a case leads out of its folder."""


class NotAFile(AigaqError):
    """There is a pipe, a device or a folder in place of a file, or a file name that cannot be decoded."""


class HiddenLetters(AigaqError):
    """A text of a case holds control characters: terminal commands, or marks that reverse the text after them."""


class BadId(AigaqError):
    """An id holds characters that cannot be seen or typed."""


class LookAlike(AigaqError):
    """An id looks like another one, or mixes alphabets within a word."""


class UnreadFile(AigaqError):
    """The case folder holds a file that nothing reads: a misspelt name, or a file of something else."""


class YamlUnreadable(AigaqError):
    """A YAML file cannot be parsed, or uses what case files may not (aliases, tags, several documents)."""


class DuplicateKey(AigaqError):
    """A key is repeated in one mapping."""


class EmptyValue(AigaqError):
    """A key has no value. Unknown is written by its kind, or left out whole."""


class WrongShape(AigaqError):
    """The value has the wrong YAML shape, such as a mapping in place of a list."""


class MissingField(AigaqError):
    """A required field is missing."""


class UnknownField(AigaqError):
    """A key or option that nothing reads."""


class UnknownCode(AigaqError):
    """The word is not in the vocabulary."""


class HarmWithoutActs(AigaqError):
    """No kind of act leads to a harm that the case defines, so nobody could ever be counted by it."""


class HarmNotStated(AigaqError):
    """A claimed figure of a group does not say which harm it counts."""


class HarmsDiffer(AigaqError):
    """A claimed figure names two harms."""


class IdIsHarm(AigaqError):
    """An id of the cast is also a word for a harm; `claimed:` could mean either."""


class UnknownId(AigaqError):
    """The reference names something that is not in the case."""


class SourceNotNamed(AigaqError):
    """A line number without its source, in a case of several sources."""


class DuplicateId(AigaqError):
    """The id is taken."""


class BadValue(AigaqError):
    """The predicate does not take this value."""


class BadDate(AigaqError):
    """The words are not a date, in EDTF or in a relative form."""


class TwoDays(BadDate):
    """The figures can mean two days, as 03/04/2031 does."""


class DateFarOff(BadDate):
    """The year is far from all others of the case, perhaps of another calendar. A warning, not a refusal."""


class NoAge(AigaqError):
    """The age is higher than anybody lives; perhaps a year of birth."""


class DateNotHeld(BadDate):
    """The date is of a kind that cannot be stored: a clock time, or a year outside 0001 to 9999."""


class ReversedRange(AigaqError):
    """The end of a range lies before its start."""


class BadQuantity(AigaqError):
    """The words are not a quantity."""


class Cycle(AigaqError):
    """Records refer to each other in a circle."""


class DatesContradict(AigaqError):
    """No calendar satisfies all these relative dates together."""


class QuoteNotFound(AigaqError):
    """The quoted words are not in the passage."""


class QuoteAmbiguous(AigaqError):
    """The quoted words occur more than once there."""


class PassageUnbound(AigaqError):
    """The text of a passage is not at hand, or is no longer where it was pinned."""


class PlaceNotInSource(AigaqError):
    """The source has no such line, sentence or bracket."""


class TooLarge(AigaqError):
    """A file, a line or a depth of nesting is above its limit."""


class TooSlow(AigaqError):
    """Reading took longer than allowed."""


class NotText(AigaqError):
    """The file is not text."""


class CharsetUnbinds(AigaqError):
    """In another charset the text would lose `count` places that statements rest on."""


class NoReader(AigaqError):
    """There is no reader for this kind of file yet."""


class AnswerDiffers(AigaqError):
    """The program's answer differs from the one that the case keeps in `answers/`."""


class ItemMissing(AigaqError):
    """The bytes of a sealed item are missing."""


class CustodyBroken(AigaqError):
    """Sealed bytes, or the log that vouches for them, were altered."""


class FileChanged(AigaqError):
    """The file changed while it was being sealed."""


class NotACustodyFolder(AigaqError):
    """The folder is not a custody folder, or not the expected one (a disk that is not mounted)."""


class OwnWords(AigaqError):
    """A file repeats words of a source that may not be published."""


class FolderNotFree(AigaqError):
    """The folder is not empty, and writing a case there would destroy its content."""


class SafeguardLeak(AigaqError):
    """A copy for others would still hold a name that a safeguard covers. It names the file, never the name."""
