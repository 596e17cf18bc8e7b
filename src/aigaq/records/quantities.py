"""Quantities as said: exact, about, a range, or a word such as "many"; and how two of them compare.

Invariant: a quantity keeps the words that were said. "Some" is never a number, and unknown is never zero.

| Written | low, high, exactness |
|---|---|
| `16`, `16 bodies`, `1,200`, `1 200`, `none`, `0` | 16, 16, exact |
| `two`, `twenty-two men`, `two hundred and five`, `3 thousand`, `a dozen`, `two dozen`, `a score`, `a couple` | 2, 2 |
| `a day`, `an hour`, `a man` (the nouns of `_AFTER_A`) | 1, 1, exact |
| `about 400`, `around`, `approximately`, `roughly`, `nearly`, `almost`, `circa`, `some 400`, `16 or so` | 400, about |
| `more than 16`, `over 16`, `at least 17`, `no fewer than 17`, `17 or more`, `17 and more` | 17, open, at-least |
| `fewer than 5`, `less than 5`, `under 5`, `at most 4`, `up to 4`, `no more than 4`, `4 or fewer` | 0, 4, at-most |
| `2..5`, `2-5`, `2 to 5`, `2 or 3`, `between 2 and 5`, `two or three dozen`, `30..40 km` | 2, 5, range |
| `some`, `some bodies` | 1, open, some |
| `several`, `a few days` | 2, open, some |
| `many` | 2, open, many |
| `dozens`, `several hundred`, `many thousands` | 20, 200, 2000; open, at-least |
| `nearly all`, `all` | open, open: shares of a whole that is not measured here |

The same in Russian and Kazakh, by the words of `vocab/hedges.yaml` and `vocab/numbers.yaml`: `более 16`,
`16 с лишним`, `16-дан астам`, `около двухсот`, `несколько`, `он алты`. A hedge may come after the thing counted
(`16 people or more`).

Whole numbers from 0 to 10**9; small and large letters alike. What follows the number is its unit, in words; a unit
never holds a word that counts, joins or bounds ("two hundred" is not two hundreds, "16 or more" not sixteen).
"Dozens" is taken for two tens at least and not two dozens: who says it has not counted.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from aigaq.errors import BadQuantity, ReversedRange
from aigaq.records.hedges import hedges, in_digits, vague
from aigaq.records.number_words import NUMBER, is_bare, may_be_hundreds, may_be_unit, number_of, scale_of

LARGEST = 10**9
MAX_LETTERS = 120
_UNIT = r"(?: (?P<unit>[^\W\d_]+(?:[ '’-][^\W\d_]+)*))?"
_NUMERAL = rf"(?P<low>{NUMBER})(?:(?P<joint>\.\.|[-–]| to | or )(?P<high>{NUMBER}))?"
_BETWEEN = re.compile(rf"(?P<high>{NUMBER}){_UNIT}", re.IGNORECASE)
_LOW = re.compile(NUMBER, re.IGNORECASE)
_AFTER_A = (
    *("second", "minute", "hour", "day", "night", "week", "fortnight", "month", "year", "metre", "kilometre"),
    *("mile", "step", "man", "woman", "child", "boy", "girl", "person", "body", "soldier", "policeman"),
    *("worker", "prisoner", "witness", "corpse"),
)
"""Nouns before which "a" means one; "a lot", "a crowd" and the misspelt "a hundered" do not."""
_ONE = re.compile(rf"(?P<low>an?) (?P<unit>{'|'.join(_AFTER_A)})", re.IGNORECASE)
_WORDS: dict[str, tuple[int | None, int | None, str]] = {
    **{
        f"{word}{scale}": (least, None, "at-least")
        for scale, least in (("dozen", 20), ("hundred", 200), ("thousand", 2000))
        for word in ("several ", "a few ")
    },
    **{
        f"{word}{scale}": (least, None, "at-least")
        for scale, least in (("dozens", 20), ("hundreds", 200), ("thousands", 2000))
        for word in ("", "many ", "some ", "several ")
    },
    "some": (1, None, "some"),
    "several": (2, None, "some"),
    "a few": (2, None, "some"),
    "many": (2, None, "many"),
    "nearly all": (None, None, "nearly-all"),
    "all": (None, None, "all"),
    "none": (0, 0, "exact"),
}
_VAGUE = {**_WORDS, **vague()}
_WORDED = re.compile(
    rf"(?P<word>{'|'.join(sorted(_VAGUE, key=len, reverse=True))})(?: of)?{_UNIT}", re.IGNORECASE
)
_SHARES = {"nearly-all", "all"}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of things, as said. `low` and `high` are inclusive, None is open; `unit` is None if none was said.

    `exactness` is one of exact, about, at-least, at-most, range, some, many, nearly-all, all.
    """

    low: int | None
    high: int | None
    exactness: str
    unit: str | None
    text: str


