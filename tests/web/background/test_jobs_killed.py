"""A worker killed in mid-job leaves a job that another finishes: real processes, both databases."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.cast import TASQORA
from tests.web.cluster import cluster, programs
from tests.web.programs import command, line_of, running

PROGRAM = ("-m", "tests.web.jobprogram")


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Iterator[dict[str, str]]:
    """The environment that names a database of the test's own."""
    if request.param == "sqlite":
        yield {}
        return
    found = programs()
    if found is None:
        pytest.skip("no PostgreSQL server here: make system installs it")
    with cluster(found) as address:
        yield {"AIGAQ_DATABASE_URL": address}


def said(*words: str, home: Path, database: dict[str, str]) -> str:
    with running(*PROGRAM, *words, home=home, **database) as program:
        return line_of(program.stdout)


def test_a_killed_workers_job_is_finished_by_another(own_home: Path, database: dict[str, str]) -> None:
    assert said("ask", home=own_home, database=database)
    with running(*PROGRAM, "work", "1.5", home=own_home, **database) as first:
        assert line_of(first.stdout) == "begun 1"
        # Longer than the lease: the heartbeat keeps what a worker at work holds.
        assert said("wait", "3", home=own_home, database=database) == "running 1 None"
        first.kill()
        first.wait()
    with running(*PROGRAM, "work", "1.5", home=own_home, **database) as second:
        assert line_of(second.stdout) == "begun 2"
        assert said("wait", "60", home=own_home, database=database) == "done 2 {'attempt': 2}"


def test_two_workers_at_once_do_a_job_once(own_home: Path, database: dict[str, str]) -> None:
    assert said("ask", home=own_home, database=database)
    with (
        running(*PROGRAM, "work", "30", home=own_home, **database) as one,
        running(*PROGRAM, "work", "30", home=own_home, **database) as other,
    ):
        assert said("wait", "4", home=own_home, database=database) == "running 1 None"
        one.kill()
        other.kill()
        told = one.communicate()[0].split("\n") + other.communicate()[0].split("\n")
        assert sorted(line for line in told if line) == ["begun 1"]


def test_one_command_runs_pages_and_jobs_and_stops_cleanly(own_home: Path) -> None:
    assert command("init", home=own_home).returncode == 0
    assert command("user", "add", "bolat", home=own_home).returncode == 0
    assert command("import", TASQORA, home=own_home).returncode == 0
    assert said("export", home=own_home, database={})
    serve = ("-c", "from aigaq.cli.main import entry; entry()", "serve", "--port", "0")
    with running(*serve, home=own_home) as server:
        assert line_of(server.stdout)
        assert said("wait", "60", home=own_home, database={}).startswith("done 1")
        server.terminate()
        assert server.wait(30) == 0
        assert server.communicate()[1] == ""
    assert [path.suffix for path in (own_home / "exports").iterdir()] == [".zip"]
    assert (own_home / "exports").stat().st_mode & 0o077 == 0
