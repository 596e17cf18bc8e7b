"""A language is added in one list and in the places named here; each of them fails until it has it.

Invariant: the code of a language stands nowhere else in the source. `docs/explanation/house.md` tells the same places.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys

import pytest
from tests.house import tree

from aigaq.citation.punctuation import QUOTES
from aigaq.citation.reference_files import BABEL_NAMES
from aigaq.records.vocab.messages import LANGUAGE_NAMES, LANGUAGES, PLURALS

PLACES = {
    "records/vocab/messages.py": "the list, each language by its own name, plural forms",
    "citation/punctuation.py": "quotation marks",
    "citation/reference_files.py": "names that babel has for languages",
    "names/rendering.py": "letters in which a name is written out",
}
CODE = re.compile(r"(?<![\w./])(?:ru|kk)(?![\w./])")
ADD = """
from aigaq.records.vocab import messages
messages.LANGUAGES += ("zz",)
messages.LANGUAGE_NAMES["zz"] = "Zz"
from aigaq.records.coding.forms import _FORM_FIELDS
from aigaq.records.vocab.predicates import _FIELDS
from aigaq.web.server.request_bodies import SENDING
print("zz" in _FORM_FIELDS, "zz" in _FIELDS, bool(SENDING.match("/d/3/zz/send/")))
"""


def texts(module: ast.Module) -> list[str]:
    """Every text of a module but its docstrings."""
    docs = {id(node.value) for node in ast.walk(module) if isinstance(node, ast.Expr)}
    constants = (node for node in ast.walk(module) if isinstance(node, ast.Constant) and id(node) not in docs)
    return [node.value for node in constants if isinstance(node.value, str)]


def test_the_code_of_a_language_stands_in_known_places_alone() -> None:
    holding = {file for file, module in tree.modules().items() if any(map(CODE.search, texts(module)))}
    assert holding == set(PLACES)
    pages = {name: text for name, text in tree.tracked_texts().items() if name.endswith((".html", ".js"))}
    assert [name for name, text in pages.items() if name.startswith("src/") and CODE.search(text)] == []


@pytest.mark.parametrize(
    "table", [LANGUAGE_NAMES, QUOTES, BABEL_NAMES, PLURALS], ids=["names", "quotes", "babel", "plurals"]
)
def test_every_table_by_language_has_each_of_them(table: dict[str, object]) -> None:
    assert set(table) == set(LANGUAGES)


def test_an_imaginary_language_is_taken_wherever_the_list_is_asked() -> None:
    done = subprocess.run([sys.executable, "-c", ADD], capture_output=True, text=True, check=False)
    assert done.stdout.split() == ["True", "True", "True"], done.stderr


def test_each_language_can_be_translated_into() -> None:
    """A template puts the code behind `translation-into-`."""
    known = {
        code
        for name in tree.tracked_texts()
        if name.endswith(".yaml") and "/messages/" in name
        for code in re.findall(r"^(translation-into-\w+):", tree.tracked_texts()[name], re.MULTILINE)
    }
    assert known == {f"translation-into-{language}" for language in LANGUAGES}
