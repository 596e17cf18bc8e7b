"""Read how many, as said: exact, about, a range, or a word like "many"; and say how two such stand together.

Invariant: a quantity keeps what was said. "Some" is never a number, and unknown is never zero.

| Written | low, high, exactness |
|---|---|
| `16`, `16 bodies`, `1,200`, `1 200`, `none`, `0` | 16, 16, exact |
| `two`, `a day`, `twelve men`, `a dozen` (up to twenty) | 2, 2, exact |
| `about 400`, `around`, `approximately`, `roughly`, `nearly`, `almost`, `circa`, `some 400` | 400, about |
| `more than 16`, `over 16`, `at least 17`, `no fewer than 17`, `no less than 17` | 17, open, at-least |
| `fewer than 5`, `less than 5`, `under 5`, `at most 4`, `up to 4`, `no more than 4` | 0, 4, at-most |
| `2..5`, `2-5`, `2 to 5`, `2 or 3`, `between 2 and 5`, `30..40 km` | 2, 5, range |
| `some`, `some bodies` | 1, open, some |
| `several`, `a few days` | 2, open, some |
| `many` | 2, open, many |
| `dozens`, `hundreds`, `thousands` | 20, 200, 2000; open, at-least |
| `nearly all`, `all` | open, open: shares of a whole that is not measured here |

Whole numbers from 0 to 10**9; small and large letters alike. What follows the number is its unit, in words.
"Dozens" is taken for two tens at least and not two dozens: who says it has not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from aigaq.errors import BadQuantity, ReversedRange

LARGEST = 10**9
MAX_LETTERS = 120
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,10}"
_UNIT = r"(?: (?P<unit>[^\W\d_]+(?:[ '’-][^\W\d_]+)*))?"
_NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_SMALL = {word: number for number, word in enumerate(_NUMBER_WORDS, 1)} | {"a dozen": 12, "a": 1, "an": 1}
_TOLD = rf"{_NUMBER}|{'|'.join(_NUMBER_WORDS)}"
_HOW = {
    "about": ("about", "around", "approximately", "roughly", "nearly", "almost", "circa", "some"),
    "more than": ("more than", "over"),
    "at least": ("at least", "no fewer than", "no less than", "not fewer than", "not less than"),
    "fewer than": ("fewer than", "less than", "under"),
    "at most": ("at most", "up to", "no more than", "not more than"),
}
_MEANS = {written: how for how, spellings in _HOW.items() for written in spellings}
_COUNTED = re.compile(
    rf"(?:(?P<how>{'|'.join(_MEANS)}) )?"
    rf"(?P<low>{_TOLD}|a dozen)(?:(?:\.\.|[-–]| to | or )(?P<high>{_TOLD}))?{_UNIT}",
    re.IGNORECASE,
)
_BETWEEN = re.compile(rf"between (?P<low>{_TOLD}) and (?P<high>{_TOLD}){_UNIT}", re.IGNORECASE)
_ONE = re.compile(r"(?P<low>an?) (?P<unit>(?!few\b|dozen\b)[^\W\d_]+(?:[ '’-][^\W\d_]+)*)", re.IGNORECASE)
_WORDS: dict[str, tuple[int | None, int | None, str]] = {
    "some": (1, None, "some"),
    "several": (2, None, "some"),
    "a few": (2, None, "some"),
    "many": (2, None, "many"),
    "dozens": (20, None, "at-least"),
    "hundreds": (200, None, "at-least"),
    "thousands": (2000, None, "at-least"),
    "nearly all": (None, None, "nearly-all"),
    "all": (None, None, "all"),
    "none": (0, 0, "exact"),
}
_WORDED = re.compile(rf"(?P<word>{'|'.join(_WORDS)})(?: of)?{_UNIT}", re.IGNORECASE)
_SHARES = {"nearly-all", "all"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """How many, as said. `low` and `high` are inclusive, None is open; `unit` is None where none was said.

    `exactness` is one of exact, about, at-least, at-most, range, some, many, nearly-all, all.
    """

    low: int | None
    high: int | None
    exactness: str
    unit: str | None
    text: str


def parse(text: str) -> Quantity:
    """The quantity that the words tell.

    Raises:
        BadQuantity: none of the forms; negative; above 10**9.
        ReversedRange: `5..2`.
    """
    tidy = " ".join(text.split()) if len(text) <= MAX_LETTERS else ""
    if worded := _WORDED.fullmatch(tidy):
        low, high, exactness = _WORDS[worded["word"].lower()]
        return Quantity(low, high, exactness, worded["unit"], text)
    if one := _ONE.fullmatch(tidy):
        return Quantity(1, 1, "exact", one["unit"], text)
    counted = _COUNTED.fullmatch(tidy) or _BETWEEN.fullmatch(tidy)
    if counted is None:
        raise BadQuantity(value=text[:60])
    return _counted(counted, text)


def compare(a: Quantity, b: Quantity) -> str:
    """How two answers to one question stand: the answer is the same whichever comes first.

    "About" is given 10 % on each side, and 1 at least; "some" takes any number from 1, "many" any from 2.
    "All" and "nearly all" are shares: against each other, some and many they are compatible, against none
    they contradict, and against a number nothing can be said. A unit that was not said fits any.

    Returns:
        not-comparable: two units (a final s apart), or a share beside a number.
        agrees: the same numbers are allowed.
        more-specific: one allows some of the numbers that the other does.
        compatible: some numbers are allowed by both, and some by each alone.
        contradicts: no number is allowed by both.
    """
    if a.unit and b.unit and _singular(a.unit) != _singular(b.unit):
        return "not-comparable"
    if a.exactness in _SHARES or b.exactness in _SHARES:
        return _compare_shares(a, b)
    return _compare_ranges(allowed(a), allowed(b))


def allowed(quantity: Quantity) -> tuple[int, int | None]:
    """The fewest and the most that the words can mean; None is open. "About" is widened as in `compare`."""
    low, high = quantity.low or 0, quantity.high
    if quantity.exactness != "about" or high is None:
        return low, high
    # Rounded up: 10 % of 15 is 2.
    margin = max(1, -(-high // 10))
    return max(0, low - margin), high + margin


def _counted(found: re.Match[str], text: str) -> Quantity:
    how = _MEANS[found["how"].lower()] if found.groupdict().get("how") else None
    low = _number(found["low"])
    high = _number(found["high"]) if found["high"] else low
    if found["high"] and how:
        raise BadQuantity(value=text[:60])
    if high < low:
        raise ReversedRange(value=text[:60])
    low += how == "more than"
    high -= how == "fewer than"
    if high < 0 or max(low, high) > LARGEST:
        raise BadQuantity(value=text[:60])
    if how in ("more than", "at least"):
        return Quantity(low, None, "at-least", found["unit"], text)
    if how in ("fewer than", "at most"):
        return Quantity(0, high, "at-most", found["unit"], text)
    return Quantity(low, high, how or ("range" if found["high"] else "exact"), found["unit"], text)


def _number(digits: str) -> int:
    small = _SMALL.get(digits.lower())
    if small is not None:
        return small
    return int(digits.replace(",", "").replace(" ", ""))


def _singular(unit: str) -> str:
    """One spelling for "body count" and "body counts"; good for comparing, not for showing."""
    return unit.casefold().removesuffix("s")


def _compare_shares(a: Quantity, b: Quantity) -> str:
    if a.exactness == b.exactness:
        return "agrees"
    other = b if a.exactness in _SHARES else a
    if other.exactness in _SHARES or other.exactness in ("some", "many"):
        return "compatible"
    return "contradicts" if other.high == 0 else "not-comparable"


def _compare_ranges(a: tuple[int, int | None], b: tuple[int, int | None]) -> str:
    if a == b:
        return "agrees"
    if _above(a, b) or _above(b, a):
        return "contradicts"
    return "more-specific" if _within(a, b) or _within(b, a) else "compatible"


def _above(a: tuple[int, int | None], b: tuple[int, int | None]) -> bool:
    return b[1] is not None and a[0] > b[1]


def _within(a: tuple[int, int | None], b: tuple[int, int | None]) -> bool:
    return a[0] >= b[0] and (b[1] is None or (a[1] is not None and a[1] <= b[1]))
