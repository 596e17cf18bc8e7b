"""Files that nothing reads. Invariant: what looks like a part of a case and is none is named by `check`."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.main_path.asking import SAMPLES, run
from tests.smallcase import written

from aigaq.bundle.unread_files import unread


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("sources/talk/coding.yml", "sources/talk/coding.yaml"),
        ("decisions/a.yml", "decisions/a.yaml"),
        ("rules/more.yml", "rules/more.yaml"),
        ("question.yaml", "questions.yaml"),
        ("decision/a.yaml", "decisions/a.yaml"),
        ("sources/coding.yaml", "sources/KEY/coding.yaml"),
        ("sources/letter/text.txt", "sources/letter/source.yaml"),
    ],
)
def test_a_file_that_nothing_reads_is_named(tmp_path: Path, name: str, meant: str) -> None:
    folder = written(tmp_path, "p: {killed: p}", files={name: "a: {}\n"})
    code, _, errors = run("check", folder)
    assert code == 1
    assert errors.startswith(f"{name}: ")
    assert errors.endswith(f"“{meant}”.\n")
    assert run("ladder", folder)[0] == 0


def test_what_belongs_beside_a_case_is_fine(tmp_path: Path) -> None:
    names = [
        "README.md",
        "manifest-sha256.txt",
        "bagit.txt",
        ".gitignore",
        ".git/config",
        "private/notes.yaml",
    ]
    names += ["sources/talk/scan.pdf", "sources/talk/old.txt", "rules/README.md"]
    folder = written(tmp_path, "p: {killed: p}", files=dict.fromkeys(names, "x\n"))
    assert list(unread(folder)) == []


def test_a_case_without_sources_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text("")
    assert [(one.code, one.parameters["file"]) for one in unread(tmp_path)] == [
        ("file-unreadable", "sources")
    ]


def test_the_sample_cases_hold_nothing_unread() -> None:
    folders = [path.parent for path in sorted(SAMPLES.glob("*/case.yaml"))]
    assert [str(one) for folder in folders for one in unread(folder)] == []
    assert folders
