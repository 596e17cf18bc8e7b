"""Search for the words of protected passages in everything that a draft would show: copies, notes, labels.

A run of four words in a row is the sign of a copy, as in `bundle.ownwords`; of a whole text that is put away, eight.
Letters are folded as in search, so that case, accents and Kazakh letters typed on a Russian keyboard make no
difference. In a script without spaces a letter counts as half a word.

A run needs two distinctive words: not in a label that is shown anyway, no function word, longer than three letters,
no number. A passage without such a run is found only whole. Paraphrases and translations are not found: people must
look for these.

Each run is searched twice: word by word, and as bare letters. The second finds it with words broken over a line, with
numbers of lines, footnotes or seconds in between, with invisible characters, with look-alike letters of another
alphabet, letter-spaced, or as HTML.

Invariant: a reason names the place of a hit, never its words.
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
from aigaq.protection.published_text import published_fields
from aigaq.records.releases import Draft, Guarded, Offer, Reason, Spot

_IDS_AND_FILES = frozenset({"slug", "name"})
"""Parts of a record that hold ids and names of files, not words."""
SHORT, LONG = 8, 16
"""Weight of a run, of a passage and of a whole text: a word weighs two, a letter of an unspaced script one."""
_DISTINCTIVE = {SHORT: 2, LONG: 4}
"""Distinctive words that a run needs; of letters of an unspaced script, twice as many."""
_LEAST = 6
"""Least weight of a passage that is searched for whole."""
_LETTERS, _FEW = 4, 2
_HEAD = 8
"""Letters by which a run is looked up as bare letters; a shorter one is searched word by word only."""
_UNSPACED = re.compile(
    "[\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e81-\u0eb0\u0ec0-\u0ec6\u1000-\u102a\u1780-\u17b3"
    "\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_BROKEN = re.compile(r"[-\u2010\u00ad][ \t]*\n[ \t]*(?=\w)")
_TAG = re.compile(r"<[^<>\n]{0,200}>")
_NO_LETTER = re.compile(r"[\W\d_]+")
_INDIC = re.compile("[\u0900-\u0dff]")
_SIGNS = re.compile(r"(?=[\u0900-\u0dff])[^\w\u0964\u0965\u0970]")
"""Vowel signs of Indic scripts, which are no letters: removed, so that they do not cut a word in two."""
_SENTENCE = re.compile(r"[.!?;\u2026\u061f\u06d4\u0964\u3002\uff01\uff1f\n]+")


class _Token(NamedTuple):
    word: str
    weight: int


class WordRuns:
    """Searcher for the words of some passages.

    Args:
        passages: texts that must stand nowhere, as they are written.
        texts: whole texts that are put away.
        told: labels and names that are shown anyway; their words are not distinctive.
        but: texts on the same matters that are shown on purpose; their runs are allowed.
        short: also search for a passage of two distinctive words.
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
        self._learn_all(listed, whole)
        # A label that itself repeats a passage makes none of its words harmless.
        plain = [label for label in told if not self.found_in(label)]
        self._common |= {one.word for label in plain for one in _tokens(label)}
        self._learn_all(listed, whole)
        self._allow(tuple(but))

    def _learn_all(self, passages: Iterable[str], texts: Iterable[str]) -> None:
        self._runs: dict[int, set[tuple[str, ...]]] = {SHORT: set(), LONG: set()}
        self._whole: dict[str, set[tuple[str, ...]]] = {}
        for passage in passages:
            self._learn(passage)
        for text in texts:
            self._runs[LONG].update(self._distinctive_runs(_tokens(text), LONG))
        self._spelled: dict[str, set[str]] = {}
        for run in (*self._runs[SHORT], *self._runs[LONG]):
            spelled = "".join(map(_bare, run))
            if len(spelled) >= _HEAD:
                self._spelled.setdefault(spelled[:_HEAD], set()).add(spelled)

    def _allow(self, texts: Sequence[str]) -> None:
        """Allow the runs of texts that are shown on purpose."""
        self._runs[SHORT].difference_update(run for one in texts for run in _windows(_tokens(one), SHORT))
        plain = "\n".join(map(_spelling, texts))
        for head in [one for one in self._spelled if one in plain]:
            left = {one for one in self._spelled[head] if one not in plain}
            self._spelled[head] = left
            if not left:
                del self._spelled[head]

    def __bool__(self) -> bool:
        return bool(self._whole) or any(self._runs.values())

    def found_in(self, text: str) -> bool:
        """Whether a text repeats words of any of the passages."""
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
        """Whether the letters of a run follow each other in a text, whatever stands between them."""
        plain = _spelling(text)
        heads = self._spelled
        return any(
            plain.startswith(spelled, at)
            for at in range(len(plain) - _HEAD + 1)
            if plain[at : at + _HEAD] in heads
            for spelled in heads[plain[at : at + _HEAD]]
        )

    def line(self, text: str) -> int | None:
        """Number of the first line that repeats a passage, from 1; None if only several lines together do."""
        return next((number for number, line in enumerate(text.split("\n"), 1) if self.found_in(line)), None)

    def _learn(self, passage: str) -> None:
        self._runs[SHORT].update(self._distinctive_runs(_tokens(passage), SHORT))
        for sentence in _SENTENCE.split(passage):
            tokens = _tokens(sentence)
            whole = tuple(one.word for one in tokens)
            enough = sum(one.weight for one in tokens) >= _LEAST or (
                self._short and self._is_distinctive(whole, SHORT)
            )
            if enough and not any(self._distinctive_runs(tokens, SHORT)):
                self._whole.setdefault(whole[0], set()).add(whole)

    def _distinctive_runs(self, tokens: Sequence[_Token], size: int) -> Iterator[tuple[str, ...]]:
        return (run for run in _windows(tokens, size) if self._is_distinctive(run, size))

    def _is_distinctive(self, run: tuple[str, ...], size: int) -> bool:
        """Whether a run has enough distinctive words to be taken for a copy."""
        weight = 0
        for word in set(run):
            if _UNSPACED.match(word):
                weight += 1
                continue
            least = _FEW if _INDIC.match(word) else _LETTERS
            if len(word) >= least and not word.isdigit() and word not in self._common:
                weight += 2
        return weight >= 2 * _DISTINCTIVE[size]


