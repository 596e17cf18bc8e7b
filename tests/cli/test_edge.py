"""The edge: every bad input gives one clear error, a code, no traceback, and leaves the case as it was."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from tests.main_path.asking import ROOT, run

from aigaq.records.vocab.messages import LANGUAGES

TASQORA = ROOT / "tests" / "data" / "tasqora"
CODING = "sources/talk/coding.yaml"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A copy of the small case, to be spoiled."""
    return Path(shutil.copytree(TASQORA, tmp_path / "case"))


def spoil(case: Path, name: str, old: str, new: str) -> None:
    path = case / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def digest_of(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        found.update(str(path.relative_to(folder)).encode() + (path.read_bytes() if path.is_file() else b""))
    return found.hexdigest()


BAD = [
    (CODING, "via: [daulet]", "via: [daulet", "yaml-unreadable"),
    (CODING, "[carried, size, 3,", "[nobody-here, size, 3,", "unknown-id"),
    (CODING, "[carried, size, 3,", "[carried, sizes, 3,", "unknown-code"),
    (CODING, "[carried, size, 3,", "[carried, size, plenty-ish,", "bad-quantity"),
    (CODING, "when: 2031-05-01", "when: 2031-05-41", "bad-date"),
    (CODING, "when: 2031-05-01", "when: 2031-05-03/2031-05-01", "reversed-range"),
    (CODING, "how: inference]", "how: guessed]", "unknown-code"),
    (CODING, "how: inference]", "how: inference, colour: red]", "unknown-field"),
    (CODING, "ordered: [captain,", "two: [captain,", "duplicate-id"),
    (CODING, "hit: chest", "hit: ", "empty-value"),
    (CODING, "L7:", "L70:", "place-not-in-source"),
    (CODING, "L7:", "L0:", "bad-value"),
    (CODING, "2 days after shooting", "2 days after call", "cycle"),
    (CODING, "via: [daulet]", "via: [speaker]", "cycle"),
    ("cast.yaml", "gate: the depot gate", "gate: ", "empty-value"),
    ("cast.yaml", "gate: the depot gate", "van: the depot gate", "duplicate-key"),
    ("case.yaml", "anchor: shooting", "anchor: the-shot", "unknown-id"),
    ("case.yaml", "aigaq/1", "aigaq/9", "wrong-shape"),
    ("rules/deaths.yaml", "harm: died", "harm: dying", "unknown-code"),
    ("rules/deaths.yaml", "scope: shooting", "scope: shotting", "unknown-id"),
    ("decisions/2031-06-02-marat.yaml", "accept: marat", "accept: marta", "unknown-id"),
    ("sources/talk/source.yaml", "is: interview", "izz: interview", "unknown-field"),
    ("sources/talk/source.yaml", "asker: [1, 5]", "asker: [5-1]", "reversed-range"),
]


@pytest.mark.parametrize(("name", "old", "new", "code"), BAD)
def test_bad_input_names_file_and_line_and_leaves_the_case(
    case: Path, name: str, old: str, new: str, code: str
) -> None:
    spoil(case, name, old, new)
    before = digest_of(case)
    exit_code, out, _ = run("check", case, "--json")
    problems = json.loads(out)["problems"]
    assert exit_code == 1
    assert code in {one["code"] for one in problems}
    found = next(one for one in problems if one["code"] == code)
    assert found["file"].endswith(name.split("/")[0]) or found["file"] == name
    assert digest_of(case) == before


@pytest.mark.parametrize(("name", "old", "new", "code"), BAD)
def test_a_count_of_a_spoilt_case_is_refused_without_a_traceback(
    case: Path, name: str, old: str, new: str, code: str
) -> None:
    spoil(case, name, old, new)
    for language in LANGUAGES:
        exit_code, out, err = run("ladder", case, "--lang", language)
        assert (exit_code, out) == (3, "")
        assert err.strip() and "Traceback" not in err


def test_a_shipped_text_that_changed_or_is_gone_is_named(case: Path) -> None:
    text = case / "sources" / "talk" / "text.txt"
    digest = hashlib.sha256(text.read_bytes()).hexdigest()
    spoil(case, "sources/talk/source.yaml", "{lines: 7,", f'{{sha256: "{digest}", lines: 7,')
    assert run("ladder", case)[0] == 0
    text.write_bytes(text.read_bytes().replace(b"two", b"six", 1))
    code, _, err = run("ladder", case)
    assert code == 3 and "sources/talk/text.txt" in err
    text.unlink()
    code, _, err = run("ladder", case)
    assert code == 3 and "sources/talk/text.txt" in err


def test_no_case_no_folder_and_wrong_words_each_have_their_code(tmp_path: Path) -> None:
    assert run("ladder", tmp_path)[0] == 3
    assert run("ladder", tmp_path / "absent")[0] == 3
    assert run("ladder")[0] == 2
    assert run("laddre", tmp_path)[0] == 2
    assert run("ladder", TASQORA, "--evidence", "certain")[0] == 2
    assert run("ladder", TASQORA, "--rule", "death")[0] == 3
    assert run("ladder", TASQORA, "--as-of", "yesterday")[0] == 3
    assert run("about", TASQORA, "nobody")[0] == 3
    assert run("statement", TASQORA, "nothing")[0] == 3
    assert run("what-if", TASQORA, "late")[0] == 2
    assert run("what-if", TASQORA, "late=soonish")[0] == 3
    assert run("total", TASQORA, "nobody")[0] == 3


READ = [
    (b"\x89PNG\r\n\x1a\n" + bytes(200), 3),
    (bytes(range(256)) * 40, 3),
    ("Сотталғандар туралы айтылды.".encode("utf-16"), 0),
    (b"", 3),
]


@pytest.mark.parametrize(("data", "code"), READ)
def test_reading_says_what_it_cannot_read(tmp_path: Path, data: bytes, code: int) -> None:
    path = tmp_path / "file"
    path.write_bytes(data)
    found, _, err = run("read", path)
    assert "Traceback" not in err
    assert found == code if data else found in (0, 3)


def test_a_line_of_two_hundred_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    with path.open("wb") as file:
        for _ in range(200):
            file.write(b"a" * 1_000_000)
    code, _, err = run("read", path)
    assert code == 3 and "larger" in err


def test_sealed_files_verify_and_a_changed_byte_is_named(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "paper.txt"
    file.write_text("a paper", encoding="utf-8")
    code, out, err = run("preserve", file, "--home", home, "--json")
    assert code == 0, err
    digest = json.loads(out)["sha256"]
    assert run("verify", home)[0] == 0
    blob = next(path for path in (home / "objects").rglob("*") if path.is_file())
    assert blob.read_bytes() == b"a paper" and digest.endswith(blob.name[-10:])
    blob.chmod(0o644)
    blob.write_bytes(b"a pager")
    code, out, _ = run("verify", home, "--json")
    broken = json.loads(out)["broken"]
    assert code == 1
    assert broken[0]["file"] == blob.relative_to(home).as_posix()


def test_a_truncated_log_is_named(tmp_path: Path) -> None:
    home, file = tmp_path / "home", tmp_path / "paper.txt"
    for words in ("one", "two"):
        file.write_text(words, encoding="utf-8")
        assert run("preserve", file, "--home", home)[0] == 0
    log = home / "log.jsonl"
    log.write_bytes(log.read_bytes().splitlines(keepends=True)[0])
    code, out, _ = run("verify", home, "--json")
    assert code == 1 and json.loads(out)["broken"][0]["file"] in ("log.jsonl", "head.json")


def test_help_and_errors_speak_three_languages() -> None:
    texts = {language: run("nonsense", "--lang", language)[2] for language in LANGUAGES}
    assert len(set(texts.values())) == 3
    assert "не дело" in run("ladder", ROOT, "--lang", "ru")[2]
    assert "іс емес" in run("ladder", ROOT, "--lang", "kk")[2]


def test_a_binding_names_only_what_a_small_edit_touches(tmp_path: Path) -> None:
    case = Path(shutil.copytree(TASQORA, tmp_path / "detached"))
    text = case / "sources" / "talk" / "text.txt"
    words = text.read_text(encoding="utf-8")
    text.unlink()
    spoil(case, "sources/talk/source.yaml", ', shipped: "true"', "")
    (tmp_path / "file.txt").write_text(words, encoding="utf-8")
    assert run("bind", case, tmp_path / "file.txt", "--into", tmp_path / "bound")[0] == 0
    edited = words.replace("certificate says", "certificate X says")
    (tmp_path / "edited.txt").write_text(edited, encoding="utf-8")
    code, out, _ = run("bind", tmp_path / "bound", tmp_path / "edited.txt", "--json")
    found = json.loads(out)
    assert code == 1
    assert [one["value"] for one in found["unbound"]] == ["talk L4"]
    for row in found["bound"].values():
        assert edited[row["start"] : row["end"]] in words


def test_binding_writes_nothing_into_the_case(tmp_path: Path, case: Path) -> None:
    before = digest_of(case)
    text = case / "sources" / "talk" / "text.txt"
    assert run("bind", case, text, "--source", "talk")[0] == 0
    assert run("bind", case, text, "--source", "talk", "--into", case)[0] == 2
    assert digest_of(case) == before
