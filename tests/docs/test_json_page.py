"""The page on JSON names every field that an answer has.

Invariant: a field that the program gives and the page does not name fails here.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from tests.docs.transcripts import ROOT

from aigaq.cli.main import main
from aigaq.cli.parser import COMMANDS

PAGE = ROOT / "docs" / "reference" / "json.md"
SHARED = "Shapes that several answers share"
# The keys of these are data (a locator, a qualifier), not fields.
BY_NAME = {"bound", "qualifiers", "diagnostics", "arguments"}
AQSAI, ZHANAOZEN = str(ROOT / "samples" / "aqsai"), str(ROOT / "samples" / "zhanaozen")
TEXT = f"{AQSAI}/sources/driver/text.txt"
# Small lists of nobody: the answer of the default is a refusal, and quick.
LISTS = str(ROOT / "tests" / "data" / "lists.csv")
ASKED = {
    "ladder": [["ladder", AQSAI], ["ladder", ZHANAOZEN, "--as-of", "2026-12-01"]],
    "contradictions": [["contradictions", AQSAI]],
    "questions": [["questions", AQSAI]],
    "about": [
        ["about", AQSAI, "p03"],
        ["about", ZHANAOZEN, "bozhenko"],
        ["about", ZHANAOZEN, "pg-statement"],
    ],
    "statement": [["statement", AQSAI, "c3-cause"], ["statement", ZHANAOZEN, "total-16"]],
    "grid": [["grid", AQSAI], ["grid", ZHANAOZEN]],
    "timeline": [["timeline", AQSAI]],
    "what-if": [["what-if", AQSAI, "ct-meeting=2031-05-11"]],
    "total": [["total", AQSAI, "mosque-two", "train-crew"], ["total", AQSAI, "train-crew"]],
    "cite": [["cite", AQSAI], ["cite", ZHANAOZEN, "--statement", "total-16", "--accessed", "2031-11-27"]],
    "release": [["release", "clear", AQSAI, "--dry-run"], ["release", "clear", ZHANAOZEN, "--dry-run"]],
    "check": [["check", AQSAI]],
    "bind": [["bind", AQSAI, TEXT, "--source", "driver"]],
    "read": [["read", TEXT]],
    "estimate": [
        ["estimate", LISTS, "--engine", "lower"],
        ["estimate", LISTS],
        ["estimate", "check", LISTS],
        ["estimate", "compare", LISTS, "--engine", "lower,chao"],
        ["estimate", "holdout", LISTS, "--engine", "chao"],
        ["estimate", "sensitivity", LISTS],
    ],
    "intake": [["intake", "key", "HOME"]],
    "preserve": [["preserve", TEXT, "--home", "HOME"]],
    "verify": [["verify", "HOME"]],
    "doctor": [["doctor"]],
}


def sections() -> dict[str, set[str]]:
    """By heading, the words that stand in backticks under it."""
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    return {
        name: set(re.findall(r"`([^`]+)`", text)) for name, text in zip(parts[::2], parts[1::2], strict=True)
    }


def fields(answer: Any) -> Iterator[str]:
    """Every field name of an answer, at any depth."""
    if isinstance(answer, list):
        for one in answer:
            yield from fields(one)
    if isinstance(answer, dict):
        for name, value in answer.items():
            yield name
            yield from fields(list(value.values()) if name in BY_NAME else value)


def answer_of(words: list[str], home: Path) -> Any:
    out = StringIO()
    with redirect_stdout(out):
        main([word.replace("HOME", str(home)) for word in words] + ["--json"])
    return json.loads(out.getvalue())


@pytest.mark.parametrize("command", list(ASKED))
def test_the_page_names_every_field(command: str, tmp_path: Path) -> None:
    if command == "verify":
        answer_of(ASKED["preserve"][0], tmp_path / "sealed")
    given = {name for words in ASKED[command] for name in fields(answer_of(words, tmp_path / "sealed"))}
    page = sections()
    assert given
    assert given - page[command] - page[SHARED] == set()


def test_every_command_has_its_section() -> None:
    assert set(COMMANDS) == set(ASKED)
    assert set(COMMANDS) - set(sections()) == set()


def test_the_page_names_every_field_that_a_command_of_the_casebook_tells() -> None:
    """Read from the source: to run each of them would found a casebook a time."""
    told = set()
    for path in (ROOT / "src" / "aigaq" / "web").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "tell":
                told |= {each.arg for each in node.keywords if each.arg is not None}
    assert told
    assert told - sections()["Commands of the casebook"] == set()
