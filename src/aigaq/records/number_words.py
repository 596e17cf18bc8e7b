"""Whole numbers in words and digits: 16, 1,200, twenty-two, two hundred and five, a dozen, a couple.

Invariant: a number is read whole or not at all; the caller refuses words that may mean two numbers.
"""

from __future__ import annotations

import re
from difflib import get_close_matches

from aigaq.records.hedges import is_bounding

_ONES = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
VALUES = {
    **{word: number for number, word in enumerate(_ONES, 1)},
    **{word: number for number, word in enumerate(_TEENS, 10)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{"a": 1, "zero": 0},
}
SCALES = {"dozen": 12, "score": 20, "hundred": 100, "thousand": 1_000, "million": 1_000_000}
_WHOLE = {"a couple": 2, "a couple of": 2, "a pair of": 2, "half a dozen": 6}

_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,3}(?: [0-9]{3})+|[0-9]{1,10}"
_ONE, _TEEN, _TEN = ("|".join(words) for words in (_ONES, _TEENS, _TENS))
_UNDER_100 = rf"(?:(?:{_TEN})(?:[- ](?:{_ONE}))?|{_TEEN}|{_ONE})"
# "Twenty-one hundred" is left out: it may be 2,100, or 20 to 100.
_UNDER_1000 = rf"(?:(?:a|{_ONE}|{_TEEN}) hundred(?:(?: and)? {_UNDER_100})?|{_UNDER_100})"
_UNDER_MILLION = rf"(?:(?:a|{_UNDER_1000}) thousand(?:(?: and)? {_UNDER_1000})?|{_UNDER_1000})"
NUMBER = (
    rf"(?:(?:{_DIGITS}) (?:{'|'.join(SCALES)})|{_DIGITS}|zero|{'|'.join(sorted(_WHOLE, reverse=True))}"
    rf"|(?:a|{_UNDER_100}) (?:dozen|score)|(?:a|{_UNDER_1000}) million|{_UNDER_MILLION})"
)
"""A number in digits or words, as a part of a regular expression (small and large letters alike)."""

_NEVER_A_UNIT = re.compile(
    "|".join(VALUES.keys() - {"a"})
    + "|"
    + "|".join(f"{scale}s?" for scale in SCALES)
    + r"|and|or|but|not|no|none|more|less|fewer|least|most|than|plus|minus|odd|so"
    + r"|some|several|many|few|lot|lots|couple|couples|pair|number|handful|all|both|each|per"
    + r"|half|halves|third|thirds|quarter|quarters|percent|cent|to|about|around|nearly|almost"
    + r"|roughly|approximately|circa|maybe|perhaps|k|mln|bn|billion|billions|tens"
    + r"|или|и|либо|не|более|больше|менее|меньше|около|десяток|десятка|десятки|десятков|сто|сот"
    + r"|сотня|сотни|сотен|тыс|тысяча|тысячи|тысяч|млн|миллион|миллиона|миллионов|процентов"
    + r"|немесе|және|емес|артық|астам|кем|көп|аз|ондаған|жүз|жүздеген|мың|мыңдаған|пайыз"
)
_SCALES_MISSPELT = 0.85


def number_of(written: str) -> int:
    """The value of words that match `NUMBER`."""
    words = written.casefold()
    if words in _WHOLE:
        return _WHOLE[words]
    total = part = 0
    for word in words.replace("-", " ").split() if not words[0].isdigit() else _with_digits(words):
        if word == "and":
            continue
        if word not in SCALES:
            part += VALUES[word] if word in VALUES else int(word)
        elif SCALES[word] <= 100:
            part *= SCALES[word]
        else:
            total, part = total + part * SCALES[word], 0
    return total + part


def _with_digits(words: str) -> list[str]:
    digits = re.match(r"[0-9, ]*", words)
    assert digits is not None
    return [re.sub("[, ]", "", digits[0]), *words[digits.end() :].split()]


def scale_of(written: str) -> int:
    """The largest scale word ("hundred", "dozen") in a number; 1 if there is none."""
    return max((SCALES[word] for word in re.split("[- ]", written.casefold()) if word in SCALES), default=1)


def is_bare(written: str) -> bool:
    """Whether a number has at most one scale word, at its end: "three", "3 hundred", not "three hundred and five"."""
    words = re.split("[- ]", written.casefold())
    return "and" not in words and not any(word in SCALES for word in words[:-1])


def may_be_hundreds(low: str, high: str) -> bool:
    """Whether the two numbers of a range could be one number cut in two: "twenty-one hundred"."""
    return low.casefold() in _TENS and high.casefold().split()[0] in _ONES


def may_be_unit(words: str | None) -> bool:
    """Whether words after a number can be a unit: none of them counts, joins or bounds."""
    if words is None:
        return True
    parts = re.split("[-'’ ]", words.casefold())
    if parts[0] in ("a", "an") or any(map(_NEVER_A_UNIT.fullmatch, parts)) or any(map(is_bounding, parts)):
        return False
    return not any(get_close_matches(part, SCALES, n=1, cutoff=_SCALES_MISSPELT) for part in parts)
