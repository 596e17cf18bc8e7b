"""Readers' comments as stored: visible words only.

Invariant: stored text is NFC; all its letters are visible, and appear in the order in which they are stored.
"""

from __future__ import annotations

import re
import unicodedata

from aigaq.errors import MissingField, ReversedText, TooLarge, TooManyLinks, TooManyMarks

LONGEST, LONGEST_NAME, LINKS, MARKS = 4_000, 80, 3, 3
_LINK = re.compile(r"(?i)(?:\b[a-z]{2,12}://|\bwww\.|\b[\w-]{1,63}\.[a-z]{2,12}/|href\s*=)\S*")
_LINES = re.compile(r"\r\n?|[\u2028\u2029\u0085\v\f]")
# They join emoji and letters of some scripts.
_JOINERS = "\u200c\u200d"
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u061c")


def remark(written: str) -> str:
    """A comment as it is stored.

    Raises:
        MissingField: no letter in it. TooLarge: more than `LONGEST` letters. ReversedText: control characters, or such
            as turn the direction of what follows. TooManyMarks: more than `MARKS` marks over one letter.
            TooManyLinks: more than `LINKS`.
    """
    text = _checked(_LINES.sub("\n", written), longest=LONGEST)
    if not any(one.isalnum() for one in text):
        raise MissingField(key="text")
    if len(_LINK.findall(text)) > LINKS:
        raise TooManyLinks(most=LINKS)
    return text


def signature(written: str) -> str:
    """The signature of a comment, on one line; empty if the writer gives none.

    Raises:
        TooLarge: more than `LONGEST_NAME` letters. ReversedText, TooManyMarks: as `remark`. TooManyLinks: any link.
    """
    name = _checked(" ".join(written.split()), longest=LONGEST_NAME)
    if _LINK.search(name):
        raise TooManyLinks(most=0)
    return name


def bared(written: str) -> str:
    """A text without invisible characters, to return to the writer after a refusal."""
    kept = unicodedata.normalize("NFC", _LINES.sub("\n", written))
    return "".join(one for one in kept if not _turns(one) and not _hides(one))


def _checked(written: str, *, longest: int) -> str:
    # Normalising a megabyte of combining marks takes a second, and no real text has so many.
    if len(written) > 4 * longest:
        raise TooLarge(limit=longest)
    normal = unicodedata.normalize("NFC", written)
    if any(_turns(one) for one in normal):
        raise ReversedText
    # Remove a soft hyphen or byte order mark silently: it comes with pasted text, unknown to the writer.
    text = "".join(one for one in normal if not _hides(one)).strip()
    if _piled(text):
        raise TooManyMarks(most=MARKS)
    if len(text) > longest:
        raise TooLarge(limit=longest)
    return text


def _turns(letter: str) -> bool:
    return letter in _TURNING or (letter not in "\n\t" and unicodedata.category(letter) in ("Cc", "Cs", "Co"))


def _hides(letter: str) -> bool:
    return unicodedata.category(letter) == "Cf" and letter not in _JOINERS and not _turns(letter)


def _piled(text: str) -> bool:
    run = 0
    for letter in text:
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        if run > MARKS:
            return True
    return False
