"""A database, or sealed files, put back from before are told by the other; damage is named, and the rest is checked.

Invariant: each test has a home of its own and checks it by the command, as an owner would.
"""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.web.cast import TASQORA
from tests.web.programs import command, environment

from aigaq.web.home import CUSTODY, DATABASE

ADDED = """
from datetime import UTC, datetime
from aigaq.web.server.starting import start
start()
from aigaq.web.sources.actions import add_source
from aigaq.web.models import Account, CaseRow
add_source(Account.objects.get(), CaseRow.objects.get(), key="later",
    what="a note", name="n", data=b"A lantern.", at=datetime.now(UTC))
"""


@pytest.fixture(scope="module")
def kept(shared_homes: Path) -> Path:
    """A casebook with a case, and a second source that came later; beside it how it stood before that."""
    folder = shared_homes
    home = folder / "home"
    assert command("init", "--user", "bolat", home=home).returncode == 0
    assert command("import", TASQORA, home=home).returncode == 0
    shutil.copytree(home, folder / "before")
    words, settings = [sys.executable, "-c", ADDED], environment(home)
    done = subprocess.run(words, env=settings, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def checked(home: Path) -> tuple[int, dict[str, Any]]:
    """The answer of the deep check."""
    done = command("verify", "--deep", "--json", home=home)
    assert done.returncode in (0, 1), done.stderr
    return done.returncode, json.loads(done.stdout)


def test_a_casebook_as_it_stands_is_of_one_time_and_a_file_sealed_by_itself_is_noted(
    kept: Path, tmp_path: Path
) -> None:
    home = shutil.copytree(kept / "home", tmp_path / "home")
    note = home / CUSTODY / "checkpoint.txt"
    assert "covers 4 of 4 rows" in command("verify", home / CUSTODY, "--checkpoint", note, home=home).stdout
    assert command("preserve", TASQORA / "case.yaml", home=home).returncode == 0
    code, answer = checked(home)
    assert (code, answer["differences"], answer["notes"]) == (
        0,
        [],
        {"earlier": 0, "unclaimed": 1, "pages": 0},
    )


def test_a_database_from_before_is_told_by_what_is_sealed(kept: Path, tmp_path: Path) -> None:
    home = shutil.copytree(kept / "before", tmp_path / "home")
    shutil.rmtree(home / CUSTODY)
    shutil.copytree(kept / "home" / CUSTODY, home / CUSTODY)
    code, answer = checked(home)
    assert code == 1
    assert [one["why"] for one in answer["differences"]] == ["older", "unclaimed"]


def test_sealed_files_from_before_are_told_by_the_database(kept: Path, tmp_path: Path) -> None:
    home = shutil.copytree(kept / "home", tmp_path / "home")
    shutil.rmtree(home / CUSTODY)
    shutil.copytree(kept / "before" / CUSTODY, home / CUSTODY)
    code, answer = checked(home)
    assert code == 1
    assert {one["why"] for one in answer["differences"]} == {"sealed-otherwise", "unsealed"}


@pytest.mark.parametrize("damage", ["begun otherwise", "cut short", "a page of zeros"])
def test_a_database_that_is_damaged_is_named(kept: Path, tmp_path: Path, damage: str) -> None:
    home = shutil.copytree(kept / "home", tmp_path / "home")
    with closing(sqlite3.connect(home / DATABASE)) as file:
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = (home / DATABASE).read_bytes()
    broken = {
        "begun otherwise": b"no database" + data[11:],
        "cut short": data[: len(data) // 2],
        "a page of zeros": data[: 40 * 4096] + bytes(4096) + data[41 * 4096 :],
    }
    (home / DATABASE).write_bytes(broken[damage])
    done = command("verify", "--deep", home=home)
    assert done.returncode in (1, 3), done.stderr
    assert "should not" not in done.stderr and done.stderr.strip()
