"""What was acknowledged is there after the worst: a kill in the midst of saving, a copy made while people write."""

from __future__ import annotations

import sqlite3
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from tests.web.cast import TASQORA
from tests.web.programs import command, line_of, running


def begun(home: Path) -> Path:
    """A home with the case of Tasqora, which Bolat leads."""
    assert command("init", "--user", "bolat", home=home).returncode == 0
    assert command("import", TASQORA, home=home).returncode == 0
    return home


@pytest.mark.parametrize("entries", [1, 7])
def test_a_kill_in_mid_saving_loses_nothing_acknowledged(own_home: Path, entries: int) -> None:
    begun(own_home)
    with running("-m", "tests.web.writer", home=own_home) as writer:
        said = [line_of(writer.stdout) for _ in range(entries)]
        writer.kill()
        said += writer.communicate()[0].split()
    kept, made = entries_in(own_home)
    assert set(said) <= kept
    assert kept == made, "an entry and its statements stand or fall together"
    assert command("check", "tasqora", "--as", "bolat", home=own_home).returncode in (0, 1)


def entries_in(home: Path) -> tuple[set[str], set[str]]:
    """What the writer wrote: its entries, and the entries of its statements; the file itself must be whole."""
    with closing(sqlite3.connect(home / "aigaq.sqlite3")) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        kept = {key for (key,) in file.execute("SELECT key FROM web_entryrow WHERE key GLOB 'w[0-9]*'")}
        made = {
            key for (key,) in file.execute("SELECT entry FROM web_statementrow WHERE entry GLOB 'w[0-9]*'")
        }
    return kept, made


def test_a_copy_made_while_somebody_writes_is_whole_and_opens(own_home: Path, tmp_path: Path) -> None:
    begun(own_home)
    with running("-m", "tests.web.writer", home=own_home) as writer:
        said = [line_of(writer.stdout) for _ in range(2)]
        done = command("backup", tmp_path / "copy.tar", home=own_home)
        assert done.returncode == 0, done.stderr
    with tarfile.open(tmp_path / "copy.tar") as tar:
        tar.extractall(tmp_path / "restored", filter="data")
    kept, made = entries_in(tmp_path / "restored")
    assert set(said) <= kept == made
    assert command("ladder", "tasqora", "--as", "bolat", home=tmp_path / "restored").returncode == 0


def test_a_copy_is_read_by_its_owner_alone_and_overwrites_nothing(own_home: Path, tmp_path: Path) -> None:
    begun(own_home)
    assert command("backup", tmp_path / "copy.tar", home=own_home).returncode == 0
    assert (tmp_path / "copy.tar").stat().st_mode & 0o077 == 0
    assert command("backup", tmp_path / "copy.tar", home=own_home).returncode == 3
