"""Parts of a name, and all keys of a part in running text.

Invariant: a part is found in every form of the Russian and Kazakh declensions, in every romanisation of that form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from pathlib import Path
from typing import Literal, NamedTuple

from aigaq.names.declension import declined
from aigaq.names.keys import first_key, first_keys, keys, script_of
from aigaq.names.letters import letters, size, unspaced
from aigaq.names.respelling import cyrillic
from aigaq.names.words import Word, pieces_in
from aigaq.records import yamltext

Kind = Literal["surname", "patronymic", "given"]

SHORTEST = 3
"""Letters of the shortest part that is searched by its keys: two letters would be found everywhere."""
_PART = re.compile(r"[^\W\d_][^\W\d_\u02b9\u02bc'’]*")
_SURNAME = re.compile(
    r".+(?:[oe]v|[oe]va|[^aeiou]in|[^aeiou]ina|sk(?:i|aia)|ck(?:i|aia)|ko|Zan|ian|dze|Svili|[iy]h|uk|iuk|Cuk)"
)
_PATRONYMIC = re.compile(r".+(?:[oe]viC|[oe]vna|iniCna|uli|kizi)")
_ENGLISH = ("", "s", "es")
_JOINED = re.compile(r"[^\w\s.,;:!?()\[\]{}<>/\\|&\"«»“”„‹›…·・،؛。、（）「」『』]{0,2}")
"""Text between two pieces of one part: an apostrophe, a hyphen, nothing; no full stop or bracket."""
_ABBREVIATED = ".\u2024\u0589\u06d4"
_ELIDED = 3
_OPENING = frozenset(["The", "A", "An", "Unknown", "Unnamed", "Unidentified", "Someone", "Somebody"])
"""Words that a description may begin with."""
_PLAIN_HAN = range(2, 6)
_SYLLABLES = re.compile("[\u3005\u3400-\u9fff\uac00-\ud7a3\U00020000-\U0003ffff]+")


def parts_of(name: str) -> tuple[str, ...]:
    """The words of a name without initials, as they are written."""
    return tuple(one for one in _PART.findall(name) if len(one) >= SHORTEST)


class _Listed(NamedTuple):
    particles: frozenset[str]
    initials: frozenset[str]


@cache
def _listed() -> _Listed:
    """The words of `particles.yaml`, normalised."""
    node = yamltext.read(Path(__file__).parent / "particles.yaml")
    return _Listed(
        frozenset(map(letters, node.texts("particles"))),
        frozenset(node.texts("initials")),
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a name that is searched by itself.

    Args:
        number: of the part that it is, or is cut from.
        text: as it is written.
        weak: as likely a word as a name: a particle, a word in small letters beside capitals, a number.
        initial: an initial, which is searched beside others only.
    """

    number: int
    text: str
    weak: bool = False
    initial: bool = False

    @property
    def short(self) -> bool:
        """Whether it has so few letters that common words have the same."""
        return size(self.text) <= (1 if unspaced(self.text) else 2)


def pieces_of(name: str) -> tuple[Piece, ...]:
    """Everything of a name that is searched: its parts, and the components of each.

    A part holds no blank, bracket, comma, full stop or quotation mark: `Seitov, Oraz (Zhan)` has three.
    """
    runs = pieces_in(name)
    parts = _grouped(name, runs)
    capitals = any(one.isupper() or one.istitle() for one in name)
    pieces: dict[tuple[int, str], Piece] = {}
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        initial = len(parts) > 1 and _is_initial(name, part)
        for text in _stretches(name, part, alone=len(parts) == 1):
            weak = len(parts) > 1 and _is_weak(text, capitals=capitals, last=last)
            weak |= (
                len(part) > 1 and text != _text(name, part) and _is_weak(text, capitals=capitals, last=False)
            )
            pieces.setdefault((number, letters(text)), Piece(number, text, weak, initial))
    distinct = tuple(one for one in pieces.values() if letters(one.text))
    if all(one.weak or one.initial for one in distinct):
        # A name may consist of particles alone, such as "De la".
        return tuple(Piece(one.number, one.text, initial=one.initial) for one in distinct)
    return distinct


def name_within(label: str) -> str:
    """The words of a description that may be a name ("al-Hamid", "mother of Dana"); empty where it only describes.

    In a script without capitals a name cannot be told from a description: then the whole label.
    """
    runs = pieces_in(label)
    words = [_text(label, part) for part in _grouped(label, runs)]
    if words and not any(one.isupper() or one.islower() for one in label):
        return label
    described = any(word.islower() for word in words)
    kept = [word for word in words if _may_name(word, described=described)]
    return " ".join(kept)


