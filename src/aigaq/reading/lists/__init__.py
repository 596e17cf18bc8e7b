"""The word lists by which reading judges, one YAML file for each judgement.

Invariant: a list holds small letters only, so that what is looked up in it is folded first.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from aigaq.records import yamltext

_FOLDER = Path(__file__).parent


@cache
def words(file: str, key: str) -> tuple[str, ...]:
    """The words under `key` of `lists/<file>.yaml`."""
    node = yamltext.read(_FOLDER / f"{file}.yaml").get(key)
    if node is None:
        raise ValueError(f"{file}.yaml has no list called {key}.")
    return yamltext.words(node, key=key)


@cache
def lookup(file: str, key: str) -> frozenset[str]:
    """The same words, for asking whether one of them is there."""
    return frozenset(words(file, key))


def fold(text: str) -> str:
    """Small letters and straight apostrophes, as the lists are written."""
    return text.casefold().replace("’", "'").replace("ʼ", "'")
