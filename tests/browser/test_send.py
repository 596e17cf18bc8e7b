"""Somebody on a phone sends a film to a team and comes back with the receipt, without script, by the keyboard alone.

Invariant: nobody signs in for it, and no other host is asked.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.casebook import Casebook
from tests.browser.test_access import axe, grave
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.visiting import LANGUAGES, visit
from tests.web.programs import COMMAND, environment, line_of, running
from tests.web.slowly import ADDRESS, PUBLIC

PAGES = ("send", "receipt")
__all__ = ["axe"]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, chromium: str) -> Iterator[Casebook]:
    """A server whose dossier takes things in."""
    home = tmp_path_factory.mktemp("sending") / "home"
    made = subprocess.run(
        [sys.executable, "-m", "tests.web.senthouse", PUBLIC],
        env=environment(home),
        check=True,
        timeout=120,
        capture_output=True,
        text=True,
    )
    with running(*COMMAND, "serve", "--port", "0", home=home) as program:
        said = re.search(r"http://localhost:\d+", line_of(program.stdout))
        assert said is not None
        yield Casebook(said[0], {"aigerim": made.stdout.strip()})


@contextmanager
def phone(browser: Browser, house: Casebook, *, script: bool) -> Iterator[Page]:
    """A page on a phone; with `script` it is ours, which measures, and no page of theirs has any."""
    context = browser.new_context(
        base_url=house.address,
        viewport={"width": 360, "height": 740},
        java_script_enabled=script,
        bypass_csp=script,
    )
    yield context.new_page()
    context.close()


def tab_to(page: Page, selector: str) -> None:
    """With the tab key alone, as far as it takes."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{selector}:focus").count():
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def sent(page: Page, film: Path) -> str:
    """The form filled and sent by the keyboard; the receipt."""
    page.goto(f"/d/{ADDRESS}/ru/send/?about=marat")
    tab_to(page, "input[name=use]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "input[name=safe]")
    page.keyboard.press("Space")
    tab_to(page, "#message")
    page.keyboard.insert_text("Я стоял на углу.")
    tab_to(page, "#files")
    # The window to choose a file in is the system's own.
    page.set_input_files("#files", film)
    tab_to(page, "form.send .btn")
    page.keyboard.press("Enter")
    expect(page.locator(".code")).to_be_visible()
    return page.locator(".code").inner_text()


def test_a_film_is_sent_and_asked_after_without_script_by_keyboard(
    browser: Browser, house: Casebook, tmp_path: Path
) -> None:
    (tmp_path / "film.mp4").write_bytes(bytes(range(256)) * 4000)
    with phone(browser, house, script=False) as page:
        code = sent(page, tmp_path / "film.mp4")
        assert re.fullmatch(r"(\d{5}\s+){7}\d{5}", code)
        page.goto(f"/d/{ADDRESS}/ru/receipt/")
        tab_to(page, "#receipt")
        page.keyboard.insert_text(code)
        page.keyboard.press("Enter")
        expect(page.locator(".receipt .lead")).to_have_text(
            "Получено и запечатано. Команда ещё не открывала."
        )
    lead = visit(browser, house, "aigerim")
    lead.page.goto("/c/tasqora/intake/")
    expect(lead.page.locator("li[data-upload]").first).to_be_visible()
    with lead.page.expect_download() as fetched:
        lead.page.locator("li[data-upload] form .btn").first.click()
    assert fetched.value.suggested_filename.endswith(".zip")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_the_pages_fit_and_ask_nobody_else(
    browser: Browser, house: Casebook, name: str, language: str
) -> None:
    with phone(browser, house, script=True) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"/d/{ADDRESS}/{language}/{name}/?about=marat")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(MEASURE) == [], width
        assert [one for one in asked if not one.startswith(house.address)] == []


@pytest.mark.parametrize("name", PAGES)
def test_nothing_grave_stands_in_the_way(browser: Browser, house: Casebook, name: str, axe: str) -> None:
    with phone(browser, house, script=True) as page:
        page.goto(f"/d/{ADDRESS}/kk/{name}/")
        assert grave(page, axe) == []
