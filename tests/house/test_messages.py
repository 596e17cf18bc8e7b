"""Whatever the program says, it says in English, Russian and Kazakh, with the same things put in.

Invariant: no code is without a sentence, and no two errors share a code.
"""

from __future__ import annotations

import ast
import inspect
import re
from string import Formatter

import pytest
from tests.house import tree

from aigaq import errors
from aigaq.records import yamltext
from aigaq.records.vocab.messages import LANGUAGES, Language, say

MESSAGES = tree.SOURCE / "records" / "vocab" / "messages"


def sentences() -> dict[str, dict[str, str]]:
    """Every code with its sentence in each language; the file stands before the code: `errors.yaml:cycle`."""
    return {
        f"{path.name}:{code.text}": {
            language.text: yamltext.word(text, key=language.text)
            for language, text in yamltext.mapping(node, key=code.text)
        }
        for path in sorted(MESSAGES.glob("*.yaml"))
        for code, node in yamltext.read(path)
    }


def parameters(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def error_classes() -> list[type[errors.AigaqError]]:
    found = [kind for _, kind in inspect.getmembers(errors, inspect.isclass)]
    return [kind for kind in found if issubclass(kind, errors.AigaqError)]


def test_every_sentence_stands_in_every_language() -> None:
    wrong = {code: sorted(texts) for code, texts in sentences().items() if sorted(texts) != sorted(LANGUAGES)}
    assert wrong == {}


def test_every_language_puts_in_the_same_things() -> None:
    taken = {
        code: {lang: parameters(text) for lang, text in texts.items()} for code, texts in sentences().items()
    }
    assert {
        code: by for code, by in taken.items() if len({frozenset(names) for names in by.values()}) > 1
    } == {}


def test_no_code_stands_in_two_files() -> None:
    codes = [place.split(":")[1] for place in sentences()]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_error_has_a_code_of_its_own() -> None:
    codes = [kind.code for kind in error_classes()]
    assert sorted({code for code in codes if codes.count(code) > 1}) == []


def test_every_error_has_a_sentence() -> None:
    known = {place.split(":")[1] for place in sentences()}
    # The family itself is never raised; it has a code for the sake of its type.
    assert {kind.code for kind in error_classes() if kind is not errors.AigaqError} - known == set()


def test_every_error_stands_in_the_one_file_of_errors() -> None:
    family = {kind.__name__ for kind in error_classes()}
    elsewhere = [
        found.place
        for found in tree.definitions()
        if isinstance(found.node, ast.ClassDef) and not found.place.startswith("errors/")
        for base in found.node.bases
        if ast.unparse(base).split(".")[-1] in family
    ]
    assert elsewhere == []


@pytest.mark.parametrize(
    ("language", "number", "words"),
    [
        ("en", 1, "1 coded place would"),
        ("en", 2, "2 coded places would"),
        ("ru", 1, "1 закодированное место исчезнет"),
        ("ru", 21, "21 закодированное место исчезнет"),
        ("ru", 3, "3 закодированных места исчезнут"),
        ("ru", 12, "12 закодированных мест исчезнет"),
    ],
)
def test_a_noun_after_a_number_stands_in_its_form(language: Language, number: int, words: str) -> None:
    assert words in say("charset-unbinds", language, count=number)


def test_no_noun_stands_in_both_forms_at_once() -> None:
    assert [code for code, texts in sentences().items() if re.search(r"\w\(s\)", texts["en"])] == []
