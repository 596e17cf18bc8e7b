"""The published dossier as readers meet it: served, without script, by keyboard, asking nobody else.

Invariant: what a reader needs no account for is reached without one.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.published import Published, published
from tests.browser.test_access import axe, grave
from tests.browser.test_layout import MEASURE, WIDTHS
from tests.browser.visiting import LANGUAGES

__all__ = ["axe"]
TITLE = "The crossing at Aqsai (an invented case)"
STYLES = ("APA", "MLA", "Chicago", "Harvard", "Vancouver", "IEEE", "ГОСТ Р 7.0.5")
FILES = ("BibTeX", "RIS", "CSL-JSON")
TOOLS = ("Print (PDF)", "Share", "Comment", "Cite", "Upload", "Translate", "Updates")
STATEMENT = "statement/c3-cause.html"
SHOWN = (
    "index.html",
    "person/p03.html",
    STATEMENT,
    "source/court.html",
    "cite.html",
    "method.html",
    "changes.html",
)


@pytest.fixture(scope="module")
def site(chromium: str) -> Iterator[Published]:
    """What is published, served."""
    with published() as made:
        yield made


@pytest.fixture
def page(browser: Browser, site: Published) -> Iterator[Page]:
    """A reader whose browser runs no script."""
    context = browser.new_context(base_url=site.site, java_script_enabled=False)
    yield context.new_page()
    context.close()


def cited(page: Page, address: str) -> dict[str, str]:
    """Each style of a page, and what it says there."""
    page.goto(address)
    if page.locator("details.cite").count():
        page.locator("details.cite summary").click()
    styles = page.locator(".cites dt").all_inner_texts()
    return dict(zip(styles, page.locator(".cites dd").all_inner_texts(), strict=True))


@pytest.mark.parametrize("path", ["cite.html", STATEMENT])
def test_every_style_has_the_address_the_title_once_and_no_furniture(
    page: Page, site: Published, path: str
) -> None:
    told = cited(page, site.edition(2, f"en/{path}"))
    assert set(told) == {*STYLES, *FILES, "In plain words"}
    where = "index.html" if path == "cite.html" else path
    for style, text in told.items():
        assert f"{site.site}{site.edition(2, f'en/{where}')}" in text, style
        assert text.count(TITLE) == 1, style
        # After an initial a comma may follow the full stop; after a title never.
        assert not re.search(r"»|«|\w\w\.,|\W\.,|<>|,,|\.\.|\( *\)| ,", text), (style, text)
        assert "Қаржаубай" in text, style


@pytest.mark.parametrize("path", ["cite.html", STATEMENT])
def test_published_and_revised_are_two_days_and_nobody_s_clock_is_in_it(
    page: Page, site: Published, path: str
) -> None:
    told = cited(page, site.edition(2, f"en/{path}"))
    for style in (*STYLES, "In plain words"):
        days = re.findall(r"June 3|3 June|Jun 3|03\.06\.2031", told[style])
        revised = re.findall(r"June 4|4 June|Jun 4|04\.06\.2031", told[style])
        assert (len(days), len(revised)) == (1, 1), told[style]
        assert "ccessed" not in told[style] and "viewed" not in told[style]
    assert cited(page, site.edition(2, f"en/{path}")) == told


def test_the_files_of_the_citation_are_what_programs_read(page: Page, site: Published) -> None:
    bibtex, ris, csl = (
        page.request.get(f"{site.site}{site.edition(2, f'en/{name}')}")
        for name in ("cite.bib", "cite.ris", "cite.json")
    )
    assert bibtex.text().startswith("@misc{") and "url = {" in bibtex.text()
    assert "TY  - " in ris.text() and ris.text().rstrip().endswith("ER  -")
    assert json.loads(csl.text())[0]["URL"].endswith("/2/en/index.html")
    assert [one.headers.get("set-cookie") for one in (bibtex, ris, csl)] == [None] * 3


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("path", SHOWN)
def test_every_page_fits_and_asks_nobody_else(page: Page, site: Published, path: str, language: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(site.edition(2, f"{language}/{path}"))
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MEASURE) == [], width
    assert [one for one in asked if not one.startswith(site.site)] == []
    assert page.context.cookies() == []


@pytest.mark.parametrize("number", [1, 2])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_older_edition_says_so_and_leads_to_the_newer(
    page: Page, site: Published, number: int, language: str
) -> None:
    page.goto(site.edition(number, f"{language}/{STATEMENT}"))
    line = page.locator(".newer")
    assert line.count() == (1 if number == 1 else 0)
    if number == 1:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(MEASURE) == [], width
        line.locator("a").click()
        expect(page).to_have_url(f"{site.site}{site.edition(2, f'{language}/')}")


def test_all_tools_are_reached_by_the_keyboard_in_their_order(page: Page, site: Published) -> None:
    page.goto(site.edition(2, f"en/{STATEMENT}"))
    met = []
    for _ in range(40):
        page.keyboard.press("Tab")
        focus = page.locator(":focus")
        if focus.count() and focus.evaluate("one => !!one.closest('.tools')"):
            met.append(focus.inner_text().strip())
            if met[-1] == "Translate":
                page.keyboard.press("Enter")
    assert [one for one in met if one in TOOLS] == list(TOOLS)
    assert {"Русский", "Қазақша"} <= set(met)


def test_sharing_a_statement_gives_its_address_as_text_and_as_a_square(page: Page, site: Published) -> None:
    page.goto(site.edition(2, f"en/{STATEMENT}"))
    page.get_by_role("link", name="Share", exact=True).click()
    expect(page).to_have_url(re.compile("#share$"))
    told = page.locator("#share .address").all_inner_texts()
    assert told == [
        f"{site.site}{site.edition(2, f'en/{STATEMENT}')}",
        f"{site.site}{site.dossier}en/{STATEMENT}",
    ]
    for address in told:
        assert page.request.get(address).ok
    square = page.locator("#share").get_by_role("link", name="as a QR code").get_attribute("href")
    assert square is not None and b"<svg" in page.request.get(square).body()


def test_the_whole_is_taken_along_as_one_file(page: Page, site: Published) -> None:
    page.goto(site.edition(2, "en/cite.html"))
    bundle = page.get_by_role("link", name="Download it as one file (ZIP)").get_attribute("href")
    assert bundle is not None
    answer = page.request.get(bundle)
    assert answer.ok and answer.headers["content-type"] == "application/zip" and answer.body()[:2] == b"PK"


def test_comment_upload_and_translate_lead_to_the_published_address(page: Page, site: Published) -> None:
    page.goto(site.edition(2, f"kk/{STATEMENT}"))
    links = [one.get_attribute("href") for one in page.locator(".tools a").all()]
    around = f"{site.site}{site.dossier}kk/"
    assert f"{around}comments/?about=c3-cause" in links and f"{around}send/" in links
    assert f"{around}translation/ru/" in links and f"{around}translation/en/" in links


@pytest.mark.parametrize("where", ["gone", "missing", "old"])
def test_nothing_grave_stands_in_the_way_of_who_cannot_see(
    browser: Browser, site: Published, where: str, axe: str
) -> None:
    context = browser.new_context(base_url=site.site, bypass_csp=True)
    page = context.new_page()
    page.goto({"gone": site.gone, "missing": "/d/none/", "old": site.edition(1, "kk/index.html")}[where])
    assert grave(page, axe) == []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(MEASURE) == [], width
    context.close()
