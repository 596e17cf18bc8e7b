"""Find sources with the same text: a copy is no second witness, whatever its name.

Invariant: texts that differ only in line ends, spaces and Unicode form are the same; nearly equal texts are only
reported.
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
"""Words from which equal texts count as the same text; two offices may both write "five dead"."""


def with_copies(sources: Mapping[str, Source], texts: Mapping[str, str]) -> dict[str, Source]:
    """The sources; one with the text of an earlier source, and no stated origin, becomes a copy of it.

    The original is the source with the earliest date of saying, then the first by key. A stated origin is kept.
    """
    return copies_of(sources, same_texts(texts))


def copies_of(sources: Mapping[str, Source], alike: Iterable[Sequence[str]]) -> dict[str, Source]:
    """The sources with copies marked, as in `with_copies`.

    Args:
        alike: groups of keys of sources with the same text.
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
    """Groups of keys of sources with the same text. A few words do not count: they may be equal by chance."""
    return alike({key: same_key(text) for key, text in texts.items()})


def same_key(text: str) -> str:
    """A digest equal for equal texts; empty for a text of a few words, which may be equal by chance."""
    plain = "\n".join(lines_of(text))
    return (
        hashlib.sha256(plain.encode("utf-8", "surrogatepass")).hexdigest()
        if len(plain.split()) >= _WORDS
        else ""
    )


def alike(keys: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Groups of sources that share a digest of `same_key`."""
    groups: dict[str, list[str]] = {}
    for source, key in sorted(keys.items()):
        if key:
            groups.setdefault(key, []).append(source)
    return [tuple(keys) for keys in groups.values() if len(keys) > 1]


def nearly_same(texts: Mapping[str, str]) -> Iterator[tuple[str, str, int, int]]:
    """Pairs of sources that share most lines: the number of shared lines, and the lines of the longer text."""
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
    """The non-blank lines in NFC, with single spaces and without a byte order mark."""
    normal = unicodedata.normalize("NFC", text.removeprefix("\ufeff"))
    lines = (" ".join(line.split()) for line in normal.splitlines())
    return [line for line in lines if line]
