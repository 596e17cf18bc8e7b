"""Read relative dates such as "1 day after pg-statement".

Invariant: the words stay relative until their anchor is dated (`records.dates.anchoring`); nothing is dated here.

X is an id (`massacre`, `marat.release`) or an EDTF date (`2011-12-16`). Gaps are in days, counted from X:

| Written | Days from X | Of the subject, it bounds |
|---|---|---|
| `1 day after X`, `a day after X`, `the day after X`, `the next day after X` | 1 | the start |
| `3..5 weeks after X`, `3-5 weeks after X`, `two weeks after X` | 21 to 35; 14 | the start |
| `5 hours after X`, `20 minutes after X` | 0 to 1 | the start |
| `several days after X`, `a few days before X` | 2 or more; -2 or less | the start |
| `2 days before X`, `1..2 days before X` | -2; -2 to -1 | the start |
| `about 6 months after X` | 126 to 233 | the start |
| `at least 2 days after X`, `at least 2 days before X` | 2 or more; -2 or less | the start |
| `within 1 year after X`, `within 3 days before X` | 0 to 366; -3 to 0 | the start |
| `after X`, `soon after X` | 0 or more: the same day is allowed | the start |
| `before X`, `soon before X` | 0 or less | the start |
| `same day as X`, `on the same day as X`, `the same day as X`, `since X` | 0 | the start |
| `during X` | 0 | start and end: both within X |
| `until X` | 0 | the end |

Numbers from one to twelve may be words. A month is 28 to 31 days, a year 365 or 366.
`about` widens the gap on each side by a quarter of it, and by no less than 1 day, 1 week or 1 month for gaps given in
those units; it never reaches across X to the other side.
`about` and `soon` mark the date as approximate; nobody says how soon is soon, so it has no bound.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aigaq.errors import BadDate, ReversedRange
from aigaq.records.dates import edtf
from aigaq.records.dates.edtf import When
from aigaq.records.dates.everyday import as_edtf

MAX_LETTERS = 200
_ANCHOR_WORDS = {"after", "before", "during", "until", "since"}
# Ids of the cast and of entries, in any script; they contain at least one letter.
_ID = re.compile(r"(?![0-9-]+T[0-9])(?=.*[^\W\d_])[^\s,;:()\[\]{}#]+")
_PLAIN = re.compile(
    r"(?P<word>after|before|during|until|since|same day as|soon after|soon before) (?P<anchor>\S+)"
)
_GAP = re.compile(
    r"(?P<how>about |at least |within )?(?P<low>[0-9]{1,5})(?:(?:\.\.|-)(?P<high>[0-9]{1,5}))? "
    r"(?P<unit>minute|hour|day|week|month|year)s? (?P<side>after|before) (?P<anchor>\S+)"
)
# Days in a unit (fewest, most), and the smallest margin that "about" adds.
_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_SPELLED = re.compile(rf"\b(?:{'|'.join(_NUMBERS)})\b(?= (?:hour|minute|day|week|month|year)s? )")
_UNITS = {"day": (1, 1, 1), "week": (7, 7, 7), "month": (28, 31, 31), "year": (365, 366, 0)}


@dataclass(frozen=True, slots=True)
class Relative:
    """A date at a distance from an anchor: low_days <= date - anchor <= high_days; None is open.

    `anchor` is an id, or the text of an EDTF date when `anchor_is_date`. `relation` is one of after, before,
    during, until, since, same-day.
    """

    text: str
    anchor: str
    anchor_is_date: bool
    low_days: int | None
    high_days: int | None
    approximate: bool
    relation: str


def parse(text: str) -> Relative | None:
    """The relative date that the words express; None if they have another shape.

    Raises:
        BadDate: of that shape but incomplete ("3 days after"), or an anchor that is neither id nor date.
        ReversedRange: "5..2 days after X", or an anchor that is a reversed range.
    """
    words = text[: MAX_LETTERS + 1].lower().split()
    if not _ANCHOR_WORDS & set(words) and ["same", "day", "as"] not in (words[:3], words[1:4], words[2:5]):
        return None
    tidy = _plainly(" ".join(text.split())) if len(text) <= MAX_LETTERS else ""
    if plain := _PLAIN.fullmatch(tidy):
        return _plain(tidy, plain["word"], plain["anchor"])
    if gap := _GAP.fullmatch(tidy):
        return _gap(tidy, gap)
    raise BadDate(value=text[:60])


def _plainly(words: str) -> str:
    """The words in the standard form of the table: "the day after X" becomes "1 day after X"."""
    for start, plain in _STARTS:
        if words.startswith(f"{start} "):
            words = f"{plain} {words.removeprefix(start).strip()}"
            break
    return _SPELLED.sub(lambda match: str(_NUMBERS.index(match[0]) + 1), words)


_STARTS = (
    ("on the same day as", "same day as"),
    ("the same day as", "same day as"),
    ("the next day after", "1 day after"),
    ("the day after", "1 day after"),
    ("the day before", "1 day before"),
    ("several", "at least 2"),
    ("a few", "at least 2"),
    ("an", "1"),
    ("a", "1"),
)


def parse_when(text: str) -> When | Relative:
    """The approximate or relative date that a text writes.

    Raises:
        BadDate, ReversedRange: it is neither.
    """
    return parse(text) or edtf.parse(as_edtf(text))


def _plain(text: str, word: str, anchor: str) -> Relative:
    low = None if word.endswith("before") else 0
    high = None if word.endswith("after") else 0
    relation = "same-day" if word == "same day as" else word.removeprefix("soon ")
    is_date = _is_date(anchor, text)
    return Relative(text, anchor, is_date, low, high, word.startswith("soon"), relation)


def _gap(text: str, match: re.Match[str]) -> Relative:
    """The relative date of a gap with a number, counted forwards first and reversed for "before"."""
    how, fewest = (match["how"] or "").strip(), int(match["low"])
    most = int(match["high"] or fewest)
    if most < fewest:
        raise ReversedRange(value=text[:60])
    if match["high"] and how in ("at least", "within"):
        raise BadDate(value=text[:60])
    near, far = _days(fewest, most, match["unit"], how)
    low, high = (near, far) if match["side"] == "after" else (None if far is None else -far, -near)
    is_date = _is_date(match["anchor"], text)
    return Relative(text, match["anchor"], is_date, low, high, how == "about", match["side"])


def _days(fewest: int, most: int, unit: str, how: str) -> tuple[int, int | None]:
    """The smallest and the largest number of days of the gap."""
    if unit in ("minute", "hour"):
        in_a_day = 24 if unit == "hour" else 24 * 60
        # Five hours later is the same day or the next; 30 hours later is the next day or the one after.
        fewest, most, unit = fewest // in_a_day, -(-most // in_a_day), "day"
    shortest, longest, least_margin = _UNITS[unit]
    near, far = fewest * shortest, most * longest
    if how == "at least":
        return near, None
    if how == "within":
        return 0, far
    if how == "about":
        # Rounded up: a quarter of 6 days is 2, not 1.
        near, far = (
            max(0, near - max(-(-near // 4), least_margin)),
            far + max(-(-far // 4), least_margin),
        )
    return near, far


def _is_date(anchor: str, text: str) -> bool:
    """Is the anchor a date rather than an id? Digits and hyphens alone are never an id: 2011-13 is a typing error."""
    try:
        edtf.parse(anchor)
    except BadDate as error:
        if _ID.fullmatch(anchor):
            return False
        raise BadDate(value=text[:60]) from error
    return True
