"""Letter-for-letter search of names: whole, cut anywhere, and within words of scripts without spaces.

Invariant: the letters of a name in their order, with nothing but signs and blanks between them, are found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from aigaq.names.letters import foreign, letters, readings, size, unspaced
from aigaq.names.words import Word

_BETWEEN = 6
"""Most signs and blanks between two pieces of one name."""
_ENDING = 4
"""Most letters before or after a name of up to three letters, such as articles and endings."""
_SHORT = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inside(Generic[T]):
    """A name within a word of a script that is not Latin or Cyrillic.

    Args:
        sure: the name is the whole word, or long enough to be no part of another word.
    """

    whose: T
    sure: bool


class Whole(Generic[T]):
    """Searcher for whole names, piece by piece over signs, blanks and line ends."""

    def __init__(self) -> None:
        self._ends: dict[str, list[T]] = {}
        self._begun: set[str] = set()

    def add(self, name: str, whose: T) -> None:
        """Add a name to the search."""
        spelt = letters(name)
        if spelt:
            self._ends.setdefault(spelt, []).append(whose)
            self._begun.update(spelt[:length] for length in range(1, len(spelt) + 1))

    def scan(self, pieces: Sequence[Word]) -> Iterator[tuple[T, Word, Word]]:
        """Each name found: whose, with its first and last piece."""
        if not self._ends:
            return
        for at, first in enumerate(pieces):
            for began in readings(first.text):
                if began in self._begun:
                    yield from self._from(pieces, at, began)

    def _from(self, pieces: Sequence[Word], at: int, spelt: str) -> Iterator[tuple[T, Word, Word]]:
        last = at
        while spelt in self._begun:
            for whose in self._ends.get(spelt, ()):
                yield whose, pieces[at], pieces[last]
            last += 1
            if last == len(pieces) or pieces[last].start - pieces[last - 1].end > _BETWEEN:
                return
            spelt += letters(pieces[last].text)


class Within(Generic[T]):
    """Searcher for names in scripts without spaces, or with articles, prepositions and endings joined to the word."""

    def __init__(self) -> None:
        self._names: list[tuple[str, T, int, bool]] = []
        self._find = lru_cache(1 << 14)(self._found)

    def add(self, name: str, whose: T) -> None:
        """Add a name or a part of one to the search, unless it is Latin or Cyrillic."""
        if foreign(name):
            self._names.append((letters(name), whose, size(name), unspaced(name)))

    def scan(self, word: str) -> Iterable[Inside[T]]:
        """The names within a word."""
        return self._find(letters(word)) if self._names and foreign(word) else ()

    def _found(self, spelt: str) -> tuple[Inside[T], ...]:
        names_inside = (
            Inside(whose, sure=spelt == name or long > (1 if run_on else _SHORT))
            for name, whose, long, run_on in self._names
            if name in spelt and (run_on or long > _SHORT or _is_ended(name, spelt))
        )
        return tuple(names_inside)


def _is_ended(name: str, spelt: str) -> bool:
    return len(spelt) - len(name) <= _ENDING and (spelt.startswith(name) or spelt.endswith(name))
