"""Words around a number, in English, Russian and Kazakh: hedges that bound it, and numbers written in words.

Invariant: every word that may bound a number is known here, so that it is never taken for the thing counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aigaq.records import yamltext

_FOLDER = Path(__file__).parent / "vocab"
_ENDINGS = "дан|ден|тан|тен|нан|нен|ға|ге|қа|ке"
"""Endings of a Kazakh number before the word that bounds it: "16-дан астам"."""
_GLUED = re.compile(rf"(?<=\d)[-–]?({_ENDINGS}|дай|дей|тай|тей)(?= |$)")
_BOUNDS = "астам|көп|артық|аз|кем|жуық|таяу|дейін|аспайды|жетпейтін"
_GLUED_WORD = re.compile(rf"(?<=[а-яёәіңғүұқөһ])({_ENDINGS})(?= (?:{_BOUNDS}))")
_FUNCTION_WORDS = frozenset(("the", "a", "an", "of", "to", "in", "ли", "да", "одан", "most"))
_MAX_THOUSANDS = 10**9


@dataclass(frozen=True, slots=True)
class Hedges:
    """Hedges before and after a number, each with the kind of bound it sets; all words in small letters."""

    before: Mapping[str, str]
    after: Mapping[str, str]

    @property
    def words(self) -> frozenset[str]:
        """All single words of the hedges except function words; none of them is ever the thing counted."""
        written = " ".join((*self.before, *self.after))
        return frozenset(re.findall(r"[^\W\d_]+", written)) - _FUNCTION_WORDS


@cache
def hedges() -> Hedges:
    """The hedges of `vocab/hedges.yaml`."""
    before: dict[str, str] = {}
    after: dict[str, str] = {}
    for how, node in yamltext.read(_FOLDER / "hedges.yaml"):
        sides = yamltext.mapping(node, key=how.text)
        for side, words in (("before", before), ("after", after)):
            listed = sides.need(side)
            for language in listed.items if isinstance(listed, yamltext.List) else ():
                words.update(dict.fromkeys(yamltext.words(language, key=side), how.text))
    return Hedges(before, after)


@cache
def _numbers() -> tuple[dict[str, int], dict[str, int]]:
    """Russian and Kazakh number words with their values, and scale words that multiply the number before them."""
    top = yamltext.read(_FOLDER / "numbers.yaml")
    numbers = []
    for part in ("values", "scales"):
        listed = top.mapping(part)
        numbers.append(
            {word: int(value.text) for value, node in listed for word in yamltext.words(node, key=value.text)}
        )
    return numbers[0], numbers[1]


@cache
def vague() -> dict[str, tuple[int | None, int | None, str]]:
    """Russian and Kazakh words for an indefinite number, with bounds and exactness: "несколько", "ондаған"."""
    ranges: dict[str, tuple[int | None, int | None, str]] = {}
    listed = yamltext.read(_FOLDER / "numbers.yaml").need("vague")
    for item in listed.items if isinstance(listed, yamltext.List) else ():
        fields = yamltext.mapping(item, key="vague")
        low, high = (fields.text(name) for name in ("low", "high"))
        how = fields.text("how") or ""
        bounds = (None if low is None else int(low), None if high is None else int(high), how)
        ranges.update(dict.fromkeys(fields.texts("words"), bounds))
    return ranges


def in_digits(written: str) -> str:
    """A quantity with Russian and Kazakh number words in digits and endings split off; other words unchanged."""
    # Endings are split off number words first, so that `_runs` knows the words, and then off digits.
    words = _GLUED_WORD.sub(r" \1", _THOUSANDS.sub(_multiplied, written))
    words = " ".join(_runs(words.split(" ")))
    words = _GLUED.sub(r" \1", words)
    return _ranged(words)


_THOUSANDS = re.compile(r"(\d{1,6}) (тысяч[аи]?|тыс|мың|миллион(?:а|ов)?|млн)\b\.?(?! \d)", re.IGNORECASE)


def _multiplied(match: re.Match[str]) -> str:
    """The number in digits for digits before a Russian or Kazakh scale: "16 тысяч"."""
    return str(int(match[1]) * _numbers()[1][match[2].casefold()])


def is_bounding(word: str) -> bool:
    """Whether a word may bound or doubt a number: a known one, or by its ending ("hopefully", "предположительно")."""
    small = word.casefold()
    return small in hedges().words or small in _doubts()[0] or _adverb(small)


@cache
def _doubts() -> tuple[frozenset[str], frozenset[str]]:
    """Words that are never a unit, and nouns that only look like such words."""
    top = yamltext.read(_FOLDER / "doubts.yaml")
    doubts = []
    for part in ("doubts", "nouns"):
        listed = top.need(part)
        lists = listed.items if isinstance(listed, yamltext.List) else ()
        doubts.append(frozenset(word for some in lists for word in yamltext.words(some, key=part)))
    return doubts[0], doubts[1]


def _adverb(word: str) -> bool:
    return word not in _doubts()[1] and len(word) >= 6 and word.endswith(("ly", "но"))


def _runs(words: list[str]) -> Iterable[str]:
    """The words, with each sequence of number words replaced by one number in digits."""
    values, scales = _numbers()
    run: list[str] = []
    for word in words:
        small = word.casefold()
        if small in values or small in scales:
            run.append(small)
            continue
        yield from _as_number(run)
        run = []
        yield word
    yield from _as_number(run)


def _as_number(run: list[str]) -> Iterable[str]:
    """A sequence of number words as one number; unchanged if they do not form one ("пять два" are two numbers)."""
    values, scales = _numbers()
    total = part = 0
    last = _MAX_THOUSANDS
    for word in run:
        if word in scales:
            scale = scales[word]
            part = (part or 1) * scale
            if scale >= 1000:
                total, part = total + part, 0
            last = scale if scale < 1000 else 1000
        elif values[word] and _size(values[word]) < _size_of_last(last):
            part += values[word]
            last = values[word]
        elif not values[word] and len(run) == 1:
            return ["0"]
        else:
            return run
    return [str(total + part)] if run else []


def _size(value: int) -> int:
    return 1 if value < 10 else 2 if value < 20 else 10 if value < 100 else 100


def _size_of_last(last: int) -> int:
    """Upper limit for the next number word: units after tens, tens after hundreds, nothing after units and teens."""
    if last < 20:
        return 1 if last != 10 else 2
    return 10 if last < 100 else 100 if last < 1000 else 1000


_FROM_TO = re.compile(
    r"от (\d+) до (\d+)|между (\d+) и (\d+)|(\d+) (?:мен|бен|пен) (\d+) арасында"
    r"|(\d+) (?:дан|ден|тан|тен|нан|нен) (\d+) (?:ға|ге|қа|ке) дейін",
    re.IGNORECASE,
)
_EITHER = re.compile(r"(\d+) (?:или|либо|немесе|я) (\d+)", re.IGNORECASE)


def _ranged(words: str) -> str:
    """The text with Russian and Kazakh ranges written as `2..5`."""

    def told(match: re.Match[str]) -> str:
        low, high = (group for group in match.groups() if group)
        return f"{low}..{high}"

    return _EITHER.sub(told, _FROM_TO.sub(told, words))
