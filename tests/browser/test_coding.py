"""A death is coded in the browser, seen, counted and taken back. Invariant: the ladder ends where it began."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, expect
from tests.browser.casebook import Casebook
from tests.browser.steps import TESTIMONY, Doing, add_source, open_person, take_back
from tests.browser.visiting import Visit, visit
from tests.notshipped import INTERVIEW, needs_interview

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
    expect(bolat.page.locator(".notice[role=status]")).to_be_visible()
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


@needs_interview
def test_the_same_on_an_interview_in_a_case_begun_today(browser: Browser, casebook: Casebook) -> None:
    bolat = visit(browser, casebook, "bolat")
    bolat.page.goto("/new/")
    for name, words in {"key": "december", "title": "December", "event": "the shooting in December"}.items():
        bolat.page.fill(f"#{name}", words)
    bolat.page.click("main button.btn")
    bolat.page.wait_for_url("**/c/december-*/")
    december = bolat.page.url.split("/")[-2]
    add_source(bolat.page, december, "talk", INTERVIEW)

    def code(doing: Doing) -> None:
        doing.select(37, 2, 4)
        doing.click(".card.new .btn")
        doing.fill("#who", "A man in a car")
        doing.fill("#slot-hit", "neck")
        doing.fill("#how", "told")
        doing.click("button[name=look]")
        doing.click("button[name=save]")

    coded_and_taken_back(bolat, december, "A man in a car", code)
    assert bolat.hosts == {bolat.page.url.split("/")[2]}


@needs_interview
def test_the_text_of_a_detached_coding_is_brought_and_coded_further(
    browser: Browser, casebook: Casebook
) -> None:
    bolat = visit(browser, casebook, "bolat")
    bolat.page.goto("/c/zhanaozen/source/interview/")
    bolat.page.click(".notice a")
    bolat.page.set_input_files("#file", INTERVIEW)
    bolat.page.click("main button.btn")
    bolat.page.wait_for_url("**/c/zhanaozen/source/interview/")
    expect(bolat.page.locator(".notice[role=status]")).to_have_count(1)

    def code(doing: Doing) -> None:
        doing.select(37, 2, 4)
        doing.click(".card.new .btn")
        doing.fill("#who", "Somebody by the road")
        doing.fill("#slot-hit", "neck")
        doing.fill("#how", "told")
        doing.click("button[name=look]")
        doing.click("button[name=save]")

    coded_and_taken_back(bolat, "zhanaozen", "Somebody by the road", code)


def test_words_stay_on_the_page_while_the_casebook_does_not_answer(
    browser: Browser, casebook: Casebook
) -> None:
    bolat = visit(browser, casebook, "bolat")
    page = bolat.page
    page.goto("/c/aqsai/source/driver/code/?line=4")
    page.fill("#who", WHO)
    page.context.set_offline(True)
    page.click("button[name=look]")
    expect(page.locator("#told")).to_be_visible()
    assert page.locator("#who").input_value() == WHO
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.context.set_offline(False)
    page.click("button[name=look]")
    expect(page.locator("button[name=save]")).to_be_focused()


def test_words_survive_the_end_of_a_sign_in(browser: Browser, casebook: Casebook) -> None:
    bolat = visit(browser, casebook, "bolat")
    page = bolat.page
    page.goto("/c/aqsai/source/driver/code/?line=4")
    page.fill("#who", WHO)
    cookies = page.context.cookies()
    page.context.clear_cookies()
    page.click("button[name=look]")
    expect(page.locator("#told")).to_contain_text("sign-in")
    page.context.add_cookies(
        [
            {"name": one["name"], "value": one["value"], "domain": one["domain"], "path": "/"}
            for one in cookies
        ]
    )
    page.click("button[name=look]")
    expect(page.locator("button[name=save]")).to_be_focused()


@pytest.mark.parametrize(("language", "head"), [("en", "Keys"), ("ru", "Клавиши"), ("kk", "Пернелер")])
def test_the_keys_are_shown_and_left(browser: Browser, casebook: Casebook, language: str, head: str) -> None:
    bolat = visit(browser, casebook, "bolat")
    bolat.speak(language)
    bolat.page.goto("/c/aqsai/")
    bolat.page.keyboard.press("?")
    expect(bolat.page.locator("dialog h2")).to_have_text(head)
    bolat.page.keyboard.press("Escape")
    expect(bolat.page.locator("dialog")).to_be_hidden()


def test_a_selection_behind_a_rare_letter_is_the_words_that_were_drawn_over(
    browser: Browser, casebook: Casebook, tmp_path: Path
) -> None:
    text = tmp_path / "rare.txt"
    text.write_text("Who?\nThe \U0001f4f7 saw \U00020bb7 fall. He died at once.\n", encoding="utf-8")
    bolat = visit(browser, casebook, "bolat")
    add_source(bolat.page, "aqsai", "rare", text)
    doing = Doing(bolat.page)
    doing.select(2, 2, 2)
    doing.click(".card.new .btn")
    bolat.page.wait_for_url("**/code/?*start=*")
    words = bolat.page.locator(".chosen q").inner_text()
    assert words and words in "He died at once."


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
