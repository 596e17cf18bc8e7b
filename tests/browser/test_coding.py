"""A death is coded in the browser, seen, counted and taken back. Invariant: the ladder ends where it began."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.casebook import Casebook
from tests.browser.steps import INTERVIEW, TESTIMONY, Doing, add_source, open_person, take_back
from tests.browser.visiting import Visit, visit

ALLOWED = 12
WHO, REASON = "Yerkin Izenov", "coded to see how it goes"
FILLED = {
    "died-when": "2031-05-14",
    "hit": "back",
    "with": "firearm",
    "dead-at": "crossing",
    "in": "shooting",
}


def with_the_mouse(doing: Doing) -> None:
    doing.select(5, 2, 3)
    assert doing.page.locator(".card.new output").inner_text() == "L5.2-3"
    doing.click(".card.new .btn")
    doing.fill("#who", WHO)
    for name, value in FILLED.items():
        doing.fill(f"#slot-{name}", value)
    doing.fill("#how", "eyewitness")
    doing.click("button[name=look]")
    doing.click("button[name=save]")


def with_keys(doing: Doing) -> None:
    for key, line in (("j", 1), ("j", 2), ("k", 1), ("j", 2), ("j", 3), ("j", 4), ("j", 5)):
        doing.page.keyboard.press(key)
        doing.page.wait_for_url(f"**/?line={line}#L{line}")
    doing.press("c")
    doing.page.wait_for_url("**/code/**")
    doing.type(WHO)
    doing.press("Tab", "Tab")
    doing.type("2031-05-14")
    doing.press("Enter")
    expect(doing.page.locator("button[name=save]")).to_be_focused()
    doing.press("Enter")


def without_script(doing: Doing) -> None:
    doing.click("#L5 .ln")
    doing.click(".card.new .btn")
    doing.fill("#first", "2")
    doing.fill("#coding [name=last]", "3")
    doing.fill("#who", WHO)
    doing.fill("#slot-died-when", "2031-05-14")
    doing.fill("#how", "eyewitness")
    doing.click("button[name=look]")
    doing.click("button[name=save]")


def coded_and_taken_back(bolat: Visit, case: str, who: str, code: Callable[[Doing], None]) -> None:
    """From the reader: code, look at the person, count, take back, count."""
    reader, doing = bolat.page.url, Doing(bolat.page)
    before = bolat.documented(case)
    bolat.page.goto(reader)
    code(doing)
    assert doing.count < ALLOWED
    expect(bolat.page.locator(".notice")).to_be_visible()
    open_person(bolat.page, who)
    person, values = bolat.page.url, bolat.page.locator("main table tr:has(td)")
    assert values.count() >= 2
    assert values.locator(".v").count() == values.count()
    assert bolat.documented(case) == before + 1
    bolat.page.goto(person)
    take_back(bolat.page, REASON)
    assert bolat.documented(case) == before


@pytest.mark.parametrize(
    ("key", "code", "kept"),
    [
        ("by-mouse", with_the_mouse, {}),
        ("by-keys", with_keys, {}),
        ("by-form", without_script, {"java_script_enabled": False}),
    ],
)
def test_a_death_is_coded_in_under_twelve_steps_counted_and_taken_back(
    browser: Browser, casebook: Casebook, key: str, code: Callable[[Doing], None], kept: dict[str, Any]
) -> None:
    bolat = visit(browser, casebook, "bolat", **kept)
    add_source(bolat.page, "aqsai", key, TESTIMONY)
    coded_and_taken_back(bolat, "aqsai", WHO, code)
    assert bolat.hosts == {bolat.page.url.split("/")[2]}


@pytest.mark.skipif(
    not INTERVIEW.is_file(), reason="the interview is not ours to ship: ../shared/inputs is absent"
)
def test_the_same_on_an_interview_in_a_case_begun_today(browser: Browser, casebook: Casebook) -> None:
    bolat = visit(browser, casebook, "bolat")
    bolat.page.goto("/new/")
    for name, words in {"key": "december", "title": "December", "event": "the shooting in December"}.items():
        bolat.page.fill(f"#{name}", words)
    bolat.page.click("main button.btn")
    add_source(bolat.page, "december", "talk", INTERVIEW)

    def code(doing: Doing) -> None:
        doing.select(37, 2, 4)
        doing.click(".card.new .btn")
        doing.fill("#who", "A man in a car")
        doing.fill("#slot-hit", "neck")
        doing.fill("#how", "told")
        doing.click("button[name=look]")
        doing.click("button[name=save]")

    coded_and_taken_back(bolat, "december", "A man in a car", code)


def test_search_and_everything_else_by_keyboard(browser: Browser, casebook: Casebook) -> None:
    bolat = visit(browser, casebook, "bolat")
    page, keys = bolat.page, bolat.page.keyboard
    page.goto("/c/aqsai/")
    keys.press("/")
    keys.insert_text("Teriskenov")
    keys.press("Enter")
    page.wait_for_url("**/search/?q=Teriskenov")
    hit = page.locator(".hits a").first
    for _ in range(40):
        if hit.evaluate("e => e === document.activeElement"):
            break
        keys.press("Tab")
    assert hit.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    keys.press("Enter")
    expect(page.locator("h1")).to_have_text("Erlan Teriskenov")
    keys.press("g")
    keys.press("s")
    page.wait_for_url("**/c/aqsai/sources/")
