"""What speaks against an edition is placed in words. Invariant: no kind of place is left as its code."""

from __future__ import annotations

import pytest

from aigaq.records.vocab.messages import LANGUAGES, Language, say

KINDS = [
    "case",
    "subject",
    "source",
    "text",
    "entry",
    "statement",
    "decision",
    "reading",
    "question",
    "file",
    "words",
]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_place_has_words(kind: str, language: Language) -> None:
    assert say(f"spot-{kind}", language).strip() not in ("", f"spot-{kind}")
