"""Search of a text for protected names: in any script, spelling and case, and disguised to escape a search.

Invariant: a hit says where and whose, never the name. It is for a person to judge; the text is never changed.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from aigaq.names.declension import declined
from aigaq.names.keys import consonants, first_key, first_keys, keys, made_of, one_vowel_apart, stem_of
from aigaq.names.letters import letters, readings
from aigaq.names.parts import Piece, all_keys, kind_of, pieces_of
from aigaq.names.respelling import SYSTEMS, cyrillic, romanised
from aigaq.names.words import TOGETHER, Word, initials_in, pieces_in, words_in
from aigaq.names.written import Whole, Within

How = Literal["full", "surname", "part", "initials", "inside", "word"]
NEAR = 3
"""Most words between two parts of one name that still count as together."""
_INSIDE = 6
"""Letters of the shortest surname that is searched within longer words: a file name, an address."""
_OFTEN = 200
"""Letters of a text below which its result is cached: many short values of a case are equal."""
_TAG = re.compile(r"<[^<>\n]{0,200}>")
_Grade = Literal["own", "part", "word"]
"""How sure a word is a part of a name: `own`, written so or a form of it; `part`, perhaps; `word`, likely not."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A hit of the name search.

    Args:
        whose: key of the name, such as the id of a person.
        how: full: two parts together, or initials with the surname; surname: that alone; part: a given name
            or patronymic alone; initials: these alone; inside: within a longer word; word: a word of one or
            two letters, or a particle, which is also part of the name.
        start, end: code points of the text.
        undone: found in the text with HTML and percent encoding undone; places count in that text.
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
    weak: bool = False
    written: str = ""
    """Spelling of a short or weak part: a word of the text that is spelled otherwise is another word."""


@dataclass(frozen=True, slots=True)
class _Match:
    """A word of a text that is or may be a part of a name."""

    word: Word
    part: _Part
    grade: _Grade


@dataclass(slots=True)
class _Initialled:
    """A name by the beginnings of its parts."""

    whose: str
    heads: list[frozenset[str]] = field(default_factory=list)


def searchable(name: str) -> bool:
    """Whether a name has a letter or digit to search for."""
    return bool(letters(name))


