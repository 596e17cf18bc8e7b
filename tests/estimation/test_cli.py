"""`aigaq estimate`: the keys that others rely on, a picture that is the same each time, three languages.

Invariant: text and JSON come from one answer.
"""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from tests.estimation.tables import ROOT, written
from tests.main_path.asking import run

import aigaq
from aigaq import counting, estimation
from aigaq.bundle.listfiles import read_lists
from aigaq.cli.telling import Teller
from aigaq.records.vocab.messages import LANGUAGES

TEXT = "a,b,c,count\n0,0,1,30\n0,1,0,35\n0,1,1,20\n1,0,0,40\n1,0,1,22\n1,1,0,18\n1,1,1,12\n"
KEYS = {
    *("table", "engine", "assumption", "lists", "n", "median", "low", "high", "refused", "reasons"),
    *("warnings", "diagnostics", "seed", "version"),
}


@pytest.fixture
def table(tmp_path: Path) -> Path:
    return written(tmp_path, TEXT)


def test_an_estimate_has_its_keys(table: Path) -> None:
    code, out, _ = run("estimate", table, "--engine", "sensitivity", "--seed", "7", "--json")
    answer = json.loads(out)
    assert code == 0 and set(answer) >= KEYS
    assert (answer["engine"], answer["lists"], answer["n"], answer["seed"]) == (
        "sensitivity",
        ["a", "b", "c"],
        177,
        7,
    )
    assert answer["low"] < answer["median"] < answer["high"]
    assert {"code", "text"} == set(answer["warnings"][0])
    assert run("estimate", table, "--engine", "sensitivity", "--seed", "7", "--json")[1] == out


def test_a_comparison_is_a_list_of_these(table: Path) -> None:
    _, out, _ = run("estimate", "compare", table, "--engine", "chao,lower", "--json")
    assert [one["engine"] for one in json.loads(out)] == ["chao", "lower"]
    assert all(set(one) >= KEYS for one in json.loads(out))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("ask", [(), ("check",), ("compare",), ("holdout",), ("sensitivity",)])
def test_every_question_is_answered_in_every_language(
    table: Path, ask: tuple[str, ...], language: str
) -> None:
    engine = ("--engine", "chao") if ask in ((), ("compare",), ("holdout",)) else ()
    code, out, err = run("estimate", *ask, table, *engine, "--lang", language)
    assert (code, err) == (0, "")
    assert out.strip() and "estimate-" not in out and "-assumption" not in out


def test_a_picture_is_svg_with_its_words_and_the_same_each_time(table: Path, tmp_path: Path) -> None:
    pictures = []
    for name in ("one.svg", "two.svg"):
        run("estimate", "compare", table, "--engine", "chao,lower,sensitivity", "--plot", tmp_path / name)
        pictures.append((tmp_path / name).read_bytes())
    assert pictures[0] == pictures[1]
    words = " ".join(ElementTree.fromstring(pictures[0]).itertext())
    assert all(word in words for word in ("chao", "lower", "sensitivity", "177"))


def test_a_picture_is_drawn_in_greys_alone(table: Path, tmp_path: Path) -> None:
    for ask in ("compare", "sensitivity"):
        engines = ("--engine", "chao,graphs,lower") if ask == "compare" else ()
        run("estimate", ask, table, *engines, "--plot", tmp_path / "picture.svg")
        found = set(re.findall(r"#([0-9a-f]{6})\b", (tmp_path / "picture.svg").read_text(encoding="utf-8")))
        assert found and all(one[:2] == one[2:4] == one[4:] for one in found)


WRONG = [
    ("guess", "TABLE"),
    ("TABLE", "--seed", "-1"),
    ("TABLE", "--seed", "x"),
    ("TABLE", "--engine", "chao", "--plot", "picture.png"),
    ("TABLE", "--engine", "chao,lower"),
    ("TABLE", "--engine", "chao", "--cache", "TABLE"),
    ("check",),
    ("check", "TABLE", "--plot", "picture.svg"),
    ("check", "TABLE", "--engine", "chao"),
    ("holdout", "TABLE", "--engine", "chao", "--plot", "picture.svg"),
    ("sensitivity", "TABLE", "--engine", "chao"),
    ("sensitivity", "TABLE", "--cache", "kept"),
]


