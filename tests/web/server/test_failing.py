"""Disks and databases that fail: read-only, full, away. Each is a sentence that somebody can act on."""

from __future__ import annotations

import errno
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from django.db import OperationalError, ProgrammingError

from aigaq.errors import DatabaseAway, DiskFull, DiskReadOnly, SettingWrong
from aigaq.web import database as described
from aigaq.web.home import DATABASE
from aigaq.web.server.failures import failures_named


@pytest.fixture
def evidence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A database on a disk that can only be read."""
    with closing(sqlite3.connect(tmp_path / DATABASE)) as file, file:
        file.execute("CREATE TABLE kept (words TEXT)")
    monkeypatch.setattr(described, "is_read_only", lambda folder: True)
    return tmp_path


def test_a_copy_on_a_disk_that_can_only_be_read_is_read_and_not_written(evidence: Path) -> None:
    told_of = described.database(evidence, None)
    with closing(sqlite3.connect(told_of["NAME"], uri=told_of["OPTIONS"]["uri"])) as file:
        assert file.execute("SELECT count(*) FROM kept").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError):
            file.execute("INSERT INTO kept VALUES ('x')")


def test_a_copy_whose_last_changes_lie_beside_it_is_refused(evidence: Path) -> None:
    (evidence / f"{DATABASE}-wal").write_bytes(b"changes")
    with pytest.raises(DiskReadOnly):
        described.database(evidence, None)


def test_what_postgresql_is_asked_for_is_passed_on_whole(tmp_path: Path) -> None:
    asked = "postgresql://u:p%40@h:5433/n?sslmode=verify-full&sslrootcert=%2Fetc%2Fca.pem"
    found = described.database(tmp_path, asked)
    assert found["OPTIONS"] == {"sslmode": "verify-full", "sslrootcert": "/etc/ca.pem"}
    assert (found["PASSWORD"], found["PORT"]) == ("p@", "5433")


@pytest.mark.parametrize(
    "query", ["sslmod=x", "sslmode=", "sslmode", "sslmode=a&sslmode=b", "password=x", "options=-c"]
)
def test_what_is_not_passed_on_is_not_taken(tmp_path: Path, query: str) -> None:
    with pytest.raises(SettingWrong) as refused:
        described.database(tmp_path, f"postgresql://u:secretword@h/n?{query}")
    assert "secretword" not in str(refused.value)


@pytest.mark.parametrize(
    ("failure", "refusal"),
    [
        (OperationalError("database or disk is full"), DiskFull),
        (OperationalError("attempt to write a readonly database"), DiskReadOnly),
        (
            OperationalError('connection to server at "127.0.0.1", port 1 failed: Connection refused'),
            DatabaseAway,
        ),
        (OperationalError("unable to open database file"), DatabaseAway),
        (OSError(errno.ENOSPC, "No space left on device"), DiskFull),
        (OSError(errno.EROFS, "Read-only file system"), DiskReadOnly),
    ],
    ids=str,
)
def test_a_failure_of_the_machine_is_said_as_one(failure: Exception, refusal: type[Exception]) -> None:
    with pytest.raises(refusal), failures_named():
        raise failure


@pytest.mark.parametrize(
    "failure",
    [OperationalError("no such table: web_caserow"), ProgrammingError("syntax"), OSError(errno.EIO, "x")],
    ids=str,
)
def test_a_fault_of_ours_stays_one(failure: Exception) -> None:
    with pytest.raises(type(failure)) as raised, failures_named():
        raise failure
    assert raised.value is failure
