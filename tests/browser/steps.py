"""What people do on the pages, step by step. Invariant: what counts is a click, a key or one field filled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect
from tests.browser.casebook import ROOT

TESTIMONY = ROOT / "docs" / "tutorials" / "points-keeper.txt"


@dataclass(slots=True)
class Doing:
    """Somebody at a page; `count` is how many clicks, keys and filled fields it took."""

    page: Page
    count: int = 0

    def click(self, what: str) -> None:
        """One click."""
        self.page.click(what)
        self.count += 1

    def fill(self, field: str, words: str) -> None:
        """One field filled; a list is a field too."""
        if self.page.locator(field).evaluate("e => e.tagName") == "SELECT":
            self.page.select_option(field, words)
        else:
            self.page.fill(field, words)
        self.count += 1

    def press(self, *keys: str) -> None:
        """Keys, each once."""
        for key in keys:
            self.page.keyboard.press(key)
            self.count += 1

    def type(self, words: str) -> None:
        """The field that has the focus filled."""
        self.page.keyboard.insert_text(words)
        self.count += 1

    def select(self, line: int, first: int, last: int) -> None:
        """The mouse drawn over some sentences of a line."""
        start, *_ = self._rows(line, first)
        *_, end = self._rows(line, last)
        self.page.mouse.move(start[0] + 1, start[2])
        self.page.mouse.down()
        self.page.mouse.move(end[1] - 6, end[2], steps=5)
        self.page.mouse.up()
        self.count += 1

    def _rows(self, line: int, sentence: int) -> list[tuple[float, float, float]]:
        words = self.page.locator(f"#L{line} [data-s='{sentence}']").first
        words.scroll_into_view_if_needed()
        rows: list[tuple[float, float, float]] = words.evaluate(
            "e => [...e.getClientRects()].map(r => [r.left, r.right, r.top + r.height / 2])"
        )
        return rows


def add_source(page: Page, case: str, key: str, text: Path) -> None:
    """Paste a text as a new source; the reader opens on it, with letters behind its key for all but a lead."""
    page.goto(f"/c/{case}/sources/new/")
    page.fill("#key", key)
    page.fill("#what", "a talk")
    page.fill("#text", text.read_text(encoding="utf-8"))
    page.click("main button.btn")
    page.wait_for_url(re.compile(rf"/c/{case}/source/{key}(-[a-z]{{4}})?/$"))


def open_person(page: Page, name: str) -> None:
    """From the reader's margin to the page of somebody."""
    page.locator(".card h3").get_by_text(name, exact=True).first.click()
    page.click("h1 a")
    expect(page.locator("h1")).to_have_text(name)


def take_back(page: Page, reason: str) -> None:
    """From somebody's page: withdraw what the first statement that stands was coded with."""
    page.locator("main table tr:not(:has(b)) td:nth-child(2) a").first.click()
    page.click("main summary")
    page.fill("textarea[name=reasons]", reason)
    page.click("main details button")
    expect(page.locator(".notice[role=status]")).to_be_visible()