@pytest.mark.parametrize("words", WRONG)
def test_wrong_words_are_wrong_arguments(table: Path, words: tuple[str, ...]) -> None:
    code, out, err = run("estimate", *(table if word == "TABLE" else word for word in words))
    assert code in (2, 3) and out == "" and "Traceback" not in err


def test_an_engine_that_is_none_is_told_of_with_those_there_are(table: Path) -> None:
    _, _, err = run("estimate", table, "--engine", "guess")
    assert "guess" in err and "engine" in err and "latent" in err and "–" not in err


def test_a_list_that_cannot_be_estimated_says_why(table: Path) -> None:
    _, out, _ = run("estimate", "holdout", table, "--engine", "chao")
    assert out.count("no estimate: Two lists") >= 3


def test_a_check_tells_of_cells_that_are_not_known(tmp_path: Path) -> None:
    path = written(tmp_path, TEXT + "NA,1,0,7\n")
    answer = json.loads(run("estimate", "check", path, "--json")[1])
    assert (answer["unresolved"], answer["reason_codes"]) == (7, ["unresolved"])
    assert "7" in run("estimate", "check", path)[1].splitlines()[1]


def test_the_dial_of_three_lists_vouches_for_nothing(table: Path) -> None:
    answer = json.loads(run("estimate", "sensitivity", table, "--json")[1])
    assert "assume" not in answer["arguments"]


def test_what_is_told_while_it_works_leaves_a_clean_line(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setattr(shown, "isatty", lambda: True)
    clock = iter([0.0, 1.0, 3.0, 4.0])
    tell = Teller("en", stream=shown, clock=lambda: next(clock))
    for share in (0.1, 0.2, 0.3):
        tell(share)
    tell.clear()
    assert "10 %" not in shown.getvalue() and "20 %" in shown.getvalue() and "30 %" in shown.getvalue()
    assert shown.getvalue().endswith("\r") and shown.getvalue().rsplit("\r", 2)[1].strip() == ""


def test_the_lists_of_the_sample_hold_the_truth_between_bound_and_limit() -> None:
    folder = ROOT / "samples" / "aqsai"
    held = counting.histories(aigaq.open(folder).evidence().clusters, read_lists(folder))
    table = estimation.of_histories(held.lists, held.cells)
    assert held.lists == ("families", "hospital", "lawyers", "newspaper")
    assert table.n == len(held.people)
    found = estimation.estimate(table, engine="lower")
    assert found.low is not None and found.high is not None
    assert found.low < 600 < found.high


def test_a_file_with_draws_gives_one_answer_and_the_share_they_cause(tmp_path: Path) -> None:
    lines = TEXT.splitlines()
    rows = [f"{draw},{at},{line}" for draw, at in ((1, 0.5), (2, 0.9)) for line in lines[1:]]
    path = written(tmp_path, "\n".join(["draw,threshold," + lines[0], *rows, ""]))
    answer = json.loads(run("estimate", path, "--engine", "lower", "--json")[1])
    assert not answer["refused"] and answer["diagnostics"]["linkage_draws"] == 2
    assert "W14" not in {one["code"] for one in answer["warnings"]}


def test_columns_that_are_no_lists_are_left_aside_where_the_lists_are_named(tmp_path: Path) -> None:
    rows = "".join(f"{at},Feb-2031,{at % 2},{at // 2 % 2},{1 - at % 2}\n" for at in range(40))
    table = written(tmp_path, f"id,day,army,press,kin\n{rows}")
    code, _, err = run("estimate", "check", table)
    assert code != 0 and "--lists" in err
    code, out, _ = run("estimate", "check", table, "--lists", "army, press,kin", "--json")
    assert code == 0 and json.loads(out)["lists"] == ["army", "press", "kin"]
    code, _, err = run("estimate", "check", table, "--lists", "army,papers")
    assert code != 0 and "papers" in err and "press" in err
