"""Catalogue of errors and answers as sentences in English, Russian and Kazakh.

Invariant: every code has all three languages with the same parameters (`tests/house/test_messages.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Literal, cast, get_args

from aigaq.errors import AigaqError
from aigaq.records import yamltext

Language = Literal["en", "ru", "kk"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
LANGUAGE_NAMES: dict[Language, str] = {"en": "English", "ru": "Русский", "kk": "Қазақша"}
"""Each language in its own name: a reader may know no other language."""
_FOLDER = Path(__file__).parent / "messages"


@cache
def catalogue() -> dict[str, dict[Language, str]]:
    """Every message code with its sentence in each language."""
    sentences: dict[str, dict[Language, str]] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        for key, node in yamltext.read(path):
            texts = yamltext.mapping(node, key=key.text)
            sentences[key.text] = {
                cast(Language, lang.text): yamltext.word(text, key=lang.text) for lang, text in texts
            }
    return sentences


def say(code: str, language: Language, **parameters: object) -> str:
    """The sentence of `code` with its parameters filled in; an unknown parameter shows as a dash.

    A noun after a number stands in its forms: `{count} {count:source|sources}`; in the order one, few, many.
    """
    text = catalogue()[code][language]
    if _FORMS.search(text):
        parameters = {name: _Number(value, language) for name, value in parameters.items()}
    return text.format_map(_Blank(parameters))


def plural(number: int, language: Language) -> str:
    """Plural form of a noun after a number: one, few or many, as CLDR has them."""
    return PLURALS[language](number)


def _russian(number: int) -> str:
    last, two = number % 10, number % 100
    if last == 1 and two != 11:
        return "one"
    return "few" if 2 <= last <= 4 and not 12 <= two <= 14 else "many"


PLURALS: Mapping[Language, Callable[[int], str]] = {
    "en": lambda number: "one" if number == 1 else "many",
    "ru": _russian,
    # Kazakh has one form after any number.
    "kk": lambda number: "many",
}


def sentence(error: AigaqError, language: Language) -> str:
    """An error as a sentence for a person, with the place in front if known."""
    parameters = {str(key): value for key, value in error.parameters.items()}
    place = ":".join(str(parameters[key]) for key in ("file", "line") if key in parameters)
    about = f" [{parameters['id']}]" if "id" in parameters else ""
    known = f" {say('known-words', language, known=parameters['known'])}" if parameters.get("known") else ""
    if "remedy" in parameters:
        # Suggestions are not enough: none of them may be the word that was meant.
        known += f" {say(str(parameters['remedy']), language, **parameters)}"
    text = say(error.code, language, **parameters) + known
    return f"{place}{about}: {text}" if place or about else text


class _Blank(dict[str, object]):
    """Parameters of a message. A missing one shows as a dash, so that showing an error cannot itself fail."""

    def __missing__(self, key: str) -> str:
        return "–"


_FORMS = re.compile(r"\{\w+:[^}]*\|")


class _Number:
    """A parameter of a sentence that has nouns in several forms."""

    def __init__(self, value: object, language: Language) -> None:
        self._value, self._language = value, language

    def __format__(self, forms: str) -> str:
        if not forms:
            return str(self._value)
        number = self._value if isinstance(self._value, int) else 0
        return forms.split("|")[{"one": 0, "few": 1, "many": -1}[plural(number, self._language)]]
