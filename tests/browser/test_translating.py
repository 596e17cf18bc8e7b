"""A dossier translated by keyboard, checked by somebody else, read on a small screen without script.

Invariant: what a reader sees says what it is worth, and reading it takes no account.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.test_access import axe, grave
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.translated import DONE, Translated, translated
from tests.browser.visiting import LANGUAGES

__all__ = ["axe"]
BOARD = "/c/aqsai/translations/kk/?state=untranslated"
FIRST = "question:q-p06:ask"
WORDS = "Қанат Сексеулов туралы не белгілі"


@pytest.fixture(scope="module")
def site(chromium: str) -> Iterator[Translated]:
    """What is published and partly translated, served."""
    with translated() as made:
        yield made


def public(site: Translated, language: str = "kk") -> str:
    return f"{site.dossier}{language}/translation/kk/"


def tab_to(page: Page, selector: str) -> None:
    """Keys alone, until the thing has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def test_one_writes_by_keyboard_another_checks_and_all_read(browser: Browser, site: Translated) -> None:
    writer = site.page_of(browser, "dina")
    writer.goto(BOARD)
    assert writer.locator('input[name="unit-1"]').input_value() == FIRST
    tab_to(writer, "#text-1")
    writer.keyboard.type(WORDS)
    tab_to(writer, "button[name=do]")
    writer.keyboard.press("Enter")
    expect(writer.locator(".notice[role=status]")).to_be_visible()
    reader = site.page_of(browser, java_script_enabled=False, viewport={"width": 360, "height": 780})
    reader.goto(public(site))
    told = reader.locator("article", has_text=WORDS)
    expect(told.locator("[data-state]")).to_have_attribute("data-state", "unchecked")
    checker = site.page_of(browser, "saule")
    checker.goto("/c/aqsai/translations/kk/?state=unchecked")
    own = checker.locator("article", has_text=FIRST)
    own.locator("button[name=check]").focus()
    checker.keyboard.press("Enter")
    expect(checker.locator(".notice[role=status]")).to_be_visible()
    reader.reload()
    expect(told.locator("[data-state]")).to_have_attribute("data-state", "checked")
    assert told.locator(f"text={WORDS}").get_attribute("lang") == "kk"


def test_who_wrote_it_has_no_button_to_check_it(browser: Browser, site: Translated) -> None:
    writer = site.page_of(browser, "dina")
    writer.goto("/c/aqsai/translations/kk/?state=unchecked")
    assert writer.locator("button[name=check]").count() == 0
    assert writer.locator("textarea").count() >= 1


def test_a_name_against_the_rule_comes_back_with_its_words(browser: Browser, site: Translated) -> None:
    writer = site.page_of(browser, "dina")
    writer.goto("/c/aqsai/translations/ru/?state=untranslated")
    number = writer.locator("article", has_text="Qanat Sekseulov").first.get_attribute("id")
    field = writer.locator(f"#text-{(number or '').removeprefix('p')}")
    field.fill("что известно о ком-то")
    writer.locator("button[name=do]").first.click()
    expect(writer.locator("article .problems")).to_contain_text("Сексеулов")
    expect(writer.locator("textarea[aria-invalid]")).to_have_value("что известно о ком-то")


def test_each_state_says_what_it_is_and_a_stale_one_keeps_its_words(
    browser: Browser, site: Translated
) -> None:
    reader = site.page_of(browser, java_script_enabled=False)
    reader.goto(public(site, "en"))
    for text, state in DONE.values():
        if state == "stale":
            assert reader.locator(f"text={text}").count() == 0
            continue
        told = reader.locator("article", has_text=text)
        expect(told.locator(f'[data-state="{state}"]')).to_have_count(1)
    expect(reader.locator('[data-state="stale"]')).to_contain_text("stale")
    expect(reader.locator('[data-state="machine"]')).to_contain_text("machine, unchecked")


def test_the_way_into_the_dossier_and_the_account_are_told_before_the_click(
    browser: Browser, site: Translated
) -> None:
    reader = site.page_of(browser)
    reader.goto(public(site, "en"))
    assert "Reading needs no account; translating does" in reader.inner_text("main")
    assert "(needs an account)" in reader.inner_text("a[href='/accounts/login/']")
    assert reader.context.cookies() == []
    reader.locator("article a").first.click()
    expect(reader.locator("h1")).to_have_text(re.compile("^The crossing at Aqsai"))


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_runs_over_the_edge(browser: Browser, site: Translated, language: str, width: int) -> None:
    reader = site.page_of(browser, bypass_csp=True, viewport={"width": width, "height": 900})
    reader.goto(public(site, language))
    assert reader.evaluate(MEASURE) == []
    assert reader.evaluate("document.documentElement.lang") == language
    reader.context.close()


@pytest.mark.parametrize("who", [None, "saule"])
def test_nothing_grave_is_in_the_way(browser: Browser, site: Translated, axe: str, who: str | None) -> None:
    page = site.page_of(browser, who, bypass_csp=True)
    page.goto(BOARD if who else public(site))
    assert grave(page, axe) == []
