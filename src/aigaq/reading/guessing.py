"""Guess of an undeclared charset: all charsets in which the bytes are text, compared with each other.

Invariant: the likeliest charset comes with all that read nearly as well; it is sure only if there are none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import chardet

from aigaq.reading.likelihood import weigh
from aigaq.reading.mixture import UTF8
from aigaq.records.charset_names import codec

_EVERYWHERE = (
    *("cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5", "kz1048", "koi8-u"),
    *("cp1252", "mac-roman", "cp850", "cp437", "cp1250", "cp1254"),
    *("cp1253", "cp1255", "cp1256"),
)
"""Charsets that are always tried: those common on machines in the regions of our cases."""
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
_COMMON = frozenset({"cp1251", "cp1252", "koi8-r", "cp866", "mac-roman", "utf-16-le"})
_SURE = 6.0
"""Lead in log weight over the next charset, all letters together: odds of 400 to 1 if letters were independent."""
_APART = 0.04
_FEW = 3
"""Number of letters too small to judge by; the guess is kept, marked as doubtful."""
_RIVAL = 0.5
"""Difference in weight per letter beyond which a charset is no rival, however short the text."""
_SAMPLE = 24_000
_DETECTED = 200_000
_HIGH = re.compile(rb"[\x80-\xff]")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Guess:
    """A candidate charset with the evidence for it.

    Args:
        confidence: from 0 to 1.
        choices: the candidate and those that read nearly as well, the likeliest first.
        sure: whether no other reads nearly as well, and there are enough letters to tell.
    """

    name: str
    confidence: float
    choices: tuple[str, ...]
    sure: bool


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    text: str
    each: float
    letters: int


def guess(data: bytes) -> Guess | None:
    """The likeliest charset of bytes that are not UTF-8; None if they are text in none."""
    candidates = _candidates(data)
    if not candidates:
        return None
    best = candidates[0]
    if best.each < -1.0 and best.letters > _FEW:
        return None
    rivals = [one for one in candidates[1:] if one.text != best.text]
    same = tuple(one.name for one in candidates if one.text == best.text)
    ahead = best.each - rivals[0].each if rivals else 3.0
    letters = max(best.letters, rivals[0].letters if rivals else 0)
    weight = max(0.0, ahead) * letters if rivals else _SURE
    sure = weight >= _SURE and ahead >= _APART and best.each > 0.0
    near = tuple(one.name for one in rivals if best.each - one.each < _RIVAL or not sure)[:4]
    confidence = round(min(0.99, 1 - math.exp(-weight / 3)), 3)
    return Guess(best.name, confidence if sure else min(confidence, 0.8), (best.name, *near, *same[1:]), sure)


def _candidates(data: bytes) -> list[_Candidate]:
    """Charsets in which the whole file is text, best first."""
    sample = _lines_with_letters(data)
    candidates: list[_Candidate] = []
    for name, trust in _names(data).items():
        wide = name in _WIDE
        text = _decoded(data[: 2 * _SAMPLE] if wide else sample, name)
        if text is None or _CONTROLS.search(text) or (wide and not _is_parted(text)):
            continue
        weight = weigh(text)
        if wide and weight.each < -0.5:
            continue
        prior = (
            0.05
            if name in _COMMON
            else -0.05
            if name not in _EVERYWHERE and trust < 0.5 and not wide
            else 0.0
        )
        candidates.append(_Candidate(name, text, weight.each + prior + 0.3 * trust, weight.letters))
    candidates.sort(key=lambda one: -one.each)
    # A byte without a letter in some charset may occur anywhere, so a candidate must fit the whole file.
    return [one for one in candidates if _decoded(data, one.name) is not None]


def _is_parted(text: str) -> bool:
    """Whether a text has word breaks. Without them UTF-16 is unlikely, since any pair of bytes is a letter in it."""
    return len(text) < 20 or sum(map(text.count, " \n\t。、，")) * 200 >= len(text)


def _names(data: bytes) -> dict[str, float]:
    """Charsets to try, with the detector's confidence in each."""
    if b"\0" in data[: 2 * _SAMPLE]:
        return dict.fromkeys(_WIDE, 0.0)
    first = _HIGH.search(data)
    start = max(0, first.start() - 1_000) if first else 0
    trust: dict[str, float] = {}
    for choice in chardet.detect_all(data[start : start + _DETECTED]):
        name = codec(choice["encoding"]) if choice["encoding"] is not None else None
        if name is not None and name not in _WIDE:
            trust.setdefault(name, float(choice["confidence"]))
    return {**trust, **{name: trust.get(name, 0.0) for name in _EVERYWHERE}}


def _lines_with_letters(data: bytes) -> bytes:
    """Whole lines with letters beyond ASCII, up to the number weighed; UTF-8 lines only if there are no others."""
    lines = [line for line in _lines(data) if _HIGH.search(line)]
    others = [line for line in lines if not UTF8.search(line)]
    return b"\n".join(_some(others or lines))


def _lines(data: bytes) -> Iterator[bytes]:
    """Lines with letters beyond ASCII in the first part of a file."""
    first = _HIGH.search(data)
    start = data.rfind(b"\n", 0, first.start()) + 1 if first else 0
    yield from data[start : start + _DETECTED].splitlines()


def _some(lines: Iterable[bytes]) -> Iterable[bytes]:
    size = 0
    for line in lines:
        yield line[:_SAMPLE]
        size += len(line)
        if size > _SAMPLE:
            return


def _decoded(data: bytes, name: str) -> str | None:
    try:
        return data.decode(name)
    except UnicodeError:
        return None
