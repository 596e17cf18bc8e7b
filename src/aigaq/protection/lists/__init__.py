"""Lists of clearing, read from YAML: weights of identifiers, predicates that identify nobody, function words.

Invariant: words of a list are folded when read, like the words that they are compared with.
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
from aigaq.records.yamltext import word


@dataclass(frozen=True, slots=True)
class Traits:
    """Weights of quasi-identifiers (`traits.yaml`).

    Args:
        population: size of the anonymity set of a living person; dead: of one whose death is told.
        least: the lowest k that is published. minutes: how long an intruder must have tried.
        one_in: by kind, "one in so many people" shares an identifier; `again` for each further one of the kind.
        predicates: by predicate, the kind of identifier that it tells.
        female, male, kin: folded words that tell a sex or kinship in a label.
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
    """The weights of `traits.yaml`."""
    node = yamltext.read(Path(__file__).parent / "traits.yaml")

    def number(key: str) -> int:
        return int(node.word(key))

    def table(key: str) -> dict[str, str]:
        return {name.text: word(one, key=key) for name, one in node.mapping(key)}

    def folded_words(key: str) -> frozenset[str]:
        return frozenset(folded(one) for one in node.texts(key))

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
    """Predicates that identify nobody, with the reason; from `nobody.yaml`."""
    node = yamltext.read(Path(__file__).parent / "nobody.yaml")
    listed = node.mapping("tells-nobody")
    return {name.text: word(why, key="tells-nobody") for name, why in listed}


@cache
def function_words() -> frozenset[str]:
    """Function words of three languages, which are never distinctive, as written."""
    by_language = yamltext.read(Path(__file__).parent / "functionwords.yaml")
    return frozenset(word for _, words in by_language for word in yamltext.word(words, key="words").split())


@cache
def common_words() -> frozenset[str]:
    """Function words, folded."""
    return frozenset(folded(one) for one in function_words())
