"""Visitors in a real browser. Invariant: each one's requests are watched, and none goes to another host."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page
from tests.browser.casebook import Casebook

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
LANGUAGES = ("en", "ru", "kk")


@dataclass(frozen=True, slots=True)
class Visit:
    """One visitor's page, and where its requests went."""

    page: Page
    hosts: set[str] = field(default_factory=set)

    def speak(self, language: str) -> None:
        """From now on the pages are in that language."""
        here = urlsplit(self.page.url).hostname or ""
        self.page.context.add_cookies(
            [{"name": "django_language", "value": language, "domain": here, "path": "/"}]
        )

    def documented(self, case: str) -> int:
        """How many deaths the ladder of a case holds for documented."""
        self.page.goto(f"/c/{case}/")
        figure = self.page.locator("a.documented")
        return int(figure.inner_text()) if figure.count() else 0


def read_through(who: Visit, page: str) -> None:
    """Read all of the open draft, part by part, as whoever signs has to."""
    who.page.goto(page)
    # A press returns when the next page has begun to come; what is counted on half a page is too few.
    with who.page.expect_navigation():
        who.page.get_by_role("link", name="Read it through").click()
    while who.page.locator("button", has_text="I have read this part").count():
        with who.page.expect_navigation():
            who.page.get_by_role("button", name="I have read this part").click()


def visit(browser: Browser, casebook: Casebook, account: str, **kept: Any) -> Visit:
    """Somebody who has signed in through the page, as people do."""
    context = browser.new_context(base_url=casebook.address, **kept)
    page = context.new_page()
    made = Visit(page)
    page.on("request", lambda request: made.hosts.add(urlsplit(request.url).netloc))
    page.goto("/accounts/login/")
    page.fill("#id_login", account)
    page.fill("#id_password", casebook.passwords[account])
    page.click("form.coding button.btn:not(.quiet)")
    page.wait_for_url("/")
    return made
