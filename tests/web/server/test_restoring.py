"""Backups and what comes of them: for the owner alone, without sessions and keys, whole or not at all."""

from __future__ import annotations

import io
import shutil
import sqlite3
import subprocess
import sys
import tarfile
from contextlib import closing
from pathlib import Path

import pytest
from tests.web.cast import TASQORA
from tests.web.programs import COMMAND, command, environment

from aigaq.web.home import DATABASE, SECRET


@pytest.fixture(scope="module")
def filled(shared_homes: Path) -> Path:
    """A casebook in a folder that others made, and left open; and its backup beside it."""
    folder = shared_homes
    home = folder / "home"
    home.mkdir(mode=0o755)
    home.chmod(0o755)
    # As a shell or a service starts it that shuts nothing.
    shell = f"umask 022; {sys.executable} -c '{COMMAND[1]}'"
    for words in ("init --user aigerim", f"import {TASQORA}"):
        subprocess.run(f"{shell} {words}", shell=True, check=True, env=environment(home))
    with closing(sqlite3.connect(home / DATABASE)) as file, file:
        file.execute("INSERT INTO django_session VALUES ('stolen-session-key', 'data', '2999-01-01')")
    subprocess.run(f"{shell} backup {folder / 'copy.tar'}", shell=True, check=True, env=environment(home))
    return folder


def open_to_others(folder: Path) -> list[str]:
    return [str(path) for path in [folder, *folder.rglob("*")] if path.lstat().st_mode & 0o077]


def test_a_casebook_is_shut_whoever_made_its_folder(filled: Path) -> None:
    assert open_to_others(filled / "home") == []
    assert (filled / "copy.tar").stat().st_mode & 0o077 == 0


def test_a_backup_unpacks_for_its_owner_and_lets_nobody_in(filled: Path, tmp_path: Path) -> None:
    with tarfile.open(filled / "copy.tar") as tar:
        entries = tar.getmembers()
    assert [one.name for one in entries if one.mode & 0o077 or one.uname or one.uid] == []
    assert SECRET not in {one.name for one in entries}
    assert b"stolen-session-key" not in (filled / "copy.tar").read_bytes()


def test_a_backup_is_restored_shut_and_checked(filled: Path, tmp_path: Path) -> None:
    target = tmp_path / "restored"
    done = command("restore", filled / "copy.tar", target, home=tmp_path / "elsewhere")
    assert done.returncode == 0, done.stderr
    assert f"AIGAQ_HOME={target}" in done.stdout and "Nothing differs" in done.stdout
    assert open_to_others(target) == []
    assert command("ladder", "tasqora", "--as", "aigerim", home=target).returncode == 0
    assert (target / SECRET).read_text() != (filled / "home" / SECRET).read_text()
    assert not (tmp_path / "elsewhere").exists()
    again = command("restore", filled / "copy.tar", target, home=target)
    assert again.returncode == 3 and "holds something" in again.stderr


def test_nobody_is_in_by_what_an_older_backup_held(filled: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "old.tar", "w") as tar:
        for name in (DATABASE, SECRET, "custody"):
            tar.add(filled / "home" / name, name)
    assert command("restore", tmp_path / "old.tar", tmp_path / "r", home=tmp_path).returncode == 0
    with closing(sqlite3.connect(tmp_path / "r" / DATABASE)) as file:
        assert file.execute("SELECT count(*) FROM django_session").fetchone() == (0,)
    assert (tmp_path / "r" / SECRET).read_text() != (filled / "home" / SECRET).read_text()


def packed(folder: Path, *entries: tarfile.TarInfo | Path) -> Path:
    """A tar with a database and further entries."""
    file = folder / "made.tar"
    with tarfile.open(file, "w") as tar:
        for entry in entries:
            if isinstance(entry, Path):
                tar.add(entry, entry.name)
            else:
                tar.addfile(entry, io.BytesIO(b"x" * entry.size))
    return file


def entry(name: str, kind: bytes = tarfile.REGTYPE, link: str = "") -> tarfile.TarInfo:
    told = tarfile.TarInfo(name)
    told.type, told.linkname = kind, link
    told.size = 1 if kind == tarfile.REGTYPE else 0
    return told


@pytest.mark.parametrize(
    "bad",
    [
        entry("../outside"),
        entry("custody/../../outside"),
        entry("/etc/outside"),
        entry("custody/link", tarfile.SYMTYPE, "/etc"),
        entry("custody/hard", tarfile.LNKTYPE, DATABASE),
        entry("custody/pipe", tarfile.FIFOTYPE),
        entry("something-else"),
    ],
    ids=lambda bad: bad.name,
)
def test_nothing_of_a_tar_lands_anywhere_else(filled: Path, tmp_path: Path, bad: tarfile.TarInfo) -> None:
    file = packed(tmp_path, filled / "home" / DATABASE, bad)
    done = command("restore", file, tmp_path / "r", home=tmp_path)
    assert done.returncode == 3 and "no whole backup" in done.stderr, done.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["made.tar"]


def test_what_is_no_backup_is_refused_and_leaves_nothing(filled: Path, tmp_path: Path) -> None:
    whole = (filled / "copy.tar").read_bytes()
    for name, data in (("cut", whole[: len(whole) // 3]), ("text", b"no tar at all"), ("empty", b"")):
        (tmp_path / name).write_bytes(data)
        done = command("restore", tmp_path / name, tmp_path / "r", home=tmp_path)
        assert done.returncode == 3 and "no whole backup" in done.stderr, (name, done.stderr)
    assert not (tmp_path / "r").exists() and not list(tmp_path.glob(".aigaq-*"))


def test_a_backup_of_a_newer_program_is_refused(filled: Path, tmp_path: Path) -> None:
    shutil.copy(filled / "home" / DATABASE, tmp_path / DATABASE)
    with closing(sqlite3.connect(tmp_path / DATABASE)) as file, file:
        file.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('web', '9999_f', '2031-01-01')"
        )
    done = command("restore", packed(tmp_path, tmp_path / DATABASE), tmp_path / "r", home=tmp_path)
    assert done.returncode == 3 and "newer version" in done.stderr
    assert not (tmp_path / "r").exists()


def test_the_doctor_names_a_folder_that_others_can_enter(tmp_path: Path) -> None:
    for mode, said in ((0o755, True), (0o700, False)):
        tmp_path.chmod(mode)
        assert ("chmod 700" in command("doctor", home=tmp_path).stdout) is said
