"""Entries of the search index and its marker tokens. Invariant: folding removes a marker's letters from any query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from aigaq.names.folding import folded, index_words, trigrams

# Marks that no folded word can hold: nobody can type them into a question.
_KIND, _NEAR, _MASK = "\u00b7", "\u00b8", "\u00b9"


@dataclass(frozen=True, slots=True)
class Findable:
    """One thing to be found.

    Args:
        seal: the set of compartments whose index it stands in; None for that of all members.
        number: unique within its index; the order in which it is found.
        words: folded, each once, in order of their letters.
        ref: id of the subject or statement, key of the source.
        sort: what subjects are sorted by before their id.
        shown: the label, or the line.
    """

    seal: int | None
    number: int
    words: tuple[str, ...]
    ref: str
    sort: str = ""
    shown: str = ""


def of_kind(kind: str) -> str:
    """The word under which everybody or everything of a kind stands."""
    return f"{_KIND}{kind}"


def near(word: str) -> list[str]:
    """The words under which a word stands that is written nearly so."""
    return sorted(_NEAR + part.replace(" ", _KIND) for part in trigrams(word))


def told(words: Iterable[str]) -> list[str]:
    """Of the words that something stands under, those that somebody wrote."""
    return [word for word in words if word[0] not in (_KIND, _NEAR, _MASK)]


def instead_for(seal: int | None) -> str:
    """The word under which something stands that holders of a set of compartments find with all its words instead."""
    return f"{_MASK}{seal}"


def somebody(kind: str, label: str, names: Iterable[str], bare: Findable) -> Findable:
    """Somebody or something of a kind, under the words of a label and of other names."""
    words = index_words((label, *names))
    # An event is called after what happened to whom: its words are names of others, and it is made with each entry.
    nearly = {mark for word in words for mark in near(word)} if kind != "event" else set()
    marks = {of_kind(kind), *nearly}
    return replace(bare, words=(*words, *sorted(marks)), sort=folded(label)[:200], shown=label)
