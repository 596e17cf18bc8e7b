"""A throw-away casebook for the tests of the shell, and the cast that meets every page.

Invariant: a test leaves the database as it found it; nothing outside `tests/web` sees this home.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

HOME = Path(tempfile.mkdtemp(prefix="aigaq-tests-"))
# Django has to know its settings before a test module names a row; the rest of the tests must not see this home.
with pytest.MonkeyPatch.context() as patch:
    patch.setenv("AIGAQ_HOME", str(HOME))
    patch.setenv("DJANGO_SETTINGS_MODULE", "aigaq.web.settings")
    # By this name the test client calls.
    patch.setenv("AIGAQ_HOSTS", "testserver")
    django.setup()

from django.db import connection, transaction  # noqa: E402 - only now are there settings
from tests.web.cast import Cast, assembled  # noqa: E402
from tests.web.published import published  # noqa: E402
from tests.web.translating import unit_with  # noqa: E402

from aigaq.web.home import CUSTODY  # noqa: E402

# Homes of programs that a test starts. They are on SQLite whatever the rest runs on.
OWN_HOMES = frozenset({"own_home", "shared_homes"})


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On PostgreSQL, leave out the tests that would ask SQLite again or ask no database."""
    if "AIGAQ_DATABASE_URL" not in os.environ:
        return
    twice = [item for item in items if _asks_sqlite_alone(item)]
    config.hook.pytest_deselected(items=twice)
    items[:] = [item for item in items if item not in twice]


def _asks_sqlite_alone(item: pytest.Item) -> bool:
    fixtures = item.fixturenames if isinstance(item, pytest.Function) else ()
    return item.get_closest_marker("one_database") is not None or not OWN_HOMES.isdisjoint(fixtures)


@pytest.fixture(scope="session")
def tables() -> Iterator[None]:
    """The tables, made once."""
    from aigaq.web.server.starting import start  # noqa: PLC0415 - as above

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AIGAQ_HOME", str(HOME))
        start(new=True)
    yield
    connection.close()


@pytest.fixture(autouse=True)
def casebook(tables: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The home; what a test writes is taken back."""
    monkeypatch.setenv("AIGAQ_HOME", str(HOME))
    with transaction.atomic():
        yield HOME
        transaction.set_rollback(True)
    # Each of the two logs knows the other: sealed files of rows that were taken back would be named by a later check.
    for folder in (CUSTODY, "public"):
        shutil.rmtree(HOME / folder, ignore_errors=True)


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own, for programs that a test starts; on SQLite whatever the rest runs on."""
    monkeypatch.setenv("AIGAQ_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("AIGAQ_DATABASE_URL", raising=False)
    return tmp_path / "home"


@pytest.fixture(scope="module")
def shared_homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for homes that the tests of a module share; on SQLite, as programs begin them."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture
def cast() -> Cast:
    """Aigerim leads the case of Tasqora, Bolat codes in one compartment, Dina is outside; nobody is signed in."""
    return assembled()


def pytest_unconfigure() -> None:
    """Take the home away."""
    for folder, _, names in os.walk(HOME, topdown=False):
        for name in names:
            (Path(folder) / name).unlink()
        Path(folder).rmdir()


@pytest.fixture
def unit(cast: Cast) -> str:
    """A paragraph of the case, published, that names nobody: for whoever translates it."""
    published(cast.row)
    return unit_with(cast, "no")
