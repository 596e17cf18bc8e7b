"""Tables on a phone and on A4: each cell under its head, and a denial with its word. Measured in the browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from playwright.sync_api import Browser, Page
from tests.browser.places import PAGES
from tests.browser.visiting import LANGUAGES, Visit

PHONE, A4 = 360, 794
TABLES = (
    "grid",
    "counts",
    "custody",
    "members",
    "questions",
    "sources",
    "subjects",
    "subject",
    "timeline",
)
DENIES = {"en": "denied by:", "ru": "отрицает:", "kk": "теріске шығарады:"}
HEADLESS = """() => [...document.querySelectorAll('table.rows td')].filter(cell => {
    if (cell.colSpan > 1 || !cell.innerText.trim() || cell === cell.parentElement.firstElementChild) return false;
    const shown = getComputedStyle(cell, '::before').content;
    return (shown === 'none' || shown === '""') && !cell.querySelector('.sign, .why');
}).map(cell => cell.innerText)"""


@pytest.fixture
def plain(lead: Visit) -> Iterator[Page]:
    """A page of the lead's, as it was when the test is over."""
    yield lead.page
    lead.page.emulate_media(media="screen")
    lead.speak("en")


@pytest.mark.parametrize("name", TABLES)
def test_on_a_phone_each_cell_has_its_head_and_on_paper_a_table_is_a_table(plain: Page, name: str) -> None:
    plain.goto(PAGES[name])
    plain.set_viewport_size({"width": PHONE, "height": 800})
    assert plain.locator("table.rows td").count()
    assert plain.evaluate(HEADLESS) == []
    plain.set_viewport_size({"width": A4, "height": 1123})
    plain.emulate_media(media="print")
    heads = plain.locator("table.rows thead:visible")
    assert heads.count() == plain.locator("table.rows:has(thead):visible").count() > 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_denies_denies_on_a_phone_and_on_paper(
    lead: Visit, plain: Page, language: str, tmp_path: Path
) -> None:
    lead.speak(language)
    plain.goto(PAGES["grid"])
    for width, medium in ((PHONE, "screen"), (768, "screen"), (A4, "print")):
        plain.set_viewport_size({"width": width, "height": 1000})
        plain.emulate_media(media="print" if medium == "print" else "screen")
        cells = plain.locator('tr[data-role="decided"] td:nth-child(4)').all_inner_texts()
        told = [cell for cell in cells if cell.strip()]
        assert told and all(cell.startswith(DENIES[language]) for cell in told), width
    plain.pdf(path=tmp_path / "grid.pdf", format="A4")
    paper = pdfium.PdfDocument(tmp_path / "grid.pdf")
    words = " ".join(" ".join(sheet.get_textpage().get_text_bounded() for sheet in paper).split())
    assert words.count(DENIES[language]) >= len(told)


def test_a_head_that_is_missing_is_seen(browser: Browser) -> None:
    page = browser.new_page(viewport={"width": PHONE, "height": 800})
    page.set_content('<table class="rows"><tr><td>Rustam</td><td>a driver</td></tr></table>')
    assert page.evaluate(HEADLESS) == ["a driver"]
