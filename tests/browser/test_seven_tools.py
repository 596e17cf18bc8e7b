"""The row of tools from end to end: read, print, cite, share, comment, send, translate, follow, without an account.

Invariant: whoever reads has no account, no script and no mouse; what takes one of these says so before the click.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from tests.browser.casebook import Casebook, served
from tests.browser.visiting import Visit, read_through, visit
from tests.main_path.asking import ask

SOURCES = Path(__file__).parents[2] / "samples" / "aqsai" / "sources"
TOOLS = ("Print", "Share", "Comment", "Cite", "Upload", "Translate", "Updates")
TOLD, ANSWER = "I stood at the crossing that evening.", "On which side of it?"
MEANT = "Сын өткелдегі газет"


@pytest.fixture(scope="module")
def own(chromium: str) -> Iterator[Casebook]:
    """A casebook of one's own, in which an edition is out."""
    with served() as made:
        yield made


def does(who: Visit, *buttons: str, page: str = "/c/aqsai/publish/") -> None:
    for name in buttons:
        who.page.goto(page)
        with who.page.expect_navigation():
            who.page.get_by_role("button", name=name, exact=True).click()


def publish(bolat: Visit, aigerim: Visit, saule: Visit) -> str:
    """The next edition, out; its address that lasts."""
    bolat.page.goto("/c/aqsai/publish/")
    if not bolat.page.locator("#publisher").is_visible():
        bolat.page.locator("details.doing summary").first.click()
    bolat.page.fill("#publisher", "Aqsai Archive")
    with bolat.page.expect_navigation():
        bolat.page.get_by_role("button", name="Draft an edition").click()
    does(aigerim, "Have it cleared")
    for one in (aigerim, saule):
        read_through(one, "/c/aqsai/publish/")
        does(one, "I have read it, and sign")
    does(aigerim, "Publish")
    expect(aigerim.page.locator("#jobs strong").first).to_have_text("Done", timeout=120_000)
    aigerim.page.goto("/c/aqsai/publish/")
    found = aigerim.page.locator("main a[href*='/d/']").first.get_attribute("href")
    assert found is not None
    return found


def reader_of(browser: Browser) -> Page:
    return browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740}).new_page()


def opened(page: Page, address: str) -> str:
    """The words of a page; it answers, and asks nobody to sign in."""
    answer = page.goto(address)
    assert answer is not None and answer.status == 200, address
    assert "/accounts/" not in page.url
    return page.locator("main").inner_text()


def commented(reader: Page, aigerim: Visit, address: str) -> None:
    """A comment and a reply, each held until the team lets it through."""
    for at, words in enumerate((TOLD, ANSWER)):
        opened(reader, f"{address}en/comments/")
        link = reader.locator("main a.btn") if not at else reader.locator(".said .meta a").first
        link.focus()
        reader.keyboard.press("Enter")
        reader.locator("#text").fill(words)
        reader.locator("form button").focus()
        reader.keyboard.press("Enter")
        expect(reader.locator("[role=status]")).to_be_visible()
        assert words not in opened(reader, f"{address}en/comments/")
        aigerim.page.goto("/c/aqsai/comments/")
        with aigerim.page.expect_navigation():
            aigerim.page.locator("article[data-comment]", has_text=words).locator("button").first.click()
        assert words in opened(reader, f"{address}en/comments/")
    assert reader.locator(".said .in1, .said .in0").count() == 2


def uploaded(reader: Page, aigerim: Visit, address: str, folder: Path) -> None:
    """A photograph is sent, sealed, fetched, and opened elsewhere as it was; the receipt tells of it."""
    assert "nothing" in opened(reader, f"{address}en/send/").lower()
    key = ask("intake", "key", folder / "team.key")["public_key"]
    aigerim.page.goto("/c/aqsai/intake/")
    aigerim.page.fill("#recipient", key)
    with aigerim.page.expect_navigation():
        aigerim.page.locator("button[value=key]").click()
    photo = next(SOURCES.glob("photo*/*.jpg"))
    opened(reader, f"{address}en/send/")
    reader.locator("input[name=use]").first.check()
    reader.set_input_files("#files", photo)
    reader.locator("form.send .btn").click()
    code = " ".join(reader.locator(".receipt .code").inner_text().split())
    aigerim.page.goto("/c/aqsai/intake/")
    with aigerim.page.expect_download() as taken:
        aigerim.page.locator("[data-upload] form button").first.click()
    with zipfile.ZipFile(io.BytesIO(Path(taken.value.path()).read_bytes())) as archive:
        assert all(name.endswith((".age", "/")) for name in archive.namelist())
        archive.extractall(folder / "sealed")
    ask("intake", "open", folder / "sealed", folder / "opened", "--key", folder / "team.key")
    (original,) = (folder / "opened").rglob("*.original")
    assert original.read_bytes() == photo.read_bytes()
    opened(reader, f"{address}en/receipt/")
    reader.fill("#receipt", code)
    reader.locator("form.send .btn").click()
    expect(reader.locator(".receipt")).to_be_visible()


@pytest.mark.long
def test_a_reader_uses_every_tool_without_an_account(browser: Browser, own: Casebook, tmp_path: Path) -> None:
    aigerim, bolat, saule = (visit(browser, own, one) for one in ("aigerim", "bolat", "saule"))
    address, reader = publish(bolat, aigerim, saule), reader_of(browser)
    front = opened(reader, address)
    assert "Aqsai" in front
    tools = reader.locator("nav.tools")
    assert [one for one in TOOLS if one not in tools.inner_text()] == []
    for link in tools.locator("a").all():
        assert "/accounts/" not in (link.get_attribute("href") or "")
    cited = opened(reader, f"{address}en/cite.html")
    assert cited.count(f"{own.address}/d/") >= 8
    commented(reader, aigerim, address)
    uploaded(reader, aigerim, address, tmp_path)
    translated(reader, bolat, aigerim, saule, address)
    for one in (aigerim, bolat, saule):
        one.page.context.close()


def paragraph(page: Page, address: str, words: str) -> Locator:
    """The paragraph with these words, on whichever part of a long page."""
    for number in range(1, 30):
        page.goto(f"{address}?page={number}")
        found = page.locator("article", has_text=words)
        if found.count():
            return found.first
    raise AssertionError(words)


def translated(reader: Page, bolat: Visit, aigerim: Visit, saule: Visit, address: str) -> None:
    """What is translated says what it is worth, and that it is stale once the original is another."""
    unit = paragraph(saule.page, "/c/aqsai/translations/ru/", "source:news:what")
    unit.locator("textarea").fill(MEANT)
    saule.page.locator("button[name=do]").first.click()
    expect(saule.page.locator("[role=status]")).to_be_visible()
    page = f"{address}en/translation/ru/"
    told = paragraph(reader, page, MEANT)
    expect(told.locator("[data-state]")).to_have_attribute("data-state", "unchecked")
    aigerim.page.goto("/c/aqsai/withhold/?kind=source&record=news")
    aigerim.page.locator("#field").select_option("what")
    aigerim.page.locator("input[name=wording]").first.fill("a newspaper of those weeks")
    aigerim.page.locator("input[name=reasons]").first.fill("its reporter asked for it")
    with aigerim.page.expect_navigation():
        aigerim.page.locator("button[value=withhold]").first.click()
    publish(bolat, aigerim, saule)
    told = paragraph(reader, page, "a newspaper of those weeks")
    expect(told.locator("[data-state]")).to_have_attribute("data-state", "stale")
    expect(told).not_to_contain_text(MEANT)