def _may_name(word: str, *, described: bool) -> bool:
    if word in _OPENING or not any(one.isalpha() for one in word):
        return False
    if not (word.islower() or word.isupper()):
        return True
    # "NKVD" in a description is an acronym, no name.
    return word.isupper() and not (described and size(word) > 1)


def _grouped(name: str, runs: Sequence[Word]) -> list[list[Word]]:
    parts: list[list[Word]] = [[runs[0]]] if runs else []
    for before, after in pairwise(runs):
        if _JOINED.fullmatch(name[before.end : after.start]):
            parts[-1].append(after)
        else:
            parts.append([after])
    return parts


def _text(name: str, runs: Sequence[Word]) -> str:
    return name[runs[0].start : runs[-1].end]


def _is_initial(name: str, part: Sequence[Word]) -> bool:
    word = _text(name, part)
    pointed = name[part[-1].end : part[-1].end + 1] in _ABBREVIATED and part[-1].end < len(name)
    return pointed and (size(word) == 1 or word.casefold() in _listed().initials)


def _is_weak(text: str, *, capitals: bool, last: bool) -> bool:
    if text.isdecimal() or (not last and letters(text) in _listed().particles):
        return True
    return capitals and text.islower()


def _stretches(name: str, part: Sequence[Word], *, alone: bool) -> Iterator[str]:
    """A part and, of a compound one, its components."""
    whole = _text(name, part)
    yield whole
    hyphened = [
        list(group)
        for cut, group in groupby(
            _with_gaps(name, part), key=lambda one: isinstance(one, str) and _is_hyphen(one)
        )
        if not cut
    ]
    if len(hyphened) > 1:
        for group in hyphened:
            yield _text(name, [one for one in group if isinstance(one, Word)])
    if len(part) > 1 and size(part[0].text) == 1 and size(whole) > _ELIDED:
        # Some write D'Angelo as Angelo.
        yield _text(name, part[1:])
    if whole.startswith("ال") and size(whole) > _ELIDED + 1:
        yield whole[2:]
    if alone and len(part) == 1 and unspaced(whole):
        yield from _halves(whole)


def _with_gaps(name: str, part: Sequence[Word]) -> Iterator[Word | str]:
    yield part[0]
    for before, after in pairwise(part):
        yield name[before.end : after.start]
        yield after


def _is_hyphen(between: str) -> bool:
    return any(unicodedata.category(one) == "Pd" or one in "\u00ad_~=\u30fb" for one in between)


def _halves(whole: str) -> Iterator[str]:
    """Surname and given name of a name without a blank: cut after the first letter or syllable, or the second."""
    composed = unicodedata.normalize("NFC", whole)
    units = re.split("[\u0f0b\u0f0c]", composed) if "\u0f0b" in composed else list(composed)
    joint = "\u0f0b" if "\u0f0b" in composed else ""
    if len(units) in _PLAIN_HAN and (joint or _SYLLABLES.fullmatch(composed)):
        for cut in (1, 2):
            yield joint.join(units[:cut])
            yield joint.join(units[cut:])


def kind_of(part: str) -> Kind:
    """The kind of a part by its ending; a given name by default."""
    key = first_key(part)
    if _PATRONYMIC.fullmatch(key):
        return "patronymic"
    return "surname" if _SURNAME.fullmatch(key) else "given"


@lru_cache(4096)
def all_keys(part: str) -> frozenset[str]:
    """All keys of a part in a text: its case forms in each of its spellings."""
    key_set = {f"{key}{ending}" for key in keys(part) for ending in _ENGLISH}
    for spelling in cyrillic(part):
        written = _also(spelling) if script_of(part) == "Cyrl" else {spelling}
        for form in written:
            key_set |= first_keys(declined(form))
    return frozenset(form for form in key_set if len(form) >= SHORTEST)


def _also(spelling: str) -> set[str]:
    """A Cyrillic spelling, also with its Kazakh letters as Russian speakers write them."""
    spellings = {spelling}
    for kazakh_letter, russian_letters in (("ө", "оу"), ("ү", "ую"), ("ұ", "у"), ("ә", "ае"), ("ё", "ео")):
        if kazakh_letter in spelling:
            spellings |= {one.replace(kazakh_letter, other) for one in spellings for other in russian_letters}
    return spellings
