"""Texts on board against what is declared of them. Invariant: `check` names file, line and id, and leaves with 1."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.smallcase import written

ENTRIES = ("a: {killed: p}", "b: {killed: q}", "c: {hurt: oraz}")
ZEROS = "0" * 64


@pytest.mark.parametrize(
    ("declared", "where"),
    [
        (f"file: {{sha256: {ZEROS}}}", "sources/talk/text.txt:1 [talk]"),
        (f"file: {{sha256: {ZEROS}, shipped: yes}}", "sources/talk/text.txt:1 [talk]"),
        ("file: {lines: 2}", "sources/talk/coding.yaml:7 [c]"),
        ("turns: {asker: [1, 99], speaker: rest}", "sources/talk/source.yaml:1 [talk]"),
        ("turns: {asker: [1, 2], other: [2], speaker: rest}", "sources/talk/source.yaml:4"),
    ],
)
def test_what_a_text_on_board_is_not_is_a_problem_of_the_case(
    tmp_path: Path, declared: str, where: str
) -> None:
    folder = written(tmp_path, *ENTRIES, source=f"  {declared}\n")
    code, _, errors = run("check", folder)
    assert (code, errors.startswith(f"{where}: ")) == (1, True), errors
    assert run("ladder", folder)[0] == 3


def test_every_text_is_looked_at(tmp_path: Path) -> None:
    files = {
        "sources/talk2/source.yaml": "source:\n  key: talk2\n  is: talk\n  turns: {asker: [7], speaker: rest}\n",
        "sources/talk2/text.txt": "One line.\n",
    }
    folder = written(tmp_path, *ENTRIES, source=f"  file: {{sha256: {ZEROS}}}\n", files=files)
    assert run("check", folder)[2].count("\n") == 2


def test_another_file_than_the_one_coded_does_not_bind(tmp_path: Path) -> None:
    folder = written(tmp_path / "case", *ENTRIES, source=f"  file: {{sha256: {ZEROS}}}\n")
    (folder / "sources/talk/text.txt").rename(tmp_path / "other.txt")
    assert run("bind", folder, tmp_path / "other.txt")[0] == 3
