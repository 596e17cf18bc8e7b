"""A reader writes by keyboard on a phone, the team lets it through, and it stands under what it answers.

Invariant: a reader needs no script, no account and no pointing.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_access import axe, grave
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.translated import Translated, translated
from tests.browser.visiting import LANGUAGES

__all__ = ["axe"]
SHOTS = os.environ.get("AIGAQ_TEST_SHOTS")
FIRST, ANSWER = "Мен сол күні өткелде тұрдым, бәрін көрдім.", "Сіз қай жағында тұрдыңыз?"


@pytest.fixture(scope="module")
def site(chromium: str) -> Iterator[Translated]:
    """What is published, served."""
    with translated() as made:
        yield made


@pytest.fixture
def reader(browser: Browser, site: Translated) -> Iterator[Page]:
    """A phone whose browser runs no script."""
    page = site.page_of(browser, java_script_enabled=False, viewport={"width": 360, "height": 740})
    yield page
    page.context.close()


def seen(page: Page, name: str) -> None:
    """A picture to be judged by a person, where somebody asks for it."""
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}.png", full_page=True)


def until(page: Page, where: str) -> None:
    """The tabulator until something has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.locator(f"{where}:focus").count():
            return
    raise AssertionError(f"{where} is not reached")


def write(page: Page, link: str, words: str, name: str) -> None:
    """From the comments to what is held, by keys alone."""
    until(page, link)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    until(page, "#text")
    page.keyboard.type(words)
    page.keyboard.press("Tab")
    page.keyboard.type(name)
    seen(page, "write-360-kk")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice[role=status]")).to_contain_text("топтың біреуі")


def test_a_comment_is_written_by_keys_moderated_and_answered(
    browser: Browser, site: Translated, reader: Page
) -> None:
    team = site.page_of(browser, "aigerim")
    address = f"{site.dossier}kk/comments/"
    reader.goto(address)
    assert reader.context.cookies() == []
    for link, words, name in (("a.btn", FIRST, "Г. С."), (".said .meta a", ANSWER, "")):
        write(reader, link, words, name)
        expect(reader.locator("main")).not_to_contain_text(words)
        team.goto("/c/aqsai/comments/")
        expect(team.locator("article[data-comment]")).to_contain_text(words)
        seen(team, f"queue-{len(words)}")
        with team.expect_navigation():
            team.click("article[data-comment] button[value=show]")
        reader.goto(address)
    expect(reader.locator(".said > .in0")).to_contain_text(FIRST)
    expect(reader.locator(".said > .in1")).to_contain_text(ANSWER)
    expect(reader.locator(".said > .in1 .meta").first).to_contain_text("мынаған жауап: Г. С.")
    team.context.close()


def test_the_pages_hold_at_each_width_and_in_each_language(
    browser: Browser, site: Translated, reader: Page, axe: str
) -> None:
    page = site.page_of(browser)
    for language in LANGUAGES:
        for path in ("comments/", "comments/new/", "comments/?about=c3-cause&sent=1"):
            page.goto(f"{site.dossier}{language}/{path}")
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                assert page.evaluate(MEASURE) == [], (language, path, width)
                seen(page, f"{path.replace('/', '-').partition('?')[0]}{language}-{width}-{'about' in path}")
            assert grave(page, axe) == [], (language, path)
    page.context.close()


def test_the_tool_of_a_statement_leads_to_its_own_comments(site: Translated, reader: Page) -> None:
    reader.goto(f"{site.dossier}en/statement/c3-cause.html")
    reader.get_by_role("link", name="Comment", exact=True).click()
    expect(reader).to_have_url(re.compile(r"/en/comments/\?about=c3-cause$"))
    expect(reader.locator("h1")).to_have_text("Comments")
    reader.locator(".sub a").click()
    expect(reader).to_have_url(re.compile(r"/en/statement/c3-cause\.html$"))