class Watch:
    """Searcher for names, given by person; `shown` are names that the text may hold.

    A part that a shown name has too (the given name of somebody else) is no hit within that whole name.
    """

    def __init__(self, names: Mapping[str, Iterable[str]], shown: Iterable[str] = ()) -> None:
        self._sounds: dict[str, list[_Part]] = {}
        self._spelt: dict[str, list[_Part]] = {}
        self._short: dict[str, list[_Part]] = {}
        self._bare: dict[str, list[_Part]] = {}
        self._stems: dict[str, list[_Part]] = {}
        self._vowels: dict[str, list[tuple[str, _Part]]] = {}
        self._surnames: list[tuple[str, str]] = []
        self._initials: list[_Initialled] = []
        self._whole: Whole[str] = Whole()
        self._within: Within[_Part] = Within()
        pairs = [(whose, name) for whose, listed in names.items() for name in listed]
        self._empty = not pairs
        for number, (whose, name) in enumerate(pairs):
            self._add(whose, name, number)
        # Cached, for most words and values of a case occur in it many times.
        self._read = lru_cache(1 << 16)(self._parts_read)
        self._known = lru_cache(1 << 14)(self._hits)
        self._longer = lru_cache(1 << 14)(self._surnames_within)
        beside = _shown_in_the_way(shown, [piece for _, name in pairs for piece in pieces_of(name)], self)
        self._shown = Watch({name: (name,) for name in beside}) if beside else None

    def _add(self, whose: str, name: str, number: int) -> None:
        pieces = pieces_of(name)
        several = len({one.number for one in pieces}) > 1
        for piece in pieces:
            if not piece.initial:
                kind = kind_of(piece.text) if several else "surname"
                self._add_piece(_part(piece, whose, number, kind), piece)
        if several or len(pieces_in(name)) > 1:
            self._whole.add(name, whose)
        if several:
            self._initials.append(_Initialled(whose, _heads(pieces)))

    def _add_piece(self, part: _Part, piece: Piece) -> None:
        self._spelt.setdefault(letters(piece.text), []).append(part)
        self._within.add(piece.text, part)
        if piece.weak:
            return
        plain = "".join(one.text for one in pieces_in(piece.text))
        if piece.short:
            for key in _forms_of_short(plain):
                self._short.setdefault(key, []).append(part)
            return
        for key in all_keys(plain):
            self._sounds.setdefault(key, []).append(part)
            if (opened := consonants(key)) is not None:
                self._vowels.setdefault(opened, []).append((key, part))
        for key in keys(plain):
            self._bare.setdefault(key, []).append(part)
        if (stem := stem_of(plain)) is not None:
            for key in all_keys(stem):
                self._stems.setdefault(key, []).append(part)
        if part.kind == "surname" and len(first_key(plain)) >= _INSIDE:
            self._surnames += [(part.whose, key) for key in keys(plain)]

    def scan(self, text: str) -> tuple[Hit, ...]:
        """Every hit in a text, in order; one for each place and person."""
        return self._known(text) if len(text) < _OFTEN else self._hits(text)

    def _hits(self, text: str) -> tuple[Hit, ...]:
        hits = list(self._scan(text))
        for undone in {unquote(html.unescape(text)), _TAG.sub("", text)} - {text}:
            hits += [Hit(one.whose, one.how, one.start, one.end, undone=True) for one in self._scan(undone)]
        best: dict[tuple[str, int, bool], Hit] = {}
        for hit in hits:
            before = best.get((hit.whose, hit.start, hit.undone))
            if before is None or _ORDER[hit.how] < _ORDER[before.how]:
                best[hit.whose, hit.start, hit.undone] = hit
        return tuple(sorted(best.values(), key=lambda hit: (hit.undone, hit.start, hit.whose)))

    def _scan(self, text: str) -> Iterator[Hit]:
        if self._empty:
            return
        pieces = pieces_in(text)
        words = list(words_in(text, pieces))
        matches = [_Match(word, part, grade) for word in words for part, grade in self._read(word.text)]
        free = self._shown.spans(words) if self._shown is not None and matches else {}
        for match, neighbours in _neighbours(matches):
            around = [span for span in free.get(match.word.first, ()) if _lies_in(match.word, span)]
            # A shown person whose whole name is nearly the protected one is somebody else.
            sure = [other.word for other in neighbours if match.grade == other.grade == "own"]
            if not around or any(_lies_in(word, span) for word in sure for span in around):
                yield Hit(match.part.whose, _how(match, neighbours, text), match.word.start, match.word.end)
        for whose, first, last in self._whole.scan(pieces):
            yield Hit(whose, "full", first.start, last.end)
        yield from self._inside(pieces)
        yield from self._by_initials(text)

    def spans(self, words: Iterable[Word]) -> dict[int, list[tuple[int, int]]]:
        """By piece of a text, the start and end of every whole name that it is part of."""
        parts: dict[int, list[tuple[Word, dict[int, set[int]]]]] = {}
        for word in words:
            if numbers := self._numbers(word):
                parts.setdefault(word.first, []).append((word, numbers))
        spans_of: dict[int, list[tuple[int, int]]] = {}
        for listed in parts.values():
            for word, numbers in listed:
                for then, others in parts.get(word.last + 1, ()):
                    if any(len(seen | others[name]) > 1 for name, seen in numbers.items() if name in others):
                        for piece in range(word.first, then.last + 1):
                            spans_of.setdefault(piece, []).append((word.start, then.end))
        return spans_of

    def _numbers(self, word: Word) -> dict[int, set[int]]:
        """By name, the numbers of its parts that a word may be."""
        numbers: dict[int, set[int]] = {}
        for part, _ in self._read(word.text):
            numbers.setdefault(part.name, set()).add(part.number)
        return numbers

    def _parts_read(self, word: str) -> tuple[tuple[_Part, _Grade], ...]:
        """The parts of names that a word is or may be, each with its grade."""
        grades: dict[_Part, _Grade] = {}
        for key in keys(word):
            grades.update(dict.fromkeys(self._sounds.get(key, ()), "own"))
        for spelt in readings(word):
            for part in self._spelt.get(spelt, ()):
                grades[part] = _grade(part, word)
        for inside in self._within.scan(word):
            sure = inside.sure and not inside.whose.weak
            if not sure or inside.whose not in grades:
                grades.setdefault(inside.whose, "own" if sure else "word")
        for part in self._perhaps(word):
            grades.setdefault(part, "part")
        if self._short and len(word) <= _LONGEST_SHORT:
            for key in keys(word):
                for part in self._short.get(key, ()):
                    grades.setdefault(part, "part" if word[:1].isupper() else "word")
        return tuple(grades.items())

    def _perhaps(self, word: str) -> Iterator[_Part]:
        """Parts that a word may be derived from, that may be derived from it, or that differ by one vowel."""
        for key in keys(word):
            yield from self._stems.get(key, ())
            for stem in made_of(key):
                yield from self._bare.get(stem, ())
            opened = consonants(key)
            for other, part in self._vowels.get(opened, ()) if opened is not None else ():
                if one_vowel_apart(key, other):
                    yield part

    def sounds(self, key: str) -> bool:
        """Whether a key belongs to a part that is searched."""
        return key in self._sounds or key in self._short or key in self._stems

    def spells(self, spelt: str) -> bool:
        """Whether these are the letters of a part that is searched."""
        return spelt in self._spelt

    def _inside(self, words: Iterable[Word]) -> Iterator[Hit]:
        for word in words:
            if len(word.text) > _INSIDE:
                for whose in self._longer(word.text):
                    yield Hit(whose, "inside", word.start, word.end)

    def _surnames_within(self, text: str) -> tuple[str, ...]:
        """The people whose surname is within a longer word."""
        read = keys(text)
        people = (whose for whose, key in self._surnames if any(key in one and one != key for one in read))
        return tuple(dict.fromkeys(people))

    def _by_initials(self, text: str) -> Iterator[Hit]:
        for start, end, initials in initials_in(text):
            if len(initials) > 1:
                written = [_read(one) for one in initials]
                for name in self._initials:
                    if _fits(written, name.heads):
                        yield Hit(name.whose, "initials", start, end)


