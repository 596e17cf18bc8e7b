"""The vocabulary of the casebook: predicates, forms and code lists, read from YAML and extensible by a case.

Invariant: a code means the same in every language and file; a word that no list holds is refused, not guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aigaq.errors import UnknownCode
from aigaq.records import yamltext
from aigaq.records.coding.forms import Form, read_forms
from aigaq.records.vocab.codes import CodeList, fold, nearest, read_lists
from aigaq.records.vocab.messages import Language
from aigaq.records.vocab.predicates import Predicate, read_predicates, relation_predicates
from aigaq.records.yamltext import Map

_FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The vocabulary of one case, with its own additions."""

    predicates: Mapping[str, Predicate]
    lists: Mapping[str, CodeList]
    forms: Mapping[str, Form]

    def find(self, list_name: str, written: str) -> str | None:
        """The code that `written` means in a list; None if it means none."""
        return self.lists[list_name].spellings.get(fold(written))

    def code(self, list_name: str, written: str) -> str:
        """The code that `written` means in a list.

        Raises:
            UnknownCode: neither a code nor another spelling of one.
        """
        code = self.find(list_name, written)
        if code is None:
            raise UnknownCode(
                key=list_name, value=written, known=nearest(written, self.lists[list_name].terms)
            )
        return code

    def label(self, list_name: str, code: str, language: Language) -> str:
        """The label of a code; a word that no list holds is shown as written."""
        term = self.lists[list_name].terms.get(code)
        return term.labels[language] if term else code

    def fact(self, list_name: str, code: str, name: str) -> str | None:
        """A property of a code, or of a wider one; None if it has none."""
        return self.lists[list_name].fact(code, name)

    def acts_of(self, harm: str) -> frozenset[str]:
        """The kinds of act that cause a harm or a narrower harm, with all narrower kinds of act.

        Acts against several people are left out: not each of their victims need have died.
        """
        harms, acts = self.lists["harm"], self.lists["act"]
        named = {
            act for term in harms.terms.values() if harms.falls_under(term.code, harm) for act in term.acts
        }
        below = (act for act in acts.terms if any(acts.falls_under(act, one) for one in named))
        return frozenset(act for act in below if act in named or acts.fact(act, "death") != "several")


@cache
def standard() -> Vocabulary:
    """The vocabulary that comes with the casebook."""
    lists = read_lists({}, yamltext.read(_FOLDER / "codes.yaml"))
    predicates = read_predicates({}, yamltext.read(_FOLDER / "predicates.yaml"), lists)
    return Vocabulary(
        {**predicates, **relation_predicates(lists["relation"])},
        lists,
        read_forms({}, yamltext.read(_FOLDER / "forms.yaml")),
    )


def extended(base: Vocabulary, added: Map) -> Vocabulary:
    """The vocabulary with additions of a case: a mapping with `codes`, `predicates` and `forms`, each optional.

    Raises:
        DuplicateId: an existing word cannot be given another meaning.
        UnknownField, UnknownCode, MissingField, WrongShape: with file and line.
    """
    added.only(("codes", "predicates", "forms"))

    def part(key: str) -> Map:
        return added.inner(key)

    lists = read_lists(base.lists, part("codes"))
    predicates = read_predicates(base.predicates, part("predicates"), lists)
    relations = relation_predicates(lists["relation"])
    return Vocabulary({**predicates, **relations}, lists, read_forms(base.forms, part("forms")))
