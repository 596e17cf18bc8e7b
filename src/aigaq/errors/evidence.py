"""What can be wrong with a case, its files and what is sealed. Invariant: each names the place, never the words."""

from __future__ import annotations

from aigaq.errors.base import AigaqError


class NotACase(AigaqError):
    """The folder holds no case."""

    code = "not-a-case"


class FileUnreadable(AigaqError):
    """A file is absent or cannot be opened."""

    code = "file-unreadable"


class LeadsOutside(AigaqError):
    """A name or link in a case that leads out of its own folder."""

    code = "leads-outside"


class NotAFile(AigaqError):
    """A pipe, a device or a folder where a case has a file, or a name that nobody can read."""

    code = "not-a-file"


class HiddenLetters(AigaqError):
    """Words in a case that command a terminal, or turn the direction of what follows them."""

    code = "hidden-letters"


class BadId(AigaqError):
    """An id that cannot be seen whole or typed again."""

    code = "bad-id"


class LookAlike(AigaqError):
    """An id that looks like another one, or mixes alphabets within a word."""

    code = "look-alike"


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


class HarmWithoutActs(AigaqError):
    """A harm of a case's own words that no kind of act brings about: nobody could ever be counted by it."""

    code = "harm-without-acts"


class HarmNotStated(AigaqError):
    """A claimed figure of a group that does not say of which harm it speaks."""

    code = "harm-not-stated"


class HarmsDiffer(AigaqError):
    """A claimed figure that names two harms."""

    code = "harms-differ"


class IdIsHarm(AigaqError):
    """An id of the cast that is a word for a harm: `claimed:` could mean either."""

    code = "id-is-harm"


class UnknownId(AigaqError):
    """A reference to something that is not in the case."""

    code = "unknown-id"


class SourceNotNamed(AigaqError):
    """A line without its source in a case of several sources."""

    code = "source-not-named"


class DuplicateId(AigaqError):
    """Two things alike in name."""

    code = "duplicate-id"


class BadValue(AigaqError):
    """A value that its predicate does not take."""

    code = "bad-value"


class BadDate(AigaqError):
    """Words that are no date in EDTF or in the relative forms."""

    code = "bad-date"


class TwoDays(BadDate):
    """Figures that may mean two days: 03/04/2031."""

    code = "two-days"


class DateFarOff(BadDate):
    """A year so far from all others of the case that it may be of another calendar; a doubt, and no refusal."""

    code = "date-far-off"


class NoAge(AigaqError):
    """More years than anybody lives, given as an age: perhaps the year of birth."""

    code = "no-age"


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


class CharsetUnbinds(AigaqError):
    """Read in another charset, a text would lose places that something rests on: `count`."""

    code = "charset-unbinds"


class NoReader(AigaqError):
    """No reader for this kind of file yet."""

    code = "no-reader"


class AnswerDiffers(AigaqError):
    """The case's own test: the program does not say what `answers/` says it must."""

    code = "answer-differs"
