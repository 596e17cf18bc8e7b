"""`aigaq cite`: one line, a file, or JSON; bad input says one sentence and leaves with a code."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.main_path.asking import SAMPLES, ask, run
from tests.smallcase import written

import aigaq
from aigaq.citation import STYLES
from aigaq.records.vocab.messages import LANGUAGES

AQSAI, ZHANAOZEN = SAMPLES / "aqsai", SAMPLES / "zhanaozen"


@pytest.mark.parametrize("style", STYLES)
def test_the_command_says_what_python_says(style: str) -> None:
    for words, statement in (((), None), (("--statement", "c3-cause"), "c3-cause")):
        code, out, err = run("cite", AQSAI, "--style", style, "--lang", "en", *words)
        assert (code, err) == (0, "")
        assert out == aigaq.open(AQSAI).cite(style, statement=statement) + "\n"


def test_without_a_style_it_is_the_plain_line() -> None:
    assert run("cite", AQSAI, "--lang", "kk") == run("cite", AQSAI, "--style", "plain", "--lang", "kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_twice_it_is_the_same_text(language: str) -> None:
    words = ("cite", ZHANAOZEN, "--statement", "total-16", "--style", "gost", "--lang", language)
    assert run(*words) == run(*words)
    assert run(*words)[0] == 0


def test_the_json_answer_has_the_line_and_what_it_is_made_of() -> None:
    found = ask("cite", AQSAI, "--style", "apa", "--accessed", "2031-11-27", "--lang", "en")
    assert found["text"].endswith("Accessed November 27, 2031.")
    assert (found["draft"], found["revision"], found["accessed"]) == (True, None, "2031-11-27")
    assert found["sha256"][:12] in found["text"]


def test_a_file_for_programs_stands_whole_on_the_output() -> None:
    out = run("cite", AQSAI, "--style", "csl-json")[1]
    assert json.loads(out)[0]["type"] == "manuscript"
    assert run("cite", AQSAI, "--style", "ris")[1].endswith("ER  - \n")


BAD = [
    (("--style", "turabian"), 2),
    (("--statement", "nobody"), 3),
    (("--statement", "d-gate"), 3),
    (("--accessed", "yesterday"), 3),
    (("--accessed", "2031-02-30"), 3),
    (("--as", "bolat"), 2),
]


@pytest.mark.parametrize(("words", "left"), BAD)
def test_bad_input_is_one_sentence(words: tuple[str, str], left: int) -> None:
    code, out, err = run("cite", AQSAI, *words)
    assert (code, out) == (left, "")
    assert len(err.strip().splitlines()) == 1


def test_a_statement_under_a_safeguard_answers_as_one_that_is_not_there() -> None:
    covered = run("cite", AQSAI, "--statement", "d-gate", "--lang", "en")
    absent = run("cite", AQSAI, "--statement", "d-nope", "--lang", "en")
    assert covered[2].replace("d-gate", "d-nope") == absent[2]


def test_a_title_of_a_million_letters_is_refused(tmp_path: Path) -> None:
    head = (
        f"bundle: aigaq/1\ncase: {{key: small, title: {'t' * 1_000_000}, anchor: ev}}\ncoder: {{by: bolat}}\n"
    )
    folder = written(tmp_path, "a: {killed: p}", files={"case.yaml": head})
    code, out, err = run("cite", folder)
    assert (code, out) == (3, "")
    assert len(err) < 200
