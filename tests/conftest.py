"""Shared by all tests: temporary files in memory, and `--no-skips`, under which a skip without leave fails.

Invariant: in the project's own CI nothing goes unchecked silently; each reason to skip there is named here.
"""

from __future__ import annotations

import atexit
import fcntl
import os
import re
import shutil
import tempfile
import time
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import settings

MEMORY = Path("/dev/shm")
RUN = "aigaq-tests-run-"
ENOUGH = 4 << 30
"""Bytes; a whole run leaves about 600 MB."""


def _keep_files_in_memory() -> None:
    """Put temporary files into memory where there is room for them; a TMPDIR that is set stays as it is.

    A casebook forces each thing that it keeps to the disk: some 15 times for a small case, of 5 to 13 ms each. That is
    asked of the disk all the same, and only the tests need not wait for it.
    """
    if "TMPDIR" in os.environ or not os.access(MEMORY, os.W_OK | os.X_OK):
        return
    # In a container it may be small, or a place from which no program runs.
    place = os.statvfs(MEMORY)
    free = re.search(r"MemAvailable: *(\d+) kB", Path("/proc/meminfo").read_text(encoding="ascii"))
    if place.f_flag & os.ST_NOEXEC or not free:
        return
    if min(place.f_bavail * place.f_frsize, int(free[1]) << 10) < ENOUGH:
        return
    _sweep()
    folder = tempfile.mkdtemp(prefix=RUN, dir=MEMORY)
    # Held until this process ends, however it ends.
    fcntl.flock(os.open(folder, os.O_RDONLY), fcntl.LOCK_EX)
    # PostgreSQL, which runs as another account, has to come through to its own folder.
    Path(folder).chmod(0o711)
    # For the workers, and for every program that a test starts.
    os.environ["TMPDIR"] = tempfile.tempdir = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)


def _sweep() -> None:
    """Take away what runs left that were killed: memory is dearer than disk."""
    for folder in MEMORY.glob(f"{RUN}*"):
        with suppress(OSError):
            # A folder of another run may be made and not yet be held.
            if time.time() - folder.stat().st_mtime < 60:
                continue
            handle = os.open(folder, os.O_RDONLY)
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                shutil.rmtree(folder)
            finally:
                os.close(handle)


# At once: folders are made while test modules are imported.
_keep_files_in_memory()

# A busy machine is no bug: examples have no deadline. In CI they are the same each time.
settings.register_profile("aigaq", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("aigaq")

# The beginnings of the reasons that may stand in CI. Short, or the flag means nothing. Inputs that are not ours to
# ship may be absent as a whole; where their folder is, none of them may.
_INPUTS = Path(os.environ.get("AIGAQ_SHARED") or Path(__file__).parents[2] / "shared") / "inputs"
ALLOWED_SKIPS: tuple[str, ...] = () if _INPUTS.is_dir() else ("not ours to ship",)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--no-skips", action="store_true", help="a skip fails, unless allowed here")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line(
        "markers", "long: minutes, so it begins first and the other worker has the rest meanwhile"
    )
    config.addinivalue_line(
        "markers", "one_database: what it asserts is settled before a database is asked, so SQLite is enough"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    # An expected failure (xfail) is reported as a skip too, and is none.
    if report.outcome == "skipped" and not hasattr(report, "wasxfail"):
        _refuse(report, item.config)
    return report


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.outcome == "skipped":
        _refuse(report, collector.config)
    return report


def _refuse(report: pytest.TestReport | pytest.CollectReport, config: pytest.Config) -> None:
    reason = str(report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr)
    allowed = any(reason.removeprefix("Skipped: ").startswith(start) for start in ALLOWED_SKIPS)
    if config.getoption("--no-skips") and not allowed:
        report.outcome = "failed"
        report.longrepr = f"Skipped without leave (ALLOWED_SKIPS in tests/conftest.py): {reason}"
