"""One statement, one subject and the grid as text. Invariant: nothing that weakens a word is left out of it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from tests.main_path.asking import SAMPLES, ZHANAOZEN, run

from aigaq.records.vocab.messages import LANGUAGES, Language, say
from aigaq.records.vocab.vocabulary import standard

AQSAI = SAMPLES / "aqsai"


def text(*words: object, language: Language = "en") -> str:
    code, out, err = run(*map(str, words), "--lang", language)
    assert code == 0, err
    return out


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_statement_names_what_it_rested_on_and_what_rests_on_it(language: Language) -> None:
    earlier = text("statement", ZHANAOZEN, "bozhenko-first", language=language)
    head = say("statement-bears", language, statements="")
    (line,) = [one for one in earlier.splitlines() if one.startswith(head)]
    resting = line.removeprefix(head).split(", ")[0]
    lost = say("statement-lost-support", language, statements="bozhenko-first")
    assert lost in text("statement", ZHANAOZEN, resting, language=language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_grid_says_that_a_word_is_by_assent_only(language: Language) -> None:
    assert standard().label("condition", "assent-only", language) in text(
        "grid", ZHANAOZEN, language=language
    )


def test_words_from_a_copy_are_marked_and_the_original_is_not() -> None:
    out = text("about", AQSAI, "p01").splitlines()
    marked = {line for said, line in pairwise(out) if said.endswith("[copy]")}
    assert marked
    assert all("[post " in one or "[news " in one or "-en " in one for one in marked)
    assert not any("[nurse L" in one or "[driver L" in one for one in marked)
