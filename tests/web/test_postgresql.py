"""The same tests of the shell on PostgreSQL. Invariant: no test knows on which of the two it runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from tests.web.cluster import cluster, programs

HERE = Path(__file__)


@pytest.mark.long
def test_all_of_it_holds_on_postgresql_too() -> None:
    if "AIGAQ_DATABASE_URL" in os.environ:
        return  # this is that run
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server here: make system installs it")
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/web"]
    # Killed writers and copies of a file have a home, and an SQLite, of their own whatever the rest runs on.
    words += [f"--ignore=tests/web/{name}.py" for name in ("store/test_durable", "server/test_killed")]
    # What kind of body or address it is never reaches a database, and trying all of them takes minutes.
    words += ["-k", "not of_another_kind and not within_an_address"]
    with cluster(found) as address:
        done = subprocess.run(
            words,
            cwd=HERE.parents[2],
            env={**os.environ, "AIGAQ_DATABASE_URL": address},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stdout[-6000:]


def test_it_runs_on_the_database_that_was_asked_for() -> None:
    assert connection.vendor == ("postgresql" if "AIGAQ_DATABASE_URL" in os.environ else "sqlite")
