"""Make the pictures of the pages from a throw-away casebook. Invariant: they show the invented sample alone.

Run it from the folder of the project after a page has changed: `.venv/bin/python docs/make_screenshots.py`. It needs
what the browser tests need (`make dev`, `make system`).
"""

from __future__ import annotations

import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402 - only now are the tests in reach
from tests.browser.casebook import Casebook, served  # noqa: E402 - as above
from tests.browser.steps import TESTIMONY, Doing, add_source  # noqa: E402 - as above
from tests.browser.visiting import FLAGS, visit  # noqa: E402 - as above

PICTURES = ROOT / "docs" / "pictures"
WIDE, PHONE = {"width": 1120, "height": 700}, {"width": 360, "height": 720}


@dataclass(frozen=True, slots=True)
class Picture:
    """One page as somebody sees it."""

    name: str
    address: str
    language: str = "en"
    phone: bool = False


PAGES = (
    Picture("case", "/c/aqsai/"),
    Picture("contradictions", "/c/aqsai/contradictions/"),
    Picture("counts", "/c/aqsai/counts/?rule=deaths"),
    Picture("person-russian", "/c/aqsai/subject/p03/", language="ru"),
    Picture("reader-kazakh", "/c/aqsai/source/driver/?line=5", language="kk"),
    Picture("case-phone", "/c/aqsai/", phone=True),
    Picture("statement", "/c/aqsai/statement/l1-order/"),
    Picture("custody", "/c/aqsai/custody/"),
    Picture("reader-phone-russian", "/c/aqsai/source/driver/?line=5", language="ru", phone=True),
    Picture("form-kazakh", "/c/aqsai/source/nurse-en/code/?line=11&form=detained", language="kk"),
    Picture("bind", "/c/zhanaozen/source/interview/bind/"),
    Picture("keys", "/keys/"),
)


def coding(page: Page) -> None:
    """The pictures of the lesson: a selection, the form with what it will write, the person."""
    doing = Doing(page)
    add_source(page, "aqsai", "keeper", TESTIMONY)
    doing.select(5, 2, 3)
    taken(page, "reader", height=640)
    doing.click(".card.new .btn")
    doing.fill("#who", "Yerkin Izenov")
    for name, value in {
        "died-when": "2031-05-14",
        "hit": "back",
        "with": "firearm",
        "in": "shooting",
    }.items():
        doing.fill(f"#slot-{name}", value)
    doing.fill("#how", "eyewitness")
    doing.click("button[name=look]")
    # A slow machine would still show the form.
    page.locator("button[name=save]").wait_for()
    taken(page, "form", height=860)
    doing.click("button[name=save]")
    page.locator(".card h3").get_by_text("Yerkin Izenov", exact=True).first.click()
    page.click("h1 a")
    taken(page, "person")


def taken(page: Page, name: str, *, height: int | None = None) -> None:
    """Write one picture of what is on the screen, or of a lower or higher part of the page."""
    before = page.viewport_size
    if height is not None and before is not None:
        page.set_viewport_size({"width": before["width"], "height": height})
    page.screenshot(path=PICTURES / f"{name}.png", animations="disabled", caret="hide")
    if before is not None:
        page.set_viewport_size(before)


def pictures(browser: Browser, casebook: Casebook) -> None:
    """All of them, as the coder sees the pages."""
    wide = visit(browser, casebook, "bolat", viewport=WIDE)
    phone = visit(browser, casebook, "bolat", viewport=PHONE)
    for one in PAGES:
        seen = phone if one.phone else wide
        seen.speak(one.language)
        seen.page.goto(one.address)
        taken(seen.page, one.name)
    wide.speak("en")
    coding(wide.page)


def main() -> None:
    """Serve the samples, open the pages, write the pictures."""
    PICTURES.mkdir(exist_ok=True)
    with served() as casebook, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=list(FLAGS))
        pictures(browser, casebook)
        browser.close()


if __name__ == "__main__":
    main()
