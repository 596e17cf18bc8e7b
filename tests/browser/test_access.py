"""Who cannot see, or sees differently, can use every page. Invariant: axe-core finds nothing serious or critical."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page
from tests.browser.places import PAGES
from tests.browser.visiting import Visit

GRAVE = ("serious", "critical")


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core, put into pages by the browser, never by a page."""
    found = find_spec("axe_playwright_python")
    assert found is not None and found.origin is not None
    return Path(found.origin).with_name("axe.min.js").read_text(encoding="utf-8")


def grave(page: Page, axe: str) -> list[tuple[str, Any]]:
    """What axe-core finds, and in which elements."""
    page.evaluate(axe)
    found = page.evaluate("axe.run({resultTypes: ['violations']})")
    assert found["passes"], "axe-core did not look"
    return [
        (one["id"], [node["target"] for node in one["nodes"]])
        for one in found["violations"]
        if one["impact"] in GRAVE
    ]


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_no_grave_barrier(lead: Visit, axe: str, name: str) -> None:
    lead.page.goto(PAGES[name])
    assert grave(lead.page, axe) == []


@pytest.mark.parametrize("name", ["case", "reader", "subject"])
def test_in_the_dark_too(lead: Visit, axe: str, name: str) -> None:
    lead.page.emulate_media(color_scheme="dark")
    try:
        lead.page.goto(PAGES[name])
        assert grave(lead.page, axe) == []
    finally:
        lead.page.emulate_media(color_scheme="light")


def test_axe_finds_a_picture_without_words(lead: Visit, axe: str) -> None:
    lead.page.set_content('<html lang="en"><title>x</title><main><h1>x</h1><img src="x.png"></main>')
    assert [name for name, _ in grave(lead.page, axe)] == ["image-alt"]