def _tokens(text: str) -> list[_Token]:
    whole = _BROKEN.sub("", unicodedata.normalize("NFKC", text))
    joined = _SIGNS.sub("", IGNORED.sub("", whole))
    words = words_of(_UNSPACED.sub(r" \g<0> ", joined))
    return [_Token(word, 1 if _UNSPACED.match(word) else 2) for word in words if word]


def _spelling(text: str) -> str:
    """The letters of a text without anything between them."""
    return "".join(map(_bare, text.split()))


@lru_cache(1 << 16)
def _bare(word: str) -> str:
    # Kazakh і is typed as и or as the Latin letter.
    return _NO_LETTER.sub("", letters(folded(word)).replace("и", "i"))


def _undone(text: str) -> str:
    """A text without HTML tags, entities and percent encoding."""
    return html.unescape(_TAG.sub("", unquote(text)))


def _windows(tokens: Sequence[_Token], size: int) -> Iterator[tuple[str, ...]]:
    """From each word on, the shortest run of that weight."""
    end = weight = 0
    for start, first in enumerate(tokens):
        while weight < size and end < len(tokens):
            weight += tokens[end].weight
            end += 1
        if weight < size:
            return
        yield tuple(one.word for one in tokens[start:end])
        weight -= first.weight


def repeated_passages(draft: Draft, guarded: Iterable[Guarded]) -> Iterator[Reason]:
    """A reason for each text that must not be shown, and for each place that repeats a protected passage.

    A text from which anything is kept back is refused whatever it says; a picture of its source too.
    """
    shown = tuple(one.label for one in draft.records.subjects.values())
    for guard in guarded:
        about = guard.safeguard.id
        runs = WordRuns(guard.words, texts=guard.texts, told=shown, but=guard.told)
        yield from _repeating_texts(draft, about, guard.sources, runs)
        for number, file in enumerate(draft.files, 1):
            if file.source in guard.sources:
                spot = Spot("file", str(number), "bytes")
                yield Reason("protected-passage", about, spot, offers=(Offer("offer-no-picture"),))
        # A label that the draft also gives to somebody else identifies nobody.
        labels = WordRuns([label for label in guard.labels if label not in shown], but=guard.told, short=True)
        if runs or labels:
            yield from _repeating_fields(draft, about, runs, labels)


def _repeating_texts(draft: Draft, about: str, sources: frozenset[str], runs: WordRuns) -> Iterator[Reason]:
    for key, text in draft.texts.items():
        if runs.found_in(text):
            spot = Spot("text", key, "text", runs.line(text))
        elif key in sources and text:
            spot = Spot("source", key, "text")
        else:
            continue
        yield Reason("protected-passage", about, spot, offers=(Offer("offer-whole-text"),))


def _repeating_fields(draft: Draft, about: str, runs: WordRuns, labels: WordRuns) -> Iterator[Reason]:
    seen: set[tuple[str, str]] = set()
    for spot, text, _ in published_fields(draft):
        # The words of an entry stand in its statements too: one reason is enough.
        place = ("said" if spot.kind in ("statement", "entry") else spot.kind, spot.id.split(".")[0])
        if spot.kind == "text" or spot.part in _IDS_AND_FILES or place in seen:
            continue
        if runs.found_in(text) or labels.found_in(text):
            seen.add(place)
            yield Reason("protected-words", about, spot, offers=(Offer("offer-other-words", (spot.id,)),))
