"""The lists by which clearing judges who can be found, read from YAML.

Invariant: every word of a list is folded when it is read, as what it is compared with is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import cast

from aigaq.names.folding import folded
from aigaq.records import yamltext
from aigaq.records.releases import IdentifierKind
from aigaq.records.yamltext import mapping, need, texts_of, word


@dataclass(frozen=True, slots=True)
class Traits:
    """By what people can be looked up.

    Args:
        population: among how many people somebody is sought; dead: somebody whose death is told.
        least: how many must be alike. minutes: how long an intruder must have tried.
        one_in: by kind of cell, of how many people one shares it; `again` for each further cell of that kind.
        predicates: by predicate, the kind of cell that it tells.
        female, male, kin: folded words of labels that tell a sex, or kin.
    """

    population: int
    dead: int
    least: int
    minutes: int
    again: int
    one_in: dict[IdentifierKind, int]
    predicates: dict[str, IdentifierKind]
    female: frozenset[str]
    male: frozenset[str]
    kin: frozenset[str]


@cache
def traits() -> Traits:
    """The lists of `traits.yaml`."""
    node = yamltext.read(Path(__file__).parent / "traits.yaml")

    def number(key: str) -> int:
        return int(word(need(node, key), key=key))

    def table(key: str) -> dict[str, str]:
        return {name.text: word(one, key=key) for name, one in mapping(need(node, key), key=key)}

    def folded_words(key: str) -> frozenset[str]:
        return frozenset(folded(one) for one in texts_of(node, key))

    return Traits(
        population=number("population"),
        dead=number("dead"),
        least=number("least"),
        minutes=number("minutes"),
        again=number("again"),
        one_in={cast(IdentifierKind, kind): int(one) for kind, one in table("one-in").items()},
        predicates={name: cast(IdentifierKind, kind) for name, kind in table("predicates").items()},
        female=folded_words("female"),
        male=folded_words("male"),
        kin=folded_words("kin"),
    )


@cache
def not_identifying() -> Mapping[str, str]:
    """By predicate that tells nobody apart, why; from `nobody.yaml`."""
    node = yamltext.read(Path(__file__).parent / "nobody.yaml")
    listed = mapping(need(node, "tells-nobody"), key="tells-nobody")
    return {name.text: word(why, key="tells-nobody") for name, why in listed}


@cache
def unweighable() -> frozenset[str]:
    """The predicates of the register for which nobody has said how many share what they tell; from `nobody.yaml`."""
    node = yamltext.read(Path(__file__).parent / "nobody.yaml")
    return frozenset(texts_of(node, "cannot-weigh"))


@cache
def function_words() -> frozenset[str]:
    """The words that make no run by themselves, in three languages, as they are written."""
    found = yamltext.read(Path(__file__).parent / "functionwords.yaml")
    return frozenset(word for _, words in found for word in yamltext.word(words, key="words").split())


@cache
def common_words() -> frozenset[str]:
    """The same, folded."""
    return frozenset(folded(one) for one in function_words())
