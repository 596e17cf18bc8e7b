"""Small words of the terminal. Invariant: what is shown is what was said, and apart from its neighbour."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.main_path.asking import ask, run
from tests.smallcase import written

from aigaq.cli.parser import build
from aigaq.records.vocab.vocabulary import standard


def test_a_word_that_was_taken_back_says_so_and_by_what(tmp_path: Path) -> None:
    folder = written(tmp_path, "a: {killed: p}", "b: {recants: a, kind: retracted}")
    _, out, _ = run("statement", folder, "a", "--lang", "en")
    assert "What became of it: taken back, by b.recants" in out
    assert "What became" not in run("statement", folder, "b", "--lang", "en")[1]


def test_a_claimed_figure_keeps_its_words(tmp_path: Path) -> None:
    folder = written(tmp_path, "a: {claimed: dead, n: about 20, in: ev}")
    assert "“about 20”      a resident" in run("ladder", folder, "--lang", "en")[1]
    assert ask("ladder", folder)["claimed_totals"][0]["text"] == "about 20"


def test_a_case_without_rules_has_the_rule_deaths(tmp_path: Path) -> None:
    folder = written(tmp_path, "a: {killed: p}")
    (folder / "rules" / "deaths.yaml").unlink()
    assert ask("ladder", folder, "--rule", "deaths")["documented_min"] == 1
    assert run("ladder", folder, "--rule", "other")[0] == 3


def helped(command: str, capsys: pytest.CaptureFixture[str]) -> str:
    """The help of one command, its lines joined."""
    with pytest.raises(SystemExit):
        build("en").parse_args([command, "--help"])
    return " ".join(capsys.readouterr().out.split())


def test_usage_is_said_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert helped("ladder", capsys).startswith("usage: aigaq ladder [")
    assert build("en").format_usage().startswith("usage: aigaq [")


def test_an_option_is_explained_as_its_command_takes_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert "--as AS the account that will lead the case" in helped("import", capsys)
    assert "--key KEY file of the public key that signed the checkpoint" in helped("verify", capsys)
    assert "STEP draft, clear, preview, sign, publish, check, withdraw or export" in helped("release", capsys)
    assert "--as AS the account that asks" in helped("ladder", capsys)


def test_a_long_date_stands_apart_from_the_state(tmp_path: Path) -> None:
    folder = written(tmp_path, "a: {killed: p, when: before raid}", "b: [raid, when, 2031-05-27]")
    assert "[..2031-05-27] reported" in run("ladder", folder, "--lang", "en")[1]


def test_a_denied_death_is_not_died(tmp_path: Path) -> None:
    folder = written(tmp_path, "a: {killed: p}", "b: [p, not died, undated, via: [other]]")
    out = run("contradictions", folder, "--lang", "en")[1]
    assert "– died\n" in out and "– denies: died\n" in out
    assert "undated" not in out


def test_a_side_reads_in_words_not_in_codes(tmp_path: Path) -> None:
    lines = ("a: [raid, intent, aimed]", "b: [raid, intent, stray, via: [other]]")
    out = run("contradictions", written(tmp_path, *lines), "--lang", "ru")[1]
    label = standard().label
    assert f"– {label('intent', 'aimed', 'ru')}" in out and f"– {label('intent', 'stray', 'ru')}" in out
    assert "aimed" not in out
