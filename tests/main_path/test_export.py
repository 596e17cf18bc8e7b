"""`aigaq release export`: a cleared case becomes a folder; what is not cleared becomes nothing."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.dossier.sites import FIRST, cleared
from tests.main_path.asking import SAMPLES, ZHANAOZEN, ask, run

from aigaq.casework.opening import open_case
from aigaq.dossier.exporting import export
from aigaq.errors import BadValue

AQSAI = SAMPLES / "aqsai"
DAY = ("--published", "2034-06-01")


def test_a_case_becomes_a_folder_whose_digests_hold(tmp_path: Path) -> None:
    folder = tmp_path / "site"
    found = ask("release", "export", AQSAI, folder, *DAY, "--languages", "en")
    files = [one for one in folder.rglob("*") if one.is_file()]
    assert found["clear"]
    assert found["files"] == len(files)
    for line in (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines():
        digest, path = line.split("  ")
        assert hashlib.sha256((folder / path).read_bytes()).hexdigest() == digest
    assert found["sha256"] in (folder / "en" / "index.html").read_text(encoding="utf-8")


def test_an_address_is_put_on_every_page(tmp_path: Path) -> None:
    words = ("--address", "https://record.example/a/", "--languages", "kk", "--publisher", "Комиссия")
    assert run("release", "export", AQSAI, tmp_path / "site", *DAY, *words)[0] == 0
    page = (tmp_path / "site" / "kk" / "cite.html").read_text(encoding="utf-8")
    assert "https://record.example/a/kk/index.html" in page
    assert "Комиссия" in page


def test_what_is_not_cleared_is_not_written(tmp_path: Path) -> None:
    code, out, _ = run("release", "export", ZHANAOZEN, tmp_path / "site", *DAY, "--lang", "en")
    assert code == 1
    assert "too-few-alike" in out
    assert list(tmp_path.iterdir()) == []


def test_a_publisher_who_is_protected_is_not_written(tmp_path: Path) -> None:
    case = shutil.copytree(AQSAI, tmp_path / "case")
    guards = case / "private" / "safeguards.yaml"
    told = guards.read_text(encoding="utf-8")
    guards.write_text(
        told.replace("    wording: somebody", "    names: [Zhanna Qalieva]\n    wording: somebody"),
        encoding="utf-8",
    )
    words = ("--languages", "en", "--publisher", "Жанна Қалиева")
    code, out, _ = run("release", "export", case, tmp_path / "site", *DAY, *words, "--lang", "en")
    assert code == 1 and "name-found" in out
    assert not (tmp_path / "site").exists()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("--languages", "en,xx"), 3),
        (("--published", "yesterday"), 3),
        (("--address", "javascript:alert(1)"), 3),
        (("--rule", "nothing"), 3),
    ],
)
def test_a_bad_option_writes_nothing(tmp_path: Path, words: tuple[str, str], code: int) -> None:
    assert run("release", "export", AQSAI, tmp_path / "site", *words)[0] == code
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    assert run("release", "export", AQSAI, tmp_path, *DAY)[0] == 2
    assert [one.name for one in tmp_path.iterdir()] == ["mine.txt"]


def test_without_a_folder_it_says_what_is_missing() -> None:
    assert run("release", "export", AQSAI, *DAY)[0] == 2


def test_several_processes_write_the_same_files(tmp_path: Path) -> None:
    one = cleared(open_case(AQSAI))
    many = [export(one, FIRST, tmp_path / str(number), workers=number) for number in (1, 3)]
    assert many[0] == many[1]
    sums = [(tmp_path / number / "SHA256SUMS").read_bytes() for number in ("1", "3")]
    assert sums[0] == sums[1]
    assert {one.name for one in tmp_path.iterdir()} == {"1", "3"}


def test_a_process_that_fails_says_why_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(BadValue):
        export(cleared(open_case(AQSAI)), replace(FIRST, address="javascript:x"), tmp_path / "a", workers=2)
    assert list(tmp_path.iterdir()) == []
