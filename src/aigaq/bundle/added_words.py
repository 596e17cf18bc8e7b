"""What the words of vocabulary.yaml must say of themselves before anybody is counted by them.

Invariant: a harm that no kind of act brings about is refused, for a count by it would be empty and look like none.
"""

from __future__ import annotations

from collections.abc import Iterator

from aigaq.bundle.problems import Problems
from aigaq.errors import BadValue, HarmWithoutActs, UnknownCode
from aigaq.records.vocab.codes import nearest
from aigaq.records.vocab.vocabulary import Vocabulary
from aigaq.records.yamltext import Map, Text, here, mapping, text_of, texts_of


def check_added_words(added: Map, vocabulary: Vocabulary, problems: Problems) -> None:
    """Refuse harms that name no act, and names of acts and of kinds of death that no list holds."""
    for code, node in _codes(added, "harm"):
        if not texts_of(node, "acts"):
            acts = vocabulary.lists["act"].terms
            known = nearest(code.text, acts)
            problems.add(HarmWithoutActs(**here(code), id=code.text, value=code.text, known=known))
        for act in texts_of(node, "acts"):
            _check_word(act, "act", code, vocabulary, problems)
    _check_forms(added, problems)
    for name in ("weapon", "cause"):
        for code, node in _codes(added, name):
            kind = text_of(node, "class")
            if kind is not None:
                _check_word(kind, "death-class", code, vocabulary, problems)


def _check_forms(added: Map, problems: Problems) -> None:
    """A blank with the name of its form could not be written: the key would stand twice."""
    forms = added.get("forms")
    for key, node in mapping(forms, key="forms") if forms is not None else ():
        form = mapping(node, key=key.text)
        slots = form.get("slots")
        for name, _ in mapping(slots, key="slots") if slots is not None else ():
            if name.text in (key.text, *texts_of(form, "also")):
                due = "a name other than that of its form"
                problems.add(BadValue(**here(name), id=key.text, key="slots", value=name.text, due=due))


def _check_word(word: str, list_name: str, code: Text, vocabulary: Vocabulary, problems: Problems) -> None:
    terms = vocabulary.lists[list_name].terms
    if word not in terms:
        problems.add(
            UnknownCode(**here(code), id=code.text, key=list_name, value=word, known=nearest(word, terms))
        )


def _codes(added: Map, list_name: str) -> Iterator[tuple[Text, Map]]:
    """The codes that a case adds to a list."""
    lists = added.get("codes")
    entry = mapping(lists, key="codes").get(list_name) if lists is not None else None
    codes = mapping(entry, key=list_name).get("codes") if entry is not None else None
    for key, node in mapping(codes, key="codes") if codes is not None else ():
        yield key, mapping(node, key=key.text)
