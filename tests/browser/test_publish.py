"""An edition goes out by the page: one drafts it, two others sign, and anybody reads it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.casebook import SAMPLES, Casebook, served
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.visiting import LANGUAGES, Visit, read_through, visit

from aigaq.casework.opening import open_case
from aigaq.protection.passages import WordRuns
from aigaq.records.documents import line_text

PAGE = "/c/aqsai/publish/"
SHOTS = os.environ.get("AIGAQ_SHOTS")


@pytest.fixture(scope="module")
def own(chromium: str) -> Iterator[Casebook]:
    """A casebook of one's own: what is published here, others must not find."""
    with served() as made:
        yield made


def protected_in(bundle: str) -> list[str]:
    """The covered passages of the sample of which words stand in an edition, in any language, by their places.

    The casebook put what the safeguards cover into a compartment as well.
    """
    case = open_case(SAMPLES / "aqsai")
    covered = {one for safeguard in case.records.safeguards for one in safeguard.covers}
    places = {
        (place.source, place.line)
        for said in case.records.statements
        if said.entry in covered
        for place in said.passages
        if place.source in case.documents
    }
    # A translation tells the same on the same line.
    places |= {(f"{source}-en", line) for source, line in places if f"{source}-en" in case.documents}
    assert len(places) > 5
    with urlopen(bundle, timeout=60) as answer, ZipFile(BytesIO(answer.read())) as archive:
        pages = [
            re.sub(r"<[^>]*>", " ", archive.read(one).decode("utf-8", "replace"))
            for one in archive.namelist()
        ]
    assert len(pages) > 1000
    lines = ((place, line_text(case.documents[place[0]], place[1])) for place in sorted(places))
    found = ((place, WordRuns([line])) for place, line in lines)
    return [f"{source} L{line}" for (source, line), runs in found if any(map(runs.found_in, pages))]


def press(visit: Visit, name: str) -> Page:
    visit.page.goto(PAGE)
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name=name, exact=True).click()
    return visit.page


def measured(visit: Visit, state: str) -> list[object]:
    """What is cut off or lies over something else, in every language and width."""
    found: list[object] = []
    for language in LANGUAGES:
        visit.speak(language)
        visit.page.goto(PAGE)
        for width in WIDTHS:
            visit.page.set_viewport_size({"width": width, "height": 900})
            found += visit.page.evaluate(MEASURE)
            if SHOTS:
                name = f"publish-{state}-{language}-{width}.png"
                visit.page.screenshot(path=str(Path(SHOTS) / name), full_page=True)
    visit.speak("en")
    return found


@pytest.mark.long
def test_an_edition_goes_from_a_draft_to_readers(browser: Browser, own: Casebook) -> None:
    aigerim, bolat, saule = (visit(browser, own, one) for one in ("aigerim", "bolat", "saule"))
    assert measured(aigerim, "nothing") == []
    bolat.page.goto(PAGE)
    bolat.page.fill("#publisher", "Aqsai Archive")
    bolat.page.fill("#authors", "Saparova, Dana")
    bolat.page.get_by_role("button", name="Draft an edition").click()
    expect(bolat.page.get_by_role("heading", name="Edition 1, not out yet")).to_be_visible(timeout=60_000)
    expect(bolat.page.get_by_role("button", name="Have it cleared")).to_have_count(0)
    press(aigerim, "Have it cleared")
    expect(aigerim.page.get_by_role("button", name="I have read it, and sign")).to_have_count(0)
    read_through(aigerim, PAGE)
    expect(press(aigerim, "I have read it, and sign").get_by_text("Signatures: 1 of 2")).to_be_visible()
    expect(aigerim.page.get_by_role("button", name="Publish", exact=True)).to_have_count(0)
    read_through(saule, PAGE)
    press(saule, "I have read it, and sign")
    assert measured(aigerim, "signed") == []
    press(aigerim, "Publish")
    expect(aigerim.page.locator("#jobs strong").first).to_have_text("Done", timeout=120_000)
    aigerim.page.goto(PAGE)
    address = aigerim.page.get_by_role("link", name=f"{own.address}/d/").get_attribute("href")
    assert address is not None
    reader = browser.new_context(java_script_enabled=False).new_page()
    answer = reader.goto(address)
    assert answer is not None
    assert (answer.status, reader.locator("h1").count()) == (200, 1)
    assert protected_in(f"{address}1/dossier.zip") == []
    press(bolat, "Draft an edition")
    assert measured(aigerim, "next") == []
    aigerim.page.goto(PAGE)
    aigerim.page.get_by_text("Take back what is out").first.click()
    aigerim.page.fill("#reasons", "somebody asked")
    aigerim.page.get_by_role("button", name="Take back what is out").click()
    expect(aigerim.page.locator("table.rows")).to_contain_text("taken back", timeout=60_000)
    gone = reader.goto(address)
    assert gone is not None
    assert gone.status == 410
    for one in (aigerim, bolat, saule):
        one.page.context.close()


@pytest.mark.long
def test_what_blocks_an_edition_is_read_at_every_width(browser: Browser, own: Casebook) -> None:
    aigerim = visit(browser, own, "aigerim")
    aigerim.page.goto("/c/zhanaozen/publish/")
    with aigerim.page.expect_navigation():
        aigerim.page.locator("button[value=draft]").click()
    for language in LANGUAGES:
        aigerim.speak(language)
        aigerim.page.goto("/c/zhanaozen/publish/")
        aigerim.page.locator("button[value=clear]").click()
        expect(aigerim.page.locator(".blocks")).to_contain_text("mother-of-four")
        for width in WIDTHS:
            aigerim.page.set_viewport_size({"width": width, "height": 900})
            assert aigerim.page.evaluate(MEASURE) == [], (language, width)
            if SHOTS:
                name = f"publish-blocked-{language}-{width}.png"
                aigerim.page.screenshot(path=str(Path(SHOTS) / name), full_page=True)
    aigerim.page.context.close()
