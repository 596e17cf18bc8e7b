"""What all tests share: under `--no-skips` a test that skips without leave has failed.

Invariant: in the project's own CI nothing goes unchecked silently; each reason to skip there is named here.
"""

from __future__ import annotations

import os
from collections.abc import Generator
from pathlib import Path

import pytest
from hypothesis import settings

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
