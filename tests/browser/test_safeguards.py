"""A safeguard made in a real browser from what blocks an edition, without script and at every width."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect
from tests.browser.casebook import Casebook
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.visiting import LANGUAGES, Visit, visit

PAGE = "/c/zhanaozen/safeguards/"


def fits(lead: Visit, name: str) -> None:
    """The page as it stands, in each language and width; pictures of it where somebody asks for them."""
    kept = os.environ.get("AIGAQ_TEST_SHOTS")
    # Without the fragment: to one of the same page a browser goes without asking for it again.
    here = lead.page.url.partition("#")[0]
    for language in LANGUAGES:
        lead.speak(language)
        lead.page.goto(here)
        for width in WIDTHS:
            lead.page.set_viewport_size({"width": width, "height": 900})
            assert lead.page.evaluate(MEASURE) == [], (name, language, width)
            if kept:
                lead.page.screenshot(path=Path(kept) / f"{name}-{language}-{width}.png", full_page=True)
    lead.speak("en")
    lead.page.goto(here)


def blocked(page: Page) -> None:
    """Drafted, and asked whether it may go out."""
    page.goto("/c/zhanaozen/publish/")
    if page.locator('details.doing:not([open]) button[value="draft"]').count():
        page.locator("details.doing summary").first.click()
    with page.expect_navigation():
        page.click('button[value="draft"]')
    page.click('button[value="clear"]')


def test_a_lead_follows_the_offers_until_nothing_is_left(browser: Browser, casebook: Casebook) -> None:
    lead = visit(browser, casebook, "aigerim", java_script_enabled=False)
    page = lead.page
    blocked(page)
    if kept := os.environ.get("AIGAQ_TEST_SHOTS"):
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            page.screenshot(path=Path(kept) / f"blocked-en-{width}.png", full_page=True)
    page.locator("section.problems").get_by_role("link", name="Protect").first.click()
    expect(page.locator('input[name="covers"]')).to_be_checked()
    fits(lead, "offered")
    page.fill("#wording", "a person killed in the town")
    page.fill("#reasons", "it fits one person")
    page.fill("#sought", "Zhanaozen")
    page.click('button[value="find"]')
    expect(page.locator("#wording")).to_have_value("a person killed in the town")
    page.click('button[value="protect"]')
    expect(page.locator("[data-safeguard]")).to_contain_text("a person killed in the town")
    blocked(page)
    page.locator("section.problems").get_by_role("link", name="Protect").first.click()
    fits(lead, "tried")
    page.get_by_label("Who tried").fill("Saule")
    page.get_by_label("Minutes").fill("45")
    page.get_by_label("Sources that were asked").fill("the press")
    page.get_by_label("Nobody was found.").check()
    page.click('button[value="try"]')
    expect(page.locator("[data-safeguard]")).to_contain_text("Saule tried for 45 minutes")
    fits(lead, "listed")
    blocked(page)
    expect(page.locator("section.problems")).to_have_count(0)
    assert lead.hosts == {urlsplit(page.url).netloc}
    page.context.close()
