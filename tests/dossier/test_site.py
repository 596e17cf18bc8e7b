"""The static site: whole, valid, without script, without a request to anybody else.

Invariant: whatever a page leads to is there; whatever it needs lies beside it.
"""

from __future__ import annotations

import hashlib
import re
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urldefrag

import html5lib
import pytest
from lxml import etree
from tests.dossier.sites import FIRST, Site, aqsai, text_of

from aigaq.records.vocab.messages import LANGUAGE_NAMES, LANGUAGES

HTML = {"{http://www.w3.org/1999/xhtml}"}
_LINK = re.compile(r'(?:href|src)="([^"]*)"')
_ID = re.compile(r'\bid="([^"]*)"')


@pytest.fixture(scope="module")
def site() -> Site:
    return aqsai()


def pages(site: Site) -> dict[str, str]:
    return {path: data.decode() for path, data in site.items() if path.endswith(".html")}


def test_every_page_is_valid_to_a_strict_parser(site: Site) -> None:
    parser = html5lib.HTMLParser(strict=True)
    for path, text in pages(site).items():
        assert parser.parse(text) is not None, path


def test_every_feed_and_map_is_xml(site: Site) -> None:
    found = [path for path in site if path.endswith((".atom", ".xml", ".svg"))]
    assert len(found) > 60
    assert {etree.fromstring(site[path]).tag for path in found} >= {"{http://www.w3.org/2005/Atom}feed"}


def test_every_link_leads_to_a_page_and_every_mark_to_a_place_on_it(site: Site) -> None:
    marks = {path: set(_ID.findall(text)) for path, text in pages(site).items()}
    broken = set()
    for path, text in pages(site).items():
        for link in _LINK.findall(text):
            if link.startswith(str(FIRST.address)):
                continue
            to, mark = urldefrag(link)
            target = normpath(join(dirname(path), unquote(to))) if to else path
            if target not in site or (mark and mark not in marks[target]):
                broken.add((path, link))
    assert broken == set()


def test_no_page_has_a_script_a_style_of_its_own_or_asks_another_host(site: Site) -> None:
    for path, text in pages(site).items():
        assert not re.search(r"<script|<style|\son\w+=|\sstyle=|javascript:|url\(", text), path
        resources = re.findall(
            r'<(?:img|link rel="(?:stylesheet|icon|preload)")[^>]*(?:src|href)="([^"]*)"', text
        )
        assert resources
        assert [one for one in resources if "//" in one] == [], path
    assert b"http" not in site["dossier.css"].replace(b"http://www.w3.org", b"")
    assert b"@import" not in site["dossier.css"]


def test_every_page_forbids_scripts_by_itself(site: Site) -> None:
    found = {re.search(r'Content-Security-Policy" content="([^"]*)"', text) for text in pages(site).values()}
    assert None not in found
    assert {one[1] for one in found if one} == {
        "default-src &#39;self&#39;; script-src &#39;none&#39;; object-src &#39;none&#39;; base-uri &#39;none&#39;; "
        "form-action &#39;none&#39;; frame-src &#39;none&#39;; connect-src &#39;none&#39;"
    }


def test_three_languages_have_the_same_pages(site: Site) -> None:
    by_language = [{path[3:] for path in site if path.startswith(f"{one}/")} for one in LANGUAGES]
    assert by_language[0] == by_language[1] == by_language[2]
    assert len(by_language[0]) > 300
    assert set(LANGUAGE_NAMES) == set(LANGUAGES)


def test_each_language_says_its_own_words(site: Site) -> None:
    told = {one: text_of(site, f"{one}/method.html") for one in LANGUAGES}
    assert "What we refuse to say" in told["en"]
    assert "Чего мы не говорим" in told["ru"]
    assert "Біз айтудан бас тартатындар" in told["kk"]
    assert "Біз" not in told["en"]


def test_the_digests_are_of_the_files(site: Site) -> None:
    told = dict(line.split("  ")[::-1] for line in text_of(site, "SHA256SUMS").splitlines())
    assert told == {
        path: hashlib.sha256(data).hexdigest() for path, data in site.items() if path != "SHA256SUMS"
    }


def test_the_same_edition_gives_the_same_bytes(site: Site) -> None:
    aqsai.cache_clear()
    assert aqsai() == site
