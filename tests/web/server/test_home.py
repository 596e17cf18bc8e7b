"""The folder of a casebook: only who says so makes one, and an empty mount point is never taken for a new one."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from tests.main_path.asking import run
from tests.web.cast import TASQORA
from tests.web.programs import command

from aigaq.errors import DiskFull, DiskReadOnly, HomeMixed, HomeNotSaid, NoCasebook
from aigaq.records.vocab.messages import LANGUAGES, sentence
from aigaq.web.home import DATABASE, ID_FILE

EVERY = (
    ("serve", "--port", "0"),
    ("user", "add", "aigerim"),
    ("verify", "--deep"),
    ("backup", "x.tar"),
    ("import", TASQORA),
    ("export", "tasqora", "out"),
    ("ladder", "tasqora"),
    ("rebuild",),
    ("intake", "list", "tasqora", "--as", "a"),
    ("preserve", TASQORA / "case.yaml"),
)
"""Commands that need a casebook."""


@pytest.mark.parametrize("words", EVERY, ids=lambda words: str(words[0]))
def test_without_a_casebook_each_command_says_so_and_makes_none(
    own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.chdir(tmp_path)
    for there in (False, True):
        if there:
            own_home.mkdir()
        code, _, said = run(*words)
        assert code == 3 and said.startswith(f"No casebook in {own_home}. If there was one"), said
        assert said.strip().endswith("aigaq init")
        assert not own_home.exists() or list(own_home.iterdir()) == []


@pytest.mark.parametrize("words", EVERY[:4], ids=lambda words: str(words[0]))
def test_without_the_setting_each_command_says_what_it_is(
    monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    monkeypatch.delenv("AIGAQ_HOME")
    code, _, said = run(*words)
    assert code == 2 and "export AIGAQ_HOME=/srv/casebook" in said
    assert all("AIGAQ_HOME" in sentence(HomeNotSaid(), language) for language in LANGUAGES)


def test_a_folder_and_a_database_of_two_casebooks_are_not_taken_for_one(
    own_home: Path, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    assert command("init", home=own_home).returncode == command("init", home=other).returncode == 0
    name = (own_home / ID_FILE).read_text()
    assert name != (other / ID_FILE).read_text()
    shutil.copy(other / ID_FILE, own_home / ID_FILE)
    for words in (("verify", "--deep"), ("init",)):
        done = command(*words, home=own_home)
        assert done.returncode == 3 and "belong to different casebooks" in done.stderr
    (own_home / ID_FILE).unlink()
    assert command("verify", "--deep", home=own_home).returncode == 3
    assert command("init", home=own_home).returncode == 0, "who says so gives the folder its name back"
    assert (own_home / ID_FILE).read_text() == name
    assert command("verify", "--deep", home=own_home).returncode == 0


def test_a_casebook_from_before_names_were_given_gets_one(own_home: Path) -> None:
    assert command("init", home=own_home).returncode == 0
    (own_home / ID_FILE).unlink()
    with closing(sqlite3.connect(own_home / DATABASE)) as file, file:
        file.execute("DELETE FROM web_eventrow WHERE action = 'casebook.made'")
    assert command("verify", "--deep", home=own_home).returncode == 0
    assert (own_home / ID_FILE).is_file()


def test_a_casebook_without_a_case_says_so(own_home: Path, tmp_path: Path) -> None:
    assert command("init", home=own_home).returncode == 0
    assert "There is no case in this casebook" in command("verify", "--deep", home=own_home).stdout
    done = command("backup", tmp_path / "x.tar", home=own_home)
    assert done.returncode == 0 and "There is no case in this casebook" in done.stdout
    assert json.loads(command("backup", tmp_path / "y.tar", "--json", home=own_home).stdout)["cases"] == 0


def test_a_casebook_of_a_newer_program_is_left_alone(own_home: Path) -> None:
    assert command("init", home=own_home).returncode == 0
    with closing(sqlite3.connect(own_home / DATABASE)) as file, file:
        file.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_f', '2031-01-01')"
        )
    done = command("user", "add", "bolat", home=own_home)
    assert done.returncode == 3 and "A newer version of Aigaq" in done.stderr


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("postgresql://a:secretword@127.0.0.1:1/none", "database does not answer"),
        ("postgresql://a:secretword@127.0.0.1/x?sslmod=verify-full", "AIGAQ_DATABASE_URL"),
        ("mysql://a:secretword@127.0.0.1/x", "AIGAQ_DATABASE_URL"),
        ("postgresql://a:secretword@127.0.0.1:port/x", "AIGAQ_DATABASE_URL"),
    ],
)
def test_a_database_that_is_not_there_is_a_sentence_without_its_password(
    own_home: Path, monkeypatch: pytest.MonkeyPatch, address: str, said: str
) -> None:
    from tests.web import programs  # noqa: PLC0415 - its environment leaves the setting out on purpose

    plain = programs.environment
    monkeypatch.setattr(programs, "environment", lambda home: {**plain(home), "AIGAQ_DATABASE_URL": address})
    done = command("init", home=own_home)
    assert done.returncode == 3 and said in done.stderr, done.stderr
    assert "secretword" not in done.stderr


@pytest.mark.parametrize(
    "error", [NoCasebook(folder="/x"), HomeMixed(folder="/x"), DiskFull(), DiskReadOnly()]
)
def test_each_refusal_is_said_in_three_languages(error: Exception) -> None:
    told = {sentence(error, language) for language in LANGUAGES}  # type: ignore[arg-type]  # all are ours
    assert len(told) == 3
