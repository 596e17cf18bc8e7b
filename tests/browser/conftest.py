"""A casebook really served, and a real browser. Invariant: without Chromium nothing here is taken for tested."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from tests.browser.casebook import Casebook, served
from tests.browser.visiting import FLAGS, Visit, visit


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("Chromium is not installed: `make system` installs it")
    return found


@pytest.fixture(scope="session")
def casebook(chromium: str) -> Iterator[Casebook]:
    """Both samples and the cast, served."""
    with served() as made:
        yield made


# For a module, not for the run: while Playwright lives, Django takes the thread for one that must not wait.
@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """One browser for all tests of a module."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def lead(browser: Browser, casebook: Casebook) -> Visit:
    """Aigerim, who leads the cases and sees every page."""
    return visit(browser, casebook, "aigerim")
