"""A bundle opens plain files inside its own folder alone, whatever a stranger put into it."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.smallcase import written

from aigaq.bundle import plainfiles
from aigaq.bundle.listfiles import read_lists
from aigaq.errors import AigaqError, FileUnreadable, LeadsOutside, NotAFile, TooLarge

SECRET = "the key of another house"


@pytest.fixture
def case(tmp_path: Path) -> Path:
    """A case beside a file that is none of its business."""
    (tmp_path / "secret.key").write_text(f"{SECRET}\n", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "safeguards.yaml").write_text("safeguards: {}\n", encoding="utf-8")
    (tmp_path / "elsewhere" / "source.yaml").write_text("source: {key: x, is: y}\n", encoding="utf-8")
    (tmp_path / "elsewhere" / "text.txt").write_text(f"{SECRET}\n", encoding="utf-8")
    return written(tmp_path / "case", "p: {killed: p}")


@pytest.mark.parametrize(
    "name",
    [
        "../../../secret.key",
        "/etc/hostname",
        "..",
        ".",
        "a/../../talk/text.txt",
        "sub/text.txt",
        "..\\\\text.txt",
        "source.yaml",
        "coding.yaml",
        "a\\u202etxt.exe",
        "x" * 300,
    ],
)
def test_a_file_is_named_and_never_a_path(case: Path, name: str) -> None:
    source = case / "sources/talk/source.yaml"
    source.write_text(
        f'source: {{key: talk, is: x, file: {{shipped: yes, name: "{name}"}}}}\n', encoding="utf-8"
    )
    code, out, errors = run("check", case)
    assert code == 1 and errors.startswith("sources/talk/source.yaml:1: ")
    assert SECRET not in out + errors


def _pipe(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)  # the path of a socket may have no more than a hundred letters
    try:
        with socket.socket(socket.AF_UNIX) as one:
            one.bind(path.name)
    finally:
        os.chdir(here)


def _link(to: str) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(to)


PLACES = [
    "case.yaml",
    "cast.yaml",
    "questions.yaml",
    "vocabulary.yaml",
    "decisions/a.yaml",
    "rules/deaths.yaml",
    "answers/a.yaml",
    "lists/a.csv",
    "private/safeguards.yaml",
    "sources/talk/source.yaml",
    "sources/talk/coding.yaml",
    "sources/talk/pins.json",
    "sources/talk/text.txt",
    "sources/talk/deep/er/photo.jpg",
    "README.md",
]
THINGS: dict[str, tuple[Callable[[Path], None], type[AigaqError]]] = {
    "a link": (_link("../secret.key"), LeadsOutside),
    "a link to itself": (_link("a"), LeadsOutside),
    "a link to a device": (_link("/dev/zero"), LeadsOutside),
    "a pipe": (_pipe, NotAFile),
    "a socket": (_socket, NotAFile),
}


@pytest.mark.parametrize("thing", THINGS)
@pytest.mark.parametrize("name", PLACES)
def test_what_is_no_plain_file_is_named_and_not_opened(case: Path, name: str, thing: str) -> None:
    make, why = THINGS[thing]
    path = case / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)
    with pytest.raises(why):
        plainfiles.read(case, name, limit=100)
    for command in ("check", "ladder"):
        code, out, errors = run(command, case)
        assert code in (1, 3) and f"{name}: " in errors, (out, errors)
        assert SECRET not in out + errors


@pytest.mark.parametrize("name", ["private", "sources", "sources/talk", "decisions", "sources/more", "lists"])
def test_a_folder_that_is_a_link_is_not_entered(case: Path, name: str) -> None:
    path = case / name
    if path.exists():
        path.rename(case.parent / "moved")
    path.symlink_to(case.parent / "elsewhere")
    code, out, errors = run("check", case)
    assert code == 1 and f"{name}: " in errors
    assert SECRET not in out + errors
    with pytest.raises(LeadsOutside):
        plainfiles.read(case, f"{name}/text.txt", limit=100)


def test_a_link_within_the_case_is_refused_as_well(case: Path) -> None:
    (case / "sources/talk/copy.txt").symlink_to("text.txt")
    assert [one.parameters["file"] for one in plainfiles.listing(case).refused] == ["sources/talk/copy.txt"]


def test_the_folder_itself_may_be_a_link_of_whoever_asks(case: Path) -> None:
    (case.parent / "mine").symlink_to(case)
    assert run("check", case.parent / "mine")[0] == 0


def test_a_hidden_folder_at_the_top_is_no_part_of_a_case(case: Path) -> None:
    (case / ".git").mkdir()
    (case / ".git" / "hook").symlink_to("/etc/hostname")
    assert run("check", case)[0] == 0
    assert not any(name.startswith(".git") for name in plainfiles.listing(case).files)


@pytest.mark.parametrize(
    ("name", "size"),
    [
        ("sources/talk/text.txt", 10_000_000_000),
        ("cast.yaml", 10_000_000_000),
        ("rules/deaths.yaml", 30_000_000),
    ],
)
def test_a_size_is_known_before_anything_is_read(case: Path, name: str, size: int) -> None:
    with (case / name).open("wb") as file:
        file.truncate(size)
    code, _, errors = run("check", case)
    assert code == 1 and f"{name}" in errors and "larger than may be read" in errors


def test_a_picture_above_its_limit_is_not_read(case: Path) -> None:
    with (case / "sources/talk/photo.jpg").open("wb") as file:
        file.truncate(30_000_000_000)
    (case / "sources/talk/source.yaml").write_text(
        f"source: {{key: talk, is: x, file: {{name: photo.jpg, sha256: {'0' * 64}}}, media: {{kind: picture}}}}\n"
    )
    code, _, errors = run("check", case)
    assert code == 1 and "sources/talk/photo.jpg" in errors and "larger" in errors


def test_twenty_megabytes_of_keys_are_refused_before_they_are_kept(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aigaq.records.yamltext.MAX_NODES", 1_000)
    (case / "cast.yaml").write_text("cast:\n" + "".join(f"  k{n}: v\n" for n in range(2_000)))
    code, _, errors = run("check", case)
    assert code == 1 and errors.startswith("cast.yaml:") and "limit 1000" in errors


def test_more_files_than_a_case_has_are_refused(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plainfiles, "FILES", 3)
    with pytest.raises(TooLarge):
        plainfiles.listing(case)
    assert run("check", case)[0] == 3


def test_folders_without_end_are_refused(case: Path) -> None:
    (case / "/".join(["a"] * 40)).mkdir(parents=True)
    assert run("check", case)[0] == 3


def test_a_list_that_leads_outside_is_not_read(case: Path) -> None:
    (case / "lists").mkdir()
    (case / "lists" / "a.csv").symlink_to(case.parent / "secret.key")
    assert read_lists(case) == {}
    assert [one.code for one in plainfiles.listing(case).refused] == ["leads-outside"]


def test_what_one_names_herself_may_be_a_link_but_no_pipe(case: Path) -> None:
    (case.parent / "named.txt").symlink_to(case / "sources/talk/text.txt")
    assert run("read", case.parent / "named.txt")[0] == 0
    os.mkfifo(case.parent / "pipe.txt")
    assert run("read", case.parent / "pipe.txt")[0] == 3
    with pytest.raises(FileUnreadable):
        plainfiles.read_named(case.parent / "absent", limit=10)


def test_a_copy_with_pins_takes_what_the_case_holds_and_no_more(case: Path, tmp_path: Path) -> None:
    (case / "private").mkdir()
    (case / "private" / "notes.txt").write_text(SECRET)
    (case / "sources/talk/photo.jpg").write_bytes(b"\xff\xd8\xff")
    into = tmp_path / "into"
    assert run("bind", case, case / "sources/talk/text.txt", "--source", "talk", "--into", into)[0] == 0
    assert (into / "sources/talk/photo.jpg").is_file() and not (into / "private").exists()
    assert run("check", into)[0] == 0
