"""The public dossier opened from a folder, without script. Invariant: everything fits, and nobody else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from tests.browser.test_access import axe, grave
from tests.browser.test_layout import MEASURE, PAPER, WIDTHS
from tests.browser.visiting import LANGUAGES
from tests.dossier.sites import aqsai

PAGES = (
    "index.html",
    "people.html",
    "events.html",
    "questions.html",
    "sources.html",
    "method.html",
    "cite.html",
    "changes.html",
    "person/p03.html",
    "statement/c3-cause.html",
    "source/court.html",
    "contradictions.html",
)
__all__ = ["axe"]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("dossier")
    for path, data in aqsai().items():
        (made / path).parent.mkdir(parents=True, exist_ok=True)
        (made / path).write_bytes(data)
    return made


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page whose own script cannot run; ours measures it, as its policy is passed over for that."""
    context = browser.new_context(bypass_csp=True)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", PAGES)
def test_every_page_fits_at_three_widths(page: Page, folder: Path, path: str, language: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"file://{folder}/{language}/{path}")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MEASURE) == [], width
    assert [one for one in asked if not one.startswith(f"file://{folder}/")] == []


@pytest.mark.parametrize("path", ["index.html", "person/p03.html", "statement/c3-cause.html"])
def test_on_paper_there_is_the_text_the_digest_and_no_navigation(page: Page, folder: Path, path: str) -> None:
    page.goto(f"file://{folder}/en/{path}")
    page.set_viewport_size({"width": PAPER, "height": 1000})
    page.emulate_media(media="print")
    assert page.locator("nav:visible").count() == 0
    assert page.locator(".foot .digest").is_visible()
    assert page.locator("img.qr").is_visible()
    assert page.evaluate(MEASURE) == []


@pytest.mark.parametrize("path", PAGES)
def test_nothing_grave_stands_in_the_way_of_who_cannot_see(
    page: Page, folder: Path, path: str, axe: str
) -> None:
    page.goto(f"file://{folder}/kk/{path}")
    assert grave(page, axe) == []


def test_the_style_sheet_is_let_in_by_the_page_s_own_policy(browser: Browser, folder: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    plain, said = context.new_page(), list[str]()
    plain.on("console", lambda message: said.append(message.text))
    plain.goto(f"file://{folder}/ru/person/p03.html")
    assert plain.locator("main").bounding_box()["width"] < 1000  # type: ignore[index]
    assert said == []
    context.close()
