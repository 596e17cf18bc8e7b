"""Words of a protected passage, found wherever they stand again: in a copy that nobody declared, in a note, a label.

Four words in a row are the mark, as of a copy (`bundle.ownwords`); of a whole text that is put away, eight. Letters
are folded as search folds them, so that case, accents and Kazakh letters typed on a Russian keyboard make no other
word; a letter of a script without spaces between words counts for half a word.

A run needs two words of its own: none that stands in a label which is told anyway, no function word, none of three
letters or fewer, no number. A passage without such a run is found where it stands whole. What is told in other words,
or in another language, is not found: that stays with people.

A run is looked for twice: word by word, and letter by letter, with nothing but its letters looked at. So it is found
with words broken over a line, with the numbers of lines, footnotes or seconds between them, with invisible characters,
with letters of another alphabet that look alike, spaced out, or as HTML.

Invariant: what is found is told by its place; the words themselves are never repeated.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from aigaq.names.folding import folded, words_of
from aigaq.names.letters import IGNORED, letters
from aigaq.protection.lists import common_words

SHORT, LONG = 8, 16
"""How much must agree, of a passage and of a whole text; a word weighs two, a letter of an unspaced script one."""
_OWN = {SHORT: 2, LONG: 4}
"""How many words of its own a run needs; letters of an unspaced script, twice as many."""
_LEAST = 6
"""A passage shorter than that is not looked for by its words."""
_LETTERS, _FEW = 4, 2
_HEAD = 8
"""Letters by which a run is looked up; one with fewer is looked for word by word alone."""
_UNSPACED = re.compile(
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3"
    "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_BROKEN = re.compile(r"[-\u2010\u00ad][ \t]*\n[ \t]*(?=\w)")
_TAG = re.compile(r"<[^<>\n]{0,200}>")
_NO_LETTER = re.compile(r"[\W\d_]+")
_INDIC = re.compile("[\u0900-\u0dff]")
_SIGNS = re.compile(r"(?=[\u0900-\u0dff])[^\w\u0964\u0965\u0970]")
"""Vowel signs: they cut no word in two, and leave words of few letters."""
_SENTENCE = re.compile(r"[.!?;\u2026\u061f\u06d4\u0964\u3002\uff01\uff1f\n]+")


class _Token(NamedTuple):
    word: str
    weight: int


class WordRuns:
    """What looks for the words of some passages.

    Args:
        passages: what must not stand anywhere, each as it is written.
        texts: whole texts that are put away.
        told: labels and names that are shown anyway: their words make no run by themselves.
        but: what is told of the same things on purpose: no run of it is looked for.
        short: whether a passage of two words of its own is looked for too.
    """

    def __init__(
        self,
        passages: Iterable[str],
        *,
        texts: Iterable[str] = (),
        told: Iterable[str] = (),
        but: Iterable[str] = (),
        short: bool = False,
    ) -> None:
        self._short = short
        listed, whole = tuple(passages), tuple(texts)
        self._common = common_words()
        self._know(listed, whole)
        # A label that repeats a passage itself excuses nothing.
        plain = [label for label in told if not self.found_in(label)]
        self._common |= {one.word for label in plain for one in _tokens(label)}
        self._know(listed, whole)
        self._let_pass(tuple(but))

    def _know(self, passages: Iterable[str], texts: Iterable[str]) -> None:
        self._runs: dict[int, set[tuple[str, ...]]] = {SHORT: set(), LONG: set()}
        self._whole: dict[str, set[tuple[str, ...]]] = {}
        for passage in passages:
            self._learn(passage)
        for text in texts:
            self._runs[LONG].update(self._own_runs(_tokens(text), LONG))
        self._spelled: dict[str, set[str]] = {}
        for run in (*self._runs[SHORT], *self._runs[LONG]):
            spelled = "".join(map(_bare, run))
            if len(spelled) >= _HEAD:
                self._spelled.setdefault(spelled[:_HEAD], set()).add(spelled)

    def _let_pass(self, told: Sequence[str]) -> None:
        """Of these texts no run is looked for."""
        self._runs[SHORT].difference_update(run for one in told for run in _windows(_tokens(one), SHORT))
        plain = "\n".join(map(_spelling, told))
        for head in [one for one in self._spelled if one in plain]:
            left = {one for one in self._spelled[head] if one not in plain}
            self._spelled[head] = left
            if not left:
                del self._spelled[head]

    def __bool__(self) -> bool:
        return bool(self._whole) or any(self._runs.values())

    def found_in(self, text: str) -> bool:
        """Whether words of any of the passages stand in a text."""
        if not self:
            return False
        tokens = _tokens(text)
        if any(not self._runs[size].isdisjoint(_windows(tokens, size)) for size in (SHORT, LONG)):
            return True
        words = tuple(one.word for one in tokens)
        if any(
            words[at : at + len(whole)] == whole
            for at, word in enumerate(words)
            for whole in self._whole.get(word, ())
        ):
            return True
        return any(map(self._is_spelled_in, dict.fromkeys((text, _undone(text)))))

    def _is_spelled_in(self, text: str) -> bool:
        """Whether the letters of a run stand in a text, one after the other, whatever stands between them."""
        plain = _spelling(text)
        heads = self._spelled
        return any(
            plain.startswith(spelled, at)
            for at in range(len(plain) - _HEAD + 1)
            if plain[at : at + _HEAD] in heads
            for spelled in heads[plain[at : at + _HEAD]]
        )

    def line(self, text: str) -> int | None:
        """The first line, counted from 1, on which such words stand; None where they only stand over several."""
        return next((number for number, line in enumerate(text.split("\n"), 1) if self.found_in(line)), None)

    def _learn(self, passage: str) -> None:
        self._runs[SHORT].update(self._own_runs(_tokens(passage), SHORT))
        for sentence in _SENTENCE.split(passage):
            tokens = _tokens(sentence)
            whole = tuple(one.word for one in tokens)
            enough = _weight(tokens) >= _LEAST or (self._short and self._is_own(whole, SHORT))
            if enough and not any(self._own_runs(tokens, SHORT)):
                self._whole.setdefault(whole[0], set()).add(whole)

    def _own_runs(self, tokens: Sequence[_Token], size: int) -> Iterator[tuple[str, ...]]:
        return (run for run in _windows(tokens, size) if self._is_own(run, size))

    def _is_own(self, run: tuple[str, ...], size: int) -> bool:
        """Whether a run could be somebody's own: words that anybody uses, or that are told anyway, are nobody's."""
        own = 0
        for word in set(run):
            if _UNSPACED.match(word):
                own += 1
                continue
            least = _FEW if _INDIC.match(word) else _LETTERS
            if len(word) >= least and not word.isdigit() and word not in self._common:
                own += 2
        return own >= 2 * _OWN[size]


def _tokens(text: str) -> list[_Token]:
    whole = _BROKEN.sub("", unicodedata.normalize("NFKC", text))
    joined = _SIGNS.sub("", IGNORED.sub("", whole))
    words = words_of(_UNSPACED.sub(r" \g<0> ", joined))
    return [_Token(word, 1 if _UNSPACED.match(word) else 2) for word in words if word]


def _spelling(text: str) -> str:
    """The letters of a text, bare and without anything between them."""
    return "".join(map(_bare, text.split()))


@lru_cache(1 << 16)
def _bare(word: str) -> str:
    # Kazakh і is typed as и or as the Latin letter.
    return _NO_LETTER.sub("", letters(folded(word)).replace("и", "i"))


def _undone(text: str) -> str:
    """A text with its HTML and percent signs undone."""
    return html.unescape(_TAG.sub("", unquote(text)))


def _weight(tokens: Iterable[_Token]) -> int:
    return sum(one.weight for one in tokens)


def _windows(tokens: Sequence[_Token], size: int) -> Iterator[tuple[str, ...]]:
    """Each shortest run of that size, from each word on."""
    end = weight = 0
    for start, first in enumerate(tokens):
        while weight < size and end < len(tokens):
            weight += tokens[end].weight
            end += 1
        if weight < size:
            return
        yield tuple(one.word for one in tokens[start:end])
        weight -= first.weight
