"""Entries of the search index and its marker tokens. Invariant: folding removes a marker's letters from any query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aigaq.names.folding import folded, index_words, trigrams

# Folding removes these characters, so a query cannot contain them.
_KIND, _NEAR, _MASK = "\u00b7", "\u00b8", "\u00b9"


@dataclass(frozen=True, slots=True)
class Findable:
    """One entry of the search index.

    Args:
        seal: set of compartments whose index holds it; None for the index of all members.
        number: unique within its index; hits come in this order.
        words: folded, each once, sorted.
        ref: id of the subject or statement, or key of the source.
        sort: folded label, by which subjects are sorted before their id.
        shown: the label, or the text of the line.
    """

    seal: int | None
    number: int
    words: tuple[str, ...]
    ref: str
    sort: str = ""
    shown: str = ""


def of_kind(kind: str) -> str:
    """Marker token of a kind of subject."""
    return f"{_KIND}{kind}"


def near(word: str) -> list[str]:
    """Marker tokens of the trigrams of a word, for finding similar spellings."""
    return sorted(_NEAR + part.replace(" ", _KIND) for part in trigrams(word))


def told(words: Iterable[str]) -> list[str]:
    """Words of an entry without its marker tokens."""
    return [word for word in words if word[0] not in (_KIND, _NEAR, _MASK)]


def instead_for(seal: int | None) -> str:
    """Marker token of a reduced entry; the full entry is in the index of this set of compartments."""
    return f"{_MASK}{seal}"


def somebody(kind: str, label: str, names: Iterable[str], bare: Findable) -> Findable:
    """Entry of a subject, under the words of its label and other names."""
    words = index_words((label, *names))
    # No trigrams for events: their labels contain the names of their victims, and each entry may make an event.
    nearly = {mark for word in words for mark in near(word)} if kind != "event" else set()
    marks = {of_kind(kind), *nearly}
    return replace(bare, words=(*words, *sorted(marks)), sort=folded(label)[:200], shown=label)
