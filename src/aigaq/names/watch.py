"""Find names that must not stand in a text: any script, spelling, case, and the ways to write around a search.

Invariant: a hit says where and whose, never the name; it is something for a person to judge, and nothing is changed.
"""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal
from urllib.parse import unquote

from aigaq.names.keys import first_key, keys
from aigaq.names.parts import all_keys, kind_of, parts_of
from aigaq.names.respelling import SYSTEMS, cyrillic, romanised
from aigaq.names.words import Word, initials_in, words_in

How = Literal["full", "surname", "part", "initials", "inside"]
NEAR = 3
"""Words between two parts of one name that still stand together."""
_INSIDE = 6
"""Letters of the shortest surname that is looked for within a longer word: a file name, an address."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A name found.

    Args:
        whose: what the watcher calls it: the id of a person.
        how: full: two parts of it together, or initials with the surname; surname: that alone; part: a given name
            or patronymic alone; initials: no more than these; inside: within a longer word.
        start, end: code points of the text.
        undone: the text was read with its HTML or percent signs undone first, and the places count in that.
    """

    whose: str
    how: How
    start: int
    end: int
    undone: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    whose: str
    name: int
    number: int
    kind: str


class Watch:
    """Names by whom they belong to, made ready to be looked for; `shown` are names that may stand there.

    A part that a shown name has too (the given name of somebody else) is no hit where that whole name stands.
    """

    def __init__(self, names: Mapping[str, Iterable[str]], shown: Iterable[str] = ()) -> None:
        self._parts: dict[str, list[_Part]] = {}
        self._surnames: list[tuple[str, str]] = []
        self._initials: list[tuple[str, frozenset[str]]] = []
        pairs = [(whose, name) for whose, listed in names.items() for name in listed]
        for number, (whose, name) in enumerate(pairs):
            self._add(whose, name, number)
        self._within = lru_cache(1 << 14)(self._surnames_within)
        beside = _in_the_way(shown, {part for _, name in pairs for part in parts_of(name)}, self._parts)
        self._shown = Watch({name: (name,) for name in beside}) if beside else None

    def _add(self, whose: str, name: str, number: int) -> None:
        words = parts_of(name)
        for at, part in enumerate(words):
            kind = kind_of(part) if len(words) > 1 else "surname"
            found = _Part(whose, number, at, kind)
            for key in all_keys(part):
                self._parts.setdefault(key, []).append(found)
            if kind == "surname" and len(first_key(part)) >= _INSIDE:
                self._surnames += [(whose, key) for key in keys(part)]
        if len(words) > 1:
            self._initials.append((whose, frozenset(first_key(one)[:1] for one in words)))

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every hit in a text, in order; one a place and person."""
        undone = unquote(html.unescape(text))
        found = list(self._scan(text))
        if undone != text:
            found += [Hit(one.whose, one.how, one.start, one.end, undone=True) for one in self._scan(undone)]
        best: dict[tuple[str, int, bool], Hit] = {}
        for one in found:
            best.setdefault((one.whose, one.start, one.undone), one)
        return tuple(sorted(best.values(), key=lambda one: (one.undone, one.start, one.whose)))

    def _scan(self, text: str) -> Iterator[Hit]:
        if not self._parts:
            return
        words = list(words_in(text))
        met = [(at, part) for at, word in enumerate(words) for part in self._met(word)]
        free = self._shown.spans(words) if self._shown is not None and met else ()
        for at, part in met:
            word = words[at]
            beside = [words[other] for other in _beside(at, part, met)]
            around = next(((a, b) for a, b in free if a <= word.start and word.end <= b), None)
            if around is None or any(around[0] <= one.start and one.end <= around[1] for one in beside):
                yield Hit(part.whose, _how(part, word, beside, text), word.start, word.end)
        yield from self._inside(words)
        yield from self._by_initials(text)

    def spans(self, words: Sequence[Word]) -> tuple[tuple[int, int], ...]:
        """Where whole names stand among the words of a text: from the first of their parts to the last."""
        met = [self._numbers(word) for word in words]
        return tuple(
            (words[at].start, words[at + 1].end)
            for at, (first, then) in enumerate(pairwise(met))
            if any(len(numbers | then[name]) > 1 for name, numbers in first.items() if name in then)
        )

    def _numbers(self, word: Word) -> dict[int, set[int]]:
        """By name, which of its parts a word can be."""
        found: dict[int, set[int]] = {}
        for part in self._met(word):
            found.setdefault(part.name, set()).add(part.number)
        return found

    def _met(self, word: Word) -> list[_Part]:
        found = {part: None for key in keys(word.text) for part in self._parts.get(key, ())}
        return list(found)

    def _inside(self, words: Iterable[Word]) -> Iterator[Hit]:
        for word in words:
            if len(word.text) > _INSIDE:
                for whose in self._within(word.text):
                    yield Hit(whose, "inside", word.start, word.end)

    def _surnames_within(self, text: str) -> tuple[str, ...]:
        """Whose surname stands within a longer word."""
        read = keys(text)
        found = (whose for whose, key in self._surnames if any(key in one and one != key for one in read))
        return tuple(dict.fromkeys(found))

    def _by_initials(self, text: str) -> Iterator[Hit]:
        for start, end, letters in initials_in(text):
            told = frozenset(first_key(one)[:1] for one in letters)
            for whose, expected in self._initials:
                if len(letters) > 1 and told == expected:
                    yield Hit(whose, "initials", start, end)


def _in_the_way(shown: Iterable[str], parts: Iterable[str], known: Iterable[str]) -> list[str]:
    """The shown names of which a part may be read as part of one that is looked for.

    The others hide nothing, and the forms of ten thousand names would fill the memory.

    Args:
        parts: of the names looked for. known: every key of them.
    """
    spelt = (romanised(one, system) for part in parts for one in cyrillic(part) for system in SYSTEMS)
    sought = {*known, *(key for one in spelt for key in keys(one))}
    names = {name: parts_of(name) for name in shown} if sought else {}
    # Not by the cache: each is asked for once.
    forms = ((part, all_keys.__wrapped__(part)) for part in {one for each in names.values() for one in each})
    alike = {part for part, found in forms if not sought.isdisjoint(found)}
    return [name for name, each in names.items() if not alike.isdisjoint(each)]


def _beside(at: int, part: _Part, met: Iterable[tuple[int, _Part]]) -> Iterator[int]:
    """Where other parts of the same name stand near."""
    for other, found in met:
        if 0 < abs(other - at) <= NEAR and found.name == part.name and found.number != part.number:
            yield other


def _how(part: _Part, word: Word, beside: Sequence[Word], text: str) -> How:
    if beside:
        return "full"
    if part.kind != "surname":
        return "part"
    return "full" if initials_in(text[max(0, word.start - 8) : word.end + 8]) else "surname"
