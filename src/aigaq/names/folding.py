"""Folding of letters and words for search and comparison.

Invariant: folding twice is folding once. A folded word holds letters and digits alone, so that nothing typed into a
search has a meaning for the index.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

RUSSIAN_FOR_KAZAKH = str.maketrans("әғқңөұүһіӘҒҚҢӨҰҮҺІ", "агкноуухиАГКНОУУХИ")
"""Kazakh letters with the Russian letter typed for each where the keyboard has no Kazakh ones."""
_LETTERS = RUSSIAN_FOR_KAZAKH | str.maketrans("ё", "е")
# Accents, vowel signs and joiners are no letters of their own, but must not cut a word in two.
# Letters of Latin alphabets that no accent can be taken off, as a keyboard without them writes them.
_LATIN = str.maketrans(
    {
        "ł": "l",
        "ı": "i",
        "đ": "d",
        "ð": "d",
        "ø": "o",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "æ": "ae",
        "œ": "oe",
        "þ": "th",
    }
    | {"ə": "a", "ʼ": "", "ĸ": "k", "ƙ": "k", "ɓ": "b", "ɗ": "d", "ŀ": "l"}
)
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u00ad\u200b-\u200d"
_ACCENTED = re.compile(r"[a-z\u0370-\u03ff]")
_DROPPED = re.compile(f"[{_MARKS}]")
_WORD = re.compile(rf"[^\W_](?:[^\W_]|[{_MARKS}])*")
_NO_LETTER = re.compile(r"[\W_]")
LONGEST = 60
"""Letters of a word that are compared; nobody types a longer one."""


def folded(text: str) -> str:
    """Text folded for search: NFC, small, Kazakh letters as Russian, Latin and Greek without accents."""
    small = unicodedata.normalize("NFC", text).casefold()
    # Lower case may separate an accent from its letter: compose again, then drop what is left.
    bare = _DROPPED.sub("", unicodedata.normalize("NFC", small)).translate(_LETTERS).translate(_LATIN)
    return bare if bare.isascii() else "".join(map(_without_accent, bare))


def _without_accent(letter: str) -> str:
    """A Latin or Greek letter without its accents; of other scripts marks make letters of their own (й, ї, が)."""
    parts = unicodedata.normalize("NFD", letter)
    return parts[0] if len(parts) > 1 and _ACCENTED.match(parts[0]) else letter


def words_of(text: str) -> list[str]:
    """The folded words of a text in order, each as often as it stands there."""
    return [_word(one) for one in _WORD.findall(unicodedata.normalize("NFC", text))]


@lru_cache(1 << 16)
def _word(written: str) -> str:
    return _NO_LETTER.sub("", folded(written))[:LONGEST]


def index_words(texts: Iterable[str]) -> list[str]:
    """The folded words of some texts, each once, sorted: the words of an index entry."""
    return sorted({word for text in texts for word in words_of(text)})


def marked(text: str, sought: Sequence[str]) -> list[tuple[str, bool]]:
    """A text in pieces, each with whether it is a word that begins with one of those sought.

    Args:
        sought: folded words.
    Returns:
        The pieces in order; joined they are the text in NFC.
    """
    composed = unicodedata.normalize("NFC", text)
    starts, pieces, last = tuple(sought), [], 0
    for match in _WORD.finditer(composed) if starts else ():
        if _word(match[0]).startswith(starts):
            pieces += [(composed[last : match.start()], False), (match[0], True)]
            last = match.end()
    pieces.append((composed[last:], False))
    return [piece for piece in pieces if piece[0]]


def excerpt(text: str, sought: Sequence[str], *, most: int) -> str:
    """An excerpt around the first word sought, of at most `most` letters, with an ellipsis where it is cut."""
    composed = unicodedata.normalize("NFC", text)
    if len(composed) <= most:
        return composed
    hits = (match.start() for match in _WORD.finditer(composed) if _word(match[0]).startswith(tuple(sought)))
    first = max(0, min(next(hits, 0) - most // 3, len(composed) - most))
    if first:
        # Begin at a word, unless the word is longer than the excerpt.
        blank = composed.find(" ", first, first + most // 3)
        first = blank + 1 if blank >= 0 else first
    end = min(len(composed), first + most)
    return f"{'… ' if first else ''}{composed[first:end]}{' …' if end < len(composed) else ''}"


def trigrams(word: str) -> frozenset[str]:
    """Trigrams of a word, padded with two blanks before and one after, as `pg_trgm` does."""
    padded = f"  {word} "
    return frozenset(padded[n : n + 3] for n in range(len(padded) - 2))


def alike(first: str, second: str) -> float:
    """Similarity of two words from 0 to 1: shared trigrams by all trigrams (Jaccard index)."""
    first_trigrams, second_trigrams = trigrams(first), trigrams(second)
    return len(first_trigrams & second_trigrams) / len(first_trigrams | second_trigrams)
