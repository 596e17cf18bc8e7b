"""Word lists for the decisions of reading, one YAML file for each.

Invariant: a list has only small letters, so a word must be folded before it is looked up.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aigaq.records import yamltext

_FOLDER = Path(__file__).parent


@cache
def words(file: str, key: str) -> tuple[str, ...]:
    """Words under `key` of `lists/<file>.yaml`."""
    node = yamltext.read(_FOLDER / f"{file}.yaml").get(key)
    if node is None:
        raise ValueError(f"{file}.yaml has no list called {key}.")
    return yamltext.words(node, key=key)


@cache
def lookup(file: str, key: str) -> frozenset[str]:
    """The same words as a set."""
    return frozenset(words(file, key))


def fold(text: str) -> str:
    """Text in small letters and with straight apostrophes, as the lists are written."""
    return text.casefold().replace("’", "'").replace("ʼ", "'")
