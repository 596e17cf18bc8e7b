"""Each style against its manual, line by line, in files a librarian can read: `what is special: the line`.

Invariant: a golden line is changed by hand and for a reason that a manual gives, never to make a test pass.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest
from tests.citation.editions import DRAFT, EDITIONS, FULL, SEEN, WORD

from aigaq.citation import STYLES, cite
from aigaq.records.vocab.messages import LANGUAGES, Language

GOLDEN = Path(__file__).parents[1] / "data" / "citation"
LINES = tuple(style for style in STYLES if style not in ("bibtex", "ris", "csl-json"))
FILES = {"bibtex": "bib", "ris": "ris", "csl-json": "json"}


def golden(name: str) -> dict[str, str]:
    rows = (GOLDEN / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return dict(row.split(": ", 1) for row in rows if row and not row.startswith("#"))


@pytest.mark.parametrize("style", LINES)
def test_each_line_is_what_the_manual_asks(style: str) -> None:
    language: Language = "ru" if style == "gost" else "en"
    seen = {name: SEEN if name in ("full", "draft") else None for name in EDITIONS}
    told = {name: cite(one, style, language=language, accessed=seen[name]) for name, one in EDITIONS.items()}
    assert told == golden(style)


@pytest.mark.parametrize("language", get_args(Language))
def test_each_language_has_its_words(language: Language) -> None:
    whole = replace(FULL, statement=WORD)
    told = {style: cite(whole, style, language=language, accessed=SEEN) for style in LINES}
    told |= {f"{style} of a draft": cite(DRAFT, style, language=language, accessed=SEEN) for style in LINES}
    assert told == golden(f"words.{language}")
    assert get_args(Language) == LANGUAGES


@pytest.mark.parametrize("style", FILES)
def test_each_file_is_what_its_format_asks(style: str) -> None:
    whole = replace(FULL, statement=WORD)
    text = cite(whole, style, accessed=SEEN)
    assert text + "\n" == (GOLDEN / f"full.{FILES[style]}").read_bytes().decode()
