"""Every page at three widths in three languages: everything fits. Invariant: it is measured in the browser."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from tests.browser.casebook import addresses
from tests.browser.places import NO_PAGES, PAGES
from tests.browser.visiting import LANGUAGES, Visit

MEASURE = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8").split("\n", 1)[1]
WIDTHS = (360, 768, 1440)
PAPER = 720


def test_no_address_of_the_router_is_forgotten() -> None:
    assert set(addresses()) - NO_PAGES - PAGES.keys() == set()
    assert set(addresses()) > NO_PAGES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_nothing_is_wider_than_the_page_or_cut_off_or_overlapping(
    lead: Visit, name: str, language: str
) -> None:
    lead.speak(language)
    lead.page.goto(PAGES[name])
    assert lead.page.locator("html").get_attribute("lang") == language
    for width in WIDTHS:
        lead.page.set_viewport_size({"width": width, "height": 900})
        assert lead.page.evaluate(MEASURE) == [], width
    assert lead.hosts == {urlsplit(lead.page.url).netloc}


@pytest.mark.parametrize("name", ["case", "reader", "statement", "counts", "contradictions"])
def test_on_paper_there_is_the_text_and_no_navigation(lead: Visit, name: str) -> None:
    lead.speak("en")
    lead.page.goto(PAGES[name])
    lead.page.set_viewport_size({"width": PAPER, "height": 1000})
    lead.page.emulate_media(media="print")
    try:
        assert lead.page.locator("nav:visible, header:visible, form:visible, button:visible").count() == 0
        assert lead.page.locator("h1").is_visible()
        assert lead.page.evaluate(MEASURE) == []
    finally:
        lead.page.emulate_media(media="screen")


def test_the_measuring_finds_what_does_not_fit(browser: Browser) -> None:
    # A page of its own: ours allow no style within a page.
    page = browser.new_page(viewport={"width": 360, "height": 900})
    page.set_content(
        '<p style="width:500px">too wide</p><p style="width:1em;overflow:hidden;white-space:nowrap">cut off</p>'
        '<p style="margin-bottom:-2.5em">one</p><p>two</p>'
    )
    found = " ".join(page.evaluate(MEASURE))
    assert "out of the page" in found and "cut off:" in found and "over each other" in found
