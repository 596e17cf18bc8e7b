"""A language is added in one list and in the places named here; each of them fails until it has it.

Invariant: the code of a language stands nowhere else in the source. `docs/explanation/house.md` tells the same places.
"""

from __future__ import annotations

import ast
import gettext
import re
import subprocess
import sys
from pathlib import Path

import allauth
import django
import pytest
from docs.generate import labels
from tests.house import tree

from aigaq.citation.punctuation import QUOTES
from aigaq.citation.reference_files import BABEL_NAMES
from aigaq.records import yamltext
from aigaq.records.vocab.messages import LANGUAGE_NAMES, LANGUAGES, PLURALS, say
from aigaq.records.vocab.vocabulary import extended, standard

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


WORDS_OF_A_LANGUAGE = {
    "protection/lists/functionwords.yaml": "words that are nobody's own",
    "records/vocab/months.yaml": "months, as people write dates",
}
"""Lists of words, a line for each language. Those of other files (numbers, hedges, doubts) stand there unmarked."""


@pytest.mark.parametrize("file", WORDS_OF_A_LANGUAGE)
def test_a_list_of_words_has_those_of_each_language(file: str) -> None:
    rows = yamltext.read(tree.SOURCE / file)
    parts = [node for _, node in rows if isinstance(node, yamltext.Map)] or [rows]
    assert [part for part in parts if {language.text for language, _ in part} != set(LANGUAGES)] == []


def test_the_page_of_the_vocabulary_has_a_column_for_each() -> None:
    told = standard().predicates["occupation"]
    assert labels(told) == tuple(told.labels.values()), (
        "docs/generate.py: `labels`, and the heads of its tables"
    )


def test_a_list_of_three_languages_lists_each_of_them() -> None:
    """Else a test passes that never looked at the new one, such as the search for protected words in its pages."""
    short = []
    for name, text in tree.tracked_texts().items():
        if not name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(text)):
            listed = {first_word(part) for part in parts_of(node)}
            if {"en", "ru", "kk"} <= listed and not set(LANGUAGES) <= listed:
                short.append(f"{name}:{getattr(node, 'lineno', 0)}")
    assert short == []


def parts_of(node: ast.AST) -> list[ast.expr]:
    """Elements of a list, or keys of a mapping, that stand in the source."""
    if isinstance(node, ast.Dict):
        return [key for key in node.keys if key is not None]
    return node.elts if isinstance(node, ast.Tuple | ast.List | ast.Set) else []


def first_word(node: ast.expr) -> object:
    """A constant, or the first one of a tuple: the languages of `[("en", "Keys"), ("ru", "Клавиши")]`."""
    if isinstance(node, ast.Tuple | ast.List) and node.elts:
        return first_word(node.elts[0])
    return node.value if isinstance(node, ast.Constant) else None


CODES_IN = {
    "docs/reference/cli.md": (
        "language of labels and messages: {or}",
        "the language: {or}",
        "of a folder: {bare}",
    ),
    "docs/reference/settings.md": ("language of labels and messages: {or}",),
    "docs/reference/json.md": ("the answer in words: {list}",),
    "docs/reference/bundle.md": ("Labels in {list} must all be there", "`title: {{{bare_spaced}}}`"),
}
NAMES_IN = {
    "README.md": ("Everything people read is in {and}.",),
    "docs/README.md": ("the labels of every code, in {and}", "the words of the work, in {and}"),
    "docs/tutorials/code-your-first-interview.md": ("Every page is in {and}",),
    "CONTRIBUTING.md": ("YAML under `records/vocab/`, in {and}",),
}


def in_words(words: list[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


@pytest.mark.parametrize("page", [*CODES_IN, *NAMES_IN])
def test_a_page_that_names_the_languages_names_each_of_them(page: str) -> None:
    codes = [f"`{language}`" for language in LANGUAGES]
    names = [say(f"translation-into-{one}", "en").removeprefix("Translation into ") for one in LANGUAGES]
    forms = {
        "or": in_words(codes, "or"),
        "list": ", ".join(codes),
        "bare": f"`{','.join(LANGUAGES)}`",
        "bare_spaced": ", ".join(LANGUAGES),
        "and": in_words(names, "and"),
    }
    text = (tree.ROOT / page).read_text(encoding="utf-8")
    told = [form.format(**forms) for form in {**CODES_IN, **NAMES_IN}[page]]
    assert [words for words in told if words not in text] == []


_OLDER = "codes: {weapon: {codes: {flail: {en: a flail, ru: цеп, kk: шоқпар}}}}\n"


def test_a_case_with_words_of_its_own_opens_though_it_lacks_the_newest_language() -> None:
    """Cases and editions that exist hold labels in three languages: `labels_of` must let a later one fall back."""
    words = extended(standard(), yamltext.parse(_OLDER, name="vocabulary.yaml"))
    assert set(words.lists["weapon"].terms["flail"].labels) == set(LANGUAGES)


_WEB = tree.SOURCE / "web" / "locale"


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_the_pages_of_accounts_speak_the_language(language: str) -> None:
    """Their words are those of Django and allauth; what these leave in English stands in `web/locale`."""
    ours = re.sub(r'"\n"', "", (_WEB / "kk" / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8"))
    words = {*re.findall(r'^msgid "(.+)"', ours, re.MULTILINE)} - {"WebAuthn"}
    known: set[str] = set()
    for place in (_WEB, Path(django.__file__).parent, Path(allauth.__file__).parent):
        for compiled in place.rglob(f"{language}/LC_MESSAGES/django.mo"):
            with compiled.open("rb") as file:
                told = gettext.GNUTranslations(file)
            known |= {word for word in words if {told.gettext(word), told.ngettext(word, word, 1)} != {word}}
    assert words - known == set()
