"""Sources that hold one and the same text: a copy is no second witness, however it is called.

Invariant: what is the same but for line ends, blanks and the form of its letters is one text; what is only nearly so
is told and not judged.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from aigaq.records.sources import Source
from aigaq.statements.retracted_copies import originals_of

_NEARLY = 0.8
_LINES = 3
_WORDS = 10
"""Two offices may both write "five dead"; so many words alike are one text."""


def with_copies(sources: Mapping[str, Source], texts: Mapping[str, str]) -> dict[str, Source]:
    """The sources, each that holds the text of an earlier one, and does not say where it is from, as its copy.

    The earliest said is taken for the original, then the first by key; a source that says what it was made from
    keeps that.
    """
    return copies_of(sources, same_texts(texts))


def copies_of(sources: Mapping[str, Source], alike: Iterable[Sequence[str]]) -> dict[str, Source]:
    """The sources with the copies among them, as `with_copies`.

    Args:
        alike: the keys of sources whose texts are the same, each group once.
    """
    with_copy = dict(sources)
    for keys in alike:
        ordered = sorted(keys, key=lambda key: (sources[key].said or "9999", key))
        roots = [key for key in ordered if sources[key].derived_from is None]
        for key in roots[1:]:
            if key not in originals_of(roots[0], with_copy):
                with_copy[key] = replace(with_copy[key], derived_from=roots[0])
    return with_copy


def same_texts(texts: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The keys of sources whose texts are the same, each group once; a few words may be the same by chance."""
    return alike({key: same_key(text) for key, text in texts.items()})


def same_key(text: str) -> str:
    """A digest that texts have in common when they are the same; empty for a few words, which may be so by chance."""
    plain = "\n".join(lines_of(text))
    return (
        hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
        if len(plain.split()) >= _WORDS
        else ""
    )


def alike(keys: Mapping[str, str]) -> list[tuple[str, ...]]:
    """The sources of each digest of `same_key` that several have."""
    groups: dict[str, list[str]] = {}
    for source, key in sorted(keys.items()):
        if key:
            groups.setdefault(key, []).append(source)
    return [tuple(keys) for keys in groups.values() if len(keys) > 1]


def nearly_same(texts: Mapping[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """Pairs whose texts share most of their lines: how many, of how many of the longer one."""
    counted = {key: Counter(lines_of(text)) for key, text in sorted(texts.items())}
    keys = [key for key, lines in counted.items() if lines.total() >= _LINES]
    for at, first in enumerate(keys):
        for other in keys[at + 1 :]:
            longer = max(counted[first].total(), counted[other].total())
            shared = (counted[first] & counted[other]).total()
            same = (
                counted[first] == counted[other]
                and sum(len(line.split()) for line in counted[first]) >= _WORDS
            )
            if not same and shared >= _NEARLY * longer:
                yield first, other, shared, longer


def lines_of(text: str) -> list[str]:
    """The lines that hold something, without what is no letter of them."""
    normal = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    lines = (" ".join(line.split()) for line in normal.splitlines())
    return [line for line in lines if line]