def parse(text: str) -> Quantity:
    """The quantity that the words express.

    Raises:
        BadQuantity: none of the forms; negative; above 10**9.
        ReversedRange: `5..2`.
    """
    tidy = " ".join(text.split()) if len(text) <= MAX_LETTERS else ""
    worded = _WORDED.fullmatch(tidy)
    if worded and may_be_unit(worded["unit"]):
        low, high, exactness = _VAGUE[worded["word"].lower()]
        return Quantity(low, high, exactness, worded["unit"], text)
    if match := _ONE.fullmatch(tidy):
        return Quantity(1, 1, "exact", match["unit"], text)
    if tidy.casefold().startswith("between "):
        return _between(tidy.split(" ", 1)[1], text)
    tidy = _hedge_first(in_digits(tidy))
    counted = _counting().fullmatch(tidy)
    if counted is None or not may_be_unit(counted["unit"]):
        raise BadQuantity(value=text[:60])
    return _counted(counted, text)


@cache
def _counting() -> re.Pattern[str]:
    """Pattern of a number with its hedges and its unit; if two hedges match, the longer one is meant."""
    words = hedges()
    before, after = (
        "|".join(re.escape(word) for word in sorted(side, key=len, reverse=True))
        for side in (words.before, words.after)
    )
    # A sign stands at the number itself: ">16", "16+".
    how, then = rf"(?:(?P<how>{before}) ?\b)?", rf"(?: ?(?P<then>{after})(?!\w))?"
    return re.compile(rf"{how}(?<!\w){_NUMERAL}{then}{_UNIT}", re.IGNORECASE)


_UNIT_BETWEEN = re.compile(rf"(?P<number>{NUMBER})(?P<unit> [^\W\d_]+),? (?P<then>.+)", re.IGNORECASE)


def _hedge_first(tidy: str) -> str:
    """The words with a hedge moved from behind the unit to behind the number: "16 or more people"."""
    match = _UNIT_BETWEEN.fullmatch(tidy)
    if match is None or match["then"].lower() not in hedges().after or not may_be_unit(match["unit"][1:]):
        return tidy
    return f"{match['number']} {match['then']}{match['unit']}"


def compare(a: Quantity, b: Quantity) -> str:
    """The relation of two answers to one question (symmetric).

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
    """The smallest and the largest number that the words can mean; None is open. "About" is widened as in `compare`."""
    low, high = quantity.low or 0, quantity.high
    if quantity.exactness != "about" or high is None:
        return low, high
    # Rounded up: 10 % of 15 is 2.
    margin = max(1, -(-high // 10))
    return max(0, low - margin), high + margin


def _counted(match: re.Match[str], text: str) -> Quantity:
    words = hedges()
    before = [words.before[match["how"].lower()]] if match["how"] else []
    before += [words.after[match["then"].lower()]] if match["then"] else []
    if len(before) > 1 or (match["high"] and before):
        raise BadQuantity(value=text[:60])
    if match["high"]:
        return _range(match["low"], match["joint"], match["high"], unit=match["unit"], text=text)
    return _bounded(before[0] if before else "exact", number_of(match["low"]), unit=match["unit"], text=text)


def _bounded(how: str, number: int, *, unit: str | None, text: str) -> Quantity:
    low = number + (how == "more than")
    high = number - (how == "fewer than")
    if high < 0 or max(low, high) > LARGEST:
        raise BadQuantity(value=text[:60])
    if how in ("more than", "at least"):
        return Quantity(low, None, "at-least", unit, text)
    if how in ("fewer than", "at most"):
        return Quantity(0, high, "at-most", unit, text)
    return Quantity(low, high, how, unit, text)


def _between(words: str, text: str) -> Quantity:
    """The quantity of `between two hundred and fifty and three hundred`; exactly one "and" must divide it."""
    parts = words.split(" and ")
    cuts = [(" and ".join(parts[:at]), " and ".join(parts[at:])) for at in range(1, len(parts))]
    ranges = [
        (low, high)
        for low, rest in cuts
        if _LOW.fullmatch(low) and (high := _BETWEEN.fullmatch(rest)) and may_be_unit(high["unit"])
    ]
    if len(ranges) != 1:
        raise BadQuantity(value=text[:60])
    low, high = ranges[0]
    return _range(low, " and ", high["high"], unit=high["unit"], text=text)


def _range(low: str, joint: str, high: str, *, unit: str | None, text: str) -> Quantity:
    """A range of numbers. "Two or three hundred" means hundreds both times; an ambiguous range is refused."""
    least, most, scale = number_of(low), number_of(high), scale_of(high)
    if joint in "-–" and may_be_hundreds(low, high):
        raise BadQuantity(value=text[:60])
    if scale_of(low) < scale and least < most // scale:
        if scale_of(low) > 1 or not is_bare(high) or joint not in (" or ", "-", "–"):
            raise BadQuantity(value=text[:60])
        least *= scale
    if most < least:
        raise ReversedRange(value=text[:60])
    if most > LARGEST:
        raise BadQuantity(value=text[:60])
    return Quantity(least, most, "range", unit, text)


def _singular(unit: str) -> str:
    """A common spelling of "body count" and "body counts"; for comparison only, not for display."""
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
