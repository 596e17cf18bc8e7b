"""How a site lets itself be cited and found. Invariant: what programs read says the same as the page."""

from __future__ import annotations

import html
import json
import re
from urllib.parse import parse_qs

import pytest
from lxml import etree
from tests.dossier.sites import FIRST, SAMPLES, Site, aqsai, cleared, text_of

from aigaq.casework.opening import open_case
from aigaq.citation import STYLES, cite
from aigaq.dossier.quoting import citable
from aigaq.records.vocab.messages import LANGUAGES

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def site() -> Site:
    return aqsai()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_stands_on_the_page_and_holds_the_address(site: Site, language: str) -> None:
    whole = cleared(open_case(SAMPLES / "aqsai"))
    what = citable(whole.draft.records, whole.digest, FIRST, language)  # type: ignore[arg-type]
    page = text_of(site, f"{language}/cite.html")
    for style in STYLES:
        line = cite(what, style, language=language)  # type: ignore[arg-type]
        assert (
            html.escape(line.replace("\r", ""), quote=False).replace('"', "&#34;").replace("'", "&#39;")
            in page
        )
        assert f"https://record.example/aqsai/{language}/index.html" in line


def test_a_statement_is_cited_at_its_own_address(site: Site) -> None:
    page = text_of(site, "ru/statement/c3-cause.html")
    assert page.count("https://record.example/aqsai/ru/statement/c3-cause.html") > len(STYLES)


def test_files_for_reference_managers_lie_beside_the_page(site: Site) -> None:
    assert json.loads(site["en/cite.json"])[0]["title"].startswith("The crossing at Aqsai")
    assert text_of(site, "en/cite.bib").startswith("@")
    assert text_of(site, "en/cite.ris").startswith("TY  - ")


def test_reference_managers_read_the_edition_from_the_front_page(site: Site) -> None:
    page = text_of(site, "en/index.html")
    found = re.search(r'class="Z3988" title="([^"]*)"', page)
    assert found is not None
    fields = parse_qs(html.unescape(found[1]))
    assert fields["rft.date"] == ["2031-09-02"]
    assert fields["rft.title"] == ["The crossing at Aqsai (an invented case)"]
    assert 'name="citation_publication_date" content="2031/09/02"' in page


def test_the_linked_data_are_a_file_of_their_own(site: Site) -> None:
    told = json.loads(site["kk/dossier.jsonld"])
    assert (told["@type"], told["inLanguage"], told["datePublished"]) == ("Report", "kk", "2031-09-02")


def test_a_first_edition_says_that_it_was_published(site: Site) -> None:
    feed = etree.fromstring(site["en/changes.atom"])
    titles = [one.findtext(f"{ATOM}title") for one in feed.iter(f"{ATOM}entry")]
    assert titles == ["revision 1: published"]
    person = etree.fromstring(site["en/person/p03.atom"])
    assert person.findtext(f"{ATOM}updated") == "2031-09-02T00:00:00Z"


def test_the_map_of_the_site_names_every_page(site: Site) -> None:
    told = set(re.findall(r"<loc>https://record\.example/aqsai/([^<]*)</loc>", text_of(site, "sitemap.xml")))
    assert told == {path for path in site if path.endswith(".html")}
