"""Background work in a real browser: asked for by a button, seen to end without a reload, fetched as a file."""

from __future__ import annotations

import zipfile
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect
from tests.browser.casebook import Casebook
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.visiting import LANGUAGES, visit


def ask(page: Page) -> None:
    page.goto("/c/aqsai/custody/")
    page.click('button[value="export"]')
    page.wait_for_url("**/jobs/")


def test_a_case_is_taken_out_while_the_page_stays(browser: Browser, casebook: Casebook) -> None:
    bolat = visit(browser, casebook, "bolat")
    ask(bolat.page)
    bolat.page.evaluate("window.stayed = true")
    expect(bolat.page.get_by_role("link", name="Fetch the file")).to_be_visible(timeout=60_000)
    assert bolat.page.evaluate("window.stayed") is True
    with bolat.page.expect_download() as taken:
        bolat.page.get_by_role("link", name="Fetch the file").click()
    assert taken.value.suggested_filename == "aqsai.zip"
    with zipfile.ZipFile(taken.value.path()) as archive:
        assert "aqsai/case.yaml" in archive.namelist()
    for language in LANGUAGES:
        bolat.speak(language)
        bolat.page.goto("/jobs/")
        for width in WIDTHS:
            bolat.page.set_viewport_size({"width": width, "height": 900})
            assert bolat.page.evaluate(MEASURE) == [], (language, width)
    assert bolat.hosts == {urlsplit(bolat.page.url).netloc}
    bolat.page.context.close()


def test_without_script_the_page_is_looked_at_again(browser: Browser, casebook: Casebook) -> None:
    aigerim = visit(browser, casebook, "aigerim", java_script_enabled=False)
    aigerim.page.goto("/c/aqsai/custody/")
    aigerim.page.click('button[value="verify"]')
    for _ in range(40):
        if aigerim.page.get_by_text("All that is sealed is what it was.").count():
            break
        aigerim.page.wait_for_timeout(500)
        aigerim.page.get_by_role("link", name="Look again").click()
    expect(aigerim.page.locator("#jobs")).to_contain_text("Done All that is sealed is what it was.")
    aigerim.page.context.close()
