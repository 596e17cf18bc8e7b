"""Names as they are written, letter for letter, whole or cut anywhere, and within words of scripts without spaces.

Invariant: what has the letters of a name in their order, with nothing but signs and blanks between them, is found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from aigaq.names.letters import foreign, letters, readings, size, unspaced
from aigaq.names.words import Word

_BETWEEN = 6
"""Signs and blanks between two pieces of one name."""
_ENDING = 4
"""Letters that a language may put before or after a name of three letters or fewer, and no more."""
_SHORT = 3
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Inside(Generic[T]):
    """A name within a word of a script that is not Latin or Cyrillic.

    Args:
        sure: it is the word, or so long that the word is hardly another.
    """

    whose: T
    sure: bool


class Whole(Generic[T]):
    """Whole names, to be met piece by piece over signs, blanks and line ends."""

    def __init__(self) -> None:
        self._ends: dict[str, list[T]] = {}
        self._begun: set[str] = set()

    def add(self, name: str, whose: T) -> None:
        """Look for this name too."""
        spelt = letters(name)
        if spelt:
            self._ends.setdefault(spelt, []).append(whose)
            self._begun.update(spelt[:length] for length in range(1, len(spelt) + 1))

    def scan(self, pieces: Sequence[Word]) -> Iterator[tuple[T, Word, Word]]:
        """Whose name stands, from which piece to which."""
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
    """Names in scripts whose words run together, or take their articles, prepositions and endings as letters."""

    def __init__(self) -> None:
        self._names: list[tuple[str, T, int, bool]] = []
        self._find = lru_cache(1 << 14)(self._found)

    def add(self, name: str, whose: T) -> None:
        """Look for this name or part of one too; nothing where it is Latin or Cyrillic."""
        if foreign(name):
            self._names.append((letters(name), whose, size(name), unspaced(name)))

    def scan(self, word: str) -> Iterable[Inside[T]]:
        """Whose name stands in a word."""
        return self._find(letters(word)) if self._names and foreign(word) else ()

    def _found(self, spelt: str) -> tuple[Inside[T], ...]:
        found = (
            Inside(whose, sure=spelt == name or long > (1 if run_on else _SHORT))
            for name, whose, long, run_on in self._names
            if name in spelt and (run_on or long > _SHORT or _is_ended(name, spelt))
        )
        return tuple(found)


def _is_ended(name: str, spelt: str) -> bool:
    return len(spelt) - len(name) <= _ENDING and (spelt.startswith(name) or spelt.endswith(name))
