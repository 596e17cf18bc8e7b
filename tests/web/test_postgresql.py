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
    # `tests/web/conftest.py` leaves out whatever asks SQLite alone.
    words = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/web"]
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
