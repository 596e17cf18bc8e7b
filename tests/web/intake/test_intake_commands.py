"""What was sent, by command: a key made, the sealed files fetched, and opened far from the casebook."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from django.test import Client
from tests.main_path.asking import ask, run
from tests.web import sent
from tests.web.cast import SAMPLES, Cast
from tests.web.sent import post, published

from aigaq.web.intake import views
from aigaq.web.throttle import Throttle

PHOTO = b"\xff\xd8" + bytes(range(256)) * 700


@pytest.fixture(autouse=True)
def nothing_lies() -> Iterator[None]:
    views.SENT = Throttle()
    yield
    shutil.rmtree(sent.intake_folder(), ignore_errors=True)


@pytest.fixture
def fetched(cast: Cast, tmp_path: Path) -> Path:
    """Two things sent, and fetched by their lead; the key lies beside them."""
    key = ask("intake", "key", tmp_path / "team.key")["public_key"]
    published(cast.row, key="")
    assert run("intake", "set", "tasqora", key, "--as", "aigerim")[0] == 0
    post(Client(), files=[("угол.jpg", PHOTO), ("b.mp4", b"second")])
    post(Client())
    assert run("intake", "fetch", "tasqora", tmp_path / "sealed", "--as", "aigerim")[0] == 0
    return tmp_path


def by_size(folder: Path) -> list[Path]:
    return sorted(folder.iterdir(), key=lambda one: len(list(one.iterdir())))


def test_what_is_opened_far_away_is_what_was_sent(fetched: Path) -> None:
    key = fetched / "team.key"
    told = ask("intake", "open", fetched / "sealed", fetched / "opened", "--key", key)
    assert sorted(len(one["opened"]) for one in told) == [0, 2]
    files = by_size(fetched / "opened")[1]
    assert (files / "0001.original").read_bytes() == PHOTO
    letter = json.loads((files / "letter.json").read_text(encoding="utf-8"))
    assert letter["files"][0]["name"] == "угол.jpg"
    assert letter["files"][0]["sha256"] == sha256(PHOTO).hexdigest()
    assert "QUARANTINE" in (files / "READ-FIRST.txt").read_text(encoding="utf-8")
    assert (files / "0001.original").stat().st_mode & 0o177 == 0


def test_what_was_opened_can_be_sealed_into_custody(fetched: Path) -> None:
    ask("intake", "open", fetched / "sealed", fetched / "opened", "--key", fetched / "team.key")
    file = by_size(fetched / "opened")[1] / "0001.original"
    assert ask("preserve", file, "--home", fetched / "custody")["sha256"] == sha256(PHOTO).hexdigest()


def test_of_a_photograph_a_working_copy_is_made_that_tells_no_place(cast: Cast, tmp_path: Path) -> None:
    photo = next((SAMPLES / "aqsai" / "sources").glob("photo*/*.jpg")).read_bytes()
    assert b"Exif" in photo
    key = ask("intake", "key", tmp_path / "team.key")["public_key"]
    published(cast.row, key="")
    assert run("intake", "set", "tasqora", key, "--as", "aigerim")[0] == 0
    post(Client(), files=[("a.jpg", photo), ("b.pdf", b"%PDF-1.4 no paper")])
    assert run("intake", "fetch", "tasqora", tmp_path / "sealed", "--as", "aigerim")[0] == 0
    (told,) = ask("intake", "open", tmp_path / "sealed", tmp_path / "opened", "--key", tmp_path / "team.key")
    assert (told["working"], len(told["without_copy"]), told["problems"]) == (["0001.working.jpg"], 1, [])
    (copy,) = (tmp_path / "opened").rglob("*.working.jpg")
    assert copy.with_name("0001.original").read_bytes() == photo
    assert [mark for mark in (b"Exif", b"GPS", b"http://ns.adobe") if mark in copy.read_bytes()] == []


def test_a_key_is_for_its_owner_alone_and_never_written_over(fetched: Path) -> None:
    key = fetched / "team.key"
    before = key.read_bytes()
    assert key.stat().st_mode & 0o077 == 0
    assert run("intake", "key", key)[0] == 3
    assert run("intake", "key", fetched / "nowhere" / "key")[0] == 3
    assert key.read_bytes() == before


@pytest.mark.parametrize("harm", ["cut", "changed", "gone", "no age"])
def test_one_that_is_damaged_is_named_and_the_rest_is_kept(fetched: Path, harm: str) -> None:
    upload = by_size(fetched / "sealed")[1]
    victim = upload / "0001.age"
    data = victim.read_bytes()
    victim.unlink()
    left = {"cut": data[:-30], "changed": data[:500] + b"!" + data[501:], "no age": b"hello"}
    if harm in left:
        victim.write_bytes(left[harm])
    code, _, said = run("intake", "open", upload, fetched / "opened", "--key", fetched / "team.key")
    assert code == 1 and "0001.age" in said and said.count("\n") == 1
    names = {one.name for one in (fetched / "opened" / upload.name).iterdir()}
    assert names == {"0002.original", "letter.json", "READ-FIRST.txt"}


def test_without_its_letter_the_files_are_opened_but_not_vouched_for(fetched: Path) -> None:
    upload = by_size(fetched / "sealed")[1]
    (upload / "letter.age").write_bytes(b"")
    code, _, said = run(
        "intake", "open", fetched / "sealed", fetched / "opened", "--key", fetched / "team.key"
    )
    assert code == 1 and "letter.age" in said
    assert (fetched / "opened" / upload.name / "0001.original").read_bytes() == PHOTO


def test_another_key_opens_nothing(fetched: Path) -> None:
    ask("intake", "key", fetched / "other.key")
    words = ("intake", "open", fetched / "sealed", fetched / "opened", "--key")
    assert run(*words, fetched / "other.key")[0] == 3
    assert run(*words, fetched / "none.key")[0] == 3
    assert [one for one in (fetched / "opened").rglob("*") if one.is_file()] == []


def test_what_is_there_is_not_opened_over(fetched: Path) -> None:
    words = ("intake", "open", fetched / "sealed", fetched / "opened", "--key", fetched / "team.key")
    assert run(*words)[0] == 0
    assert run(*words)[0] == 1


def test_only_the_lead_lists_and_fetches(fetched: Path, cast: Cast) -> None:
    listed = ask("intake", "list", "tasqora", "--as", "aigerim")
    assert [one["state"] for one in listed] == ["fetched", "fetched"]
    assert "about 1 MB" in run("intake", "list", "tasqora", "--as", "aigerim")[1]
    for who in ("bolat", "dina", "ghost"):
        assert run("intake", "list", "tasqora", "--as", who)[0] == 3
        assert run("intake", "fetch", "tasqora", fetched / who, "--as", who)[0] == 3
    assert run("intake", "fetch", "tasqora", fetched / "sealed", "--as", "aigerim")[1].startswith("0 fetched")


@pytest.mark.parametrize(
    "words",
    [("list", "tasqora"), ("key", "a", "b"), ("open", "a", "b"), ("burn", "a"), ("set", "tasqora", "age1")],
)
def test_a_step_called_wrongly_says_how(words: tuple[str, ...]) -> None:
    assert run("intake", *words)[0] == 2
