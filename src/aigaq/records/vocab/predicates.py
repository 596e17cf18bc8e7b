"""The register of predicates.

Invariant: there is one way to state a fact; a predicate takes only what it declares.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from aigaq.errors import BadValue, DuplicateId, UnknownCode
from aigaq.records.vocab.codes import CodeList, labels_of
from aigaq.records.vocab.messages import LANGUAGES, Language
from aigaq.records.yamltext import List, Map, here, mapping

VALUE_TYPES = frozenset({"text", "ref", "place", "date", "quantity", "yes", "statement", "code"})
COMPARISONS = frozenset({"type", "none", "manner", "aim", "quantities", "sentence", "over-time"})
_FIELDS = (
    *("takes", "about", "functional", "key", "also-takes", "compare", "sensitivity", "huridocs", "opposes"),
    *("implies", "responsibility", "alive", "reviewed", "most", *LANGUAGES),
)


@dataclass(frozen=True, slots=True)
class Implication:
    """A consequence of affirming this predicate (with the value `of`, if given): `predicate` is affirmed too."""

    predicate: str
    of: str | None = None


@dataclass(frozen=True, slots=True)
class Predicate:
    """One way to state a fact. The head of `vocab/predicates.yaml` explains each field.

    Args:
        takes: the value type; `codes` is the list for type `code`, or for `ref` the list whose codes it takes too.
        most: largest plausible quantity in years; None if there is no limit.
        opposes: predicates whose denial with the same value contradicts affirming this one.
        alive: it implies that the person was alive at that time.
    """

    code: str
    takes: str
    codes: str | None
    about: tuple[str, ...]
    labels: Mapping[Language, str]
    functional: bool
    key: tuple[str, ...]
    qualifiers: tuple[str, ...]
    compare: str
    sensitivity: str
    huridocs: str | None
    responsibility: bool
    opposes: tuple[str, ...]
    implies: tuple[Implication, ...]
    reviewed: bool
    alive: bool = False
    most: int | None = None


def read_predicates(
    base: Mapping[str, Predicate], added: Map, lists: Mapping[str, CodeList]
) -> dict[str, Predicate]:
    """The register, including the added predicates.

    Raises:
        DuplicateId, UnknownCode, UnknownField, MissingField: with file and line.
    """
    register = dict(base)
    for name, node in added:
        if name.text in register:
            raise DuplicateId(**here(name), value=name.text)
        register[name.text] = _predicate(name.text, mapping(node, key=name.text), lists)
    return register


def relation_predicates(relations: CodeList) -> dict[str, Predicate]:
    """A predicate for every relation between people: `[p04, mother-of, p03]`."""
    return {
        term.code: Predicate(
            code=term.code,
            takes="ref",
            codes=None,
            about=("person",),
            labels=term.labels,
            functional=False,
            key=(),
            qualifiers=(),
            compare="type",
            sensitivity="careful",
            huridocs=term.facts.get("huridocs", "2309"),
            responsibility=False,
            opposes=(),
            implies=(),
            reviewed=term.reviewed,
        )
        for term in relations.terms.values()
    }


def _predicate(code: str, node: Map, lists: Mapping[str, CodeList]) -> Predicate:
    node.only(_FIELDS)
    takes, _, codes = node.word("takes").partition(" ")
    compare = node.text("compare") or "type"
    for value, known, key in ((takes, VALUE_TYPES, "takes"), (compare, COMPARISONS, "compare")):
        if value not in known:
            raise UnknownCode(**here(node), key=key, value=value)
    if codes and codes not in lists:
        raise UnknownCode(**here(node), key="takes", value=codes)
    return Predicate(
        code=code,
        takes=takes,
        codes=codes or None,
        about=node.texts("about") or ("any",),
        labels=labels_of(node),
        functional=node.yes("functional"),
        key=node.texts("key"),
        qualifiers=node.texts("also-takes"),
        compare=compare,
        sensitivity=node.text("sensitivity") or "open",
        huridocs=node.text("huridocs"),
        responsibility=node.yes("responsibility"),
        opposes=tuple(item.word("predicate") for item in _maps(node, "opposes")),
        implies=tuple(
            Implication(item.word("predicate"), item.text("of")) for item in _maps(node, "implies")
        ),
        reviewed=node.yes("reviewed"),
        alive=node.yes("alive"),
        most=_whole(node, "most"),
    )


def _whole(node: Map, key: str) -> int | None:
    written = node.text(key)
    if written is not None and not written.isdecimal():
        raise BadValue(**here(node), key=key, value=written, due="a whole number")
    return None if written is None else int(written)


def _maps(node: Map, key: str) -> tuple[Map, ...]:
    value = node.get(key)
    items = value.items if isinstance(value, List) else ()
    return tuple(mapping(item, key=key) for item in items)