_ORDER: Mapping[How, int] = {"full": 0, "surname": 1, "inside": 2, "part": 3, "initials": 4, "word": 5}
_LONGEST_SHORT = 8
"""Letters of the longest case form of a two-letter name."""


def _part(piece: Piece, whose: str, name: int, kind: str) -> _Part:
    return _Part(whose, name, piece.number, kind, piece.weak, piece.text if piece.short or piece.weak else "")


def _grade(part: _Part, word: str) -> _Grade:
    """Grade of a word that has the letters of a part. A short part must be written as in the name or in capitals."""
    if part.weak:
        return "part" if part.written[:1].isupper() and word[:1].isupper() else "word"
    if not part.written or word in (part.written, part.written.upper(), part.written.title()):
        return "own"
    return "own" if letters(word) == letters(part.written) and not word.islower() else "word"


def _forms_of_short(text: str) -> frozenset[str]:
    """The keys of a part of one or two letters: its respellings and case forms."""
    own_keys = keys(text) | keys(f"{text}s")
    return own_keys.union(*(first_keys(declined(spelling)) for spelling in cyrillic(text)))


def _heads(pieces: Iterable[Piece]) -> list[frozenset[str]]:
    """The beginnings of each part of a name, by its keys and by its letters."""
    parts: dict[int, set[str]] = {}
    for piece in pieces:
        parts.setdefault(piece.number, set()).update(_read(piece.text))
    return [frozenset(heads) for heads in parts.values()]


def _read(initial: str) -> frozenset[str]:
    return keys(initial) | {letters(initial)}


def _fits(initials: Sequence[frozenset[str]], heads: Sequence[frozenset[str]]) -> bool:
    """Whether the initials fit different parts of a name."""
    if not initials:
        return True
    rest = initials[1:]
    return any(
        any(head.startswith(one) for head in heads[at] for one in initials[0])
        and _fits(rest, [*heads[:at], *heads[at + 1 :]])
        for at in range(len(heads))
    )


def _shown_in_the_way(shown: Iterable[str], pieces: Sequence[Piece], watch: Watch) -> list[str]:
    """The shown names with a part that may be read as part of a searched name.

    All others are dropped: the forms of ten thousand names would fill the memory.

    Args:
        pieces: of the searched names. watch: their searcher.
    """
    if not pieces:
        return []
    spelt = (
        romanised(one, system)
        for piece in pieces
        if not piece.short
        for one in cyrillic(piece.text)
        for system in SYSTEMS
    )
    sought = {key for one in spelt for key in keys(one)}
    names = {name: {piece.text for piece in pieces_of(name)} for name in shown}
    # Past the cache, for each is needed once.
    forms = (
        (part, all_keys.__wrapped__(part)) for part in {one for parts in names.values() for one in parts}
    )
    similar = {
        part
        for part, part_keys in forms
        if watch.spells(letters(part))
        or not sought.isdisjoint(part_keys)
        or any(map(watch.sounds, part_keys))
    }
    return [name for name, parts in names.items() if not similar.isdisjoint(parts)]


def _neighbours(matches: Sequence[_Match]) -> Iterator[tuple[_Match, list[_Match]]]:
    """Each match, with the matches of other parts of the same name near it."""
    by_name: dict[int, list[_Match]] = {}
    for match in matches:
        by_name.setdefault(match.part.name, []).append(match)
    for listed in by_name.values():
        listed.sort(key=lambda match: match.word.first)
        firsts = [match.word.first for match in listed]
        for match in listed:
            low = bisect_left(firsts, match.word.first - NEAR - TOGETHER)
            high = bisect_left(firsts, match.word.last + NEAR + 1)
            yield match, [other for other in listed[low:high] if _is_beside(match, other)]


def _is_beside(match: _Match, other: _Match) -> bool:
    if other.part.number == match.part.number or match.grade == other.grade == "word":
        return False
    if other.word.start < match.word.end and match.word.start < other.word.end:
        return False
    return max(other.word.first - match.word.last, match.word.first - other.word.last) <= NEAR


def _lies_in(word: Word, span: tuple[int, int]) -> bool:
    return span[0] <= word.start and word.end <= span[1]


def _how(match: _Match, neighbours: Sequence[_Match], text: str) -> How:
    if neighbours:
        return "full"
    if match.grade == "word":
        return "word"
    if match.grade == "part" or match.part.kind != "surname":
        return "part"
    near = text[max(0, match.word.start - 8) : match.word.end + 8]
    return "full" if initials_in(near) else "surname"
