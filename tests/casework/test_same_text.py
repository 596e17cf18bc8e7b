"""Two sources with one text are one origin, and `check` says so. Invariant: a few words alike prove no copy."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.smallcase import written

import aigaq

TEXT = "The guard opened fire at dusk by the mill.\nOraz Seitov fell at once.\nNobody came for him.\n"


def two(folder: Path, text: str, *, source: str = "", first: str = TEXT) -> Path:
    files = {
        "sources/memo/source.yaml": f"source: {{key: memo, is: letter, turns: {{other: rest}}{source}}}\n",
        "sources/memo/text.txt": text,
        "sources/memo/coding.yaml": "coding:\n  L2:\n    k2: {killed: p}\n",
        "sources/talk/text.txt": first,
    }
    return written(folder, "k: {killed: p}", source="  turns: {speaker: rest}\n", files=files)


def state(folder: Path) -> tuple[str, int]:
    (one,) = aigaq.open(folder).ladder().individuals
    return one.state, one.independent_origins


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        TEXT.replace("\n", "\r\n"),
        "\ufeff" + TEXT,
        TEXT.replace(" at ", "  at "),
        TEXT + " \n\n",
    ],
)
def test_one_text_is_one_origin_and_is_named(tmp_path: Path, text: str) -> None:
    folder = two(tmp_path, text)
    assert state(folder) == ("reported", 1)
    for language, word in (("en", "same text"), ("ru", "один и тот же текст"), ("kk", "мәтіні бірдей")):
        code, out, _ = run("check", folder, "--lang", language)
        assert code == 0
        assert "memo" in out
        assert word in " ".join(out.split())


def test_letters_put_together_otherwise_are_the_same_text(tmp_path: Path) -> None:
    first = "Май айында й деген қырда Сейтов оққа ұшты.\nОны көргендер үнсіз қалды.\nБәрі бітті.\n"
    folder = two(tmp_path, first.replace("й", "и\u0306"), first=first)
    assert state(folder) == ("reported", 1)


@pytest.mark.parametrize(
    "text", ["Another.\nMina saw it too, from the bridge.\nEnd.\n", "One.\nTwo.\nThree.\n"]
)
def test_other_texts_are_two_origins(tmp_path: Path, text: str) -> None:
    assert state(two(tmp_path, text)) == ("corroborated", 2)


def test_nearly_the_same_is_told_and_not_judged(tmp_path: Path) -> None:
    longer = TEXT + "The mill burned later that night.\nThe end.\n"
    folder = two(tmp_path, longer.replace("The end.", "So it ended."), first=longer)
    assert state(folder) == ("corroborated", 2)
    assert "share 4 of 5 lines" in " ".join(run("check", folder)[1].split())


def test_a_few_words_alike_are_no_copy(tmp_path: Path) -> None:
    assert state(two(tmp_path, "One.\nTwo.\n", first="One.\nTwo.\n")) == ("corroborated", 2)
