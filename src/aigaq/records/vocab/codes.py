"""Code lists with labels in three languages. Invariant: within a list, one spelling means one code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from aigaq.errors import DuplicateId, MissingField, UnknownCode, UnknownId
from aigaq.records.vocab.messages import LANGUAGES, Language
from aigaq.records.yamltext import Map, here, mapping, word

_NOT_FACTS = frozenset({*LANGUAGES, "parent", "also", "reviewed", "acts"})


@dataclass(frozen=True, slots=True)
class Term:
    """One code of a list. `facts` are further properties, such as `manner` of a cause, or `huridocs`.

    Args:
        acts: for a harm, the kinds of act (list `act`) that cause it.
    """

    code: str
    labels: Mapping[Language, str]
    parent: str | None
    also: tuple[str, ...]
    facts: Mapping[str, str]
    reviewed: bool
    acts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CodeList:
    """A list of codes. An open list also takes other words, and keeps them as written."""

    name: str
    title: Mapping[Language, str]
    terms: Mapping[str, Term]
    spellings: Mapping[str, str]
    open: bool

    def chain(self, code: str) -> Iterable[Term]:
        """The term of `code` and the wider terms above it, narrowest first."""
        term = self.terms.get(code)
        while term is not None:
            yield term
            term = self.terms.get(term.parent) if term.parent else None

    def falls_under(self, code: str, wider: str) -> bool:
        """Whether `code` equals `wider` or is narrower than it."""
        return any(term.code == wider for term in self.chain(code))

    def fact(self, code: str, name: str) -> str | None:
        """A property of a code, inherited from a wider code if it has none of its own."""
        return next((term.facts[name] for term in self.chain(code) if name in term.facts), None)


def fold(written: str) -> str:
    """Normalised spelling for look-ups: small letters, hyphens for spaces."""
    return "-".join(written.casefold().split())


def nearest(written: str, known: Iterable[str]) -> str:
    """Suggestions for a misspelt word: all words of a short list, else the nearest in spelling."""
    words = sorted(set(known))
    if len(words) <= 8:
        return ", ".join(words)
    return ", ".join(get_close_matches(fold(written), words, n=4, cutoff=0.5) or words[:8])


def labels_of(node: Map) -> dict[Language, str]:
    """The labels of a node; all three languages are required."""
    labels: dict[Language, str] = {}
    for language in LANGUAGES:
        label = node.text(language)
        if label is None:
            raise MissingField(**here(node), key=language)
        labels[language] = label
    return labels


def read_lists(base: Mapping[str, CodeList], added: Map) -> dict[str, CodeList]:
    """Code lists with the added codes. An existing code cannot be given another meaning."""
    lists = dict(base)
    for name, node in added:
        lists[name.text] = _joined(name.text, lists.get(name.text), mapping(node, key=name.text))
        _check_manners(lists, name.text, mapping(node, key=name.text))
    return lists


def _check_manners(lists: Mapping[str, CodeList], name: str, node: Map) -> None:
    """Check the spelling of each manner of death: a misspelt one would silently match nothing."""
    known = lists["manner"].terms if "manner" in lists else {}
    for term in lists[name].terms.values():
        manner = term.facts.get("manner")
        if manner is not None and manner not in known:
            raise UnknownCode(**here(node), key="manner", value=manner, known=nearest(manner, known))


def _joined(name: str, old: CodeList | None, node: Map) -> CodeList:
    terms = dict(old.terms) if old else {}
    for key, entry in node.inner("codes"):
        if key.text in terms:
            raise DuplicateId(**here(key), value=key.text)
        terms[key.text] = _term(key.text, mapping(entry, key=key.text))
    _check_parents(terms, node)
    title = node.get("title")
    return CodeList(
        name,
        labels_of(mapping(title, key="title")) if title else (old.title if old else {}),
        terms,
        _spellings(terms, node),
        node.yes("open") or bool(old and old.open),
    )


def _term(code: str, node: Map) -> Term:
    facts = {key.text: word(value, key=key.text) for key, value in node if key.text not in _NOT_FACTS}
    if facts.pop("gunfire", None) == "yes":
        # Older cases mark a firearm as `gunfire: yes`; they keep their meaning.
        facts.setdefault("class", "gunfire")
    return Term(
        code=code,
        labels=labels_of(node),
        parent=node.text("parent"),
        also=node.texts("also"),
        facts=facts,
        reviewed=node.yes("reviewed"),
        acts=node.texts("acts"),
    )


def _check_parents(terms: Mapping[str, Term], node: Map) -> None:
    for term in terms.values():
        seen = {term.code}
        above = term.parent
        while above is not None:
            if above not in terms or above in seen:
                raise UnknownId(**here(node), value=above)
            seen.add(above)
            above = terms[above].parent


def _spellings(terms: Mapping[str, Term], node: Map) -> dict[str, str]:
    spellings: dict[str, str] = {}
    for term in terms.values():
        for spelling in {fold(term.code), *(fold(other) for other in term.also)}:
            if spellings.setdefault(spelling, term.code) != term.code:
                raise DuplicateId(**here(node), value=spelling)
    return {**_by_label(terms), **spellings}


def _by_label(terms: Mapping[str, Term]) -> dict[str, str]:
    """Codes by label, in any language; a label shared by two codes is left out."""
    by_label: dict[str, set[str]] = {}
    for term in terms.values():
        for label in term.labels.values():
            by_label.setdefault(fold(label), set()).add(term.code)
    return {label: next(iter(codes)) for label, codes in by_label.items() if len(codes) == 1}
